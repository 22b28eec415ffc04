"""Agreement between coders: Krippendorff's published example, and where two coders differ."""

import math
from collections.abc import Sequence
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.co_production.agreement import (
    NOT_TWICE,
    ONE_CATEGORY,
    agreement,
    differences,
    stance_agreement,
    theme_agreement,
)

X = None
# Krippendorff (2011), Computing Krippendorff's alpha-reliability, section C: four observers, twelve units.
PUBLISHED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, 3],
    [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, X],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X],
]


def alpha_by_definition(values: Sequence[Sequence[object]]) -> float:
    """1 - observed/expected disagreement, from every pair of values within units and over all of them; nominal."""
    units = [[v for v in unit if v is not None] for unit in zip(*values, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    pool = [v for unit in units for v in unit]
    observed = sum(sum(a != b for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in units) / len(pool)
    expected = sum(a != b for a, b in permutations(pool, 2)) / (len(pool) * (len(pool) - 1))
    return 1 - observed / expected


def test_the_published_example_has_its_published_alphas() -> None:
    # The last unit was coded once and pairs with nothing: 11 units and 40 values. Units 1, 3, 4, 5, 7, 9, 10, 11 agree.
    # Observed, in ordered pairs over values - 1: unit 2: 6/3, unit 6: 12/3, unit 8: 6/3; together 8 of 40 = 0.2.
    # Expected, with 9, 13, 10, 5, 3 of each value: 1 - (9*8 + 13*12 + 10*9 + 5*4 + 3*2)/(40*39) = 1 - 344/1560.
    found = agreement(PUBLISHED)
    assert (found.units, found.same) == (11, 8)
    assert found.alpha == pytest.approx(1 - (8 / 40) / (1 - 344 / 1560), rel=1e-12)
    assert found.alpha == pytest.approx(0.743, abs=5e-4)
    assert agreement(PUBLISHED, level="ordinal").alpha == pytest.approx(0.815, abs=5e-4)
    assert agreement(PUBLISHED, level="interval").alpha == pytest.approx(0.849, abs=5e-4)
    assert agreement(PUBLISHED, level="ratio").alpha == pytest.approx(0.797, abs=5e-4)


def test_words_are_measured_as_numbers_are() -> None:
    words = [[None if v is None else "abcde"[v - 1] for v in row] for row in PUBLISHED]
    assert agreement(words).alpha == pytest.approx(agreement(PUBLISHED).alpha, rel=1e-12)


@given(st.lists(st.tuples(*[st.sampled_from([None, "for", "against", "neither"])] * 2), min_size=2, max_size=12))
def test_alpha_is_what_its_definition_says(pairs: list[tuple]) -> None:
    values = [list(row) for row in zip(*pairs, strict=True)]
    found = agreement(values)
    if found.reason is None:
        assert found.alpha == pytest.approx(alpha_by_definition(values), abs=1e-12)
    else:
        both = [pair for pair in pairs if None not in pair]
        assert not both or len({v for pair in both for v in pair}) == 1


def test_nothing_coded_twice_and_one_category_have_a_reason_instead_of_a_number() -> None:
    once = agreement([["for", None], [None, "for"]])
    assert (math.isnan(once.alpha), once.units, once.reason) == (True, 0, NOT_TWICE)
    same = agreement([["for", "for"], ["for", "for"]])
    assert (math.isnan(same.alpha), same.units, same.same, same.reason) == (True, 2, 2, ONE_CATEGORY)
    assert agreement([]).reason == NOT_TWICE
    assert agreement([["for", "for", None], ["for", "for", None], [None, "for", "for"]]).reason == ONE_CATEGORY


def test_rows_of_different_length_and_words_without_order_are_named() -> None:
    with pytest.raises(ValueError, match=r"rows have \[1, 2\] values"):
        agreement([["a"], ["a", "b"]])
    with pytest.raises(ValueError, match="level 'ordinal' needs numbers, got words"):
        agreement([["a", "b"], ["a", "a"]], level="ordinal")


COLUMNS = ["contribution_id", "theme_id", "option_id", "stance", "excerpt_start", "excerpt_end", "coder"]
CODINGS = pd.DataFrame(
    [
        ("c1", "money", X, X, 0, 10, "first"),
        ("c1", "money", X, X, 5, 12, "second"),
        ("c2", "money", X, X, 0, 10, "first"),
        ("c2", "skills", X, X, X, X, "second"),
        ("c3", "skills", X, X, 0, 5, "first"),
        ("c3", "skills", X, X, 20, 25, "second"),
        ("c4", X, "A", "supports", X, X, "first"),
        ("c4", X, "A", "conditional", X, X, "second"),
        ("c5", X, "A", "opposes", X, X, "first"),
        ("c5", X, "A", "opposes", X, X, "second"),
        ("c6", "money", X, X, X, X, "first"),
        ("c1", "skills", X, X, X, X, "agreed"),
    ],
    columns=COLUMNS,
)


def test_themes_are_compared_over_what_both_coders_coded() -> None:
    table = theme_agreement(CODINGS).set_index("theme_id")
    assert table.loc["money", ["both", "first_only", "second_only", "neither"]].tolist() == [1, 1, 0, 3]
    assert table.loc["skills", ["both", "first_only", "second_only", "neither"]].tolist() == [1, 0, 1, 3]
    first, second = [1, 1, 0, 0, 0], [1, 0, 0, 0, 0]
    assert table.at["money", "alpha"] == pytest.approx(alpha_by_definition([first, second]))


def test_what_both_read_without_finding_a_theme_can_be_given() -> None:
    table = theme_agreement(CODINGS, read_by_both=["c1", "c2", "c6", "c7"]).set_index("theme_id")
    assert table.loc["money", ["both", "first_only", "second_only", "neither"]].tolist() == [1, 2, 0, 1]


def test_stances_are_compared_by_option() -> None:
    found = stance_agreement(CODINGS)
    assert (found.units, found.same) == (2, 1)
    assert found.alpha == pytest.approx(alpha_by_definition([["supports", "opposes"], ["conditional", "opposes"]]))
    assert stance_agreement(CODINGS.iloc[:3]).reason == NOT_TWICE


def test_differences_say_where_the_coders_differ() -> None:
    rows = differences(CODINGS).replace({np.nan: None}).values.tolist()
    assert rows == [
        ["c2", "theme", "money", None, "given", None],
        ["c2", "theme", "skills", None, None, "given"],
        ["c3", "words", "skills", None, "0-5", "20-25"],
        ["c4", "stance", None, "A", "supports", "conditional"],
    ]


def test_a_stance_only_one_coder_saw_is_a_difference() -> None:
    one = pd.concat([CODINGS, pd.DataFrame([("c5", X, "B", "neutral", X, X, "second")], columns=COLUMNS)])
    last = differences(one).replace({np.nan: None}).values.tolist()[-1]
    assert last == ["c5", "stance", None, "B", None, "neutral"]


def test_one_coder_alone_differs_from_nobody() -> None:
    alone = CODINGS[CODINGS["coder"] == "first"]
    assert differences(alone).empty
    assert theme_agreement(alone).empty


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="column 'coder' is missing"):
        theme_agreement(CODINGS.drop(columns="coder"))
