"""Step 2 around its columns: the controls, the agree band, and all options as rows."""

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from integrated.record.decision import Option
from integrated.views import agreement, icons, widgets, words
from integrated.views.level_strip import chip, level_short
from integrated.weighing.convergence import Convergence
from integrated.weighing.perspective import PERSPECTIVES, PerspectiveSummary
from integrated.weighing.sentences import agreement_sentence

SHAPES = {"one": "One option", "all": "All options"}


def controls(
    options: Mapping[str, str], outcomes: Mapping[str, str], highlights: Mapping[str, str], first: str
) -> tuple[str, str, str | None, bool]:
    """Option, outcome, highlight, and one option or all: (option_id, outcome_id, focus or None, all options)."""
    with st.container(key="side_controls", horizontal=True, vertical_alignment="center", gap="small"):
        option = widgets.choose("option", "Option", options, default=first, label_visibility="collapsed", width=300)
        on = {each: f"on {label}" for each, label in outcomes.items()}
        outcome = widgets.choose("outcome", "On outcome", on, label_visibility="collapsed", width=240)
        focus = widgets.choose("focus", "Highlight", highlights, label_visibility="collapsed", width=330)
        if focus and st.button("Clear", key="clear_focus", type="tertiary"):
            widgets.set_choice("focus", None)
            st.rerun()
        shape = widgets.choose(
            "shape", "Show", SHAPES, draw=st.segmented_control, label_visibility="collapsed", required=True
        )
    return option or first, outcome or "", focus or None, shape == "all"


def band(option: Option, agreed: Convergence, cells: Sequence[PerspectiveSummary], red_line: str | None) -> Markup:
    """Do they agree on this option: glyph, words, and one sentence that names the sides."""
    heading = f"{agreement.told(agreed)} on {option.letter} {option.name}"
    kind = "clash" if agreed.state == "dissonance" else ""
    red = (
        Markup('<span class="red-line">{} Red line: {} object strongly.</span> ').format(icons.RED_LINE, red_line)
        if red_line
        else ""
    )
    return Markup(
        '<div class="{}" role="status"><h1 class="band-title {}">{} {}</h1><div class="s16">{}{}</div></div>'
    ).format(
        "band agree-band red" if red_line else "band agree-band",
        kind,
        agreement.GLYPHS[agreed.state],
        heading,
        red,
        agreement_sentence({cell.perspective: level_short(cell) for cell in cells}),
    )


def comparison_band(option: Option) -> Markup:
    """Continue as now is what the others are compared with."""
    return Markup(
        '<div class="band agree-band"><h1 class="band-title">{}: {} {}</h1><div class="s16">{}</div></div>'
    ).format(
        words.COMPARISON,
        option.letter,
        option.name,
        "Every other option is judged against this one; it has no level of its own.",
    )


def all_options(
    options: Sequence[Option],
    cells: Mapping[tuple[str, str], PerspectiveSummary],
    sparks: Mapping[tuple[str, str], Markup],
    agree: Mapping[str, Convergence],
    red_lined: frozenset[str],
    *,
    pill: bool,
) -> Markup:
    """Every option as one row of three cells: chip, a small picture, one sentence.

    Parameters
    ----------
    sparks : (option_id, perspective) to its small picture.
    pill : whether something shown is illustrative.
    """
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(words.PERSPECTIVES[p]) for p in PERSPECTIVES)
    rows = Markup("").join(
        Markup(
            '<tr data-go="option~{}"><th scope="row"><a href="?option={}" data-go="option~{}">'
            '<span class="letter">{}</span> <b>{}</b></a></th>{}<td>{}</td></tr>'
        ).format(
            option.option_id,
            option.option_id,
            option.option_id,
            option.letter,
            option.name,
            Markup("").join(
                Markup('<td>{}{}<div class="s15">{}</div></td>').format(
                    chip(cells[option.option_id, p]),
                    sparks.get((option.option_id, p), ""),
                    cells[option.option_id, p].sentence,
                )
                for p in PERSPECTIVES
            ),
            agreement.mark(agree[option.option_id], red_line=option.option_id in red_lined),
        )
        for option in options
    )
    return Markup(
        '<h1 class="band-title">Every option side by side</h1><table class="decision all-options"><thead><tr>'
        '<th scope="col" style="width:17%">Option</th>{}<th scope="col" style="width:9%">Do they agree?</th></tr>'
        "</thead><tbody>{}</tbody></table>{}"
    ).format(
        heads,
        rows,
        Markup('<p class="below"><span class="pill">{}</span></p>').format(words.ILLUSTRATIVE) if pill else "",
    )


def strip(summary: PerspectiveSummary, *, pill: bool) -> Markup:
    """A column folded to its name, level and sentence, while another one is presented."""
    badge = Markup('<span><span class="pill">Illustrative</span></span>') if pill else ""
    return Markup('<div class="folded"><b>{} {}</b>{}<div class="s16">{}</div>{}</div>').format(
        icons.PERSPECTIVES[summary.perspective],
        words.PERSPECTIVES[summary.perspective],
        chip(summary),
        summary.sentence,
        badge,
    )


def places_of_columns(presenting: bool) -> dict[str, DeltaGenerator]:
    """Where each perspective is drawn; while presenting one is wide and the others are folded (keys 1, 2, 3)."""
    widths = {"works": 400, "people": 400, "system": 544}
    if presenting:
        with st.container(horizontal=True, gap="small", key="presented"):
            for key, perspective in enumerate(PERSPECTIVES, start=1):
                if st.button(words.PERSPECTIVES[perspective], key=f"present:{perspective}", shortcut=str(key)):
                    widgets.open_panel("presented", perspective)
        wide = widgets.opened("presented") or PERSPECTIVES[0]
        widths = {perspective: 1400 if perspective == wide else 240 for perspective in PERSPECTIVES}
    columns = st.columns(list(widths.values()), gap="small", border=True)
    return dict(zip(widths, columns, strict=True))


def folded(presenting: bool, perspective: str) -> bool:
    """Whether a column is folded to its name, level and sentence."""
    return presenting and perspective != (widgets.opened("presented") or PERSPECTIVES[0])
