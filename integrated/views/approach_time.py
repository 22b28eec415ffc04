"""Over time: one person's answers, one assessment after the other, and which elements moved."""

import pandas as pd
from markupsafe import Markup

from integrated.record.elements import APPROACH_NAMES, APPROACHES, BY_ID
from integrated.record.how_we_work import Answered, HowWeWork, moved
from integrated.views import icons, linked, widgets
from integrated.views.approach_words import most_words, points_words, share_words, use_words
from integrated.views.decision_screen import long_date
from integrated.views.downloads import chart_menu


def show(page: HowWeWork) -> str | None:
    """Draw the part; "part~answer" when nobody has answered and the way there is followed."""
    if not page.earlier:
        return linked.show(
            Markup(
                '<div class="approach-part"><h2>Nothing to compare yet</h2><p>Answer once now and again in a few '
                'months: then you see here what changed.</p><a class="button main" href="#answer" '
                'data-go="part~answer">Answer the 24 elements</a></div>'
            ),
            key="approach_no_time",
        )
    whose = widgets.choose("whose", "Answers of", {each: each for each in page.earlier}, width=330)
    said = page.earlier[whose or next(iter(page.earlier))]
    gone = page.person(whose) is None
    linked.show(
        Markup('<div class="approach-part">{}{}{}</div>').format(
            Markup('<p class="quiet">{}</p>').format("The last answers were taken back.") if gone else "",
            assessments(said),
            changes(said),
        ),
        key="approach_time",
    )
    chart_menu("Over time", None, lambda: table(said), sentence(said), key="approach_time_menu")
    return None


def assessments(said: tuple[Answered, ...]) -> Markup:
    """One row per assessment, the oldest first."""
    heads = Markup("").join(
        Markup('<th scope="col">{} {}</th>').format(icons.PERSPECTIVES[each], APPROACH_NAMES[each].capitalize())
        for each in APPROACHES
    )
    rows = Markup("").join(
        Markup('<tr><th scope="row">{}<div class="quiet s14">{}</div></th>{}<td><b>{}</b></td></tr>').format(
            f"Assessment {number}",
            _when(each),
            Markup("").join(
                Markup('<td>{}<div class="quiet s14">{}</div></td>').format(
                    share_words(each.alignment.shares[a]).capitalize(), points_words(each, a)
                )
                for a in APPROACHES
            ),
            most_words(each.alignment),
        )
        for number, each in enumerate(said, start=1)
    )
    return Markup(
        '<h2>From one assessment to the next</h2><div class="scroll" tabindex="0" role="region" '
        'aria-label="Assessments over time"><table class="said closest"><thead><tr><th scope="col">When</th>{}'
        '<th scope="col">Most aligned</th></tr></thead><tbody>{}</tbody></table></div>'
    ).format(heads, rows)


def changes(said: tuple[Answered, ...]) -> Markup:
    """Elements whose answer moved between the last two assessments."""
    if len(said) < 2:
        return Markup("<h2>What moved</h2><p>{}</p>").format(
            "Only one assessment so far. Answer again later: the first one stays and both are compared."
        )
    found = moved(said[-2], said[-1])
    if not found:
        return Markup("<h2>What moved</h2><p>{}</p>").format("Between the last two, no answer changed.")
    rows = Markup("").join(
        Markup('<tr><th scope="row">{} {}</th><td>{}</td><td>{}</td></tr>').format(
            icons.PERSPECTIVES[BY_ID[element_id].approach], BY_ID[element_id].name, use_words(before), use_words(after)
        )
        for element_id, before, after in found
    )
    return Markup(
        '<h2>What moved <span class="quiet s15">between the last two</span></h2><table class="said moved"><thead><tr>'
        '<th scope="col">Element</th><th scope="col">Before</th><th scope="col">Now</th></tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(rows)


def sentence(said: tuple[Answered, ...]) -> str:
    """What became of the alignment, in one sentence."""
    first, last = said[0], said[-1]
    if len(said) == 1:
        return f"{last.whose}, {_when(last)}: {most_words(last.alignment)}."
    return (
        f"{last.whose}: {most_words(first.alignment)} ({_when(first)}), then {most_words(last.alignment)} "
        f"({_when(last)})."
    )


def table(said: tuple[Answered, ...]) -> pd.DataFrame:
    """Every answer of every assessment."""
    columns = {
        f"{number} ({_when(each)})": [
            use_words(each.answers[element_id]) if element_id in each.answers else "not answered"
            for element_id in BY_ID
        ]
        for number, each in enumerate(said, start=1)
    }
    names = {"approach": [APPROACH_NAMES[each.approach] for each in BY_ID.values()]}
    return pd.DataFrame({**names, "element": [each.name for each in BY_ID.values()], **columns})


def _when(each: Answered) -> str:
    return long_date(each.when.date()) if each.when else "day not known"
