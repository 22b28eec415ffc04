"""The same option in several decisions, on one outcome: decisions in rows, three perspectives; its twin for files."""

import pandas as pd
from markupsafe import Markup

from integrated.record.across_decisions import AcrossDecisions, InDecision
from integrated.views import icons, words
from integrated.views.level_strip import chip, level_words
from integrated.weighing.perspective import PERSPECTIVES

ASKED_ABOUT = "People are asked about the option, whatever the outcome."


def sentence(found: AcrossDecisions, name: str) -> str:
    """How many decisions look at the option on this outcome, and how many on another one only."""
    many = len(found.found)
    told = f"{many} decisions side by side" if many > 1 else "one decision, so nothing to compare yet"
    said = f"{name} on {found.outcome_label}: {told if many else 'no decision'}."
    if found.other_outcome:
        also = len(found.other_outcome)
        said += f" {also} more list{'s' if also == 1 else ''} the option but not this outcome: not compared."
    return said


def table(found: AcrossDecisions) -> Markup:
    """Each decision as a row; the decision opens it."""
    heads = Markup("").join(
        Markup('<th scope="col">{} {}</th>').format(icons.PERSPECTIVES[each], words.PERSPECTIVES[each])
        for each in PERSPECTIVES
    )
    rows = Markup("").join(_row(each) for each in found.found)
    return Markup(
        '<div class="gap-wide" tabindex="0" role="region" aria-label="The same option in other decisions">'
        '<table class="files across"><thead><tr><th scope="col">Decision</th>{}<th scope="col">Do they agree?</th>'
        "</tr></thead><tbody>{}</tbody></table></div>"
    ).format(heads, rows)


def frame(found: AcrossDecisions) -> pd.DataFrame:
    """The table twin."""
    return pd.DataFrame(
        [
            {
                "Decision": each.question,
                "Place": each.place,
                "Outcome": found.outcome_label,
                **{
                    words.PERSPECTIVES[p]: f"{level_words(each.cells[p])}. {each.cells[p].sentence}"
                    for p in PERSPECTIVES
                },
                "Do they agree?": words.CONVERGENCE[each.agree],
                "Red line": each.red_line or "none open",
                "Where it stands": each.concluded,
            }
            for each in found.found
        ]
    )


def _row(each: InDecision) -> Markup:
    cells = Markup("").join(
        Markup("<td>{}<div>{}</div></td>").format(chip(each.cells[p]), each.cells[p].sentence) for p in PERSPECTIVES
    )
    objecting = Markup("<div><b>Red line:</b> {} object strongly</div>").format(each.red_line) if each.red_line else ""
    return Markup(
        '<tr><th scope="row"><a href="/?decision={}" data-go="decision~{}">{}</a><div class="quiet">{}</div></th>{}'
        "<td>{}{}</td></tr>"
    ).format(
        each.decision_id,
        each.decision_id,
        each.question,
        " ".join(part for part in (f"{each.place}." if each.place else "", each.concluded) if part),
        cells,
        words.CONVERGENCE[each.agree],
        objecting,
    )
