"""Do the three perspectives agree: one glyph and two or three words, the same wherever they stand."""

from markupsafe import Markup

from integrated.views import icons, words
from integrated.weighing.convergence import Convergence

GLYPHS = {
    "agreement": icons.ALIKE,
    "partial agreement": icons.ALIKE,
    "silence": icons.MISSING,
    "dissonance": icons.CLASH,
}


def told(agreed: Convergence) -> str:
    """Whether they agree, in two to five words."""
    if agreed.state == "partial agreement" and list(agreed.leans.values()).count("even") == 2:
        return words.ONE_LEANS
    return words.CONVERGENCE[agreed.state]


def mark(agreed: Convergence, *, red_line: bool = False) -> Markup:
    """Glyph and words for one option.

    Parameters
    ----------
    agreed : what weighing.convergence found, or people set.
    red_line : whether an objection stands open; it comes before everything else.
    """
    if red_line:
        return Markup('<span class="agree red-line">{} Red line</span>').format(icons.RED_LINE)
    state = agreed.state
    kind = "agree clash" if state == "dissonance" else "agree"
    return Markup('<span class="{}">{} {}</span>').format(kind, GLYPHS[state], told(agreed))
