"""Places on a map: always the same, never over each other, options left, outcomes right."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.complexity.label_box import box_size
from integrated.complexity.layout import layout
from integrated.complexity.model import EntryPoint, Factor, Link, SystemMap
from integrated.complexity.structure import option_routes
from integrated.complexity.tangle import Drawing, tangle, untangled
from tests.unit.complexity.embedded import OPTIONS, embedded_map
from tests.unit.complexity.random_maps import system_maps

Places = Mapping[str, tuple[float, float]]


def boxes_of(system_map: SystemMap, label_px: float = 14.0) -> dict[str, tuple[float, float]]:
    labels = {factor.factor_id: factor.label for factor in system_map.factors} | {o: o for o in system_map.option_ids}
    return {name: box_size(label, label_px=label_px) for name, label in labels.items()}


def overlapping(places: Places, boxes: Mapping[str, tuple[float, float]]) -> list[tuple[str, str]]:
    return [
        (a, b)
        for a, b in combinations(places, 2)
        if abs(places[a][0] - places[b][0]) < (boxes[a][0] + boxes[b][0]) / 2
        and abs(places[a][1] - places[b][1]) < (boxes[a][1] + boxes[b][1]) / 2
    ]


def sticking_out(places: Places, boxes: Mapping[str, tuple[float, float]], width: float, height: float) -> list[str]:
    return [
        name
        for name, (x, y) in places.items()
        if min(x - boxes[name][0] / 2, y - boxes[name][1] / 2) < 0
        or x + boxes[name][0] / 2 > width
        or y + boxes[name][1] / 2 > height
    ]


def on_their_sides(system_map: SystemMap, places: Places) -> bool:
    options = [places[option_id][0] for option_id in system_map.option_ids]
    factors = [places[factor.factor_id][0] for factor in system_map.factors]
    outcomes = [places[factor.factor_id][0] for factor in system_map.factors if factor.kind == "outcome"]
    others = [places[factor.factor_id][0] for factor in system_map.factors if factor.kind != "outcome"]
    left = not options or max(options) <= min(factors)
    return left and (not outcomes or not others or max(others) <= min(outcomes))


def shown(option_id: str, most: int = 9) -> SystemMap:
    """The shortest routes of each kind, as far as nine factors hold them."""
    whole = embedded_map()
    kept: list[tuple[str, ...]] = []
    for effect in ("helping", "hindering", "uncertain"):
        for route in [r for r in option_routes(whole, option_id, "homelessness").items if r.effect == effect][:3]:
            if len({name for path in [*kept, route.factors] for name in path}) <= most:
                kept.append(route.factors)
    names = {name for path in kept for name in path}
    ends = {pair for path in kept for pair in zip(path, path[1:], strict=False)}
    return SystemMap(
        tuple(factor for factor in whole.factors if factor.factor_id in names),
        tuple(link for link in whole.links if link.ends in ends),
        tuple(e for e in whole.entries_of(option_id) if e.factor_id in {path[0] for path in kept}),
    )


@given(system_maps(most_factors=8), st.data())
@settings(max_examples=40, deadline=None)
def test_boxes_never_overlap_and_everyone_keeps_to_their_side(system_map: SystemMap, data: st.DataObject) -> None:
    kinds = data.draw(st.lists(st.sampled_from(["factor", "outcome", "context"]), min_size=8, max_size=8))
    labels = data.draw(st.lists(st.text(max_size=60), min_size=8, max_size=8))
    factors = tuple(
        replace(factor, kind=kind, label=label)
        for factor, kind, label in zip(system_map.factors, kinds, labels, strict=False)
    )
    drawn = SystemMap(factors, system_map.links, system_map.entry_points)
    width, height = data.draw(st.sampled_from([(512, 416), (300, 200), (1376, 640), (60, 40)]))
    places = layout(drawn, width=width, height=height)
    assert set(places) == {*drawn.factor_ids, *drawn.option_ids}
    assert overlapping(places, boxes_of(drawn)) == []
    assert on_their_sides(drawn, places)
    assert all(np.isfinite(place).all() for place in places.values())


@pytest.mark.parametrize("option_id", OPTIONS)
@pytest.mark.parametrize("sheet", [(486, 400, 14), (512, 416, 14), (704, 560, 16)])
def test_nine_factors_and_an_option_fit_the_column_of_side_by_side(
    option_id: str, sheet: tuple[float, float, float]
) -> None:
    system_map = shown(option_id)
    width, height, label_px = sheet
    places = layout(system_map, width=width, height=height, label_px=label_px)
    boxes = boxes_of(system_map, label_px)
    assert len(system_map.factors) == 9
    assert overlapping(places, boxes) == []
    assert sticking_out(places, boxes, width, height) == []
    assert on_their_sides(system_map, places)


def test_the_whole_embedded_map_fits_the_page_with_all_its_options() -> None:
    system_map = embedded_map()
    places = layout(system_map, width=1376, height=640)
    assert len(places) == 30
    assert overlapping(places, boxes_of(system_map)) == []
    assert sticking_out(places, boxes_of(system_map), 1376, 640) == []
    assert on_their_sides(system_map, places)
    assert places == layout(embedded_map(), width=1376, height=640)


def test_a_drawing_fills_its_sheet() -> None:
    places = np.array(list(layout(shown("extended_care"), width=512, height=416).values()))
    assert np.ptp(places[:, 0]) > 0.6 * 512
    assert np.ptp(places[:, 1]) > 0.8 * 416


def test_boxes_that_cannot_fit_go_beyond_the_sheet_but_not_over_each_other() -> None:
    system_map = embedded_map()
    places = layout(system_map, width=300, height=200)
    assert overlapping(places, boxes_of(system_map)) == []
    assert sticking_out(places, boxes_of(system_map), 300, 200) != []


def test_sizes_and_option_labels_that_are_known_are_used() -> None:
    system_map = SystemMap((Factor("a"), Factor("b")), (Link("a", "b", "+"),), (EntryPoint("o", "a", "+"),))
    sizes = {"a": (200.0, 90.0), "b": (200.0, 90.0), "o": (90.0, 30.0)}
    places = layout(system_map, width=520, height=120, sizes=sizes)
    assert overlapping(places, sizes) == []
    assert sticking_out(places, sizes, 520, 120) == []
    wordy = layout(system_map, width=520, height=120, option_labels={"o": "An option with a long name"})
    assert overlapping(wordy, boxes_of(system_map) | {"o": box_size("An option with a long name")}) == []


def test_a_map_of_nothing_or_of_one_has_a_place_for_it() -> None:
    assert layout(SystemMap()) == {}
    assert layout(SystemMap((Factor("a"),)), width=400, height=300) == {"a": (200.0, 150.0)}


def test_2000_factors_are_placed_without_overlap() -> None:
    factors = tuple(Factor(f"f{i}", f"Factor number {i}") for i in range(2000))
    links = tuple(Link(f"f{i}", f"f{(i * 7 + 1) % 2000}", "+") for i in range(2000) if i != (i * 7 + 1) % 2000)
    began = process_time()
    places = layout(SystemMap(factors, links))
    assert process_time() - began < 10
    boxes = boxes_of(SystemMap(factors))
    centre = np.array([places[f.factor_id] for f in factors])
    size = np.array([boxes[f.factor_id] for f in factors])
    over = np.abs(centre[:, None] - centre) < (size[:, None] + size) / 2
    assert np.flatnonzero(over.all(axis=2).sum(axis=1) != 1).size == 0


def test_untangling_never_adds_to_the_tangle_and_is_worth_it_on_the_embedded_map() -> None:
    chance = np.random.default_rng(3)
    columns, rows = np.meshgrid(np.arange(5), np.arange(4))
    links = np.array([(a, b) for a in range(20) for b in chance.choice(20, 2, replace=False) if a != b])
    start = Drawing(
        columns.ravel() * 200.0 + 60,
        rows.ravel() * 120.0 + 40,
        np.full(20, 110.0),
        np.full(20, 40.0),
        links,
        np.where(columns.ravel() == 0, 0, 1),
        (1000.0, 460.0),
        (20.0, 16.0),
    )
    drawings = [start]
    for _ in range(4):
        drawings.append(untangled(drawings[-1], sweeps=1))
    costs = [tangle(drawing) for drawing in drawings]
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] < 0.7 * costs[0]


def test_the_tangle_counts_a_crossing_once_and_a_link_behind_a_box_once() -> None:
    def drawn(links: list[tuple[int, int]]) -> Drawing:
        x, y = np.array([0.0, 400, 0, 400, 200]), np.array([0.0, 400, 400, 0, 600])
        tiny = np.full(5, 2.0)
        return Drawing(x, y, tiny, tiny, np.array(links), np.ones(5, dtype=int), (1000.0, 1000.0), (1.0, 1.0))

    apart = tangle(drawn([(0, 1)])) + tangle(drawn([(2, 3)]))
    assert tangle(drawn([(0, 1), (2, 3)])) == pytest.approx(apart + 1)
    behind = replace(drawn([(0, 1)]), x=np.array([0.0, 400, 0, 900, 200]), y=np.array([0.0, 400, 400, 0, 200]))
    assert tangle(behind) == pytest.approx(tangle(drawn([(0, 1)])) + 4)


@pytest.mark.parametrize("broken", [{"width": 0}, {"height": -1}, {"label_px": 0}])
def test_a_sheet_needs_width_and_height(broken: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="width, height and label_px must be above 0"):
        layout(embedded_map(), **broken)  # type: ignore[arg-type]


def test_boxes_without_size_and_ids_used_twice_get_a_sentence() -> None:
    with pytest.raises(ValueError, match="A box must be wider and higher than 0 px and finite, got a"):
        layout(SystemMap((Factor("a"),)), sizes={"a": (float("nan"), 10)})
    with pytest.raises(ValueError, match="belong to an option and to a factor: a"):
        layout(SystemMap((Factor("a"),), (), (EntryPoint("a", "a", "+"),)))


def test_without_options_and_outcomes_arrows_run_from_left_to_right() -> None:
    names = ("rents", "debt", "moves", "trust")
    factors = tuple(Factor(each, each.capitalize()) for each in names)
    chain = tuple(Link(a, b, "positive") for a, b in zip(names, names[1:], strict=False))
    places, boxes = layout(SystemMap(factors, chain), width=972, height=548), boxes_of(SystemMap(factors, chain))
    assert min(places, key=lambda each: places[each][0]) == "rents"
    assert all(places[link.target][0] > places[link.source][0] - boxes[link.source][0] for link in chain)
