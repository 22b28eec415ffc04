"""Sentences of What studies found: true, hedged where few studies allow no more, and in numbers that agree."""

import numpy as np
import pytest

from integrated.briefing.studies import studies
from integrated.store import Store
from integrated.views.found import phrases
from integrated.what_works.closer import all_effects, small_studies, without_each
from tests.unit.what_works.test_closer import MANY, row


@pytest.fixture(scope="module")
def decision_id(embedded: Store) -> str:
    return str(embedded.read("decisions")["decision_id"].iloc[0])


def test_one_and_two_studies_say_that_they_cannot_tell(embedded: Store, decision_id: str) -> None:
    one = studies(embedded, decision_id, "intensive_case_support", "homelessness")
    two = studies(embedded, decision_id, "extended_care", "homelessness")
    assert "cannot say how results would vary" in phrases.heterogeneity(one)
    assert phrases.new_place(one) == ""
    assert phrases.heterogeneity(two) == "The two studies differ by more than chance would make likely."
    assert "could be worse or better" in phrases.new_place(two)


def test_three_studies_are_hedged_and_name_what_fits(embedded: Store, decision_id: str) -> None:
    three = studies(embedded, decision_id, "independent_living_skills", "homelessness")
    said = phrases.heterogeneity(three)
    assert "may differ" in said
    assert three.pooled is not None
    assert f"as much as {np.sqrt(three.pooled.tau2_ci_ub[0]):.2f} fits" in said


def test_dependence_gives_both_numbers() -> None:
    found = all_effects(MANY)
    assert found is not None and found.interval is not None
    said = phrases.dependence(found, 0.10)
    assert f"three levels give {phrases.number(found.estimate)} ({phrases.interval(*found.interval)})" in said
    assert f"says {phrases.number(found.plain[0])} ({phrases.interval(*found.plain[1:])})" in said
    assert f"the two views hardly differ, by {abs(0.10 - found.estimate):.2f}." in said


def test_too_few_programmes_are_named_instead_of_an_interval() -> None:
    found = all_effects([row(i, i / 10, study=f"s{i % 2}") for i in range(6)])
    assert found is not None
    assert "without an interval: too few programmes" in phrases.dependence(found, None)


def test_a_study_that_makes_the_answer_is_named() -> None:
    rows = [row(0, 0.5), row(1, 0.52), row(2, 0.48), row(3, -1.0)]
    assert "without Programme 3 it would be another" in phrases.single_study(without_each(rows))
    assert "No single study" in phrases.single_study(without_each([row(i, 0.5 + i / 100) for i in range(5)]))


def test_small_studies_are_not_judged_below_ten() -> None:
    assert "need ten" in phrases.small_studies(None, 3)
    rows = [row(i, 0.1 + 0.9 * (0.05 + i / 20) + 0.02 * (-1) ** i, 0.05 + i / 20) for i in range(12)]
    found = small_studies(rows)
    assert found is not None
    assert "Small studies may say something else" in phrases.small_studies(found, 12)


def test_a_minus_is_a_minus() -> None:
    assert phrases.number(-0.5) == "−0.50"
