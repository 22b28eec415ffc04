"""GRADE: what is suggested from rows, and that people's choices stand."""

import csv
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from integrated.what_works.certainty import STEPS, certainty

HOMELESSNESS = Path(__file__).parents[2] / "reference" / "care_leavers_homelessness.csv"


def row(effect=0.3, error=0.05, **more):
    plain = {"design": "rct", "risk_of_bias_tool": "RoB 2", "risk_of_bias": "low", "participants": 500, "country": "UK"}
    return plain | {"effect_towards_benefit": effect, "standard_error": error} | more


def non_randomised(rating="low", **more):
    return row(design="non_randomised", risk_of_bias_tool="ROBINS-I", risk_of_bias=rating, **more)


def suggested(answer):
    return {step.name: step.suggested for step in answer.steps}


def embedded(option):
    with HOMELESSNESS.open(encoding="utf-8") as file:
        return [one for one in csv.DictReader(file) if one["option_id"] == option]


def test_a_sound_clear_body_stays_high():
    answer = certainty([row(), row(0.28)])
    assert (answer.level, answer.body, answer.k, answer.other) == ("high", "randomised", 2, None)
    assert tuple(step.name for step in answer.steps) == STEPS
    assert set(suggested(answer).values()) == {0}


def test_nothing_to_pool_is_not_known_rather_than_very_low():
    for rows in (
        [],
        [row(excluded_because="sign contradicts")],
        [row(design="correlational")],
        [row(is_primary=False)],
    ):
        answer = certainty(rows)
        assert (answer.level, answer.steps) == ("not known", ())


@pytest.mark.parametrize(
    ("rows", "charge"),
    [
        ([row(risk_of_bias="high")], -1),
        ([row(risk_of_bias="some concerns")], 0),
        ([row(risk_of_bias="high", error=0.2), row(error=0.05)], 0),
        ([row(risk_of_bias="high", error=0.05), row(error=0.2)], -1),
        ([row(risk_of_bias="not rated")], -1),
        ([row(risk_of_bias=None)], -1),
        ([non_randomised("low")], 0),
        ([non_randomised("moderate")], -1),
        ([non_randomised("serious")], -2),
        ([non_randomised("critical")], -3),
        ([non_randomised("not rated")], -1),
        ([non_randomised("critical", error=0.1), non_randomised("serious", error=0.05)], -2),
    ],
)
def test_risk_of_bias_is_charged_by_weight(rows, charge):
    assert suggested(certainty(rows))["risk_of_bias"] == charge


def test_studies_that_contradict_each_other_are_inconsistent():
    assert suggested(certainty([row(0.8, 0.05), row(-0.5, 0.05)]))["inconsistency"] == -1
    assert suggested(certainty([row(0.8, 0.4), row(-0.5, 0.4)]))["inconsistency"] == 0
    assert suggested(certainty([row(0.8, 0.05)]))["inconsistency"] == 0


def test_a_stand_in_is_charged_and_a_study_from_elsewhere_is_left_to_people():
    assert suggested(certainty([row(is_stand_in=True)]))["indirectness"] == -1
    from_elsewhere = certainty([row(country="US")])
    step = next(one for one in from_elsewhere.steps if one.name == "indirectness")
    assert (step.suggested, step.chosen, from_elsewhere.level) == ("look", None, "high")
    assert suggested(certainty([row(country="US"), row(country="UK")]))["indirectness"] == 0
    assert suggested(certainty([row(comparator_differs=True)]))["indirectness"] == "look"


@pytest.mark.parametrize(
    ("one", "charge"),
    [
        (row(0.3, 0.05, participants=500), 0),
        (row(0.3, 0.05, participants=399), -1),
        (row(0.05, 0.1, participants=500), -1),
        (row(0.05, 0.1, participants=399), -2),
        (row(0.05, 0.02, participants=500), 0),
        (row(0.3, 0.05, participants=None), "look"),
    ],
)
def test_imprecision_counts_people_and_reads_the_interval(one, charge):
    assert suggested(certainty([one]))["imprecision"] == charge


def test_people_of_one_study_are_counted_once():
    twice = [row(participants=300, study_id="a"), row(participants=300, study_id="a")]
    step = next(one for one in certainty(twice).steps if one.name == "imprecision")
    assert (step.numbers["people"], step.suggested) == (300, -1)


def test_publication_bias_is_tested_from_ten_studies():
    errors = np.linspace(0.02, 0.4, 10)
    tilted = [row(0.1 + 2 * error + 0.01 * (-1) ** i, error) for i, error in enumerate(errors)]
    assert suggested(certainty(tilted))["publication_bias"] == -1
    assert suggested(certainty(tilted[:9]))["publication_bias"] == 0
    even = [row(0.1 + 0.2 * error * (-1) ** i, error) for i, error in enumerate(errors)]
    assert suggested(certainty(even))["publication_bias"] == 0


def test_randomised_and_non_randomised_bodies_are_graded_apart_and_the_better_leads():
    answer = certainty([non_randomised("serious"), row()])
    assert (answer.body, answer.level, answer.other.body, answer.other.level) == (
        "randomised",
        "high",
        "non_randomised",
        "low",
    )
    answer = certainty([non_randomised("low"), row(0.05, 0.3, risk_of_bias="high", participants=90)])
    assert (answer.body, answer.other.body, answer.other.level) == ("non_randomised", "randomised", "very low")
    assert certainty([non_randomised("low"), row()]).body == "randomised"


def test_a_level_never_falls_below_very_low():
    rows = [non_randomised("critical", effect=0.9, error=0.3, participants=40), non_randomised("critical", effect=-0.9)]
    assert certainty(rows).level == "very low"


def test_a_choice_stands_whatever_is_suggested_later_and_the_suggestion_stays_visible():
    choice = {"step": "risk_of_bias", "chosen": 0, "reason": "outcome from registers"}
    for rating, expected in (("high", -1), ("low", 0)):
        answer = certainty([row(risk_of_bias=rating)], overrides=[choice])
        step = answer.steps[0]
        assert (step.suggested, step.chosen, step.overridden) == (expected, 0, True)
        assert (step.reason, answer.level) == ("outcome from registers", "high")


def test_choices_may_be_objects_the_last_counts_and_only_people_upgrade():
    first = SimpleNamespace(step="imprecision", chosen=-1, reason="one site")
    second = SimpleNamespace(step="imprecision", chosen=-2, reason="one site, one year")
    assert certainty([row()], overrides=[first, second]).level == "low"
    raised = {"step": "upgrade", "chosen": 2, "reason": "very large effect"}
    assert certainty([non_randomised("serious")], overrides=[raised]).level == "high"


def test_a_choice_for_one_body_leaves_the_other_alone():
    rows = [row(), non_randomised("moderate")]
    choice = {"step": "indirectness", "chosen": -1, "reason": "other law"}
    answer = certainty(rows, overrides=[choice | {"body": "non_randomised"}])
    assert (answer.level, answer.other.level) == ("high", "low")
    answer = certainty(rows, overrides=[choice])
    assert (answer.level, answer.other.level) == ("moderate", "moderate")


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"step": "luck", "chosen": 0, "reason": "x"}, "override step must be one of .*, got 'luck'"),
        ({"step": "imprecision", "chosen": 1, "reason": "x"}, "whole number from -3 to 0, got 1"),
        ({"step": "upgrade", "chosen": -1, "reason": "x"}, "whole number from 0 to 2, got -1"),
        ({"step": "imprecision", "chosen": None, "reason": "x"}, "whole number from -3 to 0, got None"),
        ({"step": "imprecision", "chosen": -1, "reason": "  "}, "override of imprecision needs a reason"),
        ({"step": "imprecision", "chosen": -1, "reason": "x", "body": "both"}, "override body must be one of"),
    ],
)
def test_bad_choices_are_refused(choice, words):
    with pytest.raises(ValueError, match=words):
        certainty([row()], overrides=[choice])


def test_rows_without_what_grading_needs_are_refused():
    with pytest.raises(ValueError, match="effects need standard_error in every row, row 1 has none"):
        certainty([row(), {"design": "rct", "effect_towards_benefit": 0.1}])
    with pytest.raises(ValueError, match="design must be rct, non_randomised or correlational, got 'guess'"):
        certainty([row(design="guess")])


def test_frames_and_rows_with_text_from_a_csv_file_give_the_same():
    rows = embedded("independent_living_skills")
    frame = pd.read_csv(HOMELESSNESS)
    frame = frame[frame["option_id"] == "independent_living_skills"]
    assert certainty(rows) == certainty(frame)


def test_the_embedded_evidence_is_graded_as_its_rows_say():
    worker = certainty(embedded("intensive_case_support"))
    assert (worker.level, worker.body, worker.k) == ("high", "randomised", 1)
    assert suggested(worker)["indirectness"] == "look"
    longer = certainty(embedded("extended_care"))
    assert (longer.body, longer.k) == ("non_randomised", 2)
    assert {name: suggested(longer)[name] for name in ("risk_of_bias", "inconsistency", "imprecision")} == {
        "risk_of_bias": -2,
        "inconsistency": -1,
        "imprecision": -1,
    }
    assert longer.level == "very low"
    classes = certainty(embedded("independent_living_skills"))
    assert (classes.level, suggested(classes)["risk_of_bias"], suggested(classes)["imprecision"]) == ("low", -1, -1)
