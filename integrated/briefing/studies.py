"""What studies found about one option on one outcome: rows, pooled effect, new place, certainty, one sentence."""

from dataclasses import replace
from typing import Any

import pandas as pd

from integrated.briefing.remembered import remembered
from integrated.briefing.rows import framing_of, rows
from integrated.record.decision import Baseline
from integrated.store import Store
from integrated.weighing.judgement import levels_from_effect
from integrated.weighing.sentences import no_studies_sentence, studies_sentence
from integrated.what_works.certainty import certainty
from integrated.what_works.effect_sizes import risk_with
from integrated.what_works.found import StudiesBrief
from integrated.what_works.meta_analysis import PooledEffects, Predictive, pool, predictive
from integrated.what_works.study import OfHundred, StudyRow

SMALLEST_BASELINE = 2.0


@remembered
def studies(store: Store, decision_id: str, option_id: str, outcome_id: str) -> StudiesBrief:
    """Everything the studies column shows about one option and outcome.

    Raises
    ------
    LookupError
        If the outcome is not in the store.
    """
    decision = framing_of(store, decision_id)
    outcomes = rows(store, "outcomes").set_index("outcome_id")
    if outcome_id not in outcomes.index:
        raise LookupError(f"There is no outcome called {outcome_id}.")
    outcome = outcomes.loc[outcome_id]
    effects = rows(store, "effects_all")
    mine = effects[effects["option_id"] == option_id]
    held = [study_row(record) for record in mine[mine["outcome_id"] == outcome_id].to_dict("records")]
    pooling = [row for row in held if counts(row)]
    searches = _of(rows(store, "search_log"), option_id, outcome_id)
    elsewhere = _elsewhere(mine, outcome_id, outcomes, [o.outcome_id for o in decision.outcomes])
    excluded = tuple(row for row in held if row.excluded_because)
    common: dict[str, Any] = {
        "option_id": option_id,
        "outcome_id": outcome_id,
        "outcome_label": outcome["label"],
        "others": tuple(row for row in held if not counts(row) and not row.excluded_because),
        "excluded": excluded,
        "searches": searches,
        "evaluations": _of(rows(store, "evaluations"), option_id, outcome_id),
        "elsewhere": elsewhere,
    }
    if not pooling:
        cause = "study excluded" if excluded else "none found" if searches else "not searched"
        return StudiesBrief(
            cause=cause,
            sentence=no_studies_sentence(cause, elsewhere=elsewhere),
            used=(),
            pooled=None,
            wald=None,
            new_place=None,
            levels=None,
            certainty=None,
            of_hundred=None,
            **common,
        )
    yi, vi = [row.effect for row in pooling], [row.standard_error**2 for row in pooling]
    pooled, new_place = pool(yi, vi), predictive(yi, vi)
    weighed = (replace(row, weight=float(w)) for row, w in zip(pooling, pooled.weights, strict=True))
    used = tuple(sorted(weighed, key=lambda row: (row.standard_error, row.effect_id)))
    overrides = [
        {"step": o.step, "chosen": o.chosen, "reason": o.reason}
        for (option, on, _), o in decision.certainty_overrides.items()
        if (option, on) == (option_id, outcome_id)
    ]
    ids = {row.effect_id for row in used}
    brief = StudiesBrief(
        cause=None,
        sentence="",
        used=used,
        pooled=pooled,
        wald=pool(yi, vi, test="z"),
        new_place=new_place,
        levels=tuple(float(share) for share in levels_from_effect(new_place)),
        certainty=certainty(mine[mine["effect_id"].isin(ids)], overrides=overrides),
        of_hundred=_of_hundred(outcome, decision.baselines.get(outcome_id), used, pooled, new_place),
        **common,
    )
    return replace(brief, sentence=_sentence(brief))


def study_row(record: dict[str, Any]) -> StudyRow:
    """A row of table `effect` as a value."""
    return StudyRow(
        effect_id=record["effect_id"],
        study_id=record["study_id"],
        programme=record["programme"],
        citation=record["citation"],
        country=record["country"],
        design=record["design"],
        risk_of_bias_tool=record["risk_of_bias_tool"],
        risk_of_bias=record["risk_of_bias"],
        measure=record["measure"],
        measure_kind=record["measure_kind"],
        subgroup=record["subgroup"],
        follow_up_months=_number(record["follow_up_months"]),
        effect=float(record["effect_towards_benefit"]),
        standard_error=float(record["standard_error"]),
        published_standard_error=_number(record["published_standard_error"]),
        participants=None if pd.isna(record["participants"]) else int(record["participants"]),
        comparison_risk=_number(record["comparison_risk"]),
        option_risk=_number(record["option_risk"]),
        is_primary=bool(record["is_primary"]),
        excluded_because=record["excluded_because"],
        data_check=record["data_check"],
    )


def counts(row: StudyRow) -> bool:
    """Whether a row may be pooled: usable, primary, an intervention compared, the whole sample."""
    return not row.excluded_because and row.is_primary and row.design != "correlational" and row.subgroup is None


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _of(table: pd.DataFrame, option_id: str, outcome_id: str) -> tuple[dict[str, Any], ...]:
    mine = table[(table["option_id"] == option_id) & (table["outcome_id"] == outcome_id)]
    return tuple(mine.to_dict("records"))


def _elsewhere(mine: pd.DataFrame, outcome_id: str, outcomes: pd.DataFrame, ranked: list[str]) -> tuple[str, ...]:
    usable = mine[mine["excluded_because"].isna() & (mine["outcome_id"] != outcome_id)]
    counted = usable["outcome_id"].value_counts()

    def place(each: str) -> tuple[int, int, str]:
        return (ranked.index(each) if each in ranked else len(ranked), -int(counted[each]), each)

    return tuple(outcomes.loc[each, "label"] for each in sorted(counted.index, key=place) if each in outcomes.index)


def _sentence(brief: StudiesBrief) -> str:
    shown = brief.shown_pool
    return studies_sentence(
        [row.effect for row in brief.used],
        [row.interval for row in brief.used],
        pooled=shown[0] if shown else None,
        pooled_interval=shown[1:] if shown else None,
        trials=sum(row.is_randomised for row in brief.used),
        participants=brief.used[0].participants,
    )


def _of_hundred(
    outcome: pd.Series,
    baseline: Baseline | None,
    used: tuple[StudyRow, ...],
    pooled: PooledEffects,
    new_place: Predictive,
) -> OfHundred | None:
    if baseline is None or baseline.of_100 < SMALLEST_BASELINE or baseline.of_100 >= 100:
        return None
    if not all(row.measure_kind == "binary" for row in used):
        return None
    wanted = outcome["better"] == "higher"

    def of_100(effect: float) -> float:
        return 100 * float(risk_with(effect, baseline.of_100 / 100, wanted=wanted))

    likely = sorted((of_100(float(pooled.ci_lb[0])), of_100(float(pooled.ci_ub[0]))))
    place = sorted((of_100(float(new_place.quantile(0.025))), of_100(float(new_place.quantile(0.975)))))
    return OfHundred(
        words=outcome["words_per_100"],
        baseline=baseline.of_100,
        middle=of_100(float(pooled.estimate[0])),
        likely=(likely[0], likely[1]),
        new_place=(place[0], place[1]),
        source=baseline.source,
        months=baseline.months,
        is_stand_in=baseline.is_stand_in,
    )
