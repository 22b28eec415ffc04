"""Sentences of the page What studies found: plain numbers in, plain English out. What may be is said with "may"."""

from collections.abc import Sequence

from integrated.what_works.closer import AllEffects, SmallStudies, WithoutOne
from integrated.what_works.found import StudiesBrief

LITTLE_APART = 0.05
SMALL_P = 0.10


def number(value: float) -> str:
    """An effect with two decimals and a real minus sign."""
    return f"{value:.2f}".replace("-", "−")


def interval(low: float, high: float) -> str:
    """Two ends as "−0.36 to 0.77"."""
    return f"{number(low)} to {number(high)}"


def heterogeneity(brief: StudiesBrief) -> str:
    """How much results differ from study to study, never more firmly than so few studies allow."""
    if brief.k == 1:
        return "One study: we cannot say how results would vary."
    if brief.pooled is None:
        return ""
    if brief.k == 2:
        one, other = (row.interval for row in brief.used)
        if one[0] > other[1] or other[0] > one[1]:
            return "The two studies differ by more than chance would make likely."
        return "Two studies: too few to say how much results differ from study to study."
    tau, upper = float(brief.pooled.tau2[0]) ** 0.5, float(brief.pooled.tau2_ci_ub[0]) ** 0.5
    told = f"typical difference {tau:.2f}; as much as {upper:.2f} fits"
    if tau < LITTLE_APART:
        return f"Results may differ little from study to study, but {brief.k} studies cannot rule out more ({told})."
    return f"Results may differ from study to study ({told})."


def new_place(brief: StudiesBrief) -> str:
    """The range in a new place."""
    if brief.shown_new_place is None:
        return ""
    low, high = brief.shown_new_place
    ends = "could be worse or better" if low < 0 < high else "would likely be better" if low > 0 else "likely worse"
    return f"In a new place, likely between {number(low)} and {number(high)}: it {ends}."


def dependence(found: AllEffects, primary: float | None) -> str:
    """How many effects there are, what the three levels say, and what plain pooling would have said.

    Parameters
    ----------
    found : the full view.
    primary : average of one effect per study, None below three studies.
    """
    effects = f"{len(found.rows)} effects from {found.programmes} {'study' if found.programmes == 1 else 'studies'}"
    if found.interval is None:
        three = f"three levels give {number(found.estimate)}, without an interval: too few programmes"
    else:
        three = f"three levels give {number(found.estimate)} ({interval(*found.interval)})"
    plain = (
        f"Plain pooling would mislead: it takes {len(found.rows)} effects for {len(found.rows)} studies and says "
        f"{number(found.plain[0])} ({interval(*found.plain[1:])})."
    )
    apart = "" if primary is None else f" One effect per study gives {number(primary)}: {_differ(primary, found)}."
    return f"{effects}: {three}. {plain}{apart}"


def _differ(primary: float, found: AllEffects) -> str:
    gap = abs(primary - found.estimate)
    return f"the two views {'differ' if gap >= LITTLE_APART else 'hardly differ'}, by {gap:.2f}"


def single_study(found: Sequence[WithoutOne]) -> str:
    """Whether one study alone makes the answer."""
    changing = [one for one in found if one.changes]
    if not found:
        return "From three studies on, this shows what happens when each study is left out."
    if not changing:
        return "No single study makes the answer: leaving out any one of them, better or worse fits as before."
    names = " or ".join(one.row.short_name for one in changing)
    return f"The answer hangs on single studies: without {names} it would be another."


def small_studies(found: SmallStudies | None, k: int) -> str:
    """Whether small studies say something else than large ones, from ten studies on."""
    if found is None:
        many = f"{k} {'study' if k == 1 else 'studies'}"
        return f"Not checked: {many}, and the checks need ten (Egger's test, trim and fill)."
    if found.egger.p != found.egger.p:
        return "Not checked: all studies have the same effect or the same error, so there is nothing to compare."
    first = (
        f"Small studies may say something else than large ones (Egger's test, p = {found.egger.p:.2f})."
        if found.egger.p < SMALL_P
        else f"Small studies say much the same as large ones (Egger's test, p = {found.egger.p:.2f})."
    )
    if found.filled is None:
        return f"{first} Trim and fill gives no steady answer."
    if not found.filled.k0:
        return f"{first} No study seems to be missing (trim and fill)."
    side = "worse" if found.filled.side == "left" else "better"
    return (
        f"{first} About {found.filled.k0} studies with {side} results may be missing; with them the average would be "
        f"{number(found.filled.estimate)} ({interval(found.filled.ci_lb, found.filled.ci_ub)}) (trim and fill)."
    )


METHOD = (
    "Effects are standardised mean differences (Hedges’ g), turned so that above 0 is better for young people.",
    "The average is a random-effects model; the spread between studies is estimated by restricted maximum likelihood "
    "(REML).",
    "The shown interval is Hartung and Knapp’s, never narrower than the plain one (“adhoc”); the plain one (Wald) "
    "stands beside it in the table.",
    "A diamond is drawn from three studies on. With two, the average stands behind a click.",
    "In a new place: a mixture over the average and the spread, with a half-normal prior of 0.28 on the spread, a "
    "convention. The same rule feeds the judgement on step 3.",
    "One effect per study counts: the whole sample before subgroups, then the measure, then the follow-up nearest 24 "
    "months. Every effect held is one click away, with three levels and cluster-robust errors (CR2).",
    "Rows with a reason against them are shown and never pooled.",
    "Studies in which no option was compared (correlations) are shown and never rank options: what goes together "
    "need not follow.",
)
