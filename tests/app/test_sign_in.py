"""An app that is open to a network shows nothing before somebody has signed in."""

from collections.abc import Iterator

import pytest
from streamlit import config

from integrated.actions.passphrase import hashed
from integrated.actions.turnstile import turnstile
from tests.app.conftest import OpenApp
from tests.app.reading import words_on
from tests.app.test_every_page import PAGES

RIGHT = "correct horse battery staple"


@pytest.fixture
def open_to_the_network() -> Iterator[None]:
    before = config.get_option("server.address")
    config.set_option("server.address", "0.0.0.0")
    yield
    config.set_option("server.address", before)


@pytest.mark.usefixtures("open_to_the_network")
@pytest.mark.parametrize("page", PAGES)
def test_no_page_shows_anything_before_the_door(open_app: OpenApp, page: str) -> None:
    app = open_app(page)
    assert not app.exception
    words = words_on(app)
    assert "no passphrase is set" in words
    assert "Northvale" not in words and "council" not in words and "Stay longer" not in words
    assert not app.get("bidi_component") and not app.get("selectbox") and not app.get("radio")


@pytest.mark.usefixtures("open_to_the_network")
def test_the_passphrase_opens_and_another_does_not(open_app: OpenApp, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = hashed(RIGHT)
    monkeypatch.setattr("integrated.views.sign_in.secret", {"passphrase": kept}.get)
    monkeypatch.setattr(turnstile, "_seen", {})
    app = open_app("workshop")
    app.text_input(key="passphrase").set_value("wrong words altogether")
    app.button[0].click().run()
    assert "This is not the passphrase." in words_on(app) and "Open the workshop" not in str(app.button)
    app.text_input(key="passphrase").set_value(RIGHT)
    app.button[0].click().run()
    assert not app.exception
    assert "Open the workshop" in [each.label for each in app.button]


def test_a_laptop_alone_asks_for_nothing(open_app: OpenApp) -> None:
    assert "Sign in" not in words_on(open_app("workshop"))
