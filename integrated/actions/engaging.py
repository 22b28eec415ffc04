"""How people were asked, filled in afterwards: stage, power, what they got for it, what they were told came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from integrated.actions.actor import PREPARES, Actor, Refused
from integrated.actions.day import written_day
from integrated.actions.done import Outcome, outcome_of
from integrated.co_production.engagement import Engagement
from integrated.record.text import LONG_TEXT, cleaned
from integrated.store import Store

LUNDY = ("space", "voice", "audience", "influence")
KEPT = ("stage", "circle", "ladder_rung", "rewards", "rewards_words", "fed_back_on", "fed_back_words")


@dataclass(frozen=True)
class Engaging:
    """The hands of one person who says how people were asked.

    Attributes
    ----------
    store, decision_id : what is changed. actor : who, by role.
    """

    store: Store
    actor: Actor
    decision_id: str

    @property
    def may(self) -> bool:
        """Whether this role may say how people were asked."""
        return self.actor.role in PREPARES and not self.store.read_only

    def say_how(self, engagement_id: str, seen_version: int, said: Mapping[str, Any]) -> Outcome:
        """Keep what is said about one occasion as its next version; earlier versions stay.

        Parameters
        ----------
        seen_version : the version on screen; if somebody saved another since, nothing is overwritten.
        said : stage, circle, ladder_rung, space, voice, audience, influence, rewards, rewards_words, fed_back_on
            (a day as people write it) and fed_back_words; None or "" where not recorded.
        """

        def keep() -> str:
            self.actor.must_be_one_of(PREPARES, "say how people were asked")
            held = self.store.read("engagements", decision_id=self.decision_id)
            mine = held[(held["engagement_id"] == engagement_id) & (held["kind"] != "published")]
            if mine.empty:
                raise Refused("This occasion is not here any more: it was taken back, or belongs to another decision.")
            row = mine.iloc[0].to_dict()
            if int(row["version"]) != seen_version:
                raise Refused("Somebody else changed this meanwhile. Look at what they wrote, then save yours.")
            changed = row | _checked(row, said) | {"version": seen_version + 1}
            kept = {name: _plain(value) for name, value in changed.items()}
            self.store.append_together([("engagement", [kept])]).result()
            return "Saved. The earlier entry is kept beside it."

        return outcome_of(keep)


def _checked(row: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that change, if they make an occasion that can be."""
    given = {name: said.get(name) or None for name in KEPT} | {name: said.get(name) for name in LUNDY}
    day = written_day(given["fed_back_on"])
    fed_back_on = None if day is None else date.fromisoformat(day)
    words = {name: str(cleaned(given[name] or ""))[:LONG_TEXT] for name in ("rewards_words", "fed_back_words")}
    if words["fed_back_words"] and fed_back_on is None:
        raise Refused("Say on which day people were told what came of it.")
    try:
        held_on = None if pd.isna(row["held_on"]) else pd.Timestamp(row["held_on"]).date()
        marks = {name: given[name] for name in ("stage", "circle", "ladder_rung", "rewards", *LUNDY)}
        as_it_would_be: dict[str, Any] = {"held_on": held_on, "fed_back_on": fed_back_on, **marks, **words}
        Engagement(row["engagement_id"], row["kind"], row["title"], **as_it_would_be)
    except ValueError as problem:
        raise Refused(f"{str(problem)[:1].upper()}{str(problem)[1:]}.") from problem
    return {
        **{name: given[name] for name in ("stage", "circle", "ladder_rung", "rewards")},
        **{f"lundy_{name}": given[name] for name in LUNDY},
        **{name: text or None for name, text in words.items()},
        "fed_back_on": fed_back_on,
    }


def _plain(value: Any) -> Any:
    """A value of a frame as the store takes it."""
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value
