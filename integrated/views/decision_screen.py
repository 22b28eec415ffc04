"""Step 1 around its table: the question, the answer band, and the three panels below."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from markupsafe import Markup

from integrated.views import icons, words

LONG_QUESTION = 120


class Figure(Protocol):
    """A local figure as the panel needs it."""

    @property
    def label(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def value(self) -> float | None: ...
    @property
    def status(self) -> str: ...
    @property
    def year(self) -> int | None: ...


def first_line(is_example: bool) -> Markup:
    """What the app is for, and that the decision below is an example."""
    example = (
        Markup(' {} <a href="/?start=1" data-go="start">Start ours</a>').format(words.EXAMPLE_LINE)
        if is_example
        else ""
    )
    return Markup('<p class="first-line quiet s15 hide-when-presenting">{}{}</p>').format(words.FIRST_LINE, example)


def heading(question: str, place: str, decided_by: str | None, decide_on: date | None, illustrative: bool) -> Markup:
    """The question at the left; place, who decides and by when at the right."""
    who = decided_by or "Who decides is not entered yet"
    when = f"decides by {long_date(decide_on)}" if decide_on else "date not entered yet"
    pill = Markup('<span class="pill">{}</span>').format("Illustrative workshop and map") if illustrative else ""
    return Markup(
        '<div class="head"><h1 class="{}">{}</h1><div class="where quiet s16"><div>{}</div><div>{} {}</div>'
        '<div>{} <a href="/?edit=1" data-go="edit">Edit</a></div></div></div>'
    ).format("question long" if len(question) > LONG_QUESTION else "question", question, place, who, when, pill)


def band(answer: tuple[str, str], red_lines: Sequence[tuple[str, str]]) -> Markup:
    """The one sentence that answers the page, a red line before it.

    Parameters
    ----------
    answer : the sentence and a quieter one, which may be empty.
    red_lines : (group, option letter) of each open one.
    """
    red = Markup(" ").join(
        Markup('<span class="red-line">{} {} object strongly to {}.</span>').format(icons.RED_LINE, group, letter)
        for group, letter in red_lines
    )
    return Markup('<div class="{}" role="status">{} {} <span class="quiet">{}</span></div>').format(
        "band red" if red_lines else "band", red, answer[0], answer[1]
    )


def panels(
    not_heard: Sequence[tuple[str, str]], here: Markup, next_line: str, *, query: str, review: str | None = None
) -> Markup:
    """Not heard yet, here in numbers, and next."""
    missing = Markup("").join(
        Markup("<div>{}: <b>{}</b></div>").format(group, state) for group, state in not_heard[:4]
    ) or Markup("<div>{}</div>").format("No group is named as one that must be heard.")
    return Markup(
        '<div class="panels"><section class="panel"><h2>Not heard yet</h2>{}</section>'
        '<section class="panel">{}</section>'
        '<section class="panel"><h2>Next</h2><a class="button main" href="/side_by_side{}" data-go="next">'
        'Compare side by side</a><div class="s16">{}</div>{}</section></div>'
    ).format(missing, here, query, next_line, Markup("<div>{}</div>").format(review) if review else "")


def figures(place: str, shown: Sequence[Figure], this_year: int) -> Markup:
    """Local figures with their year and age; a hidden figure says so."""
    year = next((figure.year for figure in shown if figure.year), None)
    age = f"({place}, {year}: {words.years_old(year, this_year)})" if year else f"({place})"
    rows = Markup("").join(
        Markup("<div>{} {}</div>").format(_value(figure), short_label(figure.label)) for figure in shown
    ) or Markup("<div>{}</div>").format("No figures for this place yet.")
    return Markup(
        '<h2>Here in numbers <span class="quiet s14">{}</span></h2>{}'
        '<a href="/?own=1" data-go="own">Use our own figure</a>'
    ).format(age, rows)


def _value(figure: Figure) -> Markup:
    if figure.status == "suppressed":
        return Markup("<b>{}</b>").format(words.SUPPRESSED_BY_SOURCE)
    if figure.value is None:
        return Markup("<b>Not available</b>")
    unit = "%" if figure.unit == "percent" else f" {figure.unit}"
    return Markup('<b class="big">{:,.0f}{}</b>').format(figure.value, unit)


def short_label(label: str) -> str:
    """A label that follows its number: "Care leavers 19-21 in …" begins in lower case and with an en dash."""
    text = label.replace("19-21", "19–21").replace("19-20", "19–20")
    return text[0].lower() + text[1:]


def long_date(day: date) -> str:
    """A date as people write it."""
    return f"{day.day} {day:%B %Y}"
