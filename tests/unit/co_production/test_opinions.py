"""Consensus, division and opinion groups, against values worked out by hand."""

import time
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import betainc

from integrated.co_production.disclosure import suppress
from integrated.co_production.opinions import (
    consensus,
    divisive,
    group_informed_consensus,
    opinion_groups,
    votes_by_group,
)

X = np.nan
VOTES = np.array(
    [  # statements: 0 all agree, 1 divides, 2 seen by one group, 3 seen by nobody
        [1, 1, 1, X],
        [1, 1, 0, X],
        [1, 0, -1, X],
        [1, -1, X, X],
        [0, -1, X, X],
    ]
)
GROUPS = ["young", "young", "young", "carers", "carers"]
ANY_VOTES = arrays(float, (6, 4), elements=st.sampled_from([-1.0, 0.0, 1.0, X]))


def camps(people: int, statements: int, number: int, *, seed: int = 0, unseen: float = 0.3) -> tuple:
    """Votes of people in camps that mostly vote with their camp, and the camp of each."""
    rng = np.random.default_rng(seed)
    camp = np.arange(people) % number
    line = rng.choice([-1.0, 1.0], size=(number, statements))
    votes = np.where(rng.random((people, statements)) < 0.85, line[camp], 0.0)
    return np.where(rng.random((people, statements)) < unseen, X, votes), camp


# Group-informed consensus


def test_group_informed_consensus_by_hand() -> None:
    # Statement 0: young 3 of 3, carers 1 of 2: (4/5)(2/4) = 0.4. Statement 1: (2+1)/(3+2) x (0+1)/(2+2) = 0.15.
    # Statement 2: (1+1)/(3+2) x (0+1)/(0+2) = 0.2. Statement 3, which nobody saw: (1/2)(1/2).
    assert group_informed_consensus(VOTES, GROUPS) == pytest.approx([0.4, 0.15, 0.2, 0.25], rel=1e-14)


def test_a_pass_counts_as_seen_and_an_unseen_statement_does_not() -> None:
    assert group_informed_consensus([[0.0], [1.0]], ["a", "a"]) == pytest.approx([2 / 4])
    assert group_informed_consensus([[X], [1.0]], ["a", "a"]) == pytest.approx([2 / 3])


@given(ANY_VOTES, st.permutations(range(6)), st.permutations(range(4)))
def test_the_order_of_people_and_statements_changes_nothing(votes: np.ndarray, people: list, statements: list) -> None:
    groups = np.array(["a", "b", "a", "c", "b", "a"])
    straight = group_informed_consensus(votes, groups)[statements]
    assert group_informed_consensus(votes[people][:, statements], groups[people]) == pytest.approx(straight)


@given(ANY_VOTES, st.integers(0, 5), st.integers(0, 3))
def test_one_more_agreement_never_lowers_consensus(votes: np.ndarray, person: int, statement: int) -> None:
    groups = ["a", "b", "a", "c", "b", "a"]
    more = votes.copy()
    more[person, statement] = 1
    assert (group_informed_consensus(more, groups) >= group_informed_consensus(votes, groups) - 1e-15).all()


# Consensus and division


def test_consensus_is_the_bound_of_the_group_that_agrees_least() -> None:
    votes = np.array([[1.0]] * 9 + [[-1.0]] + [[1.0]] * 6 + [[0.0]] * 2)
    row = consensus(votes, ["young"] * 10 + ["carers"] * 8).iloc[0]
    assert row["least_sure"] == "carers"
    assert row["fewest_votes"] == 8
    # 6 of 8, the pass included: the 10% quantile of Beta(6.5, 2.5); 9 of 10 alone would be 0.72544.
    assert betainc(6.5, 2.5, row["agree_lb"]) == pytest.approx(0.10, abs=1e-12)
    assert row["agree_lb"] < 0.72544


def test_too_few_votes_in_any_group_leave_consensus_unsaid() -> None:
    table = consensus(VOTES, GROUPS)
    assert table["agree_lb"].isna().all()
    assert table["fewest_votes"].tolist() == [2, 2, 0, 0]
    assert consensus(VOTES, GROUPS, min_votes=2)["agree_lb"].notna().tolist() == [True, True, False, False]


def test_the_gap_is_the_largest_difference_in_shares_that_agree() -> None:
    table = divisive(VOTES, GROUPS)
    assert table["gap"].tolist()[:2] == pytest.approx([1 - 1 / 2, 2 / 3 - 0])
    assert table.loc[1, ["agrees_most", "agrees_least"]].tolist() == ["young", "carers"]
    assert table["fewest_votes"].tolist() == [2, 2, 0, 0]


def test_a_statement_that_one_group_or_nobody_saw_divides_nobody() -> None:
    assert divisive(VOTES, GROUPS)["gap"].isna().tolist() == [False, False, True, True]


def test_statements_keep_their_names_and_order() -> None:
    votes = pd.DataFrame(VOTES, columns=["s9", "s1", "s5", "s2"])
    assert consensus(votes, GROUPS)["statement"].tolist() == ["s9", "s1", "s5", "s2"]
    assert divisive(votes, GROUPS)["statement"].tolist() == ["s9", "s1", "s5", "s2"]


def test_missing_votes_of_a_table_may_be_na() -> None:
    votes = pd.DataFrame({"s1": pd.array([1, None, -1], dtype="Int64")})
    assert group_informed_consensus(votes, ["a", "a", "a"]) == pytest.approx([2 / 4])


def test_nobody_and_nothing_are_no_consensus() -> None:
    assert np.isnan(group_informed_consensus(np.empty((0, 2)), [])).tolist() == [True, True]
    assert consensus(np.empty((0, 2)), [])["agree_lb"].isna().all()
    assert divisive(np.empty((0, 2)), [])["gap"].isna().all()
    assert group_informed_consensus(np.empty((3, 0)), ["a", "b", "a"]).tolist() == []
    assert len(consensus(np.empty((3, 0)), ["a", "b", "a"])) == 0


# Opinion groups


@pytest.mark.parametrize("number", [2, 3, 4])
def test_clear_camps_are_found_with_their_number_and_are_stable(number: int) -> None:
    votes, camp = camps(240, 40, number, seed=number)
    found = opinion_groups(votes)
    assert len(set(found.labels)) == number
    assert all(len(set(found.labels[camp == c])) == 1 for c in range(number))
    assert found.points.shape == (240, 2)
    assert found.stability > 0.95


def test_votes_without_camps_are_unstable() -> None:
    rng = np.random.default_rng(1)
    assert opinion_groups(rng.choice([-1.0, 0.0, 1.0], size=(150, 60))).stability < 0.5


def test_the_same_seed_gives_the_same_groups() -> None:
    votes = np.random.default_rng(2).choice([-1.0, 0.0, 1.0, X], size=(80, 20))
    first, again = opinion_groups(votes, seed=4), opinion_groups(votes, seed=4)
    assert first.labels.tolist() == again.labels.tolist()
    assert first.stability == again.stability
    np.testing.assert_array_equal(first.points, again.points)


def test_the_order_of_people_moves_no_one_between_clear_groups() -> None:
    votes, _ = camps(120, 30, 3)
    order = np.random.default_rng(3).permutation(120)
    straight, shuffled = opinion_groups(votes).labels, opinion_groups(votes[order]).labels
    pairs = set(zip(straight[order].tolist(), shuffled.tolist(), strict=True))
    assert len(pairs) == 3


def test_the_first_group_is_the_largest() -> None:
    votes, camp = camps(100, 30, 2)
    keep = (camp == 0) | (np.arange(100) < 60)
    sizes = np.bincount(opinion_groups(votes[keep], k=2).labels)
    assert sizes.tolist() == sorted(sizes, reverse=True)


def test_people_with_too_few_votes_are_not_placed() -> None:
    votes, _ = camps(100, 30, 2, unseen=0.0)
    votes[3, 2:] = X
    votes[7] = X
    found = opinion_groups(votes, k=2)
    assert np.flatnonzero(found.labels == -1).tolist() == [3, 7]
    assert np.flatnonzero(np.isnan(found.points[:, 0])).tolist() == [3, 7]


def test_statements_nobody_saw_change_nothing() -> None:
    votes, _ = camps(80, 20, 2)
    wider = np.insert(votes, 5, X, axis=1)
    assert opinion_groups(wider, k=2).labels.tolist() == opinion_groups(votes, k=2).labels.tolist()


def test_more_statements_than_people_and_a_single_statement_work() -> None:
    votes, camp = camps(60, 300, 2)
    found = opinion_groups(votes, k=2).labels
    assert len(set(zip(found.tolist(), camp.tolist(), strict=True))) == 2
    one = opinion_groups(np.where(np.arange(60) < 40, 1.0, -1.0)[:, None])
    assert np.bincount(one.labels).tolist() == [40, 20]


def test_fewer_than_fifty_people_get_no_opinion_groups() -> None:
    votes, _ = camps(49, 20, 2)
    with pytest.raises(ValueError, match="need 50 people with 7 votes or more, got 49: use the groups people declared"):
        opinion_groups(votes)
    with pytest.raises(ValueError, match="got 0"):
        opinion_groups(np.full((80, 5), X))


def test_people_who_all_vote_alike_form_no_groups() -> None:
    with pytest.raises(ValueError, match="everyone voted alike"):
        opinion_groups(np.ones((60, 10)))


@pytest.mark.parametrize("k", [1, 0, 61])
def test_a_bad_number_of_groups_is_named(k: int) -> None:
    votes, _ = camps(60, 20, 2)
    with pytest.raises(ValueError, match=f"k must lie between 2 and the 60 different ways people voted, got {k}"):
        opinion_groups(votes, k=k)


def test_2000_people_and_900_statements_cost_a_few_eigen_decompositions() -> None:
    # One 900 x 900 decomposition is needed; measured against one, so that a busy machine changes nothing.
    votes, camp = camps(2000, 900, 3, unseen=0.7)
    matrix = np.cov(np.nan_to_num(votes), rowvar=False)
    ratios = []
    for _ in range(3):
        start = time.perf_counter()
        np.linalg.eigh(matrix)
        between = time.perf_counter()
        group_informed_consensus(votes, camp)
        consensus(votes, camp)
        divisive(votes, camp)
        found = opinion_groups(votes)
        ratios.append((time.perf_counter() - between) / (between - start))
        if ratios[-1] < 8:
            break
    assert min(ratios) < 8
    assert len(set(found.labels)) == 3


def test_votes_are_laid_out_for_suppression() -> None:
    tables = votes_by_group(pd.DataFrame(VOTES, columns=list("abcd")), GROUPS)
    assert list(tables) == list("abcd")
    assert tables["a"].loc["young"].to_dict() == {"agree": 3, "pass": 0, "disagree": 0}
    assert tables["b"].loc["carers"].to_dict() == {"agree": 0, "pass": 0, "disagree": 2}
    assert tables["d"].to_numpy().sum() == 0
    assert suppress(tables["a"]).cells.at["young", "pass"] == 0


# Bad input


@pytest.mark.parametrize("function", [group_informed_consensus, consensus, divisive, votes_by_group])
def test_bad_votes_and_groups_are_named(function: Callable[..., object]) -> None:
    with pytest.raises(ValueError, match=r"-1, 0, 1 or missing, got 2 by person 1 on statement 0 \(counted from 0\)"):
        function([[1, 0], [2, 0]], ["a", "b"])
    with pytest.raises(ValueError, match="got 0.5 by person 0 on statement 1"):
        function([[1, 0.5]], ["a"])
    with pytest.raises(ValueError, match="not all of them are numbers"):
        function([["agree", "disagree"]], ["a"])
    with pytest.raises(ValueError, match="an array of 1 dimensions"):
        function([1, 0], ["a", "b"])
    with pytest.raises(ValueError, match="2 people voted, but there are 1 labels"):
        function([[1], [0]], ["a"])
    for nothing in (None, float("nan"), pd.NA, ""):
        with pytest.raises(ValueError, match=r"person 1 \(counted from 0\) has no group"):
            function([[1], [0]], ["a", nothing])
    with pytest.raises(ValueError, match="person 0 .* is in several groups"):
        function([[1], [0]], [["a", "b"], ["b"]])


def test_infinite_votes_and_too_small_a_minimum_are_named() -> None:
    with pytest.raises(ValueError, match="got inf by person 0 on statement 0"):
        opinion_groups([[np.inf]])
    with pytest.raises(ValueError, match="min_votes must be 1 or more, got 0"):
        consensus([[1]], ["a"], min_votes=0)
