import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.views import theme, weigh_frame, words
from integrated.views.downloads import png, svg
from integrated.views.triangle import triangle
from integrated.views.triangle_parts import ON_SCREEN, Dot, Region, TriangleSize, in_words, on_screen, only
from integrated.weighing.sensitivity import win_regions

INK = "#123456"
SPECIALISTS = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]


def regions_of(values: list[list[float]], red: str = "") -> tuple[Region, ...]:
    found = win_regions(values)
    return tuple(
        Region(letter, f"Option {letter}", tuple(map(tuple, corners.tolist())), f"first in {area:.0%}", letter in red)
        for letter, corners, area in zip("BCDEFG", found.polygons, found.areas, strict=False)
    )


def rows_of(spec: dict[str, Any], layer: dict[str, Any]) -> list[dict[str, Any]]:
    return spec["datasets"][layer["data"]["name"]]


def layers(spec: dict[str, Any], **mark: object) -> list[dict[str, Any]]:
    return [each for each in spec["layer"] if all(each["mark"].get(key) == value for key, value in mark.items())]


def texts(spec: dict[str, Any]) -> set[str]:
    found = set()
    for layer in layers(spec, type="text"):
        field = layer["encoding"]["text"]["field"]
        found |= {row[field] for row in rows_of(spec, layer)}
    return found


def test_corners_of_the_triangle_stand_where_the_words_say() -> None:
    works, people, system = on_screen(np.eye(3), ON_SCREEN)
    assert works == pytest.approx([280, 560 * math.sqrt(3) / 2])
    assert people == pytest.approx([0, 0])
    assert system == pytest.approx([560, 0])
    assert on_screen([[1 / 3, 1 / 3, 1 / 3]], ON_SCREEN)[0] == pytest.approx([280, 560 * math.sqrt(3) / 6])


def test_every_region_is_filled_closed_outlined_by_two_pixels_and_named_by_a_large_letter() -> None:
    spec = triangle(regions_of(SPECIALISTS))
    (areas,) = layers(spec, filled=True, type="line")
    assert areas["mark"]["strokeWidth"] == 2
    rows = rows_of(spec, areas)
    for number in range(3):
        mine = sorted((row for row in rows if row["region"] == number), key=lambda row: row["order"])
        assert (mine[0]["x"], mine[0]["y"]) == pytest.approx((mine[-1]["x"], mine[-1]["y"]))
    assert {row["tint"] for row in rows} == set(theme.TINTS_LIGHT[1:4])
    large = [layer for layer in layers(spec, type="text") if layer["mark"]["fontSize"] == 24]
    assert {row["letters"] for layer in large for row in rows_of(spec, layer)} == {"B", "C", "D"}


def test_the_three_corners_are_labelled_in_words() -> None:
    assert {only("works"), only("people"), only("system")} <= texts(triangle(regions_of(SPECIALISTS)))
    assert only("works") == f"Only w{words.PERSPECTIVES['works'][1:]}"


def test_only_a_red_lined_option_is_hatched_and_it_says_so_in_words() -> None:
    plain, red = triangle(regions_of(SPECIALISTS)), triangle(regions_of(SPECIALISTS, red="C"))
    assert not layers(plain, type="rule")
    hatched = layers(red, type="rule", stroke=theme.LIGHT["red-line"])
    assert len(rows_of(red, hatched[0])) > 10
    assert "Red line" in texts(red)
    assert "Red line" not in texts(plain)
    corner = on_screen([[0, 1, 0]], ON_SCREEN)[0]
    ends = [(row["x"], row["y"]) for row in rows_of(red, hatched[0])]
    assert all(math.dist(end, corner) < 560 * 0.6 for end in ends)


def test_people_stand_as_labelled_dots_and_those_on_one_spot_share_a_label() -> None:
    dots = [Dot("P1", ((1.0, 0.0, 0.0),)), Dot("P2", ((0.2, 0.5, 0.3),)), Dot("P3", ((0.2, 0.5, 0.3),))]
    spec = triangle(regions_of(SPECIALISTS), dots)
    (circles,) = layers(spec, type="circle")
    rows = rows_of(spec, circles)
    assert {row["label"] for row in rows} == {"P1", "P2, P3"}
    first = next(row for row in rows if row["label"] == "P1")
    assert (first["x"], first["y"]) == pytest.approx(tuple(on_screen([[1, 0, 0]], ON_SCREEN)[0]))
    assert {"P1", "P2, P3"} <= texts(spec)


def test_an_order_is_a_dashed_part_and_an_open_answer_draws_nothing() -> None:
    order = Dot("P4", ((1.0, 0.0, 0.0), (0.5, 0.5, 0.0), (1 / 3, 1 / 3, 1 / 3)))
    whole = Dot("P5", ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)))
    spec = triangle(regions_of(SPECIALISTS), [order, whole])
    dashed = [layer for layer in layers(spec, type="line") if layer["mark"].get("strokeDash")]
    assert {row["who"] for row in rows_of(spec, dashed[0])} == {"P4"}
    assert "P5" not in texts(spec)


def test_options_that_come_out_the_same_share_one_region_and_both_letters() -> None:
    spec = triangle(regions_of([[1, 0, 0], [1, 0, 0], [0, 1, 1]]))
    assert "B, C" in texts(spec)


def test_an_option_that_is_never_first_has_no_region_and_stays_in_the_words() -> None:
    parts = regions_of([[1, 1, 1], [0, 0, 0]])
    assert "C" not in texts(triangle(parts))
    assert "C Option C: first in 0%" in in_words(parts)


def test_a_region_too_small_for_a_letter_has_none() -> None:
    spec = triangle(regions_of([[0.5, 1, 1], [0.501, 0, 0]]))
    assert "B" in texts(spec)
    assert "C" not in texts(spec)


def test_the_text_twin_names_options_red_lines_and_people() -> None:
    told = in_words(regions_of(SPECIALISTS, red="D"), [Dot("P1", ((0.5, 0.3, 0.2),))])
    assert "D Option D: first in 33%, red line." in told
    assert "P1: studies 50%, people 30%, connections 20%." in told


def test_ink_colours_every_text_but_the_halos() -> None:
    spec = triangle(regions_of(SPECIALISTS), ink=INK)
    inked = [layer for layer in layers(spec, type="text") if "stroke" not in layer["mark"]]
    assert inked
    assert {layer["mark"]["color"] for layer in inked} == {INK}


def test_no_options_draw_an_empty_triangle() -> None:
    spec = triangle([])
    assert not layers(spec, filled=True, type="line")
    assert only("people") in texts(spec)


@pytest.mark.parametrize("size", [ON_SCREEN, TriangleSize(side=900, corner_font=22, letter_font=32, dot_font=20)])
def test_a_picture_can_be_made_of_it_without_a_network(size: TriangleSize) -> None:
    spec = triangle(regions_of(SPECIALISTS, red="B"), [Dot("P1", ((0.2, 0.5, 0.3),))], size=size, ink=INK)
    assert png(spec)[:8] == b"\x89PNG\r\n\x1a\n"
    assert b"Red line" in svg(spec)


@settings(max_examples=20)
@given(st.lists(st.tuples(*[st.floats(0, 1)] * 3).filter(lambda w: sum(w) > 0.01), max_size=6))
def test_every_dot_stands_inside_the_triangle_with_its_label_on_the_drawing(answers: list[tuple[float, ...]]) -> None:
    mixes = [tuple(part / sum(answer) for part in answer) for answer in answers]
    spec = triangle(regions_of(SPECIALISTS), [Dot(f"P{i}", (mix,)) for i, mix in enumerate(mixes, 1)])
    for layer in layers(spec, type="circle"):
        for row in rows_of(spec, layer):
            assert -1e-6 <= row["x"] <= 560 + 1e-6
            assert -1e-6 <= row["y"] <= 560 * math.sqrt(3) / 2 + 1e-6
            reach = 0.6 * ON_SCREEN.dot_font * len(row["label"])
            ends = (row["label_x"], row["label_x"] + (reach if row["side"] == "right" else -reach))
            assert all(-24 - reach * 0.2 <= end <= 584 for end in ends)


def test_every_colour_of_the_drawing_follows_the_theme_on_the_page() -> None:
    css = (Path(weigh_frame.__file__).parent / "weigh.css").read_text(encoding="utf-8")
    for light, dark in zip(theme.TINTS_LIGHT, theme.TINTS_DARK, strict=True):
        assert f'[fill="{light}"] {{ fill: light-dark({light}, {dark}); }}' in css
    for role in ("rule", "red-line", "page", "text"):
        assert re.search(rf'\[stroke="{theme.LIGHT[role]}"\] {{ stroke: var\(--{role}\)', css), role


def test_an_export_says_that_its_data_are_illustrative() -> None:
    spec = triangle(regions_of(SPECIALISTS), badge=words.ILLUSTRATIVE)
    assert {"Illustrative:", "the map and the example workshop"} <= texts(spec)
    assert "Illustrative:" not in texts(triangle(regions_of(SPECIALISTS)))
