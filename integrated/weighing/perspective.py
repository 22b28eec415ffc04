"""What one perspective says of one option: a spread over five levels, or not known with its cause, and one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

PERSPECTIVES = ("works", "people", "system")
SPREAD = 0.8
OPPOSED = 0.2


@dataclass(frozen=True)
class PerspectiveSummary:
    """One cell of the decision table.

    Attributes
    ----------
    perspective : "works", "people" or "system".
    levels : five shares summing to 1 (strongly against … strongly for), or None when not known.
    cause : why it is not known (a key of the screen's wording), or None.
    sentence : one sentence of at most 90 characters.
    certainty : "high", "moderate", "low", "very low", or None where nobody has rated it.
    agreed : True when people agreed the levels, False when they are only suggested.
    is_comparison : True for continue-as-now.
    """

    perspective: str
    levels: tuple[float, ...] | None
    cause: str | None
    sentence: str
    certainty: str | None = None
    agreed: bool = False
    is_comparison: bool = False

    @property
    def known(self) -> bool:
        """Whether there is anything to place on the five-step strip."""
        return self.levels is not None

    @property
    def range(self) -> tuple[int, int, int] | None:
        """(lowest, middle, highest) level, 1 to 5, or None when not known."""
        return None if self.levels is None else level_range(self.levels)

    @property
    def is_wide(self) -> bool:
        """True when the spread reaches both sides: at least a fifth against and a fifth for."""
        return self.levels is not None and min(sum(self.levels[:2]), sum(self.levels[3:])) >= OPPOSED


def level_range(levels: Sequence[float], *, spread: float = SPREAD) -> tuple[int, int, int]:
    """Central range and median of a distribution over the five levels.

    Parameters
    ----------
    levels : five shares summing to 1.
    spread : share of the distribution the range holds, in (0, 1); 0.8 is a convention of this product.

    Returns
    -------
    (lowest, middle, highest), each 1 to 5.
    """
    cumulative = np.cumsum(np.asarray(levels, dtype=float))
    tail = (1 - spread) / 2
    lowest, middle, highest = (int(np.searchsorted(cumulative, q + 1e-12) + 1) for q in (tail, 0.5, 1 - tail - 2e-12))
    return min(lowest, 5), min(middle, 5), min(highest, 5)


def levels_between(lowest: int, highest: int) -> tuple[float, ...]:
    """Agreed range turned to a distribution: equal shares from `lowest` to `highest`, levels 1 to 5.

    Raises
    ------
    ValueError
        If the ends are not whole levels from 1 to 5 in order.
    """
    if not 1 <= lowest <= highest <= 5:
        raise ValueError(f"levels must run from 1 to 5 with the lowest first, got {lowest} to {highest}")
    width = highest - lowest + 1
    return tuple(1 / width if lowest <= level <= highest else 0.0 for level in range(1, 6))
