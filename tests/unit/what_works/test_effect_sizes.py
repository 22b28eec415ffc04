"""Effect sizes against closed forms, and what is said of odd standard errors."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from integrated.what_works import effect_sizes as es

EFFECTS = st.floats(-4, 4)


def close(ours, theirs):
    np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("df", [2, 3, 10, 57, 150])
def test_hedges_correction_is_the_ratio_of_gammas(df):
    close(es.hedges_correction(df), math.gamma(df / 2) / (math.sqrt(df / 2) * math.gamma((df - 1) / 2)))


def test_hedges_correction_meets_its_series_without_a_step_and_nears_one():
    # Γ(x+1) = xΓ(x) makes J(m)·J(m+1) a closed form; it is checked on both sides of 200, where the form changes.
    for m in (198.0, 199.5, 200.0, 200.5, 1e4, 1e9):
        product = es.hedges_correction(m) * es.hedges_correction(m + 1)
        close(product, (m - 1) / math.sqrt(m * (m + 1)))
    assert 1 - es.hedges_correction(1e12) < 1e-11


def test_smd_from_means_is_the_difference_over_the_pooled_sd():
    d = (10.0 - 8.0) / math.sqrt((19 * 9 + 29 * 16) / 48)
    close(es.smd_from_means(10, 8, 3, 4, 20, 30, corrected=False), d)
    close(es.smd_from_means(10, 8, 3, 4, 20, 30), d * es.hedges_correction(48))
    close(es.smd_from_means(8, 10, 4, 3, 30, 20), -d * es.hedges_correction(48))


def test_smd_variance_is_metafors_large_sample_form():
    close(es.smd_variance(0.5, 20, 30), 1 / 20 + 1 / 30 + 0.25 / 100)


def test_odds_ratios_become_effects_and_back():
    close(es.odds_ratio_to_d(2.5), math.log(2.5) * math.sqrt(3) / math.pi)
    close(es.odds_ratio_to_d(2.5, "cox"), math.log(2.5) / 1.65)
    for method in ("logistic", "cox"):
        close(es.d_to_odds_ratio(es.odds_ratio_to_d([0.2, 1, 7], method=method), method=method), [0.2, 1, 7])
    with pytest.raises(ValueError, match="method must be one of logistic, cox, got 'probit'"):
        es.odds_ratio_to_d(2, method="probit")
    with pytest.raises(ValueError, match="odds_ratio must be above 0, got 0 at position 1"):
        es.odds_ratio_to_d([1, 0])


def test_correlations_become_z_and_d():
    close(es.r_to_z(0.3), 0.5 * math.log(1.3 / 0.7))
    close(es.r_to_d(0.3), 0.6 / math.sqrt(0.91))
    with pytest.raises(ValueError, match=r"r must lie in \(-1, 1\), got 1"):
        es.r_to_d(1)


@given(EFFECTS)
def test_shares_follow_the_normal_distribution(d):
    close(es.cles(d), stats.norm.cdf(d / math.sqrt(2)))
    close(es.u3(d), stats.norm.cdf(d))
    close(es.overlap(d), 2 * stats.norm.cdf(-abs(d) / 2))
    np.testing.assert_allclose(es.improvement_index(d), 100 * stats.norm.cdf(d) - 50, rtol=1e-12, atol=1e-12)


@given(EFFECTS, st.floats(0.01, 0.99), st.booleans())
def test_a_benefit_lowers_unwanted_and_raises_wanted_risks(g, baseline, wanted):
    risk = es.risk_with(g, baseline, wanted=wanted)
    odds = baseline / (1 - baseline) * math.exp((g if wanted else -g) * math.pi / math.sqrt(3))
    close(risk, odds / (1 + odds))
    gain = (risk - baseline) if wanted else (baseline - risk)
    assert gain * g >= 0 or abs(gain) < 1e-15
    if abs(gain) > 1e-6:
        np.testing.assert_allclose(es.nnt(g, baseline, wanted=wanted), 1 / gain, rtol=1e-12 + 1e-15 / abs(gain))


def test_of_100_young_people_27_become_21_with_the_one_to_one_worker():
    assert round(100 * es.risk_with(0.185958, 0.27, wanted=False)) == 21
    assert es.nnt(0.0, 0.27, wanted=False) == math.inf
    close(es.risk_with([0.0, 0.0], 0.27, wanted=True), [0.27, 0.27])
    for baseline in (0, 1, -0.1, 27):
        with pytest.raises(ValueError, match=r"baseline must lie in \(0, 1\)"):
            es.risk_with(0.2, baseline, wanted=False)


def test_standard_errors_come_back_from_intervals():
    z = 1.959963984540054
    close(es.se_from_ci(0.2 - z * 0.11, 0.2 + z * 0.11), 0.11)
    close(es.se_from_ci(0.945, 8.306, 0.95, True), (math.log(8.306) - math.log(0.945)) / (2 * z))
    close(es.se_from_ci(-1, 1, level=0.9), 1 / 1.6448536269514722)
    with pytest.raises(ValueError, match="upper must be above lower, got 1"):
        es.se_from_ci(2, 1)
    with pytest.raises(ValueError, match="lower must be above 0 for a ratio, got 0"):
        es.se_from_ci(0, 1, log=True)


def test_the_illinois_standard_error_is_found_again_from_its_printed_interval():
    error = es.se_from_ci(0.945, 8.306, 0.95, True) * math.sqrt(3) / math.pi
    np.testing.assert_allclose(error, 0.305756, atol=1e-4)


def test_months_are_read_from_the_table_given():
    table = [(0, 0), (0.05, 1), (0.10, 2), (0.19, 3)]
    assert [es.months_progress(g, table=table) for g in (0, 0.05, 0.12, 3, -0.12)] == [0, 1, 2, 3, -2]
    with pytest.raises(ValueError, match="at least one row"):
        es.months_progress(0.1, table=[])
    with pytest.raises(ValueError, match="must rise"):
        es.months_progress(0.1, table=[(0.1, 1), (0.1, 2)])
    with pytest.raises(ValueError, match="must start at or below 0.01"):
        es.months_progress(0.01, table=[(0.1, 1)])


def test_a_standard_error_must_suit_the_number_of_people():
    assert es.plausible_se(0.077186, 367) == "smaller than 367 people allow: is it on another scale?"
    assert es.plausible_se(1.035289, 624) == "larger than 624 people would give: is it on another scale?"
    assert es.plausible_se(0.078364, 1114) is None
    usual = 2 / math.sqrt(400)
    assert es.plausible_se(0.8 * usual, 400) is None
    assert es.plausible_se(4 * usual, 400) is None
    assert es.plausible_se(0.799 * usual, 400) is not None
    assert es.plausible_se(4.001 * usual, 400) is not None
    for arguments, words in (
        ((0, 5), "se must be above 0"),
        ((0.1, 0), "n must be above 0"),
        ((math.nan, 5), "se must"),
    ):
        with pytest.raises(ValueError, match=words):
            es.plausible_se(*arguments)


def test_a_variance_given_as_a_standard_error_and_a_very_large_effect_are_named():
    assert es.variance_for_se(0.01, 400) == "looks like a variance: its square root, 0.1, would fit 400 people"
    assert es.variance_for_se(0.1, 400) is None
    assert es.variance_for_se(1e-8, 400) is None
    assert es.variance_for_se(3, 400) is None
    assert es.plausible_effect(2.0) is None
    assert "-2.50 standard deviations" in es.plausible_effect(-2.5)
