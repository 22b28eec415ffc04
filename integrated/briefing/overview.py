"""Options against perspectives: the cells, whether they agree, red lines. Steps 1 to 4 share it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from integrated.briefing.connections import connections
from integrated.briefing.people import objection_told, people
from integrated.briefing.remembered import remembered
from integrated.briefing.rows import decision_of, rows
from integrated.briefing.studies import studies
from integrated.record.decision import Decision, Judgement, Option, RedLine
from integrated.store import Store
from integrated.weighing.convergence import Convergence, convergence, overridden
from integrated.weighing.judgement import agreed_levels
from integrated.weighing.perspective import PERSPECTIVES, PerspectiveSummary
from integrated.weighing.red_lines import RedLineSuggestion, is_taken_up


@dataclass(frozen=True)
class NotTold:
    """A group most affected of which the shown counts do not tell whether it objects strongly to an option."""

    option_id: str
    group_name: str


@dataclass(frozen=True)
class Overview:
    """One decision, every option, three perspectives, on its first outcome.

    Attributes
    ----------
    decision : as replayed. outcome_id : the outcome all cells are about.
    comparison_id : the continue-as-now option, or None.
    cells : (option_id, perspective) to what it says; agreed levels where people agreed some.
    suggested : the same before anyone agreed.
    agree : option_id to its convergence (the one people set, where they did).
    suggested_red_lines : objections that meet the rule and that nobody has taken up yet.
    objections_not_told : of whom it cannot be told whether they object strongly, unless they raised a red line.
    red_lined : options with an open red line, raised or suggested.
    """

    decision: Decision
    outcome_id: str
    outcome_label: str
    outcome_words: str
    comparison_id: str | None
    cells: Mapping[tuple[str, str], PerspectiveSummary]
    suggested: Mapping[tuple[str, str], PerspectiveSummary]
    agree: Mapping[str, Convergence]
    suggested_red_lines: tuple[RedLineSuggestion, ...]
    objections_not_told: tuple[NotTold, ...]

    @property
    def options(self) -> tuple[Option, ...]:
        """Options in letter order, continue-as-now first."""
        return tuple(sorted(self.decision.options, key=lambda o: (o.option_id != self.comparison_id, o.letter)))

    @property
    def compared(self) -> tuple[Option, ...]:
        """Options other than continue-as-now."""
        return tuple(option for option in self.options if option.option_id != self.comparison_id)

    def red_line_group(self, option_id: str) -> str | None:
        """Who objects strongly to an option, while that waits for an answer."""
        lines: tuple[RedLine | RedLineSuggestion, ...] = (*self.decision.open_red_lines, *self.suggested_red_lines)
        return next((line.group_name for line in lines if line.option_id == option_id), None)

    def objections_not_told_of(self, option_id: str) -> tuple[str, ...]:
        """The groups of which it cannot be told whether they object strongly to an option."""
        return tuple(each.group_name for each in self.objections_not_told if each.option_id == option_id)

    @property
    def letters_not_told(self) -> tuple[str, ...]:
        """Letters of the options to which a group may object strongly: what may be shown does not tell."""
        return tuple(each.letter for each in self.compared if self.objections_not_told_of(each.option_id))

    @property
    def red_lined(self) -> frozenset[str]:
        """Options with a red line that waits for an answer."""
        raised = {line.option_id for line in self.decision.open_red_lines}
        return frozenset(raised | {line.option_id for line in self.suggested_red_lines})


@remembered
def overview(store: Store, decision_id: str, outcome_id: str | None = None) -> Overview | None:
    """The decision as steps 1 to 4 see it, or None when there is no such decision or it has no outcome.

    Parameters
    ----------
    outcome_id : the outcome of all cells; the first ranked one when None.
    """
    decision = decision_of(store, decision_id)
    outcomes = rows(store, "outcomes").set_index("outcome_id")
    ranked = [outcome.outcome_id for outcome in decision.outcomes_used if outcome.outcome_id in outcomes.index]
    chosen = outcome_id if outcome_id in outcomes.index else (ranked[0] if ranked else None)
    if decision.question is None or chosen is None:
        return None
    listed = rows(store, "options").set_index("option_id")
    continues = set(listed.index[listed["is_continue_as_now"].astype(bool)])
    comparison_id = next((o.option_id for o in decision.options if o.option_id in continues), None)
    suggested: dict[tuple[str, str], PerspectiveSummary] = {}
    cells: dict[tuple[str, str], PerspectiveSummary] = {}
    agree: dict[str, Convergence] = {}
    red_lines: list[RedLineSuggestion] = []
    not_told: list[NotTold] = []
    for option in decision.options:
        if option.option_id == comparison_id:
            continue
        for perspective, summary in _suggested(store, decision_id, option.option_id, chosen).items():
            suggested[option.option_id, perspective] = summary
            cells[option.option_id, perspective] = _agreed(
                summary, decision.judgements.get((option.option_id, perspective))
            )
        agree[option.option_id] = _convergence(decision, option.option_id, cells)
        told = objection_told(store, decision_id, option.option_id)
        if told.suggestion is not None and not is_taken_up(told.suggestion, decision.red_lines):
            red_lines.append(told.suggestion)
        raised = {line.group_name for line in decision.red_lines if line.option_id == option.option_id}
        not_told += [NotTold(option.option_id, group) for group in told.cannot_tell if group not in raised]
    return Overview(
        decision=decision,
        outcome_id=chosen,
        outcome_label=outcomes.loc[chosen, "label"],
        outcome_words=outcomes.loc[chosen, "words_per_100"],
        comparison_id=comparison_id,
        cells=cells,
        suggested=suggested,
        agree=agree,
        suggested_red_lines=tuple(red_lines),
        objections_not_told=tuple(not_told),
    )


def _suggested(store: Store, decision_id: str, option_id: str, outcome_id: str) -> dict[str, PerspectiveSummary]:
    from_studies = studies(store, decision_id, option_id, outcome_id)
    from_people = people(store, decision_id, option_id)
    from_map = connections(store, decision_id, option_id, outcome_id)
    return {
        "works": PerspectiveSummary(
            "works",
            from_studies.levels,
            from_studies.cause,
            from_studies.sentence,
            from_studies.certainty.level if from_studies.certainty else None,
        ),
        "people": PerspectiveSummary(
            "people", from_people.levels, from_people.cause, from_people.sentence, from_people.confidence
        ),
        "system": PerspectiveSummary("system", from_map.levels, from_map.cause, from_map.sentence, from_map.confidence),
    }


def _agreed(summary: PerspectiveSummary, judgement: Judgement | None) -> PerspectiveSummary:
    if judgement is None:
        return summary
    levels = None
    if not judgement.not_known:
        levels = agreed_levels(
            judgement.lowest, judgement.highest, suggested=judgement.suggested, as_suggested=judgement.as_suggested
        )
    return PerspectiveSummary(
        summary.perspective,
        None if levels is None else tuple(float(share) for share in levels),
        summary.cause,
        summary.sentence,
        judgement.confidence or summary.certainty,
        agreed=True,
    )


def _convergence(
    decision: Decision, option_id: str, cells: Mapping[tuple[str, str], PerspectiveSummary]
) -> Convergence:
    computed = convergence(
        {p: None if cells[option_id, p].levels is None else np.array(cells[option_id, p].levels) for p in PERSPECTIVES}
    )
    override = decision.convergence_overrides.get(option_id)
    if override is None:
        return computed
    return overridden(computed, override.chosen, override.reason)
