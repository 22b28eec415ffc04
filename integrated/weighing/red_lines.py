"""Red lines: a strong objection of the people most affected gates the record; it is not a term in a sum."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from integrated.weighing.judgement import PRIOR

NET = -0.2
CHANCE = 0.8
LEAST_HEARD = 5
DRAWS = 20_000
GATED = frozenset({"choose", "choose_with_conditions", "pilot"})
NEVER_GATED = frozenset({"defer", "reject"})


class RedLineLike(Protocol):
    """A red line as the record keeps it."""

    @property
    def option_id(self) -> str:
        """The option objected to."""

    @property
    def group_name(self) -> str:
        """Who objects."""

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""


class RaisedLike(RedLineLike, Protocol):
    """A red line that somebody raised."""

    @property
    def suggested(self) -> bool:
        """Whether it takes up what the stances suggested."""


@dataclass(frozen=True)
class RedLineSuggestion:
    """An objection strong enough to ask whether it is a red line.

    Attributes
    ----------
    option_id, group_name : who objects to what.
    chance : that more are against than for it, by over a fifth, among all of the group.
    heard : people of the group who took a stance.
    """

    option_id: str
    group_name: str
    chance: float
    heard: int


def objection_chance(three: Sequence[float], *, net: float = NET, draws: int = DRAWS, seed: int = 0) -> float:
    """The chance that supports − opposes lies below `net` in the group that these people come from.

    Parameters
    ----------
    three : people who support, are in between, oppose.
    net : threshold between −1 and 1.
    draws, seed : of the simulation.

    Returns
    -------
    float in [0, 1].

    Raises
    ------
    ValueError : not three counts of 0 or more.

    Source: Dirichlet posterior with a Jeffreys prior, as for the levels.
    """
    counts = np.asarray(three, dtype=float)
    if counts.shape != (3,) or not np.isfinite(counts).all() or (counts < 0).any():
        raise ValueError(f"three counts of 0 or more are needed (supports, in between, opposes), got {three!r:.80}")
    drawn = np.random.default_rng(seed).dirichlet(counts + PRIOR, draws)
    return float((drawn[:, 0] - drawn[:, 2] < net).mean())


def suggest_red_line(
    option_id: str,
    counts: Mapping[str, Sequence[float]],
    *,
    net: float = NET,
    chance: float = CHANCE,
    least_heard: int = LEAST_HEARD,
) -> RedLineSuggestion | None:
    """The strongest objection to an option among the groups most affected, if it is strong enough for a red line.

    Parameters
    ----------
    option_id : the option.
    counts : group most affected to people who (support, are in between, oppose).
    net, chance, least_heard : P(supports − opposes < net) must reach `chance`, with `least_heard` people or more.

    Returns
    -------
    RedLineSuggestion, or None. It changes no value: a person raises the line or does not.
    """
    found = [
        RedLineSuggestion(option_id, group, objection_chance(three, net=net), int(sum(three)))
        for group, three in counts.items()
        if sum(three) >= least_heard
    ]
    strong = [suggestion for suggestion in found if suggestion.chance >= chance]
    return max(strong, key=lambda suggestion: (suggestion.chance, suggestion.heard), default=None)


def is_taken_up(suggestion: RedLineSuggestion, raised: Iterable[RaisedLike]) -> bool:
    """Whether somebody has raised what the stances suggest: from then on that line counts, open or answered.

    Parameters
    ----------
    raised : red lines that stand; one of another group, raised for its own reasons, does not take the suggestion up.
    """
    return any(
        line.option_id == suggestion.option_id and (line.suggested or line.group_name == suggestion.group_name)
        for line in raised
    )


def blocking(result: str, option_ids: Iterable[str], red_lines: Iterable[RedLineLike]) -> tuple[RedLineLike, ...]:
    """The red lines that stand in the way of a conclusion: open ones against an option that would go ahead.

    Parameters
    ----------
    result : "choose", "choose_with_conditions", "pilot", "defer" or "reject".
    option_ids : options the conclusion names.
    red_lines : all of the decision.

    Returns
    -------
    tuple : empty for "defer" and "reject", which are never held up.

    Raises
    ------
    ValueError : another result.
    """
    if result not in GATED | NEVER_GATED:
        raise ValueError(f"the result must be one of {', '.join(sorted(GATED | NEVER_GATED))}, got {result!r}")
    if result in NEVER_GATED:
        return ()
    named = set(option_ids)
    return tuple(line for line in red_lines if line.is_open and line.option_id in named)


def gate_sentence(result: str, option_ids: Iterable[str], red_lines: Iterable[RedLineLike]) -> str | None:
    """Why a conclusion cannot be recorded yet, or None when nothing stands in its way.

    Parameters
    ----------
    result, option_ids, red_lines : as in `blocking`.
    """
    groups = sorted({line.group_name for line in blocking(result, option_ids, red_lines)})
    if not groups:
        return None
    return (
        f"Red line: {' and '.join(groups)} object strongly. You can record this as put off or turned down now. "
        "To choose it, first answer the red line: say what will change, or why you are going ahead."
    )
