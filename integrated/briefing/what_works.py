"""What studies found, looked at closely: one option on one outcome, and every option on every outcome."""

from dataclasses import dataclass
from typing import Any

from integrated.briefing.choices import outcomes
from integrated.briefing.overview import overview
from integrated.briefing.remembered import remembered
from integrated.briefing.rows import rows
from integrated.briefing.studies import studies, study_row
from integrated.record.decision import CertaintyOverride, Option
from integrated.store import Store
from integrated.weighing.judgement import levels_from_effect
from integrated.weighing.perspective import PerspectiveSummary
from integrated.what_works.certainty import Certainty, certainty
from integrated.what_works.closer import (
    AllEffects,
    Body,
    SmallStudies,
    WithoutOne,
    all_effects,
    bodies,
    small_studies,
    without_each,
)
from integrated.what_works.found import StudiesBrief
from integrated.what_works.study import StudyRow


@dataclass(frozen=True)
class WhatWorks:
    """All that the page says of one option and outcome.

    Attributes
    ----------
    words_per_100 : the event of the outcome ("become homeless"). better : "lower" or "higher".
    everything : the full view, None when nothing is usable. apart : designs apart, () where all are of one kind.
    correlational : rows in which no option was compared; shown, never ranked by.
    suggested : certainty before anyone chose. overrides : step to what a person chose.
    has_baseline : whether how many of 100 is chosen. sequence : last event of the decision.
    """

    option: Option
    is_comparison: bool
    brief: StudiesBrief
    words_per_100: str
    better: str
    everything: AllEffects | None
    apart: tuple[Body, ...]
    correlational: tuple[StudyRow, ...]
    suggested: Certainty | None
    overrides: dict[str, CertaintyOverride]
    ratings: tuple[dict[str, Any], ...]
    has_baseline: bool
    sequence: int


@dataclass(frozen=True)
class Cell:
    """One option on one outcome in the table of all of them."""

    option_id: str
    outcome_id: str
    k: int
    cause: str | None
    summary: PerspectiveSummary
    certainty: str | None


@remembered
def what_works(store: Store, decision_id: str, option_id: str, outcome_id: str) -> WhatWorks | None:
    """One option on one outcome; None when the decision, the option or the outcome is not there."""
    seen = overview(store, decision_id, outcome_id)
    option = seen.decision.option(option_id) if seen else None
    if seen is None or option is None or seen.outcome_id != outcome_id:
        return None
    brief = studies(store, decision_id, option_id, outcome_id)
    outcome = rows(store, "outcomes").set_index("outcome_id").loc[outcome_id]
    effects = rows(store, "effects_all")
    ids = {row.effect_id for row in brief.used}
    comparisons = effects[(effects["outcome_id"] == outcome_id) & (effects["design"] == "correlational")]
    comparisons = comparisons[comparisons["option_id"].isna() | (comparisons["option_id"] == option_id)]
    rated = rows(store, "external_ratings")
    return WhatWorks(
        option=option,
        is_comparison=option_id == seen.comparison_id,
        brief=brief,
        words_per_100=outcome["words_per_100"],
        better=outcome["better"],
        everything=all_effects((*brief.used, *brief.others)),
        apart=bodies(brief.used),
        correlational=tuple(study_row(record) for record in comparisons.to_dict("records")),
        suggested=certainty(effects[effects["effect_id"].isin(ids)]) if ids else None,
        overrides={
            step: said
            for (option_of, outcome_of, step), said in seen.decision.certainty_overrides.items()
            if (option_of, outcome_of) == (option_id, outcome_id)
        },
        ratings=tuple(rated[rated["option_id"] == option_id].to_dict("records")),
        has_baseline=outcome_id in seen.decision.baselines,
        sequence=seen.decision.sequence,
    )


@remembered
def single_studies(
    store: Store, decision_id: str, option_id: str, outcome_id: str
) -> tuple[tuple[WithoutOne, ...], SmallStudies | None]:
    """How far the answer hangs on single studies, and on small ones."""
    used = studies(store, decision_id, option_id, outcome_id).used
    return without_each(used), small_studies(used)


@remembered
def every_outcome(store: Store, decision_id: str) -> tuple[Cell, ...]:
    """Every option but continue-as-now on every outcome of the decision, in the order of both."""
    seen = overview(store, decision_id)
    if seen is None:
        return ()
    return tuple(
        _cell(studies(store, decision_id, option.option_id, outcome_id))
        for option in seen.compared
        for outcome_id in outcomes_held(store, decision_id)
    )


def _cell(brief: StudiesBrief) -> Cell:
    level = brief.certainty.level if brief.certainty else None
    levels = None
    if brief.new_place is not None:
        levels = tuple(float(share) for share in levels_from_effect(brief.new_place))
    summary = PerspectiveSummary("works", levels, brief.cause, brief.sentence, level)
    return Cell(brief.option_id, brief.outcome_id, brief.k, brief.cause, summary, level)


@remembered
def outcomes_held(store: Store, decision_id: str) -> dict[str, str]:
    """Outcome id to label: those of the decision in their order, then every other one that is held."""
    ranked = outcomes(store, decision_id)
    held = rows(store, "outcomes")
    return ranked | dict(zip(held["outcome_id"], held["label"], strict=True))
