"""What coders do: give a theme to words, say a stance, take either back, and keep the codebook."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

import pandas as pd

from integrated.actions.actor import PREPARES, Actor, Refused
from integrated.actions.belonging import put_together, take_apart
from integrated.actions.done import Outcome, outcome_of
from integrated.co_production import codebook as book
from integrated.co_production.codebook import Codebook, Theme, codebook_of
from integrated.co_production.reading import CODERS
from integrated.co_production.themes import STANCES
from integrated.store import Store, uuid4, uuid7

LONGEST = 500


@dataclass(frozen=True)
class Coding:
    """The hands of one coder: what is given is kept at once, so that nothing waits to be saved.

    Attributes
    ----------
    store, decision_id : what is changed. actor : who, by role. coder : "first" or "second".
    """

    store: Store
    actor: Actor
    decision_id: str
    coder: str = "first"

    @property
    def may_code(self) -> bool:
        """Whether this role may code and keep the codebook."""
        return self.actor.role in PREPARES and not self.store.read_only

    def mark(self, contribution_id: str, theme_id: str, start: int | None, end: int | None) -> Outcome:
        """Give a theme to characters `start` to `end` of a contribution, or to the whole of it (None, None)."""

        def mark() -> str:
            self._check()
            row = self._contribution(contribution_id)
            theme = self._book().theme(theme_id)
            if theme.merged_into is not None:
                raise Refused(f"“{theme.name}” is part of another theme now: give that one.")
            if (start is None) != (end is None):
                raise Refused("Words need a first and a last character: give both, or neither for the whole.")
            if start is not None and end is not None and not 0 <= start < end <= len(row["words"]):
                raise Refused(f"The words run from 0 to {len(row['words'])}, got {start} to {end}.")
            held = self._codings(contribution_id)
            same = held[held["theme_id"] == theme_id]
            if any(
                (_whole(a), _whole(b)) == (start, end)
                for a, b in zip(same["excerpt_start"], same["excerpt_end"], strict=True)
            ):
                return f"“{theme.name}” was given to these words already."
            self._add(contribution_id, row["option_id"], theme_id=theme_id, excerpt_start=start, excerpt_end=end)
            return f"“{theme.name}” is given."

        return outcome_of(_in_words(mark))

    def unmark(self, contribution_id: str, coding_id: str) -> Outcome:
        """Take one code back; that it was given stays known."""

        def unmark() -> str:
            self._check()
            held = self._codings(contribution_id)
            mine = held[held["coding_id"] == coding_id]
            if mine.empty:
                raise Refused("This code is not here any more.")
            self._change(mine.iloc[0], removed=True)
            return "Taken back."

        return outcome_of(_in_words(unmark))

    def stance(self, contribution_id: str, stance: str | None, condition: str = "") -> Outcome:
        """Say which stance this coder reads on the option of a contribution; None takes it back.

        Parameters
        ----------
        condition : words after "yes, if …", kept with a conditional stance.
        """

        def say() -> str:
            self._check()
            row = self._contribution(contribution_id)
            if stance is not None and stance not in STANCES:
                raise Refused(f"A stance is one of {', '.join(STANCES)}, got “{stance:.40}”.")
            if row["option_id"] is None:
                raise Refused("This contribution names no option, so it has no stance.")
            held = self._codings(contribution_id)
            now = held[held["stance"].notna() & (held["option_id"] == row["option_id"])]
            words = " ".join(condition.split())[:LONGEST] or None if stance == "conditional" else None
            if len(now):
                self._change(now.iloc[0], removed=stance is None, stance=stance, condition_words=words)
            elif stance is not None:
                self._add(contribution_id, row["option_id"], stance=stance, condition_words=words)
            return "Kept." if stance else "Taken back."

        return outcome_of(_in_words(say))

    def create(self, name: str, definition: str = "", include_when: str = "", exclude_when: str = "") -> Outcome:
        """Add a theme to the codebook."""
        theme_id = uuid7()
        return self._keep(
            lambda now: book.create(
                now, theme_id, name, definition=definition, include_when=include_when, exclude_when=exclude_when
            ),
            f"“{name.strip()}” is in the codebook.",
        )

    def rename(self, theme_id: str, name: str) -> Outcome:
        """Give a theme another name; the old one stays in its history."""
        return self._keep(lambda now: book.rename(now, theme_id, name), "Renamed. The old name stays in the history.")

    def define(self, theme_id: str, definition: str, include_when: str, exclude_when: str) -> Outcome:
        """Say anew what a theme means."""
        return self._keep(
            lambda now: book.define(
                now, theme_id, definition=definition, include_when=include_when, exclude_when=exclude_when
            ),
            "Kept. What it meant before stays in the history.",
        )

    def merge(self, theme_id: str, into: str) -> Outcome:
        """Make a theme part of another; its codes count there from now on."""
        return self._keep(lambda now: book.merge(now, theme_id, into), "Merged. “Take apart” undoes it.")

    def separate(self, theme_id: str) -> Outcome:
        """Take a merged theme apart again."""
        return self._keep(lambda now: book.separate(now, theme_id), "Taken apart.")

    def rate(self, theme_id: str, level: str | None, reason: str) -> Outcome:
        """Say how confident people are in a theme (GRADE-CERQual), and why."""
        return self._keep(lambda now: book.rate(now, theme_id, level, reason), "Kept.")

    def link(self, kind: str, theme_id: str, target: str, why: str, map_id: str = "") -> Outcome:
        """State that a theme is about a factor of the map or about an outcome, and why.

        Parameters
        ----------
        kind : "factor" or "outcome". target : its id. map_id : of the map, for a factor.
        """

        def link() -> str:
            self._check(coding=False)
            self._book().theme(theme_id)
            if not why.strip():
                raise Refused("Say why they belong together: a link without a reason cannot be defended.")
            if kind == "factor":
                known = set(self.store.read("factors", map_id=map_id)["factor_id"])
                row = {"map_id": map_id, "theme_id": theme_id, "factor_id": target, "why": why.strip()[:LONGEST]}
            elif kind == "outcome":
                known = set(self.store.read("outcomes")["outcome_id"])
                row = {"theme_id": theme_id, "outcome_id": target, "why": why.strip()[:LONGEST]}
            else:
                raise Refused(f"A theme is linked to a factor or an outcome, got “{kind:.40}”.")
            if target not in known:
                raise Refused(f"There is no {kind} “{target:.60}” any more: choose another.")
            self.store.append(f"theme_{kind}", [row]).result()
            again = put_together(self.store, self.actor, self.decision_id, f"theme_{kind}", *_ends(row))
            if again:
                return "Linked again, for the reason that was given at first."
            return "Linked. Side by side lights it from now on."

        return outcome_of(_in_words(link))

    def unlink(self, kind: str, theme_id: str, target: str, map_id: str = "") -> Outcome:
        """Take a theme's link to a factor or an outcome back; that it was stated stays known, and it can be put back.

        Parameters
        ----------
        kind, target, map_id : as for `link`.
        """

        def unlink() -> str:
            self._check(coding=False)
            if kind not in ("factor", "outcome"):
                raise Refused(f"A theme is linked to a factor or an outcome, got “{kind:.40}”.")
            table, on_map = f"theme_{kind}", {"map_id": map_id} if kind == "factor" else {}
            params = on_map or {"decision_id": self.decision_id}
            held = self.store.read(table, **params)
            if held[(held["theme_id"] == theme_id) & (held[f"{kind}_id"] == target)].empty:
                raise Refused("This link is not here any more.")
            take_apart(self.store, self.actor, self.decision_id, table, *on_map.values(), theme_id, target)
            return "The link is taken back. Link them again to put it back."

        return outcome_of(_in_words(unlink))

    def _check(self, *, coding: bool = True) -> None:
        self.actor.must_be_one_of(PREPARES, "code what people said")
        if coding and self.coder not in CODERS:
            raise Refused(f"A coder is {' or '.join(CODERS)}, got “{self.coder:.40}”.")

    def _book(self) -> Codebook:
        versions = self.store.read("theme_versions", decision_id=self.decision_id)
        text = ("definition", "include_when", "exclude_when", "confidence_reason")
        return codebook_of(
            Theme(**{**row, "version": int(row["version"]), **{each: row[each] or "" for each in text}})
            for row in versions.to_dict("records")
        )

    def _keep(self, change: Callable[[Codebook], Codebook], told: str) -> Outcome:
        def keep() -> str:
            self._check(coding=False)
            new = change(self._book()).versions[-1]
            row = {**asdict(new), "decision_id": self.decision_id}
            self.store.append("theme", [row]).result()
            return told

        return outcome_of(_in_words(keep))

    def _contribution(self, contribution_id: str) -> pd.Series:
        reviewed = self.store.read("contributions_reviewed", decision_id=self.decision_id)
        mine = reviewed[(reviewed["contribution_id"] == contribution_id) & reviewed["words"].notna()]
        if mine.empty:
            raise Refused("This contribution is not here any more: its consent was taken back, or it was not released.")
        return mine.iloc[0]

    def _codings(self, contribution_id: str) -> pd.DataFrame:
        held = self.store.read("codings_reviewed", decision_id=self.decision_id)
        return held[(held["contribution_id"] == contribution_id) & (held["coder"] == self.coder)]

    def _add(self, contribution_id: str, option_id: str | None, **code: object) -> None:
        row = {
            "coding_id": uuid4(),
            "version": 1,
            "contribution_id": contribution_id,
            "option_id": option_id,
            "coder": self.coder,
            "removed": False,
            **code,
        }
        self.store.append("coding", [row]).result()

    def _change(self, now: pd.Series, **changes: object) -> None:
        kept = ("coding_id", "contribution_id", "theme_id", "option_id", "stance", "condition_words", "coder")
        row = {each: now[each] for each in kept} | {
            "version": int(now["version"]) + 1,
            "excerpt_start": _whole(now["excerpt_start"]),
            "excerpt_end": _whole(now["excerpt_end"]),
            "removed": False,
            **changes,
        }
        self.store.append("coding", [row]).result()


def _in_words(action: Callable[[], str]) -> Callable[[], str]:
    """What the codebook refuses is a refusal for the screen too."""

    def act() -> str:
        try:
            return action()
        except ValueError as problem:
            text = str(problem)
            raise Refused(f"{text[:1].upper()}{text[1:]}.") from problem

    return act


def _ends(row: dict[str, str]) -> list[str]:
    return [value for name, value in row.items() if name != "why"]


def _whole(value: object) -> int | None:
    return None if value is None or pd.isna(value) else int(str(value).removesuffix(".0"))
