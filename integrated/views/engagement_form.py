"""Fill in how people were asked: one form for each occasion, under what is shown of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import streamlit as st

from integrated.co_production.engagement import CIRCLES, LADDER, LUNDY, LUNDY_MARKS, STAGES, Engagement
from integrated.co_production.engagement import REWARDS as REWARD_CODES
from integrated.views import notice
from integrated.views.consent_screen import Result, done
from integrated.views.typed import typed
from integrated.views.who_heard import CIRCLES as CIRCLE_WORDS
from integrated.views.who_heard import NOT_RECORDED, REWARDS, title
from integrated.views.who_heard import STAGES as STAGE_WORDS


class Hands(Protocol):
    """What the person at the screen may do; every check is made behind it."""

    @property
    def may(self) -> bool:
        """Whether they may say how people were asked."""

    def say_how(self, engagement_id: str, seen_version: int, said: Mapping[str, Any]) -> Result:
        """Keep what is said about one occasion."""


def show(occasions: Sequence[Engagement], hands: Hands) -> None:
    """One closed form for each occasion."""
    notice.show()
    if not hands.may:
        return
    for held in occasions:
        with st.expander(f"Fill in how it was done: {typed(held.title)}"):
            _form(held, hands)


def _form(held: Engagement, hands: Hands) -> None:
    key = f"asked:{held.engagement_id}:{held.version}"
    said: dict[str, Any] = {}
    with st.form(key, border=False):
        left, right = st.columns(2)
        with left:
            said["stage"] = _one_of("Stage", STAGES, held.stage, STAGE_WORDS.__getitem__, f"{key}:stage")
            rungs = range(1, len(LADDER) + 1)
            said["ladder_rung"] = _one_of(
                "Rung on the ladder", rungs, held.ladder_rung, lambda each: f"{each} {LADDER[each - 1]}", f"{key}:rung"
            )
        with right:
            said["circle"] = _one_of("To whom", CIRCLES, held.circle, CIRCLE_WORDS.__getitem__, f"{key}:circle")
        for place, (name, question) in zip((left, right, left, right), LUNDY.items(), strict=True):
            with place:
                marks = range(len(LUNDY_MARKS))
                said[name] = _one_of(
                    f"{title(name)}: {question}",
                    marks,
                    getattr(held, name),
                    LUNDY_MARKS.__getitem__,
                    f"{key}:{name}",
                )
        said["rewards"] = _one_of(
            "What people got for taking part", REWARD_CODES, held.rewards, REWARDS.__getitem__, f"{key}:rewards"
        )
        said["rewards_words"] = st.text_input(
            "More about what they got (no names)", held.rewards_words, max_chars=300, key=f"{key}:rewards_words"
        )
        day = held.fed_back_on
        said["fed_back_on"] = st.text_input(
            "People were told what came of it on (day/month/year)",
            f"{day.day}/{day.month}/{day.year}" if day else "",
            max_chars=10,
            placeholder="31/3/2027",
            key=f"{key}:day",
        )
        said["fed_back_words"] = st.text_area(
            "What were they told?", held.fed_back_words, max_chars=4000, height=80, key=f"{key}:words"
        )
        if st.form_submit_button("Save", type="primary"):
            done(hands.say_how(held.engagement_id, held.version, said))


def _one_of(label: str, codes: Sequence[Any], now: Any, words: Callable[[Any], str], key: str) -> Any:
    """A choice with "not recorded" before the others."""
    choices = [None, *codes]
    return st.selectbox(
        label,
        choices,
        choices.index(now),
        format_func=lambda each: title(NOT_RECORDED) if each is None else title(words(each)),
        key=key,
    )
