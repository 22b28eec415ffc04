"""The palette stands twice, in Python and in CSS, and says the same."""

import re
from pathlib import Path

from integrated.views import theme

CSS = (Path(theme.__file__).parent / "app.css").read_text(encoding="utf-8")


def test_the_css_names_the_colours_of_the_theme() -> None:
    found = {
        name: (light, dark)
        for name, light, dark in re.findall(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", CSS)
    }
    for role, light in theme.LIGHT.items():
        assert found[role] == (light, theme.DARK[role]), role


def test_text_and_marks_have_enough_contrast() -> None:
    for palette in (theme.LIGHT, theme.DARK):
        for ground in ("page", "panel"):
            for role in ("text", "quiet", "link", "red-line", "clash", "illustrative", "not-known"):
                assert contrast(palette[role], palette[ground]) >= 4.5, (role, ground)
            for role in ("level-1", "level-2", "level-3", "level-4", "level-5", "rule"):
                assert contrast(palette[role], palette[ground]) >= 3, (role, ground)
    for mark in (theme.MARK, theme.MARK_QUIET, theme.MARK_RED):
        assert contrast(mark, theme.LIGHT["page"]) >= 3, mark
        assert contrast(mark, theme.DARK["page"]) >= 3, mark


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
