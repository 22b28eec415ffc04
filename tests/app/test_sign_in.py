"""An app that is open to a network shows nothing before somebody has signed in."""

from collections.abc import Iterator

import pytest
from streamlit import config
from streamlit.errors import StreamlitAuthError

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


class Visitor(dict[str, object]):
    """Who stands at the door, as a sign-in service names them; `st.user` in its place."""

    @property
    def is_logged_in(self) -> bool:
        return bool(self)


def with_a_service(monkeypatch: pytest.MonkeyPatch, **visitor: object) -> None:
    kept = {"auth": {"client_id": "integrated"}, "may_sign_in": ["@council.example"]}
    monkeypatch.setattr("integrated.views.sign_in.secret", kept.get)
    monkeypatch.setattr("streamlit.user", Visitor(visitor))


@pytest.mark.usefixtures("open_to_the_network")
@pytest.mark.parametrize("page", PAGES)
def test_a_sign_in_service_is_offered_and_nothing_is_shown_before_it(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    with_a_service(monkeypatch)
    app = open_app(page)
    assert not app.exception
    assert [each.label for each in app.button] == ["Sign in with your organisation"]
    assert not app.text_input, "no passphrase is set, so none is asked for"
    words = words_on(app)
    assert "Sign in" in words and "Northvale" not in words and "Stay longer" not in words


@pytest.mark.usefixtures("open_to_the_network")
def test_the_service_is_called_and_a_missing_part_is_said_in_a_sentence(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_a_service(monkeypatch)
    called: list[bool] = []
    monkeypatch.setattr("streamlit.login", lambda: called.append(True))
    app = open_app("workshop")
    app.button(key="sign_in_service").click().run()
    assert called == [True] and not app.exception

    def not_installed() -> None:
        raise StreamlitAuthError("no such module")

    monkeypatch.setattr("streamlit.login", not_installed)
    app.button(key="sign_in_service").click().run()
    assert not app.exception and "streamlit[auth]" in words_on(app)
    assert "Northvale" not in words_on(app)


@pytest.mark.usefixtures("open_to_the_network")
def test_who_the_service_names_enters_only_from_an_address_that_may(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    for email, verified in (("kim@elsewhere.example", True), ("kim@council.example", False), (None, True)):
        with_a_service(monkeypatch, email=email, email_verified=verified)
        app = open_app("workshop")
        assert "not among those that may enter" in words_on(app)
        assert "Open the workshop" not in [each.label for each in app.button]
    with_a_service(monkeypatch, email="kim@council.example", email_verified=True)
    app = open_app("workshop")
    assert not app.exception
    assert "Open the workshop" in [each.label for each in app.button]


def test_a_laptop_alone_asks_for_nothing(open_app: OpenApp) -> None:
    assert "Sign in" not in words_on(open_app("workshop"))
