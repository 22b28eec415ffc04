"""axe on a page: the findings that count."""

from pathlib import Path
from typing import Any

import axe_core_python
from playwright.sync_api import Page

AXE = next(Path(axe_core_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
COUNT = {"serious", "critical"}
# Streamlit's own: the host of its pop-ups stands outside the landmarks.
NOT_OURS = {"region"}


def findings(page: Page) -> list[str]:
    """Serious and critical findings of axe, each as one line with the first place it was seen."""
    page.evaluate(AXE)
    result: dict[str, Any] = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']} ({each['impact']}): {each['help']} at {each['nodes'][0]['html'][:160]} "
        f"{each['nodes'][0].get('failureSummary', '')[:200]}"
        for each in result["violations"]
        if each["impact"] in COUNT and each["id"] not in NOT_OURS
    ]
