"""Intervals for a share of people: how far a count of few people can be trusted."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv, ndtri


def wilson(count: ArrayLike, of: ArrayLike, *, level: float = 0.95) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the Wilson score interval of the share `count / of`.

    Parameters
    ----------
    count, of : arrays of one shape, or numbers
        People who did, and people in all; `0 <= count <= of`.
    level : float
        Two-sided level, in (0, 1).

    Returns
    -------
    (lower, upper) : two arrays of that shape, shares in [0, 1]; (0, 1) where `of` is 0.

    Raises
    ------
    ValueError
        If a count lies outside 0..of, or the level outside (0, 1).

    Source: Wilson (1927), Journal of the American Statistical Association 22, 209-212.
    """
    x, n = _checked(count, of)
    z2 = float(ndtri(0.5 + _checked_level(level) / 2)) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        p = x / n
        centre = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = np.sqrt(z2 * (p * (1 - p) / n + z2 / (4 * n * n))) / (1 + z2 / n)
    # At the ends one limit is 0 or 1 exactly; the formula leaves 1e-17 of noise there.
    lower = np.where(x == 0, 0.0, np.clip(centre - half, 0, 1))
    upper = np.where(x == n, 1.0, np.clip(centre + half, 0, 1))
    return np.where(n == 0, 0.0, lower)[()], np.where(n == 0, 1.0, upper)[()]  # [()]: numbers in, numbers out


def jeffreys_lower(count: ArrayLike, of: ArrayLike, *, level: float = 0.90) -> NDArray[np.float64]:
    """Give the one-sided lower Jeffreys bound of the share `count / of`.

    Parameters
    ----------
    count, of : arrays of one shape, or numbers
        People who did, and people in all; `0 <= count <= of`.
    level : float
        One-sided level, in (0, 1): the share is above the bound with this probability.

    Returns
    -------
    Array of that shape: the `1 - level` quantile of Beta(count + 1/2, of - count + 1/2); 0 where `count` is 0.

    Raises
    ------
    ValueError
        If a count lies outside 0..of, or the level outside (0, 1).

    Source: Brown, Cai and DasGupta (2001), Statistical Science 16, 101-133, section 4.3 (lower limit 0 at count 0).
    """
    x, n = _checked(count, of)
    bound = betaincinv(x + 0.5, n - x + 0.5, 1 - _checked_level(level))
    return np.where(x == 0, 0.0, bound)[()]


def _checked(count: ArrayLike, of: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x, n = np.broadcast_arrays(np.asarray(count, dtype=float), np.asarray(of, dtype=float))
    wrong = ~((x >= 0) & (x <= n))  # written so that NaN is wrong too
    if wrong.any():
        raise ValueError(f"a count must lie between 0 and the people in all, got {x[wrong][0]:g} of {n[wrong][0]:g}")
    return x, n


def _checked_level(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"level must lie in (0, 1), got {level}")
    return level
