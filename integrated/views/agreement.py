"""Do the three perspectives agree: one glyph and two or three words, the same wherever they stand."""

from markupsafe import Markup

from integrated.views import icons, words

GLYPHS = {
    "agreement": icons.ALIKE,
    "partial agreement": icons.ALIKE,
    "silence": icons.MISSING,
    "dissonance": icons.CLASH,
}


def mark(state: str, *, red_line: bool = False) -> Markup:
    """Glyph and words for one option.

    Parameters
    ----------
    state : a state of weighing.convergence.
    red_line : whether an objection stands open; it comes before everything else.
    """
    if red_line:
        return Markup('<span class="agree red-line">{} Red line</span>').format(icons.RED_LINE)
    kind = "agree clash" if state == "dissonance" else "agree"
    return Markup('<span class="{}">{} {}</span>').format(kind, GLYPHS[state], words.CONVERGENCE[state])
