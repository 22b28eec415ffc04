"""Step 3 around its four parts: tabs, the three checks, the answer band, and the way on."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from integrated.views import icons, linked, notice, widgets, words
from integrated.views.navigation import query

PARTS = {"judge": "Judge", "clashes": "Clashes", "matters": "What matters", "first": "Who comes first"}
LETTERS = dict(zip(PARTS, "abcd", strict=True))
STYLE = Path(__file__).parent / "weigh.css"
PRESENTING = Path(__file__).parent / "weigh_present.css"


@dataclass(frozen=True)
class Band:
    """The answer band: the most important sentence, a quieter one, a red line, and perhaps one button.

    Attributes
    ----------
    button : (what the link answers, its words), or None.
    """

    main: str
    quiet: str = ""
    red_line: str = ""
    button: tuple[str, str] | None = None


def part() -> str:
    """Which part is on screen, by the address."""
    return widgets.choose("step", "Part", PARTS, draw=widgets.undrawn) or "judge"


def top(
    chosen: str, progress: Mapping[str, str], checks: Sequence[tuple[str, str]], band: Band, *, illustrative: bool
) -> str | None:
    """Draw the tabs, the checks and the band; what was clicked: "step~…", "risk~…", the band's button, or None.

    Parameters
    ----------
    chosen : the part on screen.
    progress : part to a few words about how far it is.
    checks : (check_id, state) of each risk check.
    band : the answer.
    illustrative : whether it rests on an example workshop or map.
    """
    st.html(STYLE)
    if widgets.presenting():
        st.html(PRESENTING)
    notice.show()
    tabs = Markup("").join(_tab(name, chosen, progress.get(name, "")) for name in PARTS)
    chips = Markup("").join(_check(check_id, state) for check_id, state in checks)
    return linked.show(
        Markup(
            '<div class="weigh-top hide-when-presenting"><nav aria-label="Parts of weighing up">{}</nav>'
            '<div class="checks">{}</div></div>{}'
        ).format(tabs, chips, _band(band, illustrative)),
        key="weigh_top",
    )


def _tab(name: str, chosen: str, progress: str) -> Markup:
    return Markup('<a class="tab" href="/weigh{}" data-go="step~{}"{}>{} {}{}</a>').format(
        query(step=name),
        name,
        Markup(' aria-current="step"') if name == chosen else "",
        LETTERS[name],
        PARTS[name],
        Markup(' <span class="quiet s14">{}</span>').format(progress) if progress else "",
    )


def _check(check_id: str, state: str) -> Markup:
    return Markup('<a class="check" href="/weigh{}" data-go="risk~{}">{} <b>{}</b></a>').format(
        query(), check_id, words.RISK_CHECKS_SHORT[check_id], words.RISK_STATES[state].split(" before ")[0]
    )


def _band(band: Band, illustrative: bool) -> Markup:
    red = Markup("")
    if band.red_line:
        red = Markup('<span class="red-line">{} {}</span> ').format(icons.RED_LINE, band.red_line)
    pill = Markup('<span class="pill">{}</span>').format(words.ILLUSTRATIVE) if illustrative else ""
    button = Markup("")
    if band.button:
        button = Markup('<a class="button" href="#{}" data-go="{}">{}</a>').format(
            band.button[0], band.button[0], band.button[1]
        )
    return Markup(
        '<div class="{}"><div><h1 class="band-title">{}</h1><div class="s16">{}{} {}</div></div>{}</div>'
    ).format("band weigh-band red" if band.red_line else "band weigh-band", band.main, red, band.quiet, pill, button)


def body() -> AbstractContextManager[object]:
    """The part itself, as high as the window leaves room for, so that the way on always stands at the same place."""
    return st.container(key="weigh_body")


def bottom(chosen: str) -> str | None:
    """The way on: "skip", "next", or None. Next goes to the next part, from the last one to the record."""
    names = list(PARTS)
    following = names[names.index(chosen) + 1] if chosen != names[-1] else None
    label = f"Next: {PARTS[following].lower()}" if following else "Next: decide and record"
    with st.container(key="weigh_bottom"):
        return linked.show(
            Markup(
                '<div class="weigh-bottom hide-when-presenting">'
                '<a class="button" href="/record{}" data-go="skip">{}</a>'
                '<a class="button main" href="{}" data-go="next">{}</a></div>'
            ).format(
                query(),
                "Skip: record without weights",
                f"/weigh{query(step=following)}" if following else f"/record{query()}",
                label,
            ),
            key="weigh_bottom_links",
        )


def after(chosen: str) -> str | None:
    """The part after one, None after the last."""
    names = list(PARTS)
    return names[names.index(chosen) + 1] if chosen != names[-1] else None
