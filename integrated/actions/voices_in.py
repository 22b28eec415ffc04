"""Voices brought in from files: mapped to our groups and options, stored whole or not at all, and taken back."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from integrated.actions.actor import PREPARES, Actor, Refused
from integrated.actions.done import Outcome, outcome_of
from integrated.co_production.voices_in import EVERYONE, IncomingShares, IncomingVotes, IncomingWords
from integrated.record.record import replay
from integrated.store import Store, uuid4, uuid7

KINDS = {
    "polis": "Polis conversation",
    "refi_qda": "REFI-QDA",
    "contributions_csv": "Contributions",
    "population_csv": "Shares of the population",
}
CONSENT_VERSION = "as stated at import"
Parts = list[tuple[str, list[dict[str, Any]]]]


@dataclass(frozen=True)
class FileIn:
    """The file behind an import: its name and content are hashed, not kept."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Of the content."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class VoicesIn:
    """The hands of one person who brings voices in.

    Attributes
    ----------
    store, decision_id : where they go. actor : who, by role.
    """

    store: Store
    actor: Actor
    decision_id: str

    @property
    def may(self) -> bool:
        """Whether this role may bring voices in."""
        return self.actor.role in PREPARES and not self.store.read_only

    def file(self, name: str, content: bytes) -> FileIn:
        """Name a file that is brought in."""
        return FileIn(name, content)

    def votes(self, incoming: IncomingVotes, groups: Mapping[str, str], title: str, file: FileIn) -> Outcome:
        """Store a conversation with votes; its statements count as checked by the person who brings it in.

        Parameters
        ----------
        groups : label in the file to the group here; a person whose label is not in it counts under `EVERYONE`.
        title : what the conversation was.
        """

        def keep() -> str:
            self._must("bring votes in", ready=incoming.ready)
            import_id, where = uuid7(), uuid7()
            names = [groups.get(label) or EVERYONE for label in incoming.labels]
            statement_ids = [uuid4() for _ in incoming.statements]
            people = [uuid4() for _ in incoming.people]
            today = date.today()
            statements = [
                {
                    "statement_id": statement_id,
                    "engagement_id": where,
                    "words": statement.words,
                    "reviewed_by_role": self.actor.role,
                    "reviewed_on": today,
                }
                for statement_id, statement in zip(statement_ids, incoming.statements, strict=True)
            ]
            votes = [
                {
                    "statement_id": statement_ids[column],
                    "respondent_id": people[row],
                    "vote": int(incoming.votes[row, column]),
                    "group_name": names[row],
                }
                for row, column in np.argwhere(~np.isnan(incoming.votes)).tolist()
            ]
            self._store(
                import_id, "polis", file, len(votes), [self._engagement(where, "polis", title, import_id)],
                [("statement", statements), ("vote", votes)],
            )  # fmt: skip
            return f"{len(votes):,} votes on {len(statements):,} statements are stored. You can take them back below."

        return outcome_of(keep)

    def words(
        self,
        incoming: IncomingWords,
        groups: Mapping[str, str],
        options: Mapping[str, str | None],
        title: str,
        kind: str,
        file: FileIn,
    ) -> Outcome:
        """Store contributions and the codebook that came with them; they wait for review before anybody sees them.

        Parameters
        ----------
        groups : group in the file to the group here. options : option in the file to option id, None for none.
        kind : "refi_qda" or "contributions_csv".
        """

        def keep() -> str:
            self._must("bring contributions in", ready=incoming.ready)
            unmapped = [each for each in incoming.groups if not groups.get(each)]
            if unmapped:
                raise Refused(f"Say which group “{unmapped[0] or 'without a group'}” is here: a voice needs a group.")
            import_id, where = uuid7(), uuid7()
            codes = {code.key: f"{import_id}~{place}" for place, code in enumerate(incoming.codes)}
            rows, codings = self._contributions(incoming, groups, options, codes, where)
            themes = self._themes(incoming, codes)
            engaged = [self._engagement(where, "interviews", title, import_id)] if rows else []
            self._store(
                import_id, kind, file, len(rows) + len(themes), engaged,
                [("theme", themes), ("contribution", rows), ("coding", codings)],
            )  # fmt: skip
            told = [f"{len(rows):,} contributions wait to be read under “Consent and rules”."] if rows else []
            told += [f"{len(themes)} themes are in the codebook."] if themes else []
            return " ".join(told) + " You can take the import back below."

        return outcome_of(keep)

    def shares(self, incoming: IncomingShares, file: FileIn) -> Outcome:
        """Store shares of the population for the place of this decision."""

        def keep() -> str:
            self._must("bring shares in", ready=incoming.ready)
            place = replay(self.store.read("decision_events", decision_id=self.decision_id)).area_code
            if place is None:
                raise Refused("This decision has no place yet: choose one on the first page, then bring its shares in.")
            import_id = uuid7()
            rows = [{**each, "area_code": place, "import_id": import_id} for each in incoming.shares]
            self._store(import_id, "population_csv", file, len(rows), [], [("population_share", rows)])
            return f"{len(rows)} shares are stored."

        return outcome_of(keep)

    def take_back(self, import_id: str) -> Outcome:
        """Take a whole import back: nothing of it is counted or shown any more."""

        def undo() -> str:
            self.actor.must_be_one_of(PREPARES, "take an import back")
            imports = self.store.read("imports")
            mine = imports[(imports["import_id"] == import_id) & imports["kind"].isin(KINDS)]
            if mine.empty:
                raise Refused("This import is not here any more.")
            row = {"import_id": import_id, "actor_role": self.actor.role, "undone_at": _now()}
            self.store.append("import_undone", [row]).result()
            return f"“{mine.iloc[0]['file_name']}” is taken back, with everything that came in it."

        return outcome_of(undo)

    def _must(self, doing: str, *, ready: bool) -> None:
        self.actor.must_be_one_of(PREPARES, doing)
        if not ready:
            raise Refused("This file is not ready: mend what the preview names, then store it.")

    def _store(
        self, import_id: str, kind: str, file: FileIn, total: int, engaged: list[dict[str, Any]], parts: Parts
    ) -> None:
        batch = {
            "import_id": import_id,
            "kind": kind,
            "file_name": file.name[:200],
            "sha256": file.sha256,
            "row_total": total,
            "illustrative": False,
            "actor_role": self.actor.role,
            "imported_at": _now(),
        }
        together = [("import_batch", [batch]), ("engagement", engaged), *parts]
        self.store.append_together([(table, rows) for table, rows in together if rows]).result()

    def _engagement(self, engagement_id: str, kind: str, title: str, import_id: str) -> dict[str, Any]:
        if not title.strip():
            raise Refused("Say what it was: people will ask where these voices come from.")
        return {
            "engagement_id": engagement_id,
            "version": 1,
            "decision_id": self.decision_id,
            "kind": kind,
            "title": title.strip()[:200],
            "illustrative": False,
            "import_id": import_id,
        }

    def _contributions(
        self,
        incoming: IncomingWords,
        groups: Mapping[str, str],
        options: Mapping[str, str | None],
        codes: Mapping[str, str],
        where: str,
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        respondents: dict[str, str] = {}
        first_group: dict[str, str] = {}
        rows, codings = [], []
        for each in incoming.contributions:
            contribution_id, option_id = uuid4(), options.get(each.option)
            group = first_group.setdefault(each.person, groups[each.group])
            rows.append(
                {
                    "contribution_id": contribution_id,
                    "engagement_id": where,
                    "respondent_id": respondents.setdefault(each.person, uuid4()),
                    "group_name": group,
                    "age_band": each.age_band or None,
                    "option_id": option_id,
                    "words": each.words,
                    "consent": each.consent,
                    "consent_version": CONSENT_VERSION,
                    "received_on": date.today(),
                }
            )
            given: Sequence[dict[str, Any]] = [
                {"theme_id": codes[code], "excerpt_start": start, "excerpt_end": end, "coder": "first"}
                for code, start, end in each.codes
            ]
            if each.stance and option_id:
                condition = each.condition or None if each.stance == "conditional" else None
                given = [*given, {"stance": each.stance, "condition_words": condition, "coder": "self"}]
            codings += [
                {
                    "coding_id": uuid4(),
                    "version": 1,
                    "contribution_id": contribution_id,
                    "option_id": option_id,
                    "removed": False,
                    **code,
                }
                for code in given
            ]
        return rows, codings

    def _themes(self, incoming: IncomingWords, codes: Mapping[str, str]) -> list[dict[str, Any]]:
        return [
            {
                "theme_id": codes[code.key],
                "version": 1,
                "decision_id": self.decision_id,
                "name": code.name,
                "definition": code.definition or None,
            }
            for code in incoming.codes
        ]


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
