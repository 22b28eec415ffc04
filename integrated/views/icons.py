"""Icons as inline SVG: emoji and symbol fonts are not on every machine."""

from markupsafe import Markup


def _svg(body: str, size: int = 20) -> Markup:
    return Markup(
        f'<svg class="icon" width="{size}" height="{size}" viewBox="0 0 20 20" aria-hidden="true" focusable="false">'
        f"{body}</svg>"
    )


STUDIES = _svg(
    '<path d="M3 3h14v14H3z" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M5.5 7h9M5.5 10h9M5.5 13h9" stroke="currentColor" stroke-width="1.6"/>'
)
PEOPLE = _svg(
    '<path d="M3 10V6.5C3 5 4 4 5.5 4H8v6H3zm9 0V6.5C12 5 13 4 14.5 4H17v6h-5z" fill="currentColor"/>'
    '<path d="M8 10c0 3-1.2 5-3.5 6M17 10c0 3-1.2 5-3.5 6" fill="none" stroke="currentColor" stroke-width="1.8"/>'
)
CONNECTIONS = _svg(
    '<circle cx="4.5" cy="14.5" r="3" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<circle cx="15.5" cy="14.5" r="3" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<circle cx="10" cy="4.8" r="3" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M7.5 14.5h5M6 12l2.6-4.6M14 12l-2.6-4.6" stroke="currentColor" stroke-width="1.6"/>'
)
PERSPECTIVES = {"works": STUDIES, "people": PEOPLE, "system": CONNECTIONS}
RED_LINE = _svg(
    '<path d="M6 1.5h8L18.5 6v8L14 18.5H6L1.5 14V6z" fill="var(--red-line)"/>'
    '<rect x="4.5" y="8.3" width="11" height="3.4" fill="var(--page)"/>'
)
CLASH = _svg('<path d="M2 7h14m-4-4 4 4-4 4M18 13H4m4-4-4 4 4 4" fill="none" stroke="var(--clash)" stroke-width="2"/>')
MISSING = _svg(
    '<circle cx="10" cy="10" r="7.5" fill="none" stroke="var(--not-known)" stroke-width="1.6" stroke-dasharray="3"/>'
)
ALIKE = _svg('<path d="M3 7h14M3 13h14" stroke="currentColor" stroke-width="2.2"/>')
