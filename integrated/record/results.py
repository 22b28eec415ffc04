"""Every number and sentence of a record, made from what people said and from the inputs beside it, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from integrated.record.decision import Decision, Judgement, PersonWeights
from integrated.record.events import PERSPECTIVES
from integrated.record.json_text import plain
from integrated.weighing.convergence import convergence, overridden
from integrated.weighing.judgement import (
    COMPARISON,
    DISCOUNTS,
    EFFECT_CUTS,
    SPACING,
    STANCE_CUTS,
    agreed_levels,
    levels_from_effect,
    levels_from_simulation,
    levels_from_stances,
    values,
)
from integrated.weighing.sensitivity import information_value, rank_acceptability, unplaced, win_regions
from integrated.weighing.statements import statements
from integrated.weighing.weights import Weights, person_weights
from integrated.what_works.predictive import TAU_SCALE, predictive

SETTINGS: Mapping[str, Any] = {
    "effect_cuts": list(EFFECT_CUTS),
    "stance_cuts": list(STANCE_CUTS),
    "spacing": list(SPACING),
    "tau_scale": TAU_SCALE,
    "discounts": dict(DISCOUNTS),
}
"""Conventions; a record keeps the ones it was made with, so that later ones do not change it."""


@dataclass(frozen=True)
class OpenLine:
    """A red line that waits for an answer, raised or only suggested."""

    option_id: str
    group_name: str
    is_open: bool = True


def results(decision: Decision, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Levels, values, triangle, sentences and agreement of a decision, in JSON types.

    Parameters
    ----------
    decision : what people said: options, judgements, weights, red lines, agreement set by hand.
    inputs : as in `seal`, `settings` complete.

    Returns
    -------
    dict with options, levels, values, triangle, not_placed, sentences, weights, agreement, open_red_lines,
        worth_knowing. `values`, `triangle` and `sentences` come twice: "as_judged" and "discounted".

    Raises
    ------
    ValueError : an input that no number can be made from, in a sentence.
    """
    ids = [option.option_id for option in decision.options]
    suggested = {option_id: suggested_levels(option_id, inputs) for option_id in ids}
    levels = {option_id: _used(decision, option_id, suggested[option_id], inputs) for option_id in ids}
    people = [weights_of(said) for said in decision.weights.values()]
    lines = [OpenLine(line.option_id, line.group_name) for line in decision.open_red_lines]
    lines += [
        OpenLine(str(one["option_id"]), str(one["group_name"])) for one in inputs.get("suggested_red_lines") or ()
    ]
    spacing = inputs["settings"]["spacing"]
    tables = {
        "as_judged": _table(levels, spacing),
        "discounted": _table({o: _discounted(o, levels[o], inputs) for o in ids}, spacing),
    }
    placed = [option_id for option_id in ids if None not in levels[option_id].values()]
    return {
        "options": [{"option_id": o.option_id, "letter": o.letter, "name": o.name} for o in decision.options],
        "levels": {
            o: {p: {"used": levels[o][p], "suggested": suggested[o][p], "agreed": (o, p) in decision.judgements}
                for p in PERSPECTIVES}
            for o in ids
        },
        "values": {name: plain(table) for name, table in tables.items()},
        "placed": placed,
        "triangle": {name: _triangle(table) for name, table in tables.items()},
        "not_placed": {name: _not_placed(table, ids) for name, table in tables.items()},
        "sentences": {
            name: [
                {"rule_id": one.rule_id, "text": one.text, "option_ids": list(one.option_ids)}
                for one in statements(table, people or None, decision.options, lines)
            ]
            for name, table in tables.items()
        },
        "weights": {one.person: {"kind": one.kind, "region": plain(one.region)} for one in people},
        "agreement": {o: _agreement(decision, o, levels[o]) for o in ids if o != inputs.get("comparison")},
        "open_red_lines": [{"option_id": line.option_id, "group_name": line.group_name} for line in lines],
        "worth_knowing": _worth_knowing([levels[o] for o in placed], people, spacing),
    }  # fmt: skip


def suggested_levels(option_id: str, inputs: Mapping[str, Any]) -> dict[str, list[float] | None]:
    """What the data suggest for one option: from the evidence itself where it is given, else as it was handed in.

    Parameters
    ----------
    option_id : of the option.
    inputs : as in `seal`.
    """
    if option_id == inputs.get("comparison"):
        return {p: list(COMPARISON) for p in PERSPECTIVES}
    settings = inputs["settings"]
    given = (inputs.get("suggested") or {}).get(option_id) or {}
    found: dict[str, list[float] | None] = {p: given.get(p) for p in PERSPECTIVES}
    effects = (inputs.get("effects") or {}).get(option_id)
    if effects:
        expected = predictive(effects["yi"], effects["vi"], tau_scale=settings["tau_scale"])
        found["works"] = plain(levels_from_effect(expected, cuts=settings["effect_cuts"]))
    stances = (inputs.get("stances") or {}).get(option_id)
    if stances:
        heard = levels_from_stances(stances["counts"], stances["shares"], cuts=settings["stance_cuts"])
        found["people"] = None if heard is None else plain(heard)
    directions = (inputs.get("simulation") or {}).get(option_id)
    if directions:
        found["system"] = plain(levels_from_simulation(*directions))
    return found


def weights_of(said: PersonWeights) -> Weights:
    """What matters to one person, as the weighing takes it.

    Parameters
    ----------
    said : as the decision holds it.
    """
    return person_weights(said.person, points=said.points, shares=said.shares, order=said.order, bounds=said.bounds)


def _used(
    decision: Decision, option_id: str, suggested: Mapping[str, list[float] | None], inputs: Mapping[str, Any]
) -> dict[str, list[float] | None]:
    """Agreed levels where people agreed any, else the suggestion; the comparison is never judged."""
    if option_id == inputs.get("comparison"):
        return dict(suggested)
    return {
        p: suggested[p] if (said := decision.judgements.get((option_id, p))) is None else _agreed(said)
        for p in PERSPECTIVES
    }


def _agreed(said: Judgement) -> list[float] | None:
    if said.not_known:
        return None
    found = agreed_levels(said.lowest, said.highest, suggested=said.suggested, as_suggested=said.as_suggested)
    return list(map(float, found))


def _discounted(
    option_id: str, levels: Mapping[str, list[float] | None], inputs: Mapping[str, Any]
) -> dict[str, list[float] | None]:
    words = (inputs.get("confidence") or {}).get(option_id) or {}
    found = {}
    for perspective, five in levels.items():
        word = words.get(perspective)
        if word is not None and word not in inputs["settings"]["discounts"]:
            raise ValueError(
                f"the confidence in {option_id}, {perspective} must be a word of the settings, got {word!r}"
            )
        taken = 0.0 if word is None else inputs["settings"]["discounts"][word]
        found[perspective] = None if five is None else [(1 - taken) * share + taken / 5 for share in five]
    return found


def _table(levels: Mapping[str, Mapping[str, list[float] | None]], spacing: list[float]) -> np.ndarray:
    if not levels:
        return np.empty((0, 3))
    return values([[five[p] for p in PERSPECTIVES] for five in levels.values()], spacing=spacing)


def _triangle(table: np.ndarray) -> dict[str, Any]:
    rows = table[~np.isnan(table).any(axis=1)]
    regions = win_regions(rows)
    return {
        "areas": plain(regions.areas),
        "polygons": plain(regions.polygons),
        "central_weights": plain(regions.central_weights),
        "ranks": plain(rank_acceptability(rows)),
    }


def _not_placed(table: np.ndarray, ids: list[str]) -> list[dict[str, Any]]:
    return [row | {"option": ids[row["option"]]} for row in plain(unplaced(table))]


def _agreement(decision: Decision, option_id: str, levels: Mapping[str, list[float] | None]) -> dict[str, Any]:
    found = convergence(levels)  # type: ignore[arg-type]
    said = decision.convergence_overrides.get(option_id)
    if said is not None:
        found = overridden(found, said.chosen, said.reason)
    return {
        "state": found.state,
        "clashes": [list(pair) for pair in found.clashes],
        "reason": found.reason,
        "suggested": found.suggested,
    }


def _worth_knowing(
    levels: list[dict[str, list[float] | None]], people: list[Weights], spacing: list[float]
) -> list[dict[str, Any]]:
    points = [one.shares for one in people if one.shares is not None]
    if not levels or not points:
        return []
    table = [[five[p] for p in PERSPECTIVES] for five in levels]
    return list(plain(information_value(table, np.array(points), spacing=spacing)))
