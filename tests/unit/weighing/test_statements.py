from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.weighing.statements import Conventions, Statement, statements
from integrated.weighing.weights import Weights, person_weights
from tests.unit.weighing.brute_force import Table, is_true
from tests.unit.weighing.situations import CASES, ROW, SPECIALISTS, Line, U, point
from tests.unit.weighing.triangles import TABLES


def made(values: dict[str, ROW], people: dict[str, np.ndarray], lines: tuple[Line, ...]) -> tuple[Statement, ...]:
    answers = {
        name: person_weights(name, shares=mix[0].tolist()) if len(mix) == 1 else Weights(name, "ordered", mix)
        for name, mix in people.items()
    }
    return statements(list(values.values()), answers, list(values), lines)


@pytest.mark.parametrize(
    ("values", "people", "lines", "must", "must_not"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_each_sentence_is_true_and_none_that_is_false_appears(
    values: dict[str, ROW], people: dict[str, np.ndarray], lines: tuple[Line, ...], must: list[str], must_not: list[str]
) -> None:
    found = made(values, people, lines)
    texts = [statement.text for statement in found]
    table = Table(values, people, tuple((line.option_id, line.group_name) for line in lines if line.is_open))
    for text in texts:
        assert is_true(text, table), text
    for text in must:
        assert text in texts, "\n".join(texts)
    assert not {statement.rule_id for statement in found} & set(must_not), "\n".join(texts)
    assert len(set(texts)) == len(texts)


def test_there_are_thirty_situations_and_more() -> None:
    assert len({case[0] for case in CASES}) == len(CASES) >= 30


def test_the_check_itself_finds_false_sentences() -> None:
    table = Table(SPECIALISTS | {"D": [0.4, 0.4, 0.4]}, {"P1": point(1, 0, 0)})
    for text in (
        "D never comes first.",
        "A comes first in about 45% of the mixes.",
        "B comes first in all of the mixes.",
        "With the weights of P1, B comes first.",
        "A is at least as good as D, whatever matters most.",
        "Studies do not separate these options: they are less than one level apart.",
        "A and B come out the same on all three perspectives.",
    ):
        assert not is_true(text, table), text


@given(
    TABLES,
    st.lists(st.lists(st.integers(0, 10), min_size=3, max_size=3).filter(any), max_size=2),
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2)), max_size=2),
)
@settings(deadline=None, max_examples=60)
def test_every_sentence_about_any_table_is_true(
    rows: list[ROW], points: list[list[int]], unknown: list[tuple[int, int]]
) -> None:
    values = {chr(65 + i): list(row) for i, row in enumerate(rows)}
    for option, perspective in unknown:
        values[chr(65 + option % len(rows))][perspective] = U
    people = {f"P{i}": np.array([given]) / sum(given) for i, given in enumerate(points, start=1)}
    table = Table(values, people)
    for statement in made(values, people, ()):
        assert is_true(statement.text, table), statement.text
        assert set(statement.option_ids) <= set(values)


@given(TABLES.filter(lambda rows: len(rows) > 1))
@settings(deadline=None, max_examples=60)
def test_an_option_that_is_never_first_or_always_behind_is_said_to_be(rows: list[ROW]) -> None:
    values = {chr(65 + i): row for i, row in enumerate(rows)}
    table, found = Table(values, {}), made(values, {}, ())
    never = {
        option
        for s in found
        if s.text.endswith((" never comes first.", " never come first."))
        for option in s.option_ids
    }
    assert never >= {
        name
        for name, row in values.items()
        if any(all(a > b + 1e-6 for a, b in zip(other, row, strict=True)) for other in rows)
    }
    assert not any(table.ever(name) for name in never)
    said = {option for s in found if s.rule_id in {"share", "always_first"} for option in s.option_ids}
    assert said == set(values)


def test_weights_may_be_rows_one_row_nothing_or_by_name() -> None:
    values, options = list(SPECIALISTS.values()), list(SPECIALISTS)
    rows = statements(values, [[0.6, 0.2, 0.2], [0.2, 0.6, 0.2]], options)
    assert "With the weights of person 2, B comes first." in [s.text for s in rows]
    one = statements(values, np.array([0.6, 0.2, 0.2]), options)
    assert "With the weights of person 1, A comes first." in [s.text for s in one]
    named = statements(values, {"Person 1 (lead)": [0.6, 0.2, 0.2]}, options)
    assert "With the weights of Person 1 (lead), A comes first." in [s.text for s in named]
    assert statements(values, None, options) == statements(values, [], options) == statements(values, {}, options)


def test_weights_that_do_not_add_up_and_options_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match=r"add up to 1, got \[0.6, 0.6, 0.2\]"):
        statements([[0, 0, 0]], [[0.6, 0.6, 0.2]], ["A"])
    with pytest.raises(ValueError, match="got 2 and 1"):
        statements([[0, 0, 0]], None, ["A", "B"])


def test_options_with_a_letter_are_called_by_it_and_long_names_are_cut() -> None:
    @dataclass(frozen=True)
    class Option:
        option_id: str
        letter: str
        name: str

    options = [Option("stay", "A", "Stay longer"), Option("long", "B", "x" * 300)]
    found = statements([[0.9, 0.1, 0.5], [0.1, 0.2, 0.5]], None, options, [Line("stay", "parents")])
    assert found[0].text.startswith("Red line: parents object strongly to A Stay longer.")
    assert found[0].option_ids == ("stay",)
    assert max(len(statement.text) for statement in found) < 400


def test_thresholds_can_be_changed() -> None:
    values = [[0.8, 0.4, 0.5], [0.4, 0.7, 0.5]]
    usual = {s.rule_id for s in statements(values, None, ["A", "B"])}
    wide = {s.rule_id for s in statements(values, None, ["A", "B"], conventions=Conventions(close_share=0.5))}
    assert "close_call" not in usual
    assert "close_call" in wide


def test_no_sentence_calls_a_share_of_mixes_a_chance_or_names_a_total() -> None:
    texts = " ".join(s.text for case in CASES for s in made(*case[1:4])).lower()
    for word in ("likely", "chance", "probab", "score", "total", "rank", "winner"):
        assert word not in texts


def test_numbers_behind_a_sentence_are_unrounded() -> None:
    found = {s.rule_id: s for s in made({"A": [1, 0, 0], "B": [0, 1, 1]}, {}, ())}
    assert found["most_often_first"].numbers["share"] == pytest.approx(0.75, abs=1e-12)
