"""Every part of "What people say" on every store."""

import pytest

from integrated.views.voices_page import PARTS
from tests.app.conftest import OpenApp
from tests.app.reading import words_on
from tests.app.stores import FILLS


@pytest.mark.parametrize("kind", list(FILLS))
def test_every_part_opens_on_a_store(open_app: OpenApp, kind: str) -> None:
    for part in PARTS:
        app = open_app("co_production", store=kind, part=part)
        assert not app.exception, f"{part}: {app.exception[0].value}"
        assert words_on(app).strip(), f"{part} shows nothing on the store {kind}"


def test_words_that_nobody_released_are_on_no_part_that_others_see(open_app: OpenApp) -> None:
    for part in ("heard", "themes", "options", "votes", "coding", "compare", "codebook"):
        assert "I would like more evenings like this one" not in words_on(open_app("co_production", part=part))
    assert "I would like more evenings like this one" in words_on(open_app("co_production", part="consent"))


def test_a_viewer_reads_no_words_that_are_for_coders_or_reviewers(open_app: OpenApp) -> None:
    for part in ("coding", "compare", "in", "consent"):
        app = open_app("co_production", part=part)
        app.session_state["role"] = "viewer"
        said = words_on(app.run())
        assert not app.exception
        assert "Only a lead or a facilitator" in said
        assert "I found out from a court letter" not in said
