"""The public functions against R: metafor, clubSandwich and the published pools. See README.md beside this file."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from integrated.what_works.meta_analysis import (
    aggregate_within_study,
    cumulative,
    egger_test,
    influence,
    leave_one_out,
    meta_regression,
    pool,
    robust,
    three_level,
    trim_and_fill,
)

HERE = Path(__file__).parent
SETS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("meta_analysis/*.json"))}
METHODS, TESTS = ("EE", "DL", "PM", "REML"), ("z", "knha", "adhoc")
ESTIMATE = {"EE": 1e-12, "DL": 1e-12, "PM": 1e-8, "REML": 1e-8}
TAU2, PROFILE, OTHER, CLUSTERED = 1e-7, 1e-6, 1e-7, 1e-6


def with_part(part: str) -> list[str]:
    return [name for name, one in SETS.items() if one.get(part)]


def studies(one: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    return np.atleast_1d(one["yi"]).astype(float), np.atleast_1d(one["vi"]).astype(float)


def agree(ours: Any, theirs: Any, tolerance: float) -> None:
    """Relative agreement, with sizes below 1e-9 counted as 1e-9."""
    ours, theirs = np.atleast_1d(ours).astype(float), np.atleast_1d(theirs).astype(float)
    assert ours.shape == theirs.shape
    gap = np.abs(ours - theirs) / np.maximum(np.abs(theirs), 1e-9)
    assert gap.max() <= tolerance, f"{ours} against {theirs}: relative gap {gap.max():.2e}"


def test_all_ten_sets_are_here():
    assert len(SETS) == 10


@pytest.mark.parametrize("test", TESTS)
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", SETS)
def test_pool_agrees_with_metafor(name, method, test):
    one = SETS[name]
    fit = one["fits"][f"{method}/{test}"]
    pooled = pool(*studies(one), method=method, test=test, predict="metafor")
    assert pooled.converged[0]
    assert pooled.k[0] == fit["k"] == pooled.q_df[0] + 1
    for ours, theirs in (("estimate", "beta"), ("se", "se"), ("ci_lb", "ci_lb"), ("ci_ub", "ci_ub")):
        agree(getattr(pooled, ours), fit[theirs], ESTIMATE[method])
    agree(pooled.tau2, fit["tau2"], TAU2)
    agree(pooled.i2, fit["I2"], TAU2)
    agree(pooled.h2, fit["H2"], TAU2)
    agree(pooled.q, fit["QE"], 1e-12)
    agree(pooled.q_p, fit["QEp"], 1e-12)


@pytest.mark.parametrize("test", TESTS)
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", SETS)
def test_prediction_intervals_agree_in_both_forms(name, method, test):
    one = SETS[name]
    fit = one["fits"][f"{method}/{test}"]
    for predict, lower, upper in (("metafor", "pi_lb", "pi_ub"), ("HTS", "pi_lb_riley", "pi_ub_riley")):
        pooled = pool(*studies(one), method=method, test=test, predict=predict)
        if fit.get(lower) is None or one["k"] == 1:  # a single study has no new-place range here, whatever R says
            assert np.isnan([pooled.pi_lb[0], pooled.pi_ub[0]]).all()
        else:
            agree([pooled.pi_lb[0], pooled.pi_ub[0]], [fit[lower], fit[upper]], ESTIMATE[method])


@pytest.mark.parametrize("name", with_part("confint_QP"))
def test_the_interval_of_tau2_agrees_with_the_q_profile(name):
    pooled = pool(*studies(SETS[name]))
    profile = SETS[name]["confint_QP"]
    agree([pooled.tau2_ci_lb[0], pooled.tau2_ci_ub[0]], [profile["lb"][0], profile["ub"][0]], PROFILE)


@pytest.mark.parametrize("name", with_part("weights_REML_pct"))
def test_weights_agree(name):
    agree(pool(*studies(SETS[name])).weights, SETS[name]["weights_REML_pct"], OTHER)


def test_all_sets_in_one_call_give_what_each_gives_alone():
    names = list(SETS)
    yi, vi = (np.concatenate(parts) for parts in zip(*(studies(SETS[name]) for name in names), strict=True))
    labels = np.repeat(names, [SETS[name]["k"] for name in names])
    shuffled = np.random.default_rng(5).permutation(len(yi))
    pooled = pool(yi[shuffled], vi[shuffled], groups=labels[shuffled], test="knha")
    for name, estimate, se, tau2 in zip(pooled.group, pooled.estimate, pooled.se, pooled.tau2, strict=True):
        fit = SETS[name]["fits"]["REML/knha"]
        agree([estimate, se], [fit["beta"], fit["se"]], ESTIMATE["REML"])
        agree(tau2, fit["tau2"], TAU2)


def published() -> list[dict[str, str]]:
    with (HERE / "published_pools_care_leavers.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", published(), ids=lambda row: row["published_object"])
def test_the_published_pools_are_found_again(row):
    effects = [float(value) for value in row["te"].split("|")]
    errors = np.array([float(value) for value in row["se_te"].split("|")])
    pooled = pool(effects, errors**2, test="z")
    seen = [pooled.estimate[0], pooled.ci_lb[0], pooled.ci_ub[0]]
    np.testing.assert_allclose(seen, [float(row[name]) for name in ("pooled_random", "ci_low", "ci_high")], atol=1e-5)
    if row["pi_low"]:
        ranges = [float(row["pi_low"]), float(row["pi_high"])]
        np.testing.assert_allclose([pooled.pi_lb[0], pooled.pi_ub[0]], ranges, atol=5e-4)
    else:
        assert np.isnan(pooled.pi_lb[0])


def test_there_are_twenty_published_pools():
    assert len(published()) == 20


def care_leavers(option: str) -> tuple[np.ndarray, np.ndarray]:
    with (HERE / "care_leavers_homelessness.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["option_id"] == option]
    rows = [row for row in rows if row["is_primary"] == "yes" and row["use"] == "yes"]
    effects = np.array([float(row["effect_towards_benefit"]) for row in rows])
    return effects, np.array([float(row["standard_error"]) for row in rows]) ** 2


def rounded(pooled: Any) -> tuple[float, ...]:
    return tuple(round(float(value[0]), 2) for value in (pooled.estimate, pooled.ci_lb, pooled.ci_ub))


def test_the_one_to_one_worker_lowers_homelessness_by_019_in_one_trial():
    assert rounded(pool(*care_leavers("intensive_case_support"))) == (0.19, 0.03, 0.34)


def test_classes_show_020_with_an_interval_that_is_wider_when_three_studies_are_not_taken_for_many():
    yi, vi = care_leavers("independent_living_skills")
    assert len(yi) == 3
    assert rounded(pool(yi, vi)) == (0.20, -0.36, 0.77)
    assert rounded(pool(yi, vi, test="z")) == (0.20, -0.05, 0.46)


@pytest.mark.parametrize("name", with_part("egger_lm"))
def test_eggers_test_agrees(name):
    theirs = SETS[name]["egger_lm"]
    ours = egger_test(*studies(SETS[name]))
    assert ours.df == theirs["dfs"]
    agree([ours.t, ours.p], [theirs["zval"], theirs["pval"]], OTHER)


def without_unreached_zeros(tau2: list[float]) -> np.ndarray:
    """R stops within 1e-12 of a τ² of 0; ours is 0 there."""
    return np.where(np.array(tau2) < 1e-11, 0, tau2)


@pytest.mark.parametrize("name", with_part("leave1out_REML"))
def test_leaving_one_out_agrees(name):
    ours, theirs = leave_one_out(*studies(SETS[name]), test="z"), SETS[name]["leave1out_REML"]
    assert list(ours.columns) == ["estimate", "se", "ci_lb", "ci_ub", "tau2"]
    for column in ("estimate", "se", "ci_lb", "ci_ub"):
        agree(ours[column], theirs[column], OTHER)
    agree(ours["tau2"], without_unreached_zeros(theirs["tau2"]), 1e-6)


@pytest.mark.parametrize("name", with_part("influence_REML"))
def test_influence_agrees(name):
    ours, theirs = influence(*studies(SETS[name])), SETS[name]["influence_REML"]
    assert list(ours.columns) == ["rstudent", "dffits", "cook_d", "cov_r", "hat", "weight_pct"]
    for column in ours.columns:
        agree(ours[column], theirs[column.removesuffix("_pct")], OTHER)


@pytest.mark.parametrize("name", with_part("cumul_REML"))
def test_adding_one_after_the_other_agrees(name):
    one = SETS[name]
    ours, theirs = cumulative(*studies(one), np.arange(one["k"]), test="z"), one["cumul_REML"]
    agree(ours["estimate"], theirs["estimate"], OTHER)
    agree(ours["se"], theirs["se"], OTHER)
    agree(ours["tau2"], without_unreached_zeros(theirs["tau2"]), OTHER)


FILLED = [(name, fit) for name in with_part("trimfill") for fit in SETS[name]["trimfill"]]


@pytest.mark.parametrize(("name", "fit"), FILLED)
def test_trim_and_fill_agrees(name, fit):
    method, estimator = fit.split("/")
    ours, theirs = trim_and_fill(*studies(SETS[name]), method=method, estimator=estimator), SETS[name]["trimfill"][fit]
    assert (ours.k0, ours.side) == (theirs["k0"], theirs["side"])
    seen = [ours.estimate, ours.se, ours.ci_lb, ours.ci_ub]
    agree(seen, [theirs[column] for column in ("beta", "se", "ci_lb", "ci_ub")], OTHER)


MODERATED = [(name, moderator) for name in with_part("meta_regression") for moderator in SETS[name]["meta_regression"]]


@pytest.mark.parametrize("test", ["z", "knha"])
@pytest.mark.parametrize(("name", "moderator"), MODERATED)
def test_meta_regression_agrees(name, moderator, test):
    part = SETS[name]["meta_regression"][moderator]
    values, theirs = part["values"], part[f"REML_{test}"]
    if isinstance(values[0], str):
        levels = sorted(set(values))[1:]
        values, names = np.array([[value == level for level in levels] for value in values]), levels
    else:
        names = [moderator]
    ours = meta_regression(*studies(SETS[name]), values, names=names, test=test)
    assert ours.names == ("intercept", *names)
    pairs = (("estimate", "beta"), ("se", "se"), ("ci_lb", "ci_lb"), ("ci_ub", "ci_ub"), ("p", "pval"))
    for mine, other in (*pairs, ("tau2", "tau2"), ("qm", "QM"), ("qm_p", "QMp"), ("r2", "R2")):
        agree(getattr(ours, mine), theirs[other], OTHER)


@pytest.mark.parametrize("name", with_part("dependent"))
def test_the_three_level_model_agrees(name):
    one = SETS[name]
    ours, theirs = three_level(*studies(one), one["cluster"]), one["dependent"]["three_level"]
    assert (ours.k, ours.n_clusters) == (one["dependent"]["n_effects"], one["dependent"]["n_studies"])
    seen = [ours.estimate, ours.se, ours.ci_lb, ours.ci_ub, ours.sigma2_between]
    columns = ("beta", "se", "ci_lb", "ci_ub", "sigma2_between")
    agree(seen, [theirs[column] for column in columns], CLUSTERED)
    # Where R's optimiser stopped at 7e-9 the restricted likelihood still rises towards 0, where ours ends.
    within = 0 if theirs["sigma2_within"] < 1e-8 else theirs["sigma2_within"]
    agree(ours.sigma2_within, within, CLUSTERED)


@pytest.mark.parametrize(("model", "part"), [("three_level", "three_level_CR2"), ("simple", "simple_RE_CR2")])
@pytest.mark.parametrize("name", with_part("dependent"))
def test_cluster_robust_errors_agree_with_clubsandwich(name, model, part):
    one = SETS[name]
    ours, theirs = robust(*studies(one), one["cluster"], model=model), one["dependent"][part]
    agree([ours.estimate, ours.se, ours.df, ours.p], [theirs[c] for c in ("beta", "se", "df", "p")], CLUSTERED)


@pytest.mark.parametrize("name", with_part("dependent"))
def test_aggregation_within_studies_agrees(name):
    one = SETS[name]
    theirs = one["dependent"]["aggregate_rho08_REML"]
    yi, vi, cluster = aggregate_within_study(*studies(one), one["cluster"], rho=0.8)
    assert len(cluster) == one["dependent"]["n_studies"]
    agree(yi, theirs["yi"], OTHER)
    agree(vi, theirs["vi"], OTHER)
    pooled = pool(yi, vi, test="z")
    seen = [pooled.estimate[0], pooled.se[0], pooled.tau2[0], pooled.ci_lb[0], pooled.ci_ub[0]]
    agree(seen, [theirs[column] for column in ("beta", "se", "tau2", "ci_lb", "ci_ub")], OTHER)
