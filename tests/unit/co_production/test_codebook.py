"""The codebook changes by new versions; nothing it ever said is lost."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.co_production.codebook import (
    Codebook,
    Theme,
    codebook_of,
    create,
    define,
    merge,
    rate,
    rename,
    separate,
    stand_ins,
)


def book() -> Codebook:
    made = create(Codebook(), "money", "Money worries", definition="Too little to live on.")
    made = create(made, "rent", "Rent")
    return create(made, "skills", "Skills not shown")


def test_a_theme_is_made_renamed_and_defined_without_losing_what_it_was() -> None:
    now = define(
        rename(book(), "money", " Money   worries us "), "money", definition="d", include_when="i", exclude_when="e"
    )
    assert now.theme("money") == Theme("money", 3, "Money worries us", "d", "i", "e")
    assert [theme.name for theme in now.history("money")] == ["Money worries", "Money worries us", "Money worries us"]
    assert now.versions[:3] == book().versions


def test_a_merged_theme_is_out_of_use_and_stands_for_the_other() -> None:
    merged = merge(book(), "rent", "money")
    assert [theme.theme_id for theme in merged.themes()] == ["money", "skills"]
    assert stand_ins(merged) == {"money": "money", "rent": "money", "skills": "skills"}
    assert [(theme.theme_id, theme.version) for theme in merged.history("money")] == [
        ("money", 1), ("rent", 1), ("rent", 2),
    ]  # fmt: skip


def test_merges_follow_one_another() -> None:
    twice = merge(merge(book(), "rent", "money"), "money", "skills")
    assert set(stand_ins(twice).values()) == {"skills"}
    assert len(twice.history("skills")) == 5


def test_a_merge_is_taken_back_by_a_new_version() -> None:
    back = separate(merge(book(), "rent", "money"), "rent")
    assert stand_ins(back)["rent"] == "rent"
    assert back.theme("rent").version == 3
    assert len(back.versions) == 5


def test_confidence_is_entered_with_a_reason() -> None:
    rated = rate(book(), "money", "moderate", " Heard often, from one place. ")
    assert (rated.theme("money").confidence, rated.theme("money").confidence_reason) == (
        "moderate", "Heard often, from one place.",
    )  # fmt: skip
    assert rate(rated, "money", None, "").theme("money").confidence is None


def test_the_name_of_a_merged_theme_is_free_again() -> None:
    merged = merge(book(), "rent", "money")
    again = create(merged, "rent_now", "Rent")
    with pytest.raises(ValueError, match="a theme called 'Rent' already"):
        separate(again, "rent")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda b: create(b, "money", "Other"), "theme 'money' exists already"),
        (lambda b: create(b, "cash", "money  WORRIES"), "a theme called 'Money worries' already"),
        (lambda b: create(b, "cash", "  "), "a theme needs a name"),
        (lambda b: rename(b, "skills", "Rent"), "a theme called 'Rent' already"),
        (lambda b: rename(b, "nothing", "x"), "no theme 'nothing': choose one of money, rent, skills"),
        (lambda b: merge(b, "rent", "rent"), "cannot be merged into itself"),
        (lambda b: merge(b, "rent", "nothing"), "no theme 'nothing'"),
        (lambda b: merge(merge(b, "rent", "money"), "money", "rent"), "'rent' is part of 'money' now: merge into that"),
        (lambda b: merge(merge(b, "rent", "money"), "rent", "skills"), "separate it first"),
        (lambda b: rename(merge(b, "rent", "money"), "rent", "x"), "'rent' is part of 'money' now"),
        (lambda b: separate(b, "rent"), "nothing to take back"),
        (lambda b: rate(b, "rent", "certain", "x"), "confidence is one of high, moderate, low, very low"),
        (lambda b: rate(b, "rent", "high", " "), "needs a reason"),
        (lambda b: Codebook().theme("x"), r"none \(create one first\)"),
    ],
)
def test_what_cannot_be_done_is_said(change: Callable[[Codebook], object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        change(book())


def test_a_stored_codebook_is_read_and_its_faults_are_named() -> None:
    assert codebook_of(book().versions) == book()
    with pytest.raises(ValueError, match="'money' has version 1 twice"):
        codebook_of([Theme("money", 1, "Money"), Theme("money", 1, "Money")])
    with pytest.raises(ValueError, match="no theme 'gone'"):
        codebook_of([Theme("money", 1, "Money", merged_into="gone")])
    with pytest.raises(ValueError, match="merged in a circle: a into b into a"):
        codebook_of([Theme("a", 1, "A", merged_into="b"), Theme("b", 1, "B", merged_into="a")])


def test_the_highest_version_counts_whatever_the_order() -> None:
    assert codebook_of([Theme("a", 2, "New"), Theme("a", 1, "Old")]).theme("a").name == "New"


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12))
def test_any_merges_leave_every_theme_standing_for_one_in_use(merges: list[tuple[int, int]]) -> None:
    now = Codebook()
    for n in range(5):
        now = create(now, f"t{n}", f"Theme {n}")
    for n, into in merges:
        try:
            now = merge(now, f"t{n}", f"t{into}")
        except ValueError:
            continue
    in_use = {theme.theme_id for theme in now.themes()}
    assert in_use
    assert set(stand_ins(now).values()) == in_use
    assert codebook_of(now.versions) == now
