from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.weighing.judgement import COMPARISON
from integrated.weighing.judgement import values as values_of_levels
from integrated.weighing.standing import (
    NOT_RATED,
    Entrant,
    Standing,
    levels_in_words,
    standing,
    values_of,
    what_would_change,
    worth_finding_out,
)
from integrated.weighing.weights import Weights, person_weights

STRONG = (0.0, 0.0, 0.0, 0.0, 1.0)
AGAINST = (0.0, 1.0, 0.0, 0.0, 0.0)
FOR = (0.0, 0.0, 0.0, 1.0, 0.0)
EVEN = (0.0, 0.0, 1.0, 0.0, 0.0)
UNSURE = (0.3, 0.1, 0.1, 0.1, 0.4)


@dataclass(frozen=True)
class Line:
    option_id: str
    group_name: str = "Care leavers"
    is_open: bool = True


def entrant(letter: str, *levels: tuple[float, ...] | None, **more: object) -> Entrant:
    return Entrant(f"option_{letter}", letter, f"Name {letter}", levels, **more)  # type: ignore[arg-type]


NOW = entrant("A", COMPARISON, COMPARISON, COMPARISON, is_comparison=True)
STUDIED = entrant("B", STRONG, EVEN, EVEN)
WANTED = entrant("C", EVEN, STRONG, EVEN)
UNKNOWN = entrant("D", None, FOR, FOR)
BLANK = entrant("E", None, None, FOR)
ALL = (NOW, STUDIED, WANTED, UNKNOWN, BLANK)


def at(*shares: float) -> Weights:
    return person_weights(f"Person {shares}", shares=shares)


def test_only_options_known_from_all_three_are_placed() -> None:
    seen = standing(ALL, discounted=False)
    assert [each.letter for each in seen.placed] == ["A", "B", "C"]
    assert [each.letter for each in seen.not_placed] == ["D", "E"]
    assert len(seen.regions.areas) == 3


def test_an_option_with_one_gap_says_what_it_would_win_and_one_with_two_does_not() -> None:
    one, two = standing(ALL, discounted=False).why_not_placed()
    assert one.startswith("D Name D: what studies found is not known. If that turned out a strong case for it")
    assert two == "E Name E: what studies found and what people say are not known."


def test_what_an_option_with_a_gap_would_win_is_what_it_wins_once_known() -> None:
    seen = standing(ALL, discounted=False)
    known = standing((NOW, STUDIED, WANTED, replace(UNKNOWN, levels=(STRONG, FOR, FOR))), discounted=False)
    told = next(often for each, _, often in known.how_often() if each.letter == "D")
    assert f"it would come {told}" in seen.why_not_placed()[0]


def test_continue_as_now_stands_in_the_middle_and_comes_first_only_where_all_others_fall_below_it() -> None:
    against = [entrant("B", AGAINST, AGAINST, FOR), entrant("C", AGAINST, FOR, AGAINST)]
    seen = standing((NOW, *against), discounted=False)
    assert values_of((NOW,), discounted=True).tolist() == [[0.5, 0.5, 0.5]]
    by_letter = {each.letter: (share, told) for each, share, told in seen.how_often()}
    assert 0.3 < by_letter["A"][0] < 0.9
    better = standing((NOW, entrant("B", FOR, FOR, FOR)), discounted=False)
    assert better.how_often()[-1][2] == "never first"


def test_the_discount_pulls_to_the_middle_by_how_unsure_we_are_and_leaves_the_comparison_alone() -> None:
    sure = entrant("B", STRONG, STRONG, STRONG, confidence=("high", "very low", None))
    with_it = values_of((NOW, sure), discounted=True)
    assert with_it[0].tolist() == [0.5, 0.5, 0.5]
    assert with_it[1] == pytest.approx([1.0, 0.4 + 0.6 * 0.5, 0.9 + 0.1 * 0.5])
    assert NOT_RATED == "moderate"
    assert values_of((NOW, sure), discounted=False)[1].tolist() == [1.0, 1.0, 1.0]


def test_the_answer_is_the_close_call_if_there_is_one_else_who_is_first() -> None:
    close = standing((STUDIED, WANTED), discounted=False)
    assert close.answer.startswith("Too close to call between B Name B and C Name C")
    clear = standing((NOW, entrant("B", FOR, FOR, FOR)), discounted=False)
    assert clear.answer == "B Name B comes first, whatever matters most."


def test_the_three_sentences_are_at_most_three_name_letters_and_never_repeat_the_answer() -> None:
    people = [at(1, 0, 0), at(0, 1, 0)]
    seen = standing(ALL, people, discounted=False)
    told = seen.three_sentences()
    assert 0 < len(told) <= 3
    assert seen.answer not in told
    assert any(sentence.startswith("People differ: B comes first for") for sentence in told)
    assert not any("Name" in sentence for sentence in told)


def test_each_person_has_a_sentence_of_their_own() -> None:
    people = [at(1, 0, 0), person_weights("Person 2", order=["people", "works", "system"]), person_weights("Person 3")]
    told = standing(ALL, people, discounted=False).first_of_each()
    assert [person.person for person, _ in told] == [person.person for person in people]
    assert "B Name B comes first" in told[0][1]
    assert "Person 2" in told[1][1]
    assert "Person 3" in told[2][1]


def test_how_often_is_sorted_and_in_words_that_are_true_at_both_ends() -> None:
    often = standing((NOW, STUDIED, WANTED), discounted=False).how_often()
    assert [each.letter for each, _, _ in often][:2] == ["B", "C"]
    assert all("first" in told and "likely" not in told for _, _, told in often)
    assert sum(share for _, share, _ in often) == pytest.approx(1)


def test_the_smallest_change_of_a_level_does_change_who_is_first() -> None:
    people = [at(0.6, 0.2, 0.2)]
    seen = standing((STUDIED, WANTED), people, discounted=False)
    told = " ".join(what_would_change(seen))
    assert "If Person (0.6, 0.2, 0.2) moved" in told
    assert "catch up" in told
    moved = next(each for each in seen.brief if each.rule_id == "smallest_shift").numbers["after"]
    scores = seen.values @ np.array(moved)
    assert scores[0] == pytest.approx(scores[1])


def test_with_nobody_the_change_is_told_at_an_even_mix() -> None:
    told = what_would_change(standing((STUDIED, entrant("C", FOR, EVEN, EVEN)), discounted=False))
    assert told[0] == "At an even mix, about one level worse for B on what studies found would let C catch up."


def test_what_is_worth_finding_out_is_the_perspective_that_is_unsure() -> None:
    options = (entrant("B", UNSURE, FOR, FOR), entrant("C", EVEN, FOR, FOR))
    assert worth_finding_out(standing(options, [at(0.5, 0.3, 0.2)], discounted=False)) == (
        "Most worth finding out: what studies found."
    )
    certain = standing((STUDIED, WANTED), [at(0.5, 0.3, 0.2)], discounted=False)
    assert worth_finding_out(certain) == "Knowing any one of the three for certain would hardly change the choice."


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (0.02, "less than a quarter of a level"),
        (-0.125, "about half a level"),
        (0.25, "about one level"),
        (-0.4, "about 1½ levels"),
        (0.5, "about 2 levels"),
    ],
)
def test_a_change_of_value_in_levels(change: float, told: str) -> None:
    assert levels_in_words(change) == told


@pytest.mark.parametrize("options", [(), (BLANK,), (NOW,), (UNKNOWN, BLANK)])
def test_too_little_to_compare_is_said_and_nothing_is_made_up(options: tuple[Entrant, ...]) -> None:
    seen = standing(options, discounted=False)
    assert seen.answer
    assert what_would_change(seen) == ()
    assert len(seen.why_not_placed()) == len(seen.not_placed)
    assert all("would" not in told for told in seen.why_not_placed())


def test_an_open_red_line_is_among_the_sentences_and_changes_no_value() -> None:
    without, with_it = (standing(ALL, red_lines=lines, discounted=False) for lines in ((), (Line("option_B"),)))
    assert with_it.sentences("red_line")
    assert np.array_equal(without.values, with_it.values, equal_nan=True)


five = st.lists(st.floats(0.01, 1), min_size=5, max_size=5).map(lambda parts: tuple(p / sum(parts) for p in parts))
known = st.tuples(five, five, five)


@given(st.lists(known, min_size=2, max_size=5), st.booleans())
def test_the_list_and_the_regions_tell_the_same_and_the_order_of_options_does_not_matter(
    levels: list[tuple[tuple[float, ...], ...]], discounted: bool
) -> None:
    options = [entrant(letter, *each) for letter, each in zip("BCDEF", levels, strict=False)]
    seen: Standing = standing(options, discounted=discounted)
    back = standing(options[::-1], discounted=discounted)
    assert {e.letter: t for e, _, t in seen.how_often()} == {e.letter: t for e, _, t in back.how_often()}
    for each, share, told in seen.how_often():
        assert (share > 0) <= (told != "never first")
        row = seen.values[options.index(each)]
        assert row == pytest.approx(
            values_of_levels(each.levels) if not discounted else values_of((each,), discounted=True)[0]
        )
