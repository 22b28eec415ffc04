"""One case of weighing as the sentences see it: who is placed, what each wins, who comes out the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from integrated.weighing.matrix import SAME, Floats, mixes, some_values
from integrated.weighing.phrases import id_of, listed, name_of
from integrated.weighing.sensitivity import identical_groups, win_regions
from integrated.weighing.weights import Weights

# Two areas, or two means, nearer than this are equal: they are sums of many rounded products.
EQUAL = 1e-9


@dataclass(frozen=True)
class Statement:
    """One sentence about the weighing.

    Attributes
    ----------
    rule_id : the rule that made it.
    text : the sentence.
    numbers : what it was made from, unrounded, by name.
    option_ids : the options it speaks of.
    """

    rule_id: str
    text: str
    numbers: Mapping[str, Any]
    option_ids: tuple[str, ...]


@dataclass(frozen=True)
class Conventions:
    """Thresholds of the sentences; conventions, editable.

    Attributes
    ----------
    close_share : areas this near to the largest are too close to call.
    close_value : at one person's weights, values this near are too close to call: a tenth of a level.
    one_level : a perspective that spans less than this, and at most half of the widest, does not separate the options.
    """

    close_share: float = 0.05
    close_value: float = 0.025
    one_level: float = 0.25


@dataclass(frozen=True)
class Unit:
    """An option placed in the triangle, or several that come out the same.

    Attributes
    ----------
    ids, names : of the options.
    value : (3,) their value from each perspective.
    area : what they win together, as a share of all mixes.
    ever_first : whether there is a mix at all in which none is ahead of them.
    always_first : whether there is no mix at all in which another is level with them or ahead.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    value: Floats
    area: float
    ever_first: bool
    always_first: bool

    @property
    def several(self) -> bool:
        """Whether it stands for more than one option."""
        return len(self.ids) > 1

    @property
    def name(self) -> str:
        """ "A Stay longer", or "A Stay longer and B Coaching"."""
        return listed(self.names)


@dataclass(frozen=True)
class Case:
    """Everything the rules look at.

    Attributes
    ----------
    names, ids : of all m options.
    rows : (m, 3) values, NaN for not known.
    units : options placed, same ones together; the largest area first.
    people : what matters to each person.
    red_lines : as given.
    conventions : thresholds.
    """

    names: tuple[str, ...]
    ids: tuple[str, ...]
    rows: Floats
    units: tuple[Unit, ...]
    people: tuple[Weights, ...]
    red_lines: tuple[Any, ...]
    conventions: Conventions = field(default_factory=Conventions)

    @property
    def gaps(self) -> Any:
        """(m,) options with a perspective that is not known."""
        return np.isnan(self.rows).any(axis=1)

    @property
    def placed(self) -> Floats:
        """(k, 3) values of the options placed."""
        return self.rows[~self.gaps]


def case_of(
    values: Any, weights: Any, options: Sequence[Any], red_lines: Iterable[Any], conventions: Conventions | None
) -> Case:
    """The case of some options, checked.

    Parameters
    ----------
    values, weights, options, red_lines, conventions : as in `statements`.

    Raises
    ------
    ValueError : as many names as options are needed; shapes that do not fit.
    """
    rows = some_values(values)
    if len(options) != len(rows):
        raise ValueError(f"there must be one option per row of values, got {len(options)} and {len(rows)}")
    names, ids = tuple(map(name_of, options)), tuple(map(id_of, options))
    units = _units(rows, names, ids)
    return Case(names, ids, rows, units, _people(weights), tuple(red_lines), conventions or Conventions())


def _people(weights: Any) -> tuple[Weights, ...]:
    if weights is None:
        return ()
    if isinstance(weights, Weights):
        return (weights,)
    if isinstance(weights, Mapping):
        return tuple(
            answer if isinstance(answer, Weights) else Weights(str(person), "shares", mixes(answer))
            for person, answer in weights.items()
        )
    if not isinstance(weights, np.ndarray) and len(weights) and all(isinstance(answer, Weights) for answer in weights):
        return tuple(weights)
    return tuple(Weights(f"person {k}", "shares", row[None, :]) for k, row in enumerate(mixes(weights), start=1))


def _units(rows: Floats, names: Sequence[str], ids: Sequence[str]) -> tuple[Unit, ...]:
    positions = np.flatnonzero(~np.isnan(rows).any(axis=1))
    if not len(positions):
        return ()
    placed = rows[positions]
    areas = win_regions(placed).areas
    units = []
    for group in identical_groups(placed.tolist()):
        own, others = positions[group], np.delete(placed, group, axis=0)
        units.append(
            Unit(
                ids=tuple(ids[i] for i in own),
                names=tuple(names[i] for i in own),
                value=placed[group[0]],
                area=float(areas[group].sum()),
                ever_first=is_ever_first(placed[group[0]], placed),
                always_first=bool((placed[group[0]] > others + SAME).all()),
            )
        )
    return tuple(sorted(units, key=lambda unit: -round(unit.area, 12)))


def is_ever_first(value: Floats, rivals: Floats) -> bool:
    """Whether there is a mix at all, one point being enough, in which no rival is ahead.

    The lead of the best rival is convex and piecewise linear, so it is least at a corner of the rivals' regions.

    Parameters
    ----------
    value : (3,) of the option.
    rivals : (k, 3), all known, k of 1 or more.
    """
    corners = np.vstack(win_regions(rivals).polygons)
    return bool((corners @ value >= (corners @ rivals.T).max(axis=1) - EQUAL).any())


def at_mix(case: Case, mix: Floats, near: float = EQUAL) -> list[Unit]:
    """The units first at one mix: the best, and those within `near` of it, in order of area.

    Parameters
    ----------
    case : with at least one option placed.
    mix : (3,) shares.
    near : in value; one level is 0.25.
    """
    scores = np.array([float(unit.value @ mix) for unit in case.units])
    return [unit for unit, score in zip(case.units, scores, strict=True) if score >= scores.max() - near]


def said(rule_id: str, text: str, options: Iterable[str], **numbers: Any) -> Statement:
    """A statement; its sentence starts with a capital.

    Parameters
    ----------
    rule_id, text, numbers : as in `Statement`; options : ids.
    """
    return Statement(rule_id, text[0].upper() + text[1:], numbers, tuple(dict.fromkeys(options)))


def ids_of(units: Iterable[Unit]) -> list[str]:
    """Ids of all options in some units.

    Parameters
    ----------
    units : any number.
    """
    return [option for unit in units for option in unit.ids]


def names_of(units: Iterable[Unit]) -> str:
    """Names of all options in some units, as a list in words.

    Parameters
    ----------
    units : at least one.
    """
    return listed([name for unit in units for name in unit.names])
