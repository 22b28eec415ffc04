"""What the three risk checks look at and what they answer: plain values, thresholds that can be changed, findings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd

CHECKS = ("reinforcing_discrimination", "overlooking_evidence", "limiting_flexibility")
STATES = ("clear", "cannot tell", "look", "act")
"""From least to most pressing. Unknown is never clear: it stands above it."""


@dataclass(frozen=True)
class Thresholds:
    """Conventions of the risk checks, editable.

    Attributes
    ----------
    months_since_search : older searches are looked at again.
    ladder_least : a ladder rung below this at every stage is looked at (6 = delegated power).
    group_least : people of a group before its view is set against the majority.
    majority : share of people above which there is a majority.
    heaviest_share : a person's share on one perspective above this is looked at.
    effective_perspectives : exp of the entropy of a person's shares; below this is looked at.
    options_least : fewer options than this are looked at.
    events_share : more than this share of options at the events level is looked at.
    levels_apart : agreed and suggested judgement further apart than this many levels contradict each other.
    """

    months_since_search: float = 24
    ladder_least: int = 6
    group_least: int = 5
    majority: float = 0.5
    heaviest_share: float = 0.60
    effective_perspectives: float = 2.0
    options_least: int = 3
    events_share: float = 0.5
    levels_apart: float = 1.0


@dataclass(frozen=True)
class Voices:
    """What the check on unfairness looks at. None: not known, which is never taken for fine.

    Attributes
    ----------
    must_be_heard : group to people heard; 0 = asked and none came, None = not asked.
    representation : DataFrame with category and state, as `co_production.representation` gives it; None if there is
        no share of the local population to compare with.
    subgroup_effects : priority group to how many effects by that subgroup are held; None if nobody looked.
    stances : option to group to people who (support, are in between, oppose).
    engagements : DataFrame with stage, ladder_rung (1-7), influence (0-3) and fed_back (True, False), one row per
        engagement; missing values = not recorded. No rows = nobody was engaged.
    """

    must_be_heard: Mapping[str, int | None] = field(default_factory=dict)
    representation: pd.DataFrame | None = None
    subgroup_effects: Mapping[str, int] | None = None
    stances: Mapping[str, Mapping[str, Sequence[float]]] = field(default_factory=dict)
    engagements: pd.DataFrame | None = None


@dataclass(frozen=True)
class Holdings:
    """What the check on missed evidence looks at.

    Attributes
    ----------
    option_ids, critical_outcomes : every pair of them should have been searched.
    searches : DataFrame with option_id, outcome_id, searched_on (date or missing), searched_year, studies_found.
    today : day of the check.
    unused : DataFrame with one row per piece of evidence held and not used (item, option_id, reason); None if unknown.
    judgements : (option, perspective) to (agreed, suggested) levels, five shares each, None for not known.
    silent : perspective to options of which nothing is known from it.
    """

    option_ids: Sequence[str] = ()
    critical_outcomes: Sequence[str] = ()
    searches: pd.DataFrame | None = None
    today: date | None = None
    unused: pd.DataFrame | None = None
    judgements: Mapping[tuple[str, str], tuple[Any, Any]] = field(default_factory=dict)
    silent: Mapping[str, Sequence[str]] | None = None


@dataclass(frozen=True)
class Room:
    """What the check on being boxed in looks at: room to choose, and to change course.

    Attributes
    ----------
    weights : person to their three shares (works, people, system); None or empty if nobody has answered.
    values : (m, 3) of the options in `option_ids` order, NaN for not known; None if there are none yet.
    option_ids : all options, continue-as-now included.
    action_levels : option to "events", "structures", "goals", "beliefs" or None; leave continue-as-now out.
    undo : option to "easy", "hard" or None (not entered).
    certainty : option to "high", "moderate", "low", "very low" or None (not rated).
    chosen : options that the conclusion goes ahead with.
    route_strength : option to the fewest links whose loss breaks every route; None if there is no map, 0 if no route.
    """

    weights: Mapping[str, Sequence[float]] | None = None
    values: Any = None
    option_ids: Sequence[str] = ()
    action_levels: Mapping[str, str | None] = field(default_factory=dict)
    undo: Mapping[str, str | None] = field(default_factory=dict)
    certainty: Mapping[str, str | None] = field(default_factory=dict)
    chosen: Sequence[str] = ()
    route_strength: Mapping[str, int | None] | None = None


@dataclass(frozen=True)
class Finding:
    """One thing a check found, or could not tell.

    Attributes
    ----------
    question : what was asked ("voices not heard").
    state : clear, cannot tell, look or act.
    subject : group, option, person or perspective it is about; "" for the whole decision.
    words : one sentence.
    next_step : one sentence, or "".
    """

    question: str
    state: str
    subject: str
    words: str
    next_step: str = ""


@dataclass(frozen=True)
class RiskCheck:
    """The answer of one check.

    Attributes
    ----------
    state : "clear", "look", "act" or "cannot tell": the most pressing of its findings.
    numbers : counts by name, the ones the words are made from.
    rows : DataFrame[question, state, subject, words, next_step], the most pressing first.
    next_step : one sentence.
    check_id : "reinforcing_discrimination", "overlooking_evidence" or "limiting_flexibility".
    """

    state: str
    numbers: Mapping[str, float]
    rows: pd.DataFrame
    next_step: str
    check_id: str = ""


def pressing(findings: Iterable[Finding]) -> int:
    """How many findings call for a look or an act.

    Parameters
    ----------
    findings : of one question.
    """
    return sum(finding.state in ("look", "act") for finding in findings)


def answer(check_id: str, findings: Iterable[Finding], numbers: Mapping[str, float]) -> RiskCheck:
    """The answer that some findings add up to.

    Parameters
    ----------
    check_id : of the check.
    findings : in reading order; none at all is "cannot tell".
    numbers : as in `RiskCheck`.
    """
    ordered = sorted(findings, key=lambda finding: -STATES.index(finding.state))
    ordered = [replace(finding, words=finding.words[0].upper() + finding.words[1:]) for finding in ordered]
    rows = pd.DataFrame(
        [vars(finding) for finding in ordered], columns=["question", "state", "subject", "words", "next_step"]
    )
    if not ordered:
        return RiskCheck("cannot tell", numbers, rows, "Cannot tell: nothing was entered to check.", check_id)
    worst = ordered[0]
    step = worst.next_step
    if worst.state == "cannot tell":
        step = f"Cannot tell: {worst.words[0].lower()}{worst.words[1:]} {worst.next_step}".strip()
    return RiskCheck(worst.state, numbers, rows, step or "Nothing found by this check.", check_id)
