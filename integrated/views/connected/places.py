"""Where the boxes of the map stand: where the map's makers put them, else laid out once, and then kept, so that the map
holds still while people draw on it."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import streamlit as st

from integrated.complexity.label_box import box_size
from integrated.complexity.layout import layout
from integrated.complexity.model import SystemMap
from integrated.complexity.placed import EDGE, LABEL_PX, SHEET

Places = dict[str, tuple[float, float]]
STEP = 12
GAP = 8


def places(
    map_id: str,
    drawn: SystemMap,
    options: Mapping[str, str],
    given: Mapping[str, tuple[float, float]] | None = None,
) -> Places:
    """The middle of every box: as it stood in this session, else as it was given, else laid out.

    Parameters
    ----------
    map_id : the map; what was laid out for one is not used for another.
    drawn : the map. options : options on it, id to words.
    given : places that came with the map, by factor id. They count when half of its factors have one.

    Returns
    -------
    dict from factor and option id to (x, y) in pixels.
    """
    kept: Places | None = st.session_state.get(_key(map_id))
    ids = [*drawn.factor_ids, *drawn.option_ids]
    stood = {**(given or {})} if kept is None else kept
    known = {each: stood[each] for each in ids if each in stood}
    if 2 * len(known) < len(ids if kept is not None else drawn.factor_ids) or not known:
        with st.spinner("Laying out the map …"):
            found = laid_out(drawn, tuple(options.items()))
    else:
        found = beside(known, drawn, options)
    st.session_state[_key(map_id)] = found
    return found


def forget(map_id: str) -> None:
    """Lay the map out anew when it is next shown, also one that came with places."""
    st.session_state[_key(map_id)] = {}


def by_hand(map_id: str) -> Places:
    """Where people put boxes by hand in this session: the same dict each time, so a later look sees later moves."""
    held: Places = st.session_state.setdefault(f"by_hand:{map_id}", {})
    return held


@lru_cache(maxsize=64)
def laid_out(drawn: SystemMap, options: tuple[tuple[str, str], ...]) -> Places:
    """The layout of a whole map, remembered by the map itself."""
    return layout(drawn, width=SHEET[0] - EDGE, height=SHEET[1] - EDGE, label_px=LABEL_PX, option_labels=dict(options))


def beside(known: Mapping[str, tuple[float, float]], drawn: SystemMap, options: Mapping[str, str]) -> Places:
    """Places for a map that was edited: what stood keeps its place, what is new stands near what it is linked to.

    Parameters
    ----------
    known : places that are kept. drawn, options : as for `places`.

    Returns
    -------
    As for `places`; a new box covers no other.
    """
    labels = {factor.factor_id: factor.label for factor in drawn.factors}
    labels |= {each: options.get(each, each) for each in drawn.option_ids}
    found = dict(known)
    for each in labels:
        if each not in found:
            found[each] = _free_place(each, found, labels, _neighbours(each, drawn))
    return {each: found[each] for each in labels}


def _free_place(each: str, found: Places, labels: Mapping[str, str], near: set[str]) -> tuple[float, float]:
    width, height = box_size(labels[each], label_px=LABEL_PX)
    middles = np.array(list(found.values())).reshape(-1, 2)
    sizes = np.array([box_size(labels[other], label_px=LABEL_PX) for other in found]).reshape(-1, 2)
    wished = [found[other] for other in near if other in found]
    goal = np.mean(wished, axis=0) if wished else np.array([SHEET[0] / 2, SHEET[1] / 2])
    bottom = max(SHEET[1], float(middles[:, 1].max(initial=0))) + 3 * height
    x, y = np.meshgrid(np.arange(width / 2, SHEET[0] - width / 2, STEP), np.arange(height / 2, bottom, STEP))
    spots = np.column_stack([x.ravel(), y.ravel()])
    apart = np.abs(spots[:, None, :] - middles[None, :, :]) - (sizes / 2 + np.array([width, height]) / 2 + GAP)
    free = (apart >= 0).any(axis=2).all(axis=1)
    far = np.hypot(*(spots - goal).T) + np.where(spots[:, 1] + height / 2 > SHEET[1], 10_000, 0)
    best = spots[free][np.argmin(far[free])]
    return float(best[0]), float(best[1])


def _neighbours(each: str, drawn: SystemMap) -> set[str]:
    pairs = [link.ends for link in drawn.links] + [(e.option_id, e.factor_id) for e in drawn.entry_points]
    return {end for ends in pairs if each in ends for end in ends} - {each}


def _key(map_id: str) -> str:
    return f"places:{map_id}"
