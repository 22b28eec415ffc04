"""How sure we can be of an effect: GRADE's steps suggested from the rows, and people's own choices kept over them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from scipy import special

from integrated.what_works.effect_rows import Row, Rows, effect_rows, is_true, may_be_pooled, missing, study_of
from integrated.what_works.pooling import pool
from integrated.what_works.small_studies import egger_test

LEVELS = ("very low", "low", "moderate", "high")
SMALLEST_WORTHWHILE = 0.10
ENOUGH_PEOPLE = 400
ENOUGH_STUDIES_FOR_BIAS = 10
EGGER_P = 0.10
HERE = frozenset({"UK", "GB", "United Kingdom", "England", "Scotland", "Wales", "Northern Ireland"})
CHARGES = {
    "RoB 2": {"low": 0, "some concerns": 0, "high": 1},
    "ROBINS-I": {"low": 0, "moderate": 1, "serious": 2, "critical": 3},
}
NOT_RATED = 1
STEPS = ("risk_of_bias", "inconsistency", "indirectness", "imprecision", "publication_bias", "upgrade")
BODIES = {"rct": "randomised", "non_randomised": "non_randomised"}
Numbers = dict[str, float | int | str]
Found = tuple[int | Literal["look"], str, Numbers]


@dataclass(frozen=True)
class Step:
    """One step of GRADE.

    Parameters
    ----------
    name : one of `STEPS`
    suggested : levels to take off (0, −1, −2, −3), or "look": a person has to decide, nothing is taken off until then
    chosen : what counts: the suggestion, or what a person chose instead (upgrades are above 0); None until a person
        decides on a "look"
    reason : why, in words; a person's own reason where they chose
    numbers : what the suggestion rests on
    overridden : whether a person chose
    """

    name: str
    suggested: int | Literal["look"]
    chosen: int | None
    reason: str
    numbers: Numbers
    overridden: bool = False


@dataclass(frozen=True)
class Certainty:
    """GRADE's answer for one option and outcome.

    Parameters
    ----------
    level : "high", "moderate", "low" or "very low"; "not known" if no row may be pooled
    steps : every step of the body of evidence that leads
    body : "randomised" or "non_randomised", None if nothing is known
    k : studies in that body
    other : the same for the other body, None if there is none
    """

    level: str
    steps: tuple[Step, ...]
    body: str | None = None
    k: int = 0
    other: "Certainty | None" = None


def certainty(
    effects: Rows,
    *,
    overrides: Sequence[Any] = (),
    smallest_worthwhile: float = SMALLEST_WORTHWHILE,
    enough_people: int = ENOUGH_PEOPLE,
) -> Certainty:
    """How sure we can be of the pooled effect of one option on one outcome.

    Both randomised and non-randomised bodies start at high; they are graded apart and the better supported one leads
    (the randomised one if they come out equal).

    Parameters
    ----------
    effects : DataFrame or sequence of mappings, one row per effect, with the columns of table `effect`. Needed:
        `design`, `effect_towards_benefit`, `standard_error`. Used if there: `risk_of_bias_tool`, `risk_of_bias`,
        `participants`, `study_id` (else `programme`), `country`; `is_stand_in`, `population_differs`,
        `comparator_differs` (true or false). Rows that may not be pooled are left out: `excluded_because` filled in
        or `use` "no", `is_primary` false, a `subgroup`, `design` "correlational"
    overrides : mappings or objects with `step` (one of `STEPS`), `chosen` (levels, −3 to 2; only "upgrade" may be
        above 0), `reason`, and optionally `body`; without it they are for the leading body. The last one on a step
        counts. They stay, whatever is suggested later
    smallest_worthwhile, enough_people : conventions of the imprecision step

    Raises
    ------
    ValueError
        Fewer columns than needed, an unknown design, step or choice, or an override without a reason.

    Source: Guyatt and others (2011), J Clin Epidemiol 64, 383 and the papers that follow it; Schünemann and others
    (2019), J Clin Epidemiol 111, 105, on starting at high with ROBINS-I.
    """
    needed = ("design", "effect_towards_benefit", "standard_error")
    rows = [row for row in effect_rows(effects, needed) if may_be_pooled(row)]
    choices = [checked_override(override) for override in overrides]
    graded = []
    for design, body in BODIES.items():
        of_body = [row for row in rows if row["design"] == design]
        if of_body:
            steps = suggested_steps(of_body, smallest_worthwhile, enough_people)
            graded.append(Certainty(level_after(steps), steps, body, len(of_body)))
    if not graded:
        return Certainty("not known", ())
    graded.sort(key=strength)
    leader = graded[0].body  # a choice made without naming the body was made about the one that was suggested to lead
    graded = [with_choices(one, [c for c in choices if (c["body"] or leader) == one.body]) for one in graded]
    graded.sort(key=strength)
    return replace(graded[0], other=graded[1] if len(graded) > 1 else None)


def strength(one: Certainty) -> tuple[int, bool]:
    """Sorts bodies, the better supported first, the randomised one first among equals."""
    return -LEVELS.index(one.level), one.body != "randomised"


def suggested_steps(rows: list[Row], smallest_worthwhile: float, enough_people: int) -> tuple[Step, ...]:
    """The steps of one body, as the rows suggest them."""
    yi = np.array([float(row["effect_towards_benefit"]) for row in rows])
    vi = np.array([float(row["standard_error"]) for row in rows]) ** 2
    # Two studies have a t with 1 degree of freedom, 12.7: it would call every pair imprecise, whatever they found.
    pooled = pool(yi, vi, test="adhoc" if len(rows) > 2 else "z")
    found: tuple[Found, ...] = (
        risk_of_bias(rows, pooled.weights),
        inconsistency(yi, vi),
        indirectness(rows),
        imprecision(rows, float(pooled.ci_lb[0]), float(pooled.ci_ub[0]), smallest_worthwhile, enough_people),
        publication_bias(yi, vi),
        (0, "Only people raise certainty: for a large effect, a dose response, or bias that would hide it.", {}),
    )
    return tuple(
        Step(name, charge, None if charge == "look" else charge, reason, numbers)
        for name, (charge, reason, numbers) in zip(STEPS, found, strict=True)
    )


def risk_of_bias(rows: list[Row], weights: np.ndarray) -> Found:
    """The largest charge that studies with over half of the weight carry, each at its own level or worse."""
    charges = np.array([bias_charge(row) for row in rows])
    shares = {level: float(weights[charges >= level].sum()) / 100 for level in (1, 2, 3)}
    charge = max((level for level, share in shares.items() if share > 0.5), default=0)
    rated = [rating(row) for row in rows]
    by_rating = {name: round(float(weights[[one == name for one in rated]].sum())) for name in dict.fromkeys(rated)}
    told = ", ".join(f"{name} {percent}%" for name, percent in by_rating.items())
    verdict = "Over half of the weight comes from studies " + (
        "at risk of bias." if charge else "that are sound enough."
    )
    numbers: Numbers = {f"percent {name}": percent for name, percent in by_rating.items()}
    return -charge, f"{verdict} Weight by rating: {told}.", numbers


def bias_charge(row: Row) -> int:
    """Levels that the risk of bias of one study takes off: 0 to −3."""
    if missing(row.get("risk_of_bias")) or row["risk_of_bias"] == "not rated":
        return NOT_RATED
    tool = "RoB 2" if row["design"] == "rct" else "ROBINS-I"
    levels = CHARGES.get(str(row.get("risk_of_bias_tool")), CHARGES[tool])
    return levels.get(str(row["risk_of_bias"]).lower(), NOT_RATED)


def rating(row: Row) -> str:
    """The printed rating of a study, or "not rated"."""
    return "not rated" if missing(row.get("risk_of_bias")) else str(row["risk_of_bias"])


def inconsistency(yi: np.ndarray, vi: np.ndarray) -> Found:
    """Whether any two studies' 95% intervals do not overlap."""
    if len(yi) < 2:
        return 0, "One study: there is nothing to compare it with.", {"k": 1}
    reach = -special.ndtri(0.025) * np.sqrt(vi)
    lowest_top, highest_bottom = float((yi + reach).min()), float((yi - reach).max())
    numbers: Numbers = {"k": len(yi), "lowest upper end": lowest_top, "highest lower end": highest_bottom}
    if highest_bottom > lowest_top:
        return -1, "At least two studies contradict each other: their intervals do not overlap.", numbers
    return 0, "The intervals of all studies overlap.", numbers


def indirectness(rows: list[Row]) -> Found:
    """Whether what was measured stands in for the outcome, and whether people have to look at where that was."""
    countries = sorted({str(row["country"]) for row in rows if not missing(row.get("country"))})
    kinds = ("population", "comparator")
    elsewhere = [kind for kind in kinds if any(is_true(row.get(f"{kind}_differs")) for row in rows)]
    if countries and not HERE.intersection(countries) and "population" not in elsewhere:
        elsewhere.insert(0, "population")
    numbers: Numbers = {
        "countries": ", ".join(countries) or "not recorded",
        "differs": ", ".join(elsewhere) or "nothing",
    }
    stand_ins = sum(is_true(row.get("is_stand_in")) for row in rows)
    look = f" The {' and '.join(elsewhere)} may differ from here: people decide." if elsewhere else ""
    if stand_ins:
        numbers["stand-ins"] = str(stand_ins)
        return -1, f"The outcome was measured by a stand-in in {stand_ins} of {len(rows)} rows.{look}", numbers
    if elsewhere:
        return "look", look.strip(), numbers
    return 0, "The outcome itself was measured, among people like those here.", numbers


def imprecision(rows: list[Row], lower: float, upper: float, smallest_worthwhile: float, enough_people: int) -> Found:
    """Whether the interval holds both no effect and the smallest worthwhile one, and whether too few took part."""
    people, unknown = people_in(rows)
    wide = lower < 0 and upper > smallest_worthwhile
    few = people < enough_people and not unknown
    numbers: Numbers = {"lower": lower, "upper": upper, "people": people, "people unknown": unknown}
    reasons = [f"The interval runs from {lower:.2f} to {upper:.2f}"]
    reasons[0] += f" and holds both no effect and {smallest_worthwhile:g}." if wide else "."
    if unknown:
        reasons.append(f"The number of people is not recorded for {unknown} of {len(rows)} studies.")
    else:
        reasons.append(f"{people:,} people took part{f', fewer than {enough_people}' if few else ''}.")
    if unknown and people < enough_people and not wide:
        return "look", " ".join(reasons), numbers
    return -(int(wide) + int(few)), " ".join(reasons), numbers


def people_in(rows: list[Row]) -> tuple[int, int]:
    """People in all studies, each study once, and the number of rows that do not say."""
    by_study: dict[object, int] = {}
    unknown = 0
    for position, row in enumerate(rows):
        study = study_of(row, position)
        if missing(row.get("participants")):
            unknown += 1
        else:
            by_study[study] = max(by_study.get(study, 0), int(float(row["participants"])))
    return sum(by_study.values()), unknown


def publication_bias(yi: np.ndarray, vi: np.ndarray) -> Found:
    """Egger's test, from 10 studies on."""
    if len(yi) < ENOUGH_STUDIES_FOR_BIAS:
        return 0, f"{len(yi)} studies: too few to test (from {ENOUGH_STUDIES_FOR_BIAS}).", {"k": len(yi)}
    p = egger_test(yi, vi).p
    if p < EGGER_P:
        return -1, f"Small studies say something else than large ones (Egger p = {p:.3f}).", {"k": len(yi), "p": p}
    return 0, "Small studies say much the same as large ones.", {"k": len(yi), "p": p}


def level_after(steps: Iterable[Step]) -> str:
    """The level left after all steps, from high; what nobody has decided takes nothing off."""
    taken = sum(step.chosen or 0 for step in steps)
    return LEVELS[min(max(len(LEVELS) - 1 + taken, 0), len(LEVELS) - 1)]


def checked_override(override: Any) -> dict[str, Any]:
    """Step, choice, reason and body of one override, given as a mapping or an object."""
    names = ("step", "chosen", "reason", "body")
    read = override.get if isinstance(override, Mapping) else lambda name: getattr(override, name, None)
    choice = {name: read(name) for name in names}
    if choice["step"] not in STEPS:
        raise ValueError(f"override step must be one of {', '.join(STEPS)}, got {choice['step']!r}")
    allowed = range(0, 3) if choice["step"] == "upgrade" else range(-3, 1)
    if isinstance(choice["chosen"], bool) or choice["chosen"] not in allowed:
        raise ValueError(
            f"override of {choice['step']} must be a whole number from {allowed[0]} to {allowed[-1]}, "
            f"got {choice['chosen']!r}"
        )
    if missing(choice["reason"]):
        raise ValueError(f"override of {choice['step']} needs a reason, got none")
    if choice["body"] not in (None, *BODIES.values()):
        raise ValueError(f"override body must be one of {', '.join(BODIES.values())}, got {choice['body']!r}")
    return choice


def with_choices(one: Certainty, choices: list[dict[str, Any]]) -> Certainty:
    """The same body with people's choices in place of suggestions."""
    chosen = {choice["step"]: choice for choice in choices}
    steps = tuple(
        replace(step, chosen=int(chosen[step.name]["chosen"]), reason=chosen[step.name]["reason"], overridden=True)
        if step.name in chosen
        else step
        for step in one.steps
    )
    return replace(one, steps=steps, level=level_after(steps))
