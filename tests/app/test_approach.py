"""How we work: two people answer, what they differ in is shown, an element is taken in, and all of it stays."""

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from integrated.record.elements import ELEMENTS
from integrated.store import Store, open_store
from tests.app.conftest import ROOT, SHELL
from tests.app.reading import words_on
from tests.app.stores import one_row

Open = Callable[[str], AppTest]
OF_STUDIES = [each for each in ELEMENTS if each.approach == "works"]


@pytest.fixture
def store(tmp_path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:  # type: ignore[no-untyped-def]
    """A store of its own: what is answered here must not be seen by other tests."""
    address = f"duckdb:///{tmp_path}/integrated.duckdb"
    monkeypatch.setenv("INTEGRATED_STORE", address)
    opened = open_store(address, data_folder=tmp_path)
    one_row(opened)
    yield opened
    opened.close()


@pytest.fixture
def open_part(store: Store) -> Open:
    def open_one(part: str) -> AppTest:
        app = AppTest.from_file(SHELL, default_timeout=60)
        app.query_params["part"] = part
        app.switch_page(str(ROOT / "pages" / "approach.py"))
        return app.run()

    return open_one


def answer(app: AppTest, role: str, use: str) -> AppTest:
    """Answer the eight elements of studies with the same word, and save."""
    app.text_input[0].set_value(role)
    for element in OF_STUDIES:
        next(each for each in app.radio if each.label == element.name).set_value(use)
    return next(each for each in app.button if each.label == "Save these answers").click().run()


def test_two_people_answer_and_where_they_stand_is_shown_for_each(open_part: Open, store: Store) -> None:
    for role, use in (("Commissioning officer", "3"), ("Parent", "0")):
        app = answer(open_part("answer"), role, use)
        assert not app.exception
        assert not app.error, app.error[0].value
    said = words_on(open_part("stand"))
    assert "Person 1 (Commissioning officer)" in said
    assert "Person 2 (Parent)" in said
    events = store.read("decision_events", decision_id="d1")
    assert list(events[events["kind"] == "approach_assessed"]["subject"]) == [
        "Person 1 (Commissioning officer)",
        "Person 2 (Parent)",
    ]


def test_what_was_answered_stands_there_again_when_it_is_opened_to_change(open_part: Open) -> None:
    answer(open_part("answer"), "Parent", "2")
    app = open_part("answer")
    app.selectbox(key="answers_of").set_value("Person 1 (Parent)").run()
    given = {each.label: each.value for each in app.radio}
    assert {given[element.name] for element in OF_STUDIES} == {"2"}


def test_saving_without_an_answer_is_refused_in_words_and_stores_nothing(open_part: Open, store: Store) -> None:
    app = open_part("answer")
    next(each for each in app.button if each.label == "Save these answers").click().run()
    assert app.error
    assert not (store.read("decision_events", decision_id="d1")["kind"] == "approach_assessed").any()


def test_every_part_opens_before_anybody_answered(open_part: Open) -> None:
    for part in ("answer", "stand", "take_in", "time"):
        app = open_part(part)
        assert not app.exception, part
        assert words_on(app).strip(), part
