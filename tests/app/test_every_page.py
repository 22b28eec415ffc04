"""Every page opens on every store without an exception, and says something."""

from pathlib import Path

import pytest

from tests.app.conftest import ROOT, OpenApp
from tests.app.reading import words_on
from tests.app.stores import FILLS

PAGES = sorted(Path(file).stem for file in (ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("kind", list(FILLS))
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_on_a_store(open_app: OpenApp, page: str, kind: str) -> None:
    app = open_app(page, store=kind)
    assert not app.exception, app.exception[0].value
    assert words_on(app).strip(), f"{page} shows nothing on the store {kind}"


@pytest.mark.parametrize("page", PAGES)
def test_an_unknown_value_in_the_address_is_dropped_with_a_sentence(open_app: OpenApp, page: str) -> None:
    app = open_app(page, decision="<script>alert(1)</script>", option="nothing", outcome="?", focus="link~a", step="zz")
    assert not app.exception, app.exception[0].value
    assert "It was left out." in words_on(app)
