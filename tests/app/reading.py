"""What a page says, as plain text: its texts, its HTML without tags, and the HTML inside components."""

import html
import json
import re

from streamlit.testing.v1 import AppTest

from integrated.views.typed import JOINER


def words_on(app: AppTest) -> str:
    """Everything a person could read on the page."""
    parts = [
        element.value for kind in ("markdown", "text", "info", "warning", "error", "title") for element in app.get(kind)
    ]
    parts = [as_read(str(part)) for part in parts]
    parts += [element.proto.body for element in app.get("html")]
    parts += [_component_html(element.proto) for element in app.get("bidi_component")]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", " ".join(str(part) for part in parts))))


def as_read(markdown: str) -> str:
    """What stands on the screen where marks of Markdown were made harmless."""
    return re.sub(r"\\([^\w\s])", r"\1", markdown.replace(JOINER, ""))


def _component_html(proto: object) -> str:
    try:
        return str(json.loads(getattr(proto, "json", "") or "{}").get("html", ""))
    except (ValueError, AttributeError):
        return ""
