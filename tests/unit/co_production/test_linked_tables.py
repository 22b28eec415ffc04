"""Tables about the same people: what one hides, the others do not give away."""

import numpy as np
import pandas as pd
import pytest

from integrated.co_production.disclosure import suppress
from integrated.co_production.linked_tables import suppress_questions, suppress_slices
from tests.unit.co_production.attacker import recovered, recovered_together
from tests.unit.co_production.test_disclosure import planted, table

STANCES = ["supports", "conditional", "neutral", "opposes"]


def test_slices_hide_the_same_cells_and_together_give_nothing_away() -> None:
    rng = np.random.default_rng(24)
    for _ in range(15):
        first = planted(rng)
        second = rng.poisson(6, size=first.shape)
        shown = suppress_slices({"spring": table(first), "autumn": table(second)})
        truth = {"": first + second, "spring": first, "autumn": second}
        for name, counts in truth.items():
            assert recovered(shown[name], counts, 5) == []
        for place in shown[""].hidden_cells():
            for name in ("spring", "autumn"):
                assert shown[name].hides(*place) or shown[name].cells.at[place] == 0
        shown_of_sum = shown[""].cells.notna().to_numpy()
        for name in ("spring", "autumn"):
            assert (shown[name].cells.notna().to_numpy() >= shown_of_sum).all()


def test_slices_of_different_shape_are_named() -> None:
    with pytest.raises(ValueError, match="the same rows and columns, but 'b' differs from 'a'"):
        suppress_slices({"a": table([[5]]), "b": table([[5, 6]])})
    with pytest.raises(ValueError, match="give it a name"):
        suppress_slices({"": table([[5]])})
    assert suppress_slices({}) == {}


# Questions put to the same people


def answers(rng: np.random.Generator, sizes: list[int], options: int = 4) -> dict[str, pd.DataFrame]:
    """Everyone of each group answers each option once; opinions lean by group and option."""
    groups = [f"group {i}" for i in range(len(sizes))]
    return {
        f"option {o}": pd.DataFrame(
            [rng.multinomial(n, rng.dirichlet([0.7] * 4)) for n in sizes], index=groups, columns=STANCES
        )
        for o in range(options)
    }


def test_one_by_one_such_tables_would_give_each_other_away() -> None:
    # Group 1 (5 people) has a 1 and a 4 on option A, so its total is hidden there; option B shows it.
    a = pd.DataFrame([[9, 8], [4, 1]], index=["group 0", "group 1"], columns=["for", "against"])
    b = pd.DataFrame([[9, 8], [5, 0]], index=["group 0", "group 1"], columns=["for", "against"])
    truth = {"A": a, "B": b}
    assert recovered_together({name: suppress(one) for name, one in truth.items()}, truth, 5)
    assert recovered_together(suppress_questions(truth), truth, 5) == []


def test_all_options_together_give_no_small_count_away() -> None:
    rng = np.random.default_rng(31)
    for sizes in [[18, 11, 9], [8, 10, 11, 9], [5, 18, 11], [3, 14, 9, 20], [2, 3, 12, 30], [6, 6], [1, 2, 2], [7]]:
        truth = answers(rng, sizes)
        shown = suppress_questions(truth)
        assert recovered_together(shown, truth, 5) == []
        for name, one in truth.items():
            assert recovered(shown[name], one.to_numpy(), 5) == []


def test_a_groups_size_is_shown_for_every_option_or_for_none() -> None:
    rng = np.random.default_rng(32)
    for sizes in [[18, 11, 9], [5, 18, 11], [3, 14, 9, 20]]:
        shown = suppress_questions(answers(rng, sizes))
        for group in range(len(sizes)):
            assert len({pd.isna(one.row_totals.iloc[group]) for one in shown.values()}) == 1


def test_the_sizes_of_groups_of_nine_and_more_stay_shown() -> None:
    rng = np.random.default_rng(33)
    for _ in range(20):
        for one in suppress_questions(answers(rng, [18, 11, 9], options=6)).values():
            assert one.row_totals.tolist() == [18, 11, 9]
            assert one.total == 38


def test_with_large_groups_hardly_more_is_hidden_than_one_by_one() -> None:
    rng = np.random.default_rng(37)
    together, alone = [], []
    for _ in range(20):
        truth = answers(rng, [30, 25, 40, 16])
        for name, one in suppress_questions(truth).items():
            large = truth[name].to_numpy() >= 5
            together += one.cells.notna().to_numpy()[large].tolist()
            alone += suppress(truth[name]).cells.notna().to_numpy()[large].tolist()
    assert np.mean(together) >= np.mean(alone) - 0.02
    assert np.mean(together) >= 1 / 3


def test_a_group_that_was_not_asked_everything_gives_nothing_away() -> None:
    rng = np.random.default_rng(34)
    for _ in range(10):
        truth = answers(rng, [4, 7, 12, 15])
        truth["option 1"] = truth["option 1"].drop(index=["group 1"])
        truth["option 2"] = truth["option 2"].drop(index=["group 0"])
        assert recovered_together(suppress_questions(truth), truth, 5) == []


def test_what_is_shown_is_true_for_every_question() -> None:
    truth = answers(np.random.default_rng(35), [18, 11, 9, 3])
    for name, shown in suppress_questions(truth).items():
        values = shown.cells.to_numpy(dtype=object)
        for place in np.ndindex(values.shape):
            assert pd.isna(values[place]) or values[place] == truth[name].iat[place]
            assert truth[name].iat[place] != 0 or values[place] == 0


def test_the_order_of_questions_and_groups_changes_nothing() -> None:
    truth = answers(np.random.default_rng(36), [18, 11, 5, 3])
    turned = {name: truth[name].iloc[::-1, ::-1] for name in reversed(truth)}
    shown, again = suppress_questions(truth), suppress_questions(turned)
    assert list(again) == list(turned)
    for name in truth:
        pd.testing.assert_frame_equal(again[name].cells.iloc[::-1, ::-1], shown[name].cells)


def test_no_questions_give_no_tables() -> None:
    assert suppress_questions({}) == {}
    with pytest.raises(ValueError, match="missing at row 0"):
        suppress_questions({"A": pd.DataFrame([[None]])})
