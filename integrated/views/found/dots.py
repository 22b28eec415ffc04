"""Of 100 young people: two fields of a hundred dots, and the same in a sentence."""

from markupsafe import Markup

from integrated.what_works.study import OfHundred

COLUMNS, STEP, RADIUS = 20, 14, 5


def of_hundred(found: OfHundred | None, *, k: int, is_binary: bool, may: bool) -> Markup:
    """The panel "Of 100 young people": the baseline a person chose, what the studies fit, and a new place.

    Parameters
    ----------
    found : None until a baseline is chosen that can be used.
    k : studies that count.
    is_binary : whether they count an event at all.
    may : whether this person may choose a baseline.
    """
    if not k or not is_binary:
        return Markup("")
    choose = (
        Markup('<a href="#baseline" data-go="baseline">{}</a>').format(
            "Choose how many of 100" if found is None else "Change how many of 100"
        )
        if may
        else Markup("")
    )
    if found is None:
        return Markup('<section class="panel"><h2>Of 100 young people</h2><p>{}</p>{}</section>').format(
            "Not shown yet: nobody has chosen how many of 100 it would happen to without this option, or the figure "
            "is under 2 of 100.",
            choose,
        )
    low, high = (round(end) for end in found.likely)
    baseline = round(found.baseline)
    within = f" within {found.months:.0f} months" if found.months else ""
    told = _told(found, k)
    drawn = Markup("") if k == 2 else _field(low, high, "With it", f"{low} to {high}")
    place = ""
    if found.new_place is not None:
        place = f"In a new place, likely between {found.new_place[0]:.0f} and {found.new_place[1]:.0f}."
    stand_in = " A stand-in: it counts something close to this." if found.is_stand_in else ""
    return Markup(
        '<section class="panel"><h2>Of 100 young people</h2>'
        "<p>About <b>{}</b> would {}{}. {}</p>{}{}<p>{}</p>"
        '<p class="quiet s14">{}: {}.{}</p>{}</section>'
    ).format(
        baseline,
        found.words,
        within,
        told,
        _field(baseline, baseline, "Without it", str(baseline)),
        drawn,
        place,
        baseline,
        found.source,
        stand_in,
        choose,
    )


def _told(found: OfHundred, k: int) -> Markup:
    low, high = found.likely
    if k == 2:
        return Markup("With this option: <b>cannot say</b>; two studies are too few.")
    if low < found.baseline < high:
        return Markup("With this option: <b>cannot say</b>; anything between {:.0f} and {:.0f} fits.").format(low, high)
    return Markup("With this option about <b>{:.0f}</b>; the studies fit {:.0f} to {:.0f}.").format(
        found.middle, low, high
    )


def _field(sure: int, perhaps: int, name: str, told: str) -> Markup:
    """A hundred dots: filled up to `sure`, hatched up to `perhaps`, the rest empty; the sentence says the same."""
    dots = Markup("").join(
        Markup('<circle cx="{}" cy="{}" r="{}" class="{}"/>').format(
            STEP * (i % COLUMNS) + STEP // 2,
            STEP * (i // COLUMNS) + STEP // 2,
            RADIUS,
            "sure" if i < sure else "perhaps" if i < perhaps else "rest",
        )
        for i in range(100)
    )
    return Markup(
        '<figure class="dots"><figcaption class="s14">{}: {}</figcaption>'
        '<svg viewBox="0 0 {} {}" width="100%" aria-hidden="true" focusable="false">{}</svg></figure>'
    ).format(name, told, STEP * COLUMNS, STEP * 5, dots)
