"""From what a study prints to a standardised mean difference with its error, the way of conversion named."""

from dataclasses import dataclass

import numpy as np

from integrated.exchange.study_line import StudyLine
from integrated.what_works.effect_sizes import (
    LOGISTIC_SD,
    SMALLEST_SE_SHARE,
    hedges_correction,
    odds_ratio_to_d,
    plausible_effect,
    plausible_se,
    r_to_d,
    se_from_ci,
    smd_from_means,
    smd_variance,
    variance_for_se,
)

AGREE = 0.1
LOPSIDED = 0.25
SMALLEST_UNEXPLAINED = 0.01  # 40,000 people in two equal groups
HALF = 0.5  # added to each cell of a two-by-two table with an empty one (Gart and Zweifel 1967, Biometrika 54, 181)


@dataclass(frozen=True)
class StudyEffect:
    """A line as an effect, in the direction in which the file counts.

    Attributes
    ----------
    effect, standard_error : standardised mean difference and its error, both in the same unit.
    converted_from : how it was worked out, None where it was printed so.
    participants, comparison_risk, option_risk : as far as the line gives them.
    is_binary : True for counts, None where the line does not say.
    oddities : (column, what is odd), to be seen by a person and kept with the row.
    """

    effect: float
    standard_error: float
    converted_from: str | None
    participants: int | None
    comparison_risk: float | None
    option_risk: float | None
    is_binary: bool | None
    oddities: tuple[tuple[str, str], ...]


def study_effect(line: StudyLine) -> StudyEffect:
    """The effect of a checked line.

    Raises
    ------
    ValueError
        (column, what to do) where numbers that fit one by one do not fit together.
    """
    if line.events_option is not None:
        found = _from_counts(line)
    elif line.mean_option is not None:
        found = _from_means(line)
    elif line.metric == "odds_ratio":
        found = _from_odds_ratio(line)
    elif line.metric == "risk_ratio":
        found = _from_risk_ratio(line)
    elif line.metric == "correlation":
        found = _from_correlation(line)
    else:
        found = _from_effect(line)
    if not (np.isfinite(found.effect) and np.isfinite(found.standard_error) and found.standard_error > 0):
        raise ValueError("effect", "these numbers give no finite effect and error: look them up again")
    return StudyEffect(**{**found.__dict__, "oddities": (*found.oddities, *_odd(found))})


def _from_counts(line: StudyLine) -> StudyEffect:
    assert line.events_option is not None and line.total_option is not None
    assert line.events_comparison is not None and line.total_comparison is not None
    cells = np.array(
        [
            line.events_option,
            line.total_option - line.events_option,
            line.events_comparison,
            line.total_comparison - line.events_comparison,
        ],
        dtype=float,
    )
    empty = bool((cells == 0).any())
    a, b, c, d = cells + (HALF if empty else 0)
    log_or = float(np.log(a * d / (b * c)))
    printed = f"{line.events_option}/{line.total_option} against {line.events_comparison}/{line.total_comparison}"
    return StudyEffect(
        effect=log_or / float(LOGISTIC_SD),
        standard_error=float(np.sqrt(1 / a + 1 / b + 1 / c + 1 / d)) / float(LOGISTIC_SD),
        converted_from=f"{printed}, odds ratio {np.exp(log_or):.3g}, by ln(OR)·√3/π"
        + (", 0.5 added to each cell" if empty else ""),
        participants=line.total_option + line.total_comparison,
        comparison_risk=_share(line.events_comparison, line.total_comparison),
        option_risk=_share(line.events_option, line.total_option),
        is_binary=True,
        oddities=(("events_option", "a group has nobody or everybody with the event: the effect is uncertain"),)
        if empty
        else (),
    )


def _from_means(line: StudyLine) -> StudyEffect:
    assert line.n_option is not None and line.n_comparison is not None
    g = float(
        smd_from_means(
            line.mean_option or 0.0,
            line.mean_comparison or 0.0,
            line.sd_option or 0.0,
            line.sd_comparison or 0.0,
            line.n_option,
            line.n_comparison,
        )
    )
    return StudyEffect(
        effect=g,
        standard_error=float(np.sqrt(smd_variance(g, line.n_option, line.n_comparison))),
        converted_from=(
            f"means {line.mean_option:g} (SD {line.sd_option:g}) and {line.mean_comparison:g} "
            f"(SD {line.sd_comparison:g}), Hedges’ g"
        ),
        participants=line.n_option + line.n_comparison,
        comparison_risk=None,
        option_risk=None,
        is_binary=False,
        oddities=(),
    )


def _from_odds_ratio(line: StudyLine) -> StudyEffect:
    assert line.effect is not None and line.ci_low is not None and line.ci_high is not None
    error = float(se_from_ci(line.ci_low, line.ci_high, line.ci_level / 100, True))
    return _given(
        line,
        float(odds_ratio_to_d(line.effect)),
        error / float(LOGISTIC_SD),
        f"odds ratio {line.effect:g} [{line.ci_low:g}, {line.ci_high:g}], by ln(OR)·√3/π",
        _lopsided(np.log(line.effect), np.log(line.ci_low), np.log(line.ci_high)),
        is_binary=True,
    )


def _from_risk_ratio(line: StudyLine) -> StudyEffect:
    assert line.effect is not None and line.ci_low is not None and line.ci_high is not None
    risk = line.comparison_risk
    assert risk is not None
    ratios = np.array([line.effect, line.ci_low, line.ci_high])
    if (ratios * risk >= 1).any():
        raise ValueError(
            "comparison_risk",
            f"with a risk of {risk:g} a risk ratio of {ratios.max():g} would be over 100 in 100: look both up",
        )
    odds = ratios * (1 - risk) / (1 - ratios * risk)
    error = float(se_from_ci(odds[1], odds[2], line.ci_level / 100, True))
    return _given(
        line,
        float(odds_ratio_to_d(odds[0])),
        error / float(LOGISTIC_SD),
        f"risk ratio {line.effect:g} [{line.ci_low:g}, {line.ci_high:g}] at a comparison risk of {risk:g}, "
        "as an odds ratio, by ln(OR)·√3/π",
        _lopsided(np.log(line.effect), np.log(line.ci_low), np.log(line.ci_high)),
        is_binary=True,
    )


def _from_correlation(line: StudyLine) -> StudyEffect:
    assert line.effect is not None
    if line.ci_low is not None and line.ci_high is not None:
        low, high = np.arctanh([line.ci_low, line.ci_high])
        error_z = float(se_from_ci(low, high, line.ci_level / 100, False))
    elif line.standard_error is not None or line.variance is not None:
        error_z = (line.standard_error or float(np.sqrt(line.variance or 0.0))) / (1 - line.effect**2)
    else:
        assert line.participants is not None
        error_z = 1 / float(np.sqrt(line.participants - 3))
    # d = 2r/√(1−r²) has the slope 2/√(1−r²) on Fisher's z (Borenstein and others 2009, chapter 7).
    return _given(
        line,
        float(r_to_d(line.effect)),
        2 * error_z / float(np.sqrt(1 - line.effect**2)),
        f"correlation {line.effect:g}, by 2r/√(1−r²)",
        (),
    )


def _from_effect(line: StudyLine) -> StudyEffect:
    value = line.effect if line.effect is not None else line.effect_towards_benefit
    assert value is not None
    errors = {
        "standard_error": line.standard_error,
        "variance": None if line.variance is None else float(np.sqrt(line.variance)),
        "ci_low": None
        if line.ci_low is None or line.ci_high is None
        else float(se_from_ci(line.ci_low, line.ci_high, line.ci_level / 100, False)),
    }
    given = {name: error for name, error in errors.items() if error is not None}
    error = next(iter(given.values()))
    for name, other in given.items():
        if abs(other - error) > AGREE * error:
            first = next(iter(given)).replace("ci_low", "interval")
            raise ValueError(
                name, f"this does not agree with the {first.replace('_', ' ')} (errors {other:.3g} and {error:.3g})"
            )
    odd = () if line.ci_low is None or line.ci_high is None else _lopsided(value, line.ci_low, line.ci_high)
    factor, how = 1.0, None
    if line.metric == "log_odds_ratio":
        factor, how = 1 / float(LOGISTIC_SD), f"logarithm of an odds ratio {value:g} (error {error:.3g}), by √3/π"
    elif line.metric == "smd_d" and line.participants and line.participants > 3:
        factor, how = float(hedges_correction(line.participants - 2)), f"Cohen’s d {value:g}, by Hedges’ correction"
    elif "standard_error" not in given:
        how = "variance" if "variance" in given else f"interval {line.ci_low:g} to {line.ci_high:g}"
        how = f"effect {value:g} with its {how}"
    return _given(
        line, value * factor, error * factor, how, odd, is_binary=True if line.metric == "log_odds_ratio" else None
    )


def _given(
    line: StudyLine,
    effect: float,
    error: float,
    how: str | None,
    odd: tuple[tuple[str, str], ...],
    *,
    is_binary: bool | None = None,
) -> StudyEffect:
    return StudyEffect(effect, error, how, line.participants, line.comparison_risk, line.option_risk, is_binary, odd)


def _lopsided(middle: float, low: float, high: float) -> tuple[tuple[str, str], ...]:
    off = abs(middle - (low + high) / 2) / (high - low)
    if off <= LOPSIDED / 2:
        return ()
    return (("ci_low", "the effect is not in the middle of its interval: is one of the three on another scale?"),)


def _odd(found: StudyEffect) -> tuple[tuple[str, str], ...]:
    odd = []
    large = plausible_effect(found.effect)
    if large:
        odd.append(("effect", large))
    if found.participants and found.participants > 3:
        n = float(found.participants)
        told = variance_for_se(found.standard_error, n)
        few_events = bool(found.is_binary)  # a rare event has a large error by right; none has one too small
        if not few_events or found.standard_error < SMALLEST_SE_SHARE * 2 / np.sqrt(n):
            told = told or plausible_se(found.standard_error, n)
        if told:
            odd.append(("standard_error", f"the error {told}"))
    elif found.standard_error < SMALLEST_UNEXPLAINED:
        odd.append(("standard_error", "the error is very small, and the row does not say how many people took part"))
    return tuple(odd)


def _share(events: int, total: int) -> float | None:
    return events / total if 0 < events < total else None
