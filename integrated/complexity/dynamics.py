"""What would move if an option acted: directions over many readings of an uncertain map, never sizes."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from integrated.complexity.model import CONFIDENCES, STRENGTHS, EntryPoint, Link, SystemMap
from integrated.complexity.settling import Array, Readings, settle, spectral_radius
from integrated.complexity.structure import upstream

KEEP = (0.5, 0.8, 0.95)
FLIP = 0.05
DAMPING = 0.9
LIKELY = 2 / 3
HALF_WIDTH = 0.2
NOTHING = 1e-6


def what_if(
    system_map: SystemMap,
    option_id: str,
    *,
    draws: int = 1000,
    seed: int = 0,
    keep: tuple[float, float, float] = KEEP,
    flip: float = FLIP,
    damping: float = DAMPING,
) -> pd.DataFrame:
    """In what share of the readings of a map each factor ends up higher, lower, or untouched if an option acts.

    Parameters
    ----------
    system_map : the map.
    option_id : the option; one that acts nowhere leaves every factor untouched.
    draws : number of readings, 1 or more.
    seed : the same seed gives the same readings of the links, for every option.
    keep : chance that a link or push is there at all, for low, medium and high confidence.
    flip : chance that a stated sign is wrong; an uncertain sign is even odds.
    damping : greatest feedback allowed, in (0, 1).

    Returns
    -------
    DataFrame[factor_id, up, down, no_route] : one row per factor in map order; the three shares sum to 1. "Up" is
        more of the factor, wanted or not. No route: the push that arrives is at most 1e-6.

    Raises
    ------
    ValueError : a setting out of its range.

    Source
    ------
    x ← tanh(d(xW + push)) from 0, as in fuzzy cognitive maps (Kosko 1986), with d = min(1, damping / ρ(|W| at its
    greatest)): no reading has more than one place to settle.
    """
    _require_settings(draws, keep, flip, damping)
    chance = np.random.default_rng(seed)
    readings = read(system_map, draws=draws, chance=chance, keep=keep, flip=flip, damping=damping)
    entries = system_map.entries_of(option_id)
    push = np.zeros((len(system_map.factors), draws))
    if entries:
        places = [system_map.position[entry.factor_id] for entry in entries]
        push[places] = _drawn(entries, draws, chance, keep, flip)
    return pd.DataFrame({"factor_id": list(system_map.factor_ids)} | _shares(settle(readings, push)))


def settings_check(
    system_map: SystemMap, option_id: str, factor_id: str, *, dampings: tuple[float, ...] = (0.5, 0.7, 0.9)
) -> pd.DataFrame:
    """Whether the direction of one factor holds under other settings of the damping.

    Parameters
    ----------
    system_map, option_id : as for `what_if`.
    factor_id : the factor asked about.
    dampings : settings to try, each in (0, 1).

    Returns
    -------
    DataFrame[damping, up, down, no_route, direction] : one row per setting, `direction` in words.

    Raises
    ------
    ValueError : a factor that is not on the map, or a damping out of range.
    """
    system_map.factor(factor_id)
    rows = []
    for damping in dampings:
        shares = what_if(system_map, option_id, damping=damping).set_index("factor_id").loc[factor_id]
        up, down, no_route = (float(shares[name]) for name in ("up", "down", "no_route"))
        rows.append((float(damping), up, down, no_route, direction(up, down, no_route)))
    return pd.DataFrame(rows, columns=["damping", "up", "down", "no_route", "direction"])


def most_influential(system_map: SystemMap, factor_id: str) -> pd.DataFrame:
    """Which factors, nudged up a little, would move this one most.

    Parameters
    ----------
    system_map : the map.
    factor_id : the factor asked about.

    Returns
    -------
    DataFrame[factor_id, up, down, no_route, direction, out_links, in_links, out_in_ratio] : one row per factor from
        which this one can be reached, the most influential first. The order is that of the mean distance moved over
        1,000 readings with the settings of `what_if`; the distance itself is an artefact of settings and is left out.
        `up` is the share of readings in which more of the row's factor leads to more of this one. `out_in_ratio` is
        links going out over links coming in, NaN when none comes in.

    Raises
    ------
    ValueError : the factor is not on the map.
    """
    reaching = upstream(system_map, factor_id)
    position = system_map.position
    readings = read(system_map, draws=1000, chance=np.random.default_rng(0), keep=KEEP, flip=FLIP, damping=DAMPING)
    push = np.zeros((len(system_map.factors), 1000))
    push[position[factor_id]] = 1
    # Read backwards: what arrives here from a small push at each factor is one settled state of the turned-round map.
    arriving = settle(readings.turned_round(), push, linear=True)
    outgoing = Counter(link.source for link in system_map.links)
    incoming = Counter(link.target for link in system_map.links)
    table = pd.DataFrame({"factor_id": list(system_map.factor_ids)} | _shares(arriving))
    shares = table[["up", "down", "no_route"]].to_numpy()
    table["direction"] = [direction(*(float(share) for share in row)) for row in shares]
    table["out_links"] = [outgoing[name] for name in system_map.factor_ids]
    table["in_links"] = [incoming[name] for name in system_map.factor_ids]
    table["out_in_ratio"] = table["out_links"] / table["in_links"].where(table["in_links"] > 0)
    order = np.argsort(-np.abs(arriving).mean(axis=1), kind="stable")
    table = table.iloc[order]
    return table[table["factor_id"].isin(reaching)].reset_index(drop=True)


def unintended(system_map: SystemMap, option_id: str, *, share: float = 0.2) -> tuple[str, ...]:
    """Factors that would move against what is wanted in more than a share of the readings if an option acted.

    Parameters
    ----------
    system_map, option_id : as for `what_if`.
    share : in [0, 1).

    Returns
    -------
    tuple of str : ids, the one that most often moves the wrong way first; only factors for which someone said what is
        wanted.

    Raises
    ------
    ValueError : a share out of range.
    """
    if not 0 <= share < 1:
        raise ValueError(f"share must lie in [0, 1), got {share}")
    moved = what_if(system_map, option_id)
    wrong = {
        factor.factor_id: down if factor.wanted == "increase" else up
        for factor, up, down in zip(system_map.factors, moved["up"], moved["down"], strict=True)
        if factor.wanted
    }
    return tuple(name for name in sorted(wrong, key=lambda name: -wrong[name]) if wrong[name] > share)


def read(
    system_map: SystemMap,
    *,
    draws: int,
    chance: np.random.Generator,
    keep: tuple[float, float, float],
    flip: float,
    damping: float,
) -> Readings:
    """Draw many readings of the links of a map.

    Parameters
    ----------
    system_map : the map.
    draws, keep, flip, damping : as for `what_if`.
    chance : where the draws come from.

    Returns
    -------
    Readings
    """
    position = system_map.position
    links = sorted(system_map.links, key=lambda link: position[link.target])
    sources = np.array([position[link.source] for link in links], dtype=np.int64)
    targets = np.array([position[link.target] for link in links], dtype=np.int64)
    greatest = np.array([STRENGTHS[link.strength] + HALF_WIDTH for link in links])
    radius = spectral_radius(sources, targets, greatest, len(system_map.factors))
    scale = 1.0 if radius == 0 else min(1.0, damping / radius)
    return Readings(sources, targets, _drawn(links, draws, chance, keep, flip), scale)


def direction(up: float, down: float, no_route: float) -> str:
    """The shares of `what_if` in words.

    Parameters
    ----------
    up, down, no_route : shares of the readings, summing to 1.

    Returns
    -------
    str : "no route" when no reading has one; "likely up" or "likely down" when the factor moves in at least half of the
        readings, and that way in at least two thirds of these (conventions of this product); else "could go either
        way".
    """
    moves = up + down
    if moves == 0:
        return "no route"
    if no_route > 0.5 or max(up, down) < LIKELY * moves:
        return "could go either way"
    return "likely up" if up > down else "likely down"


def _drawn(
    items: Sequence[Link] | Sequence[EntryPoint],
    draws: int,
    chance: np.random.Generator,
    keep: tuple[float, float, float],
    flip: float,
) -> Array:
    """Signed strengths of links or pushes, shape (items, draws); 0 where a draw leaves one out."""
    shape = (draws, len(items))
    middle = np.array([STRENGTHS[item.strength] for item in items])
    kept = np.array([keep[CONFIDENCES.index(item.confidence)] for item in items])
    sign = np.array([item.sign for item in items])
    turned = np.where(sign == 0, 0.5, flip)
    drawn = chance.triangular(middle - HALF_WIDTH, middle, middle + HALF_WIDTH, size=shape)
    drawn *= chance.random(shape) < kept
    drawn *= np.where(sign == 0, 1, sign)
    drawn *= np.where(chance.random(shape) < turned, -1, 1)
    return np.ascontiguousarray(drawn.T)


def _shares(x: Array) -> dict[str, Array]:
    return {
        "up": (x > NOTHING).mean(axis=1),
        "down": (x < -NOTHING).mean(axis=1),
        "no_route": (np.abs(x) <= NOTHING).mean(axis=1),
    }


def _require_settings(draws: int, keep: tuple[float, float, float], flip: float, damping: float) -> None:
    if draws < 1:
        raise ValueError(f"draws must be 1 or more, got {draws}")
    if len(keep) != 3 or not all(0 <= chance <= 1 for chance in keep):
        raise ValueError(f"keep must be three chances from 0 to 1, for low, medium and high confidence, got {keep}")
    if not 0 <= flip <= 1:
        raise ValueError(f"flip must lie from 0 to 1, got {flip}")
    if not 0 < damping < 1:
        raise ValueError(f"damping must lie in (0, 1), got {damping}")
