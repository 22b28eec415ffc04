"""How many studies every option and outcome has, and how sure they make us: all cells of a map in one pass."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from integrated.briefing.remembered import remembered
from integrated.briefing.rows import framing_of, rows
from integrated.briefing.studies import studies
from integrated.store import Store
from integrated.what_works.certainty_levels import EffectColumns, certainty_levels

Place = tuple[str, str]


@dataclass(frozen=True)
class StudiesHeld:
    """What is held on one option and outcome: rows that count, rows that are excluded, GRADE's word or None."""

    used: int
    excluded: int
    certainty: str | None


def studies_held(store: Store, decision_id: str, option_id: str, outcome_id: str) -> StudiesHeld:
    """What is held on one option and outcome, as `studies` counts and grades it, without pooling for a screen."""
    held = every_cell(store).get((option_id, outcome_id), StudiesHeld(0, 0, None))
    chosen = {(option, outcome) for option, outcome, _ in framing_of(store, decision_id).certainty_overrides}
    if (option_id, outcome_id) not in chosen or not held.used:
        return held
    graded = studies(store, decision_id, option_id, outcome_id).certainty
    return StudiesHeld(held.used, held.excluded, graded.level if graded else None)


@remembered
def every_cell(store: Store) -> dict[Place, StudiesHeld]:
    """Every option and outcome with a row, graded as the rows suggest."""
    effects = rows(store, "effects_to_pool")
    if not len(effects):
        return {}
    option_of, options = pd.factorize(effects["option_id"])
    outcome_of, outcomes = pd.factorize(effects["outcome_id"])
    cell = option_of.astype(np.int64) * len(outcomes) + outcome_of
    size = len(options) * len(outcomes)
    counting = effects["counts"].to_numpy(dtype=bool)
    used = np.bincount(cell[counting], minlength=size)
    excluded = np.bincount(cell, weights=effects["excluded"].to_numpy(dtype=float), minlength=size)
    levels = certainty_levels(_columns(effects, cell, counting), size)
    return {
        (str(options[place // len(outcomes)]), str(outcomes[place % len(outcomes)])): StudiesHeld(
            int(used[place]), int(excluded[place]), levels[place]
        )
        for place in np.unique(cell)
    }


def _columns(effects: pd.DataFrame, cell: Any, counting: Any) -> EffectColumns:
    def column(name: str, kind: Any) -> Any:
        return effects[name].to_numpy(dtype=kind)[counting]

    return EffectColumns(
        cell=cell[counting],
        study=column("study", np.int64),
        effect=column("effect_towards_benefit", float),
        standard_error=column("standard_error", float),
        participants=column("participants", float),
        design=column("design", object),
        tool=column("risk_of_bias_tool", object),
        risk_of_bias=column("risk_of_bias", object),
    )
