"""Study rows, checked and sorted so that every group is one run of rows: what all pooling works on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Segments:
    """Rows of g groups, each group one run, with effects measured from the most precise study of its group.

    Measuring from that study keeps every later sum free of cancellation: a common shift drops out exactly, and
    the study that outweighs all others sits at 0.

    Parameters
    ----------
    effects, variances : arrays of n, in group order
    starts, counts : integer arrays of g, first row and number of rows of each group
    precise : integer array of g, row of the smallest variance of each group
    anchors : array of g, the effect that was subtracted
    """

    effects: Floats
    variances: Floats
    starts: Integers
    counts: Integers
    precise: Integers
    anchors: Floats

    def total(self, values: Floats) -> Floats:
        """Sum of `values` (n) within each group (g)."""
        return np.add.reduceat(values, self.starts)

    def spread(self, values: Floats) -> Floats:
        """One value per group (g) repeated over its rows (n)."""
        return np.repeat(values, self.counts)

    def take(self, chosen: NDArray[np.bool_] | Integers) -> "Segments":
        """The same rows for some of the groups: a mask of g, or group numbers (which may repeat)."""
        groups = np.flatnonzero(chosen) if chosen.dtype == bool else chosen
        counts = self.counts[groups]
        starts = run_starts(counts)
        rows = np.arange(counts.sum()) + np.repeat(self.starts[groups] - starts, counts)
        return Segments(
            self.effects[rows],
            self.variances[rows],
            starts,
            counts,
            starts + (self.precise - self.starts)[groups],
            self.anchors[groups],
        )


def segments(yi: Floats, vi: Floats, starts: Integers, counts: Integers) -> Segments:
    """Segments from rows that are already in group order."""
    at_smallest = np.flatnonzero(vi == np.repeat(np.minimum.reduceat(vi, starts), counts))
    if len(at_smallest) > len(starts):  # equal variances: the first of them
        owner = np.searchsorted(starts, at_smallest, side="right")
        at_smallest = at_smallest[np.flatnonzero(np.diff(owner, prepend=0))]
    anchors = yi[at_smallest]
    effects = np.repeat(anchors, counts)
    np.subtract(yi, effects, out=effects)
    return Segments(effects, vi, starts, counts, at_smallest, anchors)


def run_starts(counts: Integers) -> Integers:
    """First row of each run, from the lengths of the runs (g)."""
    starts = np.zeros(len(counts), dtype=np.int64)
    np.cumsum(counts[:-1], out=starts[1:])
    return starts


@dataclass(frozen=True, eq=False)
class Grouping:
    """How rows fall into groups: `labels` (g) in first-seen order, `order` (n rows, None if already in runs)."""

    labels: NDArray[np.generic]
    order: Integers | None
    starts: Integers
    counts: Integers


def grouping(groups: ArrayLike | None, rows: int) -> Grouping:
    """Sort rows into groups, in first-seen order and stable within a group.

    Parameters
    ----------
    groups : None (all rows are one group) or 1-D labels of n, numbers or text, in any order
    rows : n

    Raises
    ------
    ValueError
        If there is not one label per row, or a label is missing; the message names the first bad position.
    """
    if groups is None:
        one = np.zeros(min(rows, 1), dtype=np.int64)
        return Grouping(one, None, one, np.full(len(one), rows, dtype=np.int64))
    labels = label_array(groups)
    if labels.ndim != 1:
        raise ValueError(f"groups must be one label per study (1-D), got an array of shape {labels.shape}")
    if len(labels) != rows:
        raise ValueError(
            f"groups and yi must have the same length, got {len(labels)} and {rows}: "
            f"position {min(len(labels), rows)} has no partner"
        )
    if rows == 0:
        nothing = np.zeros(0, dtype=np.int64)
        return Grouping(labels, None, nothing, nothing)
    refuse_missing(labels)
    starts = np.concatenate(([0], np.flatnonzero(labels[1:] != labels[:-1]) + 1))
    heads = labels[starts]
    rising = heads.dtype.kind in "iuf" and bool(np.greater(heads[1:], heads[:-1]).all())
    few_runs = 4 * len(heads) <= rows  # to compare the labels of many runs costs more than to sort the rows
    if rising or (few_runs and len(set(heads.tolist())) == len(heads)):  # each label is one run already
        return Grouping(heads, None, starts, np.diff(starts, append=rows))
    first, codes = first_seen(labels)
    counts = np.bincount(codes, minlength=len(first))
    return Grouping(labels[first], stable_order(codes, len(first)), run_starts(counts), counts)


def label_array(groups: ArrayLike) -> NDArray[np.generic]:
    """Labels as an array; a list that mixes kinds stays a list of objects instead of becoming text."""
    labels = np.asarray(groups)
    if isinstance(groups, Sequence) and labels.ndim == 1 and labels.dtype.kind in "US":
        plain = np.empty(len(groups), dtype=object)
        plain[:] = list(groups)
        return labels if all(isinstance(label, str) for label in plain) else plain
    return labels


def refuse_missing(labels: NDArray[np.generic]) -> None:
    """Raise ValueError for a label that is missing."""
    if labels.dtype.kind == "f":
        missing = np.isnan(labels.astype(float))
    elif labels.dtype == object:
        missing = np.fromiter((label is None or label != label for label in labels), dtype=bool, count=len(labels))
    else:
        return
    if missing.any():
        raise ValueError(f"groups must name a group for every study, got none at position {int(missing.argmax())}")


def first_seen(labels: NDArray[np.generic]) -> tuple[Integers, Integers]:
    """First position of each label in first-seen order (g), and the number of its label for each row (n)."""
    if labels.dtype.kind in "iu" and int(labels.max()) - int(labels.min()) < 4 * len(labels) + 1000:
        codes = (labels - labels.min()).astype(np.int64)  # a table look-up is far cheaper than sorting the labels
        size = int(codes.max()) + 1
    elif labels.dtype.kind in "iufbM":
        known, codes = np.unique(labels, return_inverse=True)
        size = len(known)
    else:
        seen: dict[object, int] = {}
        codes = np.array([seen.setdefault(label, len(seen)) for label in labels.tolist()], dtype=np.int64)
        size = len(seen)
    first = np.full(size, -1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)  # the earliest row is written last
    present = np.flatnonzero(first >= 0)
    present = present[np.argsort(first[present])]
    rank = np.empty(size, dtype=np.int64)
    rank[present] = np.arange(len(present))
    return first[present], rank[codes]


def stable_order(codes: Integers, size: int) -> Integers:
    """Rows in order of their code; numpy sorts 16-bit integers by radix, 10 times faster than 64-bit ones."""
    low = (codes & 0xFFFF).astype(np.uint16)
    order = np.argsort(low, kind="stable")
    if size > 0x10000:
        high = codes >> 16
        if size > 0x100000000:
            return np.argsort(codes, kind="stable")
        order = order[np.argsort(high.astype(np.uint16)[order], kind="stable")]
    return order


def checked_effects(yi: ArrayLike, vi: ArrayLike) -> tuple[Floats, Floats]:
    """Effects and sampling variances as float arrays of n.

    Raises
    ------
    ValueError
        Unequal lengths, not 1-D, NaN or infinite values, variances not above 0; names the first bad position.
    """
    effects, variances = float_array(yi, "yi"), float_array(vi, "vi")
    if len(effects) != len(variances):
        raise ValueError(
            f"yi and vi must have the same length, got {len(effects)} and {len(variances)}: "
            f"position {min(len(effects), len(variances))} has no partner"
        )
    good = np.isfinite(effects) & (variances > 0) & (variances < np.inf)
    if not good.all():
        position = int(np.argmin(good))
        if not np.isfinite(effects[position]):
            raise ValueError(f"yi must be finite numbers, got {effects[position]} at position {position}")
        if not np.isfinite(variances[position]):
            raise ValueError(f"vi must be finite numbers, got {variances[position]} at position {position}")
        raise ValueError(f"vi must be above 0, got {variances[position]} at position {position}")
    return effects, variances


def float_array(values: ArrayLike, name: str) -> Floats:
    """`values` as a 1-D float array, or a ValueError that says what it is instead."""
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} must be numbers, one per study: {error}") from error
    if array.ndim != 1:
        raise ValueError(f"{name} must be one number per study (1-D), got an array of shape {array.shape}")
    return array


def checked_level(level: float) -> float:
    """A confidence level strictly between 0 and 1."""
    if not 0 < level < 1:
        raise ValueError(f"level must lie in (0, 1), got {level}")
    return float(level)
