"""The rule that picks one effect per study and outcome, before anybody looks at the numbers."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from integrated.what_works.primary_effects import primary_effects

HOMELESSNESS = Path(__file__).parents[2] / "reference" / "care_leavers_homelessness.csv"


def row(effect_id, **more):
    return {"effect_id": effect_id, "outcome_id": "homelessness", "study_id": "s", "option_id": "o"} | more


def chosen(*rows, **options):
    marks = primary_effects(rows, **options)
    return [one["effect_id"] for one, mark in zip(rows, marks, strict=True) if mark]


def test_unusable_rows_are_dropped_first():
    rows = [
        row("E1", excluded_because="sign contradicts the means"),
        row("E2", use="no"),
        row("E3", design="correlational"),
        row("E4"),
    ]
    assert chosen(*rows) == ["E4"]
    assert chosen(*rows[:3]) == []


def test_the_whole_sample_comes_before_subgroups_then_the_order_of_measures_then_the_follow_up():
    measures = {"homelessness": ["ever homeless", "nights"]}
    whole = row("E5", measure="other", follow_up_months=60)
    assert chosen(row("E1", subgroup="female", measure="ever homeless", follow_up_months=24), whole) == ["E5"]
    ordered = [row("E1", measure="other", follow_up_months=24), row("E2", measure="nights", follow_up_months=60)]
    assert chosen(*ordered, measure_order=measures) == ["E2"]
    assert chosen(*ordered) == ["E1"]


def test_the_follow_up_nearest_24_months_wins_and_the_longer_of_two_as_near():
    assert chosen(row("E1", follow_up_months=12), row("E2", follow_up_months=30)) == ["E2"]
    assert chosen(row("E1", follow_up_months=18), row("E2", follow_up_months=30)) == ["E2"]
    assert chosen(row("E1"), row("E2", follow_up_months=132)) == ["E2"]
    assert chosen(row("E1", follow_up_months=12), row("E2", follow_up_months=30), months=12) == ["E1"]


def test_the_lowest_id_settles_the_rest_and_9_comes_before_10():
    assert chosen(row("E10"), row("E9")) == ["E9"]


def test_each_option_outcome_and_study_has_its_own():
    rows = [row("E1"), row("E2", outcome_id="jobs"), row("E3", study_id="t"), row("E4", option_id="p"), row("E5")]
    assert chosen(*rows) == ["E1", "E2", "E3", "E4"]
    nameless = {"effect_id": "E6", "outcome_id": "jobs"}
    assert chosen(nameless, nameless | {"effect_id": "E7"}) == ["E6", "E7"]


def test_the_embedded_rows_on_homelessness_are_chosen_as_they_were():
    with HOMELESSNESS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    marks = primary_effects(rows)
    assert [bool(mark) for mark in marks] == [one["is_primary"] == "yes" for one in rows]
    assert primary_effects(pd.DataFrame(rows)).tolist() == marks.tolist()


def test_no_rows_give_no_marks_and_a_row_without_id_is_refused():
    assert len(primary_effects([])) == 0
    with pytest.raises(ValueError, match="effects need effect_id in every row, row 1 has none"):
        primary_effects([row("E1"), {"outcome_id": "jobs"}])
