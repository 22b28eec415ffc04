"""Whether a group objects strongly, told from shown counts alone: yes, no, or it cannot be told.

The rule of `red_lines` on true counts would give hidden ones away: among eight people who are for it or against it, a
red line leaves a hidden "for it" of 1 alone. So the answer is worked out from what anybody can see, for every way in
which the hidden counts can be filled. It then says nothing that is not on screen already, and neither does its silence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from integrated.weighing.red_lines import CHANCE, LEAST_HEARD, RedLineSuggestion, objection_chance

Range = tuple[float, float]
Three = tuple[float, float, float]


@dataclass(frozen=True)
class ShownStances:
    """What anybody can work out about the stances of one group on one option.

    Attributes
    ----------
    supports, between, opposes, silent : fewest and most people (infinite: no limit is known); silent gave no stance.
    people : of the group, the silent ones included; None where hidden.
    """

    supports: Range
    between: Range
    opposes: Range
    silent: Range = (0.0, 0.0)
    people: float | None = None

    @property
    def heard(self) -> Range:
        """Fewest and most people with a stance."""
        low = self.supports[0] + self.between[0] + self.opposes[0]
        high = self.supports[1] + self.between[1] + self.opposes[1]
        if self.people is None:
            return low, high
        return max(low, self.people - self.silent[1]), min(high, self.people - self.silent[0])


@dataclass(frozen=True)
class ToldObjection:
    """What can be told of one option: the objection that meets the rule, and the groups of which it cannot be told."""

    suggestion: RedLineSuggestion | None = None
    cannot_tell: tuple[str, ...] = ()


def told_objection(option_id: str, shown: Mapping[str, ShownStances]) -> ToldObjection:
    """Tell from shown counts whether groups most affected object strongly to an option.

    Parameters
    ----------
    option_id : the option.
    shown : group most affected to what is known of its stances.

    Returns
    -------
    ToldObjection. A group objects if it meets the rule of `suggest_red_line` however the hidden counts are filled. With
    it is named a group of which that cannot be told by itself, if more of it are against than for it however they are
    filled, and all the named together meet the rule too. `chance` and `heard` are the least they can be.
    """
    objects = {group: objects_strongly(stances) for group, stances in shown.items()}
    named = [group for group, answer in objects.items() if answer]
    if not named:
        return ToldObjection(None, tuple(group for group, answer in objects.items() if answer is None))
    leaning = [group for group, answer in objects.items() if answer is None and _leans_against(shown[group])]
    if leaning and objects_strongly(_together([shown[group] for group in (*named, *leaning)])):
        named = [group for group in shown if group in {*named, *leaning}]
    return ToldObjection(
        RedLineSuggestion(
            option_id,
            joined(named),
            chance=max(_chance(least_objecting(shown[group])) for group in named),
            heard=int(sum(shown[group].heard[0] for group in named)),
        ),
        tuple(group for group, answer in objects.items() if answer is None and group not in named),
    )


def objects_strongly(shown: ShownStances) -> bool | None:
    """Whether a group meets the rule for a red line however its hidden counts are filled; None if that differs."""
    fewest, most = shown.heard
    if fewest >= LEAST_HEARD and _chance(least_objecting(shown)) >= CHANCE:
        return True
    if most < LEAST_HEARD or _chance(most_objecting(shown)) < CHANCE:
        return False
    return None


def least_objecting(shown: ShownStances) -> Three:
    """People for it, in between and against it, filled so that the objection is as weak as it can be.

    With shares drawn as G / sum(G) from independent gammas, net < −0.2 says that G(against) exceeds 1.5 G(for) + 0.25
    G(between). So a person more for it, or in between, or one moved from in between to for it, weakens the objection;
    one more against it strengthens it: the fewest against it come first, then the most others, then the most for it.
    """
    if shown.people is None:
        return shown.supports[1], shown.between[1], shown.opposes[0]
    rest = shown.people - shown.supports[1] - shown.between[1] - shown.silent[1]
    opposes = max(shown.opposes[0], rest)
    others = min(shown.supports[1] + shown.between[1], shown.people - shown.silent[0] - opposes)
    supports = min(shown.supports[1], others - shown.between[0])
    return supports, others - supports, opposes


def most_objecting(shown: ShownStances) -> Three:
    """The same, filled so that the objection is as strong as it can be."""
    if shown.people is None:
        return shown.supports[0], shown.between[0], shown.opposes[1]
    rest = shown.people - shown.supports[0] - shown.between[0] - shown.silent[0]
    opposes = min(shown.opposes[1], rest)
    others = max(shown.supports[0] + shown.between[0], shown.people - shown.silent[1] - opposes)
    supports = max(shown.supports[0], others - shown.between[1])
    return supports, others - supports, opposes


def not_told_sentence(groups: Sequence[str], option: str) -> str:
    """Say that it cannot be told whether groups object strongly, and what somebody can do; never that they do not.

    Parameters
    ----------
    groups : one or more names. option : its letter and name, or "this".
    """
    return (
        f"Whether {joined(groups)} object strongly to {option} cannot be told from what may be shown: the answer could "
        "give small numbers away. Somebody who was in the room can raise a red line for them."
    )


def joined(groups: Sequence[str]) -> str:
    """Several groups in one name: "Care leavers 18–21 and 22–25"."""
    shared = 0
    for parts in zip(*(group.split() for group in groups), strict=False):
        if len(set(parts)) > 1:
            break
        shared += 1
    rest = [" ".join(group.split()[shared:]) for group in groups[1:]]
    return " and ".join([groups[0], *rest]) if all(rest) else " and ".join(groups)


def _leans_against(shown: ShownStances) -> bool:
    supports, _, opposes = least_objecting(shown)
    return opposes > supports


def _together(several: Sequence[ShownStances]) -> ShownStances:
    people = [each.people for each in several]
    return ShownStances(
        _sum([each.supports for each in several]),
        _sum([each.between for each in several]),
        _sum([each.opposes for each in several]),
        _sum([each.silent for each in several]),
        None if None in people else float(sum(n for n in people if n is not None)),
    )


def _sum(ranges: Sequence[Range]) -> Range:
    return sum(low for low, _ in ranges), sum(high for _, high in ranges)


@lru_cache(maxsize=4096)
def _chance(three: Three) -> float:
    """The chance of a strong objection; with people without limit on one side, the end it tends to."""
    supports, between, opposes = three
    if supports == float("inf") or between == float("inf"):
        return 0.0
    return 1.0 if opposes == float("inf") else objection_chance(three)
