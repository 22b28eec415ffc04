"""The closer look: dependence, designs apart, single studies, small studies."""

from dataclasses import replace

import numpy as np
import pytest

from integrated.what_works.closer import all_effects, bodies, small_studies, without_each
from integrated.what_works.meta_analysis import leave_one_out, pool, robust, three_level
from integrated.what_works.study import StudyRow


def row(i: int, effect: float, se: float = 0.1, *, study: str | None = None, design: str = "rct") -> StudyRow:
    return StudyRow(
        effect_id=f"E{i}",
        study_id=study or f"s{i}",
        programme=f"Programme {study or i}",
        citation="Author (2020)",
        country="GB",
        design=design,
        risk_of_bias_tool=None,
        risk_of_bias=None,
        measure=None,
        measure_kind="scale",
        subgroup=None,
        follow_up_months=12.0,
        effect=effect,
        standard_error=se,
        published_standard_error=None,
        participants=200,
        comparison_risk=None,
        option_risk=None,
        is_primary=True,
        excluded_because=None,
        data_check=None,
    )


MANY = [row(i, effect, 0.1 + i / 50, study=f"s{i % 8}") for i, effect in enumerate(np.linspace(-0.2, 0.9, 24))]


def test_the_full_view_is_the_three_level_model_with_cr2_errors() -> None:
    yi, vi = [r.effect for r in MANY], [r.standard_error**2 for r in MANY]
    cluster = [r.study_id for r in MANY]
    found = all_effects(MANY)
    assert found is not None and found.is_dependent
    assert found.estimate == three_level(yi, vi, cluster).estimate
    errors = robust(yi, vi, cluster)
    assert errors.df >= 4
    assert found.interval == (errors.ci_lb, errors.ci_ub)
    assert found.plain[0] == float(pool(yi, vi).estimate[0])


def test_too_few_programmes_give_no_interval() -> None:
    found = all_effects([row(i, i / 10, study=f"s{i % 2}") for i in range(6)])
    assert found is not None
    assert found.programmes == 2
    assert found.interval is None and found.shown is None


def test_one_programme_gives_no_interval() -> None:
    found = all_effects([row(i, i / 10, study="same") for i in range(4)])
    assert found is not None
    assert found.programmes == 1
    assert found.interval is None


def test_rows_that_may_not_be_pooled_are_left_out_of_the_full_view() -> None:
    kept = row(0, 0.1)
    out = [
        replace(row(1, 9.0), excluded_because="wrong"),
        row(2, 9.0, design="correlational"),
        replace(row(3, 9.0), subgroup="girls"),
    ]
    found = all_effects([kept, *out])
    assert found is not None
    assert [r.effect_id for r in found.rows] == ["E0"]
    assert all_effects(out) is None


def test_designs_stand_apart_only_where_both_are_there() -> None:
    trials = [row(i, 0.1 * i) for i in range(3)]
    assert bodies(trials) == ()
    apart = bodies([*trials, row(9, 0.8, design="non_randomised")])
    assert [(b.design, len(b.rows)) for b in apart] == [("rct", 3), ("non_randomised", 1)]
    assert apart[0].pooled is not None
    assert apart[1].pooled is None


def test_each_study_is_left_out_in_turn() -> None:
    rows = [row(0, 0.5), row(1, 0.52), row(2, 0.48), row(3, -1.0)]
    found = without_each(rows)
    expected = leave_one_out([r.effect for r in rows], [r.standard_error**2 for r in rows])
    by_id = {one.row.effect_id: one for one in found}
    for i in range(4):
        assert by_id[f"E{i}"].without[0] == pytest.approx(expected["estimate"][i], rel=1e-12)
    assert found[0].row.effect_id == "E3"
    assert by_id["E3"].changes
    assert not by_id["E0"].changes


def test_two_studies_are_not_left_out_in_turn() -> None:
    assert without_each([row(0, 0.1), row(1, 0.2)]) == ()


def test_small_studies_are_checked_from_ten_on() -> None:
    rows = [row(i, 0.1 + i / 20, 0.05 + i / 20) for i in range(10)]
    assert small_studies(rows[:9]) is None
    found = small_studies(rows)
    assert found is not None
    assert found.egger.df == 8
