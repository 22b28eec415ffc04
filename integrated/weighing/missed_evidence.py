"""The second risk check: have we missed evidence that exists?"""

from datetime import date

import numpy as np
import pandas as pd

from integrated.weighing.judgement import values as values_of
from integrated.weighing.matrix import level_array
from integrated.weighing.perspective import PERSPECTIVES
from integrated.weighing.phrases import PERSPECTIVE_WORDS, listed
from integrated.weighing.risk import CHECKS, Finding, Holdings, RiskCheck, Thresholds, answer, pressing

DAYS_A_MONTH = 365.25 / 12


def overlooking_evidence(holdings: Holdings, *, thresholds: Thresholds | None = None) -> RiskCheck:
    """Have we missed evidence that exists? What nobody searched for, what is held and not used.

    Parameters
    ----------
    holdings : searches, evidence held, judgements against their data.
    thresholds : conventions.

    Returns
    -------
    RiskCheck with numbers: pairs, never_searched, none_found (searched, nothing found: not the same), old_searches,
        held_unused, contradicting, silent.
    """
    limits = thresholds or Thresholds()
    searched, numbers = _searches(holdings, limits)
    unused = _unused(holdings)
    contradicting = _contradicting(holdings, limits)
    silent = _silent(holdings)
    numbers |= {
        "held_unused": 0 if holdings.unused is None else len(holdings.unused),
        "contradicting": pressing(contradicting),
        "silent": sum(len(options) for options in (holdings.silent or {}).values()),
    }
    return answer(CHECKS[1], [*searched, *unused, *contradicting, *silent], numbers)


def _searches(holdings: Holdings, limits: Thresholds) -> tuple[list[Finding], dict[str, float]]:
    never_q, old_q = "never searched", "searches grown old"
    pairs = [(option, outcome) for option in holdings.option_ids for outcome in holdings.critical_outcomes]
    numbers: dict[str, float] = {"pairs": len(pairs), "never_searched": 0, "none_found": 0, "old_searches": 0}
    if not pairs:
        words = "No outcome is ranked as critical." if holdings.option_ids else "There is no option yet."
        return [Finding(never_q, "cannot tell", "", words, "Rank the outcomes.")], numbers
    if holdings.searches is None:
        return [Finding(never_q, "cannot tell", "", "There is no search log.", "Log what was searched.")], numbers
    found = []
    for option, outcome in pairs:
        mine = holdings.searches
        mine = mine[(mine["option_id"] == option) & (mine["outcome_id"] == outcome)]
        subject = f"{option}, {outcome}"
        if mine.empty:
            numbers["never_searched"] += 1
            words = f"Nobody has searched for studies of {option} on {outcome}."
            found.append(Finding(never_q, "act", subject, words, f"Search for {option} on {outcome}, or say why not."))
            continue
        if (pd.to_numeric(mine["studies_found"]) == 0).all():
            numbers["none_found"] += 1
            words = f"{option} on {outcome}: searched, none found. That is not the same as no effect."
            found.append(Finding("searched, none found", "clear", subject, words))
        age = _age(mine, holdings.today, limits.months_since_search)
        numbers["old_searches"] += age == "look"
        words = {
            "look": f"{option} on {outcome} was last searched more than {limits.months_since_search:g} months ago.",
            "cannot tell": f"It is not certain when {option} on {outcome} was last searched.",
            "clear": f"{option} on {outcome} was searched in the last {limits.months_since_search:g} months.",
        }[age]
        found.append(
            Finding(old_q, age, subject, words, "" if age == "clear" else f"Search again: {option} on {outcome}.")
        )
    return found, numbers


def _age(searches: pd.DataFrame, today: date | None, most_months: float) -> str:
    """Whether the last search is old; with only its year known, it may have been on any day of it."""
    if today is None:
        return "cannot tell"
    states = []
    for row in searches.to_dict("records"):
        day, year = row.get("searched_on"), row.get("searched_year")
        if day is not None and not pd.isna(day):
            first = last = pd.Timestamp(day).date()
        elif year is not None and not pd.isna(year):
            first, last = date(int(year), 1, 1), date(int(year), 12, 31)
        else:
            states.append("cannot tell")
            continue
        oldest, youngest = ((today - day).days / DAYS_A_MONTH for day in (first, min(last, max(first, today))))
        states.append("clear" if oldest <= most_months else "look" if youngest > most_months else "cannot tell")
    return min(states, key=("clear", "cannot tell", "look").index)


def _unused(holdings: Holdings) -> list[Finding]:
    question = "held and not used"
    if holdings.unused is None:
        words = "What is held and not used is not known."
        return [Finding(question, "cannot tell", "", words, "List the evidence held.")]
    if holdings.unused.empty:
        return [Finding(question, "clear", "", "All evidence held is used.")]
    count = len(holdings.unused)
    words = f"{count} {'piece' if count == 1 else 'pieces'} of evidence held {'is' if count == 1 else 'are'} not used."
    return [Finding(question, "look", "", words, "Read the reason beside each, and say whether it still holds.")]


def _contradicting(holdings: Holdings, limits: Thresholds) -> list[Finding]:
    question = "judged against the data"
    found, compared = [], 0
    for (option, perspective), (agreed, suggested) in holdings.judgements.items():
        where = f"{option} on {PERSPECTIVE_WORDS[PERSPECTIVES.index(perspective)]}"
        known, shown = (not np.isnan(level_array(levels)).any() for levels in (agreed, suggested))
        if not known:
            continue
        if not shown:
            words = f"The judgement of {where} rests on no data: nothing is known from there."
            found.append(Finding(question, "look", option, words, f"Say what the judgement of {where} rests on."))
            continue
        compared += 1
        apart = abs(float(values_of(agreed)) - float(values_of(suggested))) * 4
        if apart > limits.levels_apart + 1e-9:
            words = f"The judgement of {where} lies more than {limits.levels_apart:g} level from what the data suggest."
            found.append(Finding(question, "look", option, words, f"Check the reason given for {where}."))
    if not found and not compared:
        return [Finding(question, "cannot tell", "", "Nothing is judged yet.", "Agree the judgements.")]
    return found or [Finding(question, "clear", "", "No judgement lies far from what its data suggest.")]


def _silent(holdings: Holdings) -> list[Finding]:
    question = "nothing known"
    if holdings.silent is None:
        words = "Which perspectives are silent is not known."
        return [Finding(question, "cannot tell", "", words, "Judge each option from each perspective.")]
    found = [
        Finding(
            question,
            "look",
            perspective,
            f"Nothing is known from {PERSPECTIVE_WORDS[PERSPECTIVES.index(perspective)]} of {listed(options)}.",
            f"Find out, or say why it is not needed: {PERSPECTIVE_WORDS[PERSPECTIVES.index(perspective)]}.",
        )
        for perspective, options in holdings.silent.items()
        if len(options)
    ]
    return found or [Finding(question, "clear", "", "Something is known of each option from each perspective.")]
