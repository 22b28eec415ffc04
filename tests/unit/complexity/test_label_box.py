"""Labels broken into lines, and the room they take."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.complexity.label_box import box_size, text_width, wrapped
from tests.unit.complexity.embedded import embedded_map


@pytest.mark.parametrize(
    ("label", "rows"),
    [
        ("Stable housing", ("Stable housing",)),
        ("Support for carers who keep young people on", ("Support for carers", "who keep young", "people on")),
        ("Antidisestablishmentarianism", ("Antidisestablishm-", "entarianism")),
        ("  two   spaces ", ("two spaces",)),
        ("", ("",)),
    ],
)
def test_labels_break_between_words(label: str, rows: tuple[str, ...]) -> None:
    assert wrapped(label) == rows


@given(st.text(max_size=500), st.integers(2, 30), st.integers(1, 5))
def test_no_line_is_too_long_and_there_are_not_too_many(label: str, characters: int, lines: int) -> None:
    rows = wrapped(label, characters=characters, lines=lines)
    assert 1 <= len(rows) <= lines
    assert all(len(row) <= characters for row in rows)


def test_what_does_not_fit_is_left_off_with_a_mark() -> None:
    rows = wrapped("word " * 100)
    assert len(rows) == 4
    assert rows[-1].endswith("…")


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=60))
def test_a_box_grows_with_the_size_of_its_letters(label: str) -> None:
    small, large = box_size(label, label_px=14), box_size(label, label_px=16)
    assert large[0] >= small[0]
    assert large[1] > small[1]


# Advance widths of DejaVu Sans 2.37 in thousandths of an em, read from the font.
DEJAVU = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyzACDEFHKLPS -,",
        (613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592)
        + (818, 592, 592, 525, 684, 698, 770, 632, 575, 752, 656, 557, 603, 635, 318, 361, 318),
        strict=True,
    )
)


def test_the_labels_of_the_embedded_map_are_within_their_padding_even_in_a_wide_font() -> None:
    rows = [row for factor in embedded_map().factors for row in wrapped(factor.label)]
    for row in (row for row in rows if set(row) <= set(DEJAVU)):
        real = sum(DEJAVU[character] for character in row) * 14 / 1000
        assert real - 8 <= text_width(row, 14) <= 1.1 * real
    assert sum(set(row) <= set(DEJAVU) for row in rows) > 25
