"""Evidence brought in by people: studies, references, ratings, searches; all or nothing, and taken back whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from integrated.actions.actor import PREPARES, Actor, Refused
from integrated.actions.deciding import say
from integrated.actions.done import Outcome, outcome_of
from integrated.record.record import replay
from integrated.store import Store
from integrated.store.identifiers import uuid7
from integrated.what_works.incoming import Incoming, IncomingReferences, NewOutcome
from integrated.what_works.ratings import rating_problem

OURS = frozenset({"studies_csv", "revman_csv", "references", "ratings_csv", "rating_typed"})
FIRST_YEAR = 1900
LONGEST = 500
NOT_READ = "Not read yet: only the reference is held."
WHY_NOT_READ = "Nobody has taken an effect from it yet."


@dataclass(frozen=True)
class EvidenceIn:
    """The hands of one person who brings evidence in.

    Attributes
    ----------
    store, decision_id : where it goes. actor : who, by role.
    """

    store: Store
    actor: Actor
    decision_id: str

    @property
    def may(self) -> bool:
        """Whether this role may bring evidence in."""
        return self.actor.role in PREPARES and not self.store.read_only

    def studies(
        self,
        incoming: Incoming,
        new_outcomes: Sequence[NewOutcome] = (),
        *,
        licence: str = "",
        attribution: str = "",
        illustrative: bool = False,
    ) -> Outcome:
        """Store a checked file of studies: every row in one transaction, or none.

        Parameters
        ----------
        incoming : as read; refused unless it is ready.
        new_outcomes : outcomes that come with it. licence, attribution : of the figures, or "".
        illustrative : whether the figures are made up.
        """

        def keep() -> str:
            if not incoming.ready:
                raise Refused("This file is not ready: mend what the preview names, then store it.")
            import_id = self._import(incoming.kind, incoming.sha256)
            batch = self._batch(import_id, incoming, licence, attribution, illustrative)
            used = {row["outcome_id"] for row in incoming.rows}
            outcomes = [
                {
                    "outcome_id": each.outcome_id,
                    "label": each.label,
                    "words_per_100": each.words_per_100,
                    "better": each.better,
                    "import_id": import_id,
                }
                for each in new_outcomes
                if each.outcome_id in used
            ]
            mark = import_id[-6:]
            effects = [
                {**row, "effect_id": f"{row['effect_id'] or i}-{mark}", "import_id": import_id}
                for i, row in enumerate(incoming.rows, start=1)
            ]
            parts = [("import_batch", [batch]), ("outcome", outcomes), ("effect", effects)]
            self.store.append_together(parts).result()
            self._rank([each.outcome_id for each in new_outcomes if each.outcome_id in used])
            many = len(effects)
            return f"{many} {'row is' if many == 1 else 'rows are'} stored. You can take the import back below."

        return self._done(keep, "bring studies in")

    def references(self, incoming: IncomingReferences, option_id: str, outcome_id: str) -> Outcome:
        """Store references as studies that wait to be read, on one option and outcome."""

        def keep() -> str:
            if incoming.problems or not incoming.references:
                raise Refused("This file is not ready: mend what the preview names, then store it.")
            self._known(option_id, outcome_id)
            import_id = self._import("references", incoming.sha256)
            batch = {
                **self._batch(import_id, Incoming("references", incoming.file_name, incoming.sha256), "", "", False),
                "row_total": len(incoming.references),
            }
            waiting = [
                {
                    "evaluation_id": f"R{i}-{import_id[-6:]}",
                    "option_id": option_id,
                    "outcome_id": outcome_id,
                    "country": None,
                    "what_was_found": NOT_READ,
                    "why_no_effect_size": WHY_NOT_READ,
                    "source": reference.citation,
                    "import_id": import_id,
                }
                for i, reference in enumerate(incoming.references, start=1)
            ]
            parts = [("import_batch", [batch]), ("evaluation_without_effect", waiting)]
            self.store.append_together(parts).result()
            many = len(waiting)
            return f"{many} {'reference waits' if many == 1 else 'references wait'} to be read."

        return self._done(keep, "bring references in")

    def ratings(self, incoming: Incoming) -> Outcome:
        """Store a checked file of ratings, or one rating typed in."""

        def keep() -> str:
            if not incoming.ready:
                raise Refused("This file is not ready: mend what the preview names, then store it.")
            import_id = self._import(incoming.kind, incoming.sha256)
            batch = self._batch(import_id, incoming, "", "", False)
            rows = [
                {**row, "rating_id": f"T{i}-{import_id[-12:]}", "import_id": import_id}
                for i, row in enumerate(incoming.rows, start=1)
            ]
            self.store.append_together([("import_batch", [batch]), ("external_rating", rows)]).result()
            return f"{len(rows)} {'rating is' if len(rows) == 1 else 'ratings are'} stored, as printed."

        return self._done(keep, "bring ratings in")

    def rating(self, rating: Mapping[str, Any]) -> Outcome:
        """Store one rating as printed: option_id, scheme, scheme_version, as_printed, dated, address."""
        wrong = rating_problem(
            str(rating["scheme"]),
            str(rating["scheme_version"]),
            str(rating["as_printed"]),
            str(rating["address"] or ""),
        )
        if wrong:
            return Outcome(problem=f"{wrong[0].replace('_', ' ').capitalize()}: {wrong[1]}.")
        row = {name: value.strip() or None if isinstance(value, str) else value for name, value in rating.items()}
        return self.ratings(Incoming("rating_typed", "typed in", uuid7().replace("-", ""), rows=(row,), total=1))

    def search(
        self, option_id: str, outcome_id: str, searched_on: date | None, year: int, where: str, found: int
    ) -> Outcome:
        """Log a search: what was looked for, when, where, and how many studies were found (0 is a finding)."""

        def keep() -> str:
            self._known(option_id, outcome_id)
            if not where.strip():
                raise Refused("Write where you searched, such as the names of databases.")
            if len(where) > LONGEST:
                raise Refused(f"Where you searched is longer than {LONGEST} characters: shorten it.")
            today = date.today()
            if not FIRST_YEAR <= year <= today.year or (searched_on is not None and searched_on > today):
                raise Refused("A search lies in the past: mend its date.")
            if found < 0:
                raise Refused("The number of studies found cannot be below 0.")
            row = {
                "search_id": uuid7(),
                "option_id": option_id,
                "outcome_id": outcome_id,
                "searched_on": searched_on,
                "searched_year": year,
                "searched_where": where.strip(),
                "studies_found": found,
                "actor_role": self.actor.role,
            }
            self.store.append("search_log", [row]).result()
            return "The search is logged." + ("" if found else " “None found” is not the same as “no effect”.")

        return self._done(keep, "log a search")

    def undo(self, import_id: str) -> Outcome:
        """Take a whole import back: no page reads it any more; the rows and the taking back stay on record."""

        def back() -> str:
            standing = self.store.read("imports")
            mine = standing[(standing["import_id"] == import_id) & standing["kind"].isin(OURS)]
            if mine.empty:
                raise Refused("This import is not there any more, or came with the app: nothing was taken back.")
            row = {"import_id": import_id, "actor_role": self.actor.role, "undone_at": _now()}
            self.store.append("import_undone", [row]).result()
            return f"“{mine['file_name'].iloc[0]}” is taken back: none of its rows counts any more."

        return self._done(back, "take an import back")

    def _import(self, kind: str, sha256: str) -> str:
        """The id of a new import, refused where the same file is stored already."""
        standing = self.store.read("imports")
        same = standing[(standing["sha256"] == sha256) & (standing["kind"] == kind)]
        if not same.empty:
            when = same["imported_at"].iloc[0]
            raise Refused(f"This very file is stored already (on {when:%d %B %Y}): take that import back first.")
        return uuid7()

    def _batch(
        self, import_id: str, incoming: Incoming, licence: str, attribution: str, illustrative: bool
    ) -> dict[str, Any]:
        return {
            "import_id": import_id,
            "kind": incoming.kind,
            "file_name": incoming.file_name,
            "sha256": incoming.sha256,
            "row_total": len(incoming.rows),
            "licence": licence.strip()[:LONGEST] or None,
            "attribution": attribution.strip()[:LONGEST] or None,
            "illustrative": illustrative,
            "actor_role": self.actor.role,
            "imported_at": _now(),
        }

    def _rank(self, outcome_ids: Sequence[str]) -> None:
        """New outcomes join those of the decision, after the others."""
        for outcome_id in outcome_ids:
            ranked = replay(self.store.read("decision_events", decision_id=self.decision_id)).outcomes
            position = max((each.position for each in ranked), default=0) + 1
            payload = {"importance": "important", "position": position}
            say(self.store, self.actor, self.decision_id, "outcome_ranked", outcome_id, payload)

    def _known(self, option_id: str, outcome_id: str) -> None:
        if outcome_id not in set(self.store.read("outcomes")["outcome_id"]):
            raise Refused(f"“{outcome_id[:60]}” is no outcome here: choose one of the list.")
        decision = replay(self.store.read("decision_events", decision_id=self.decision_id))
        if decision.option(option_id) is None:
            raise Refused(f"“{option_id[:60]}” is no option of this decision: choose one of the list.")

    def _done(self, action: Callable[[], str], doing: str) -> Outcome:
        def allowed() -> str:
            self.actor.must_be_one_of(PREPARES, doing)
            return action()

        return outcome_of(allowed)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
