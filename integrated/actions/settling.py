"""Settling where two coders differ: what they agree on is counted, and both coders' own codes stay as they are."""

from dataclasses import dataclass

import pandas as pd

from integrated.actions.actor import PREPARES, Actor, Refused
from integrated.actions.done import Outcome, outcome_of
from integrated.co_production.reading import CODERS
from integrated.store import Store, uuid4

AGREED = "agreed"
KINDS = ("theme", "words", "stance")
TOLD = {
    "theme": "Settled: the theme counts here.",
    "left out": "Settled: the theme is left out here, and does not count.",
    "words": "Settled: the theme is given to these words.",
    "stance": "Settled: this stance counts.",
}


@dataclass(frozen=True)
class Settling:
    """The hands of those who talk a difference through.

    Attributes
    ----------
    store, decision_id : what is changed. actor : who, by role.
    """

    store: Store
    actor: Actor
    decision_id: str

    @property
    def may_code(self) -> bool:
        """Whether this role may compare coders and settle where they differ."""
        return self.actor.role in PREPARES and not self.store.read_only

    def settle(self, contribution_id: str, kind: str, about: str, coder: str) -> Outcome:
        """Agree that one coder read a contribution as it should be read; the last word counts.

        Parameters
        ----------
        kind : "theme" or "words" with a theme id in `about`, or "stance" with an option id.
        coder : "first" or "second": whose reading counts. A coder who did not give the theme leaves it out.
        """

        def settle() -> str:
            held = self._checked(contribution_id, kind)
            held = held.assign(theme_id=[self._standing(each) for each in held["theme_id"]])
            if coder not in CODERS:
                raise Refused(f"The reading of the {' or '.join(CODERS)} coder can be agreed on, got “{coder:.40}”.")
            theirs = held[(held["coder"] == coder) & (held["stance"].notna() if kind == "stance" else True)]
            theirs = theirs[theirs["option_id" if kind == "stance" else "theme_id"] == about]
            if kind != "theme" and theirs.empty:
                raise Refused("This coder said nothing here, so there is nothing to agree on.")
            rows = [_agreed(row, contribution_id) for row in theirs.to_dict("records")]
            if not rows:
                if held[held["theme_id"] == about].empty:
                    raise Refused("Neither coder gave this theme any more: there is nothing to settle.")
                rows = [_agreed({"theme_id": about}, contribution_id) | {"removed": True}]
            if kind == "stance":
                rows = [row | {"theme_id": None, "excerpt_start": None, "excerpt_end": None} for row in rows[-1:]]
            else:
                rows = [row | {"stance": None, "condition_words": None} for row in rows]
            self._keep([*self._undone(contribution_id, kind, about), *rows])
            return TOLD["left out" if rows[0]["removed"] else kind]

        return outcome_of(settle)

    def unsettle(self, contribution_id: str, kind: str, about: str) -> Outcome:
        """Take an agreement back: what the first coder read counts again."""

        def unsettle() -> str:
            self._checked(contribution_id, kind)
            undone = self._undone(contribution_id, kind, about)
            if not undone:
                raise Refused("Nothing was settled here.")
            self._keep(undone)
            return "Taken back: what the first coder read counts again."

        return outcome_of(unsettle)

    def _checked(self, contribution_id: str, kind: str) -> pd.DataFrame:
        self.actor.must_be_one_of(PREPARES, "settle where coders differ")
        if kind not in KINDS:
            raise Refused(f"Coders differ in a {', '.join(KINDS)}, got “{kind:.40}”.")
        codings = self.store.read("codings_reviewed", decision_id=self.decision_id)
        held = codings[codings["contribution_id"] == contribution_id]
        if held.empty:
            raise Refused("This contribution is not here any more: its consent was taken back, or it was not released.")
        return held

    def _undone(self, contribution_id: str, kind: str, about: str) -> list[dict[str, object]]:
        """Versions that take back what is agreed on this now. Without a theme or a stance a code says nothing."""
        agreed = self.store.read("codings_agreed", decision_id=self.decision_id)
        mine = agreed[agreed["contribution_id"] == contribution_id]
        mine = mine.assign(theme_id=[self._standing(each) for each in mine["theme_id"]])
        if kind == "stance":
            mine = mine[(mine["option_id"] == about) & mine["stance"].notna() & ~mine["removed"].astype(bool)]
        else:
            mine = mine[mine["theme_id"] == about]
        nothing = {"theme_id": None, "stance": None, "condition_words": None, "removed": True}
        return [
            _agreed(row, contribution_id)
            | nothing
            | {"coding_id": row["coding_id"], "version": int(row["version"]) + 1}
            for row in mine.to_dict("records")
        ]

    def _standing(self, theme_id: str | None) -> str | None:
        """The theme in use that a theme was merged into: itself, unless it was merged."""
        themes = self.store.read("themes", decision_id=self.decision_id)
        merged = dict(zip(themes["theme_id"], themes["merged_into"], strict=True))
        passed = {theme_id}
        while (into := merged.get(theme_id)) and into not in passed:
            passed.add(into)
            theme_id = into
        return theme_id

    def _keep(self, rows: list[dict[str, object]]) -> None:
        self.store.append("coding", rows).result()


def _agreed(row: dict, contribution_id: str) -> dict[str, object]:
    def whole(value: object) -> int | None:
        return None if value is None or pd.isna(value) else int(float(str(value)))

    return {
        "coding_id": uuid4(),
        "version": 1,
        "contribution_id": contribution_id,
        "theme_id": row.get("theme_id"),
        "option_id": row.get("option_id"),
        "stance": row.get("stance"),
        "condition_words": row.get("condition_words"),
        "excerpt_start": whole(row.get("excerpt_start")),
        "excerpt_end": whole(row.get("excerpt_end")),
        "coder": AGREED,
        "removed": False,
    }
