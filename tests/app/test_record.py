"""Step 4 as the page runs it: parts, forms, the gate, signing, taking back, a file brought in."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from streamlit.testing.v1 import AppTest

from integrated.briefing.rows import decision_of
from integrated.briefing.sealed import record_of
from integrated.store import Store, open_store
from integrated.views import linked
from tests.app.conftest import ROOT, SHELL
from tests.app.reading import as_read, words_on

DECISION = "northvale"
OpenRecord = Callable[..., AppTest]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the embedded data, built once; tests write into copies."""
    file = tmp_path_factory.mktemp("built") / "integrated.duckdb"
    open_store(f"duckdb:///{file}").close()
    return file


@pytest.fixture
def store(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    file = tmp_path / "integrated.duckdb"
    shutil.copy(built, file)
    monkeypatch.setenv("INTEGRATED_STORE", f"duckdb:///{file}")
    opened = open_store()
    yield opened
    opened.close()


@pytest.fixture
def open_record(store: Store) -> OpenRecord:
    def open_part(step: str | None = None, **session: object) -> AppTest:
        app = AppTest.from_file(SHELL, default_timeout=60)
        if step:
            app.query_params["step"] = step
        for name, value in session.items():
            app.session_state[name] = value
        app.switch_page(str(ROOT / "pages" / "record.py"))
        return app.run()

    return open_part


def labelled(app: AppTest, kind: str, label: str) -> Any:
    found: list[Any] = list(app.get(kind))
    return next(each for each in found if each.label.startswith(label))


def press(app: AppTest, label: str) -> AppTest:
    run: AppTest = next(button for button in app.button if button.label == label).click().run()
    assert not run.exception, run.exception[0].value
    return run


def click(app: AppTest, component: str, go: str) -> AppTest:
    """Follow a link in a linked piece of HTML, once: a browser's click is gone at the next run, a session's is not."""
    clicks = [go]
    drawn = linked.show

    def show(html: Markup, *, key: str) -> str | None:
        drawn(html, key=key)
        return clicks.pop() if key == component and clicks else None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linked, "show", show)
        run = app.run()
    assert not run.exception, run.exception[0].value
    assert not clicks, f"{component} was not drawn"
    return run


def conclude(app: AppTest, result: str, options: list[str], reason: str = "because") -> AppTest:
    labelled(app, "radio", "We decide to").set_value(result)
    labelled(app, "multiselect", "Options").set_value(options)
    labelled(app, "radio", "How firmly").set_value("conditional")
    labelled(app, "text_area", "Why").set_value(reason)
    return press(app, "Save what we decide")


def test_it_opens_on_who_is_affected_with_every_characteristic(open_record: OpenRecord) -> None:
    words = words_on(open_record())
    for characteristic in ("Age", "Gender reassignment", "Marriage and civil partnership", "Care experience"):
        assert characteristic in words
    assert "This supports the Public Sector Equality Duty; it does not discharge it." in words
    assert "Nothing is decided yet." in words


@pytest.mark.parametrize("step", ["equality", "conclusion", "conditions", "dissent", "review", "notes", "history"])
def test_every_part_opens_from_the_address(open_record: OpenRecord, step: str) -> None:
    app = open_record(step)
    assert not app.exception
    assert app.query_params["step"] == [step] or app.query_params["step"] == step


def test_the_red_line_gate_is_told_before_and_holds_after(open_record: OpenRecord, store: Store) -> None:
    app = open_record("conclusion")
    assert "You can record this as put off or turned down now." in words_on(app)
    app = conclude(app, "choose", ["supported_housing"], "Because we want to")
    assert any("first answer the red line" in error.value for error in app.error)
    assert labelled(app, "text_area", "Why").value == "Because we want to"
    assert decision_of(store, DECISION).conclusion is None
    app = conclude(app, "defer", ["supported_housing"], "Until it is answered")
    assert not app.error
    assert "We put off C Supported housing." in words_on(app)


def test_conclude_sign_change_and_compare(open_record: OpenRecord, store: Store) -> None:
    app = conclude(open_record("conclusion"), "choose_with_conditions", ["intensive_case_support"])
    assert "Saved." in words_on(app)
    labelled(app, "text_input", "Signed by").set_value("Chair of the committee")
    app = press(app, "Sign this version")
    assert "Version 1 is signed." in words_on(app)
    assert decision_of(store, DECISION).is_signed
    app = click(app, "record_rail", "step~conditions")
    labelled(app, "text_area", "What has to be true").set_value("Caseloads stay under ten")
    app = press(app, "Add this condition")
    assert "Changed since then" in words_on(app)
    assert labelled(app, "text_area", "What has to be true").value == ""
    app = click(app, "record_rail", "step~history")
    words = words_on(app)
    assert "SHA-256" in words
    assert "Caseloads stay under ten" in words
    assert "added" in words


def test_signing_asks_for_a_role_and_keeps_the_rest(open_record: OpenRecord, store: Store) -> None:
    app = conclude(open_record("conclusion"), "reject", [])
    app = press(app, "Sign this version")
    assert [error.value for error in app.error] == ["Say in which role you sign: “Chair of the committee”."]
    assert not decision_of(store, DECISION).signatures


def test_what_a_person_typed_is_not_lost_or_swapped_when_somebody_else_saves(
    open_record: OpenRecord, store: Store
) -> None:
    app = open_record("conclusion")
    said = {"result": "reject", "option_ids": [], "reason": "Theirs"}
    store.record_event(DECISION, "concluded", "*", said, "lead")
    app = conclude(app, "defer", [], "Mine")
    assert decision_of(store, DECISION).conclusion.reason == "Mine"  # type: ignore[union-attr]
    assert "Someone else saved this too, after you opened the page" in words_on(app)


def test_dissent_is_kept_word_for_word_shown_escaped_and_taken_back(open_record: OpenRecord, store: Store) -> None:
    app = open_record("dissent")
    words = "No.\n<script>alert(1)</script>"
    labelled(app, "text_area", "Word for word").set_value(words)
    labelled(app, "text_input", "Whose words").set_value("Foster carer")
    app = press(app, "Record this disagreement")
    kept = decision_of(store, DECISION).dissent[0]
    assert (kept.words, kept.role) == (words, "Foster carer")
    shown = next(json.loads(e.proto.json)["html"] for e in app.get("bidi_component") if "blockquote" in e.proto.json)
    assert "&lt;script&gt;" in shown and "<script" not in shown
    app = click(app, "record_dissent", f"back~dissent_recorded~{kept.dissent_id}")
    assert "Taken back. It stays in the history." in words_on(app)
    assert decision_of(store, DECISION).dissent == ()
    app = click(app, "record_rail", "step~history")
    assert "Foster carer: “No." in words_on(app)
    app = click(app, "record_history", f"again~{kept.sequence}")
    assert decision_of(store, DECISION).dissent[0].words == words


def test_a_review_date_and_a_trigger_are_told_with_where_they_stand(open_record: OpenRecord) -> None:
    app = open_record("review")
    app = press(app, "Save the review date")
    labelled(app, "number_input", "This line").set_value(90.0)
    labelled(app, "selectbox", "Local figure").set_value("suitable_accommodation")
    labelled(app, "selectbox", "Goes").set_value("below")
    next(b for b in app.button if b.label == "Add" and "figure" in (b.form_id or "")).click()
    words = words_on(app.run())
    assert "We will reopen if “Care leavers 19-21 in suitable accommodation” goes below 90%." in words
    assert "Met: Care leavers 19-21 in suitable accommodation: 85% (year ending 31 March 2019)." in words


def test_a_viewer_sees_everything_and_can_write_nothing(open_record: OpenRecord) -> None:
    app = open_record("conclusion", role="viewer")
    assert "Your role can look and not write" in words_on(app)
    assert not [button for button in app.button if button.label.startswith(("Save", "Sign", "Add"))]
    assert "Only a lead can sign." in words_on(app)


def test_a_check_opens_to_its_rows(open_record: OpenRecord) -> None:
    app = click(open_record(), "gaps", "risk~reinforcing_discrimination")
    assert "Who was not heard" in words_on(app)


def test_a_record_file_is_opened_and_a_broken_one_is_answered(open_record: OpenRecord, store: Store) -> None:
    content = record_of(store, DECISION, None)().content.encode()
    app = open_record("history")
    uploader: Any = app.get("file_uploader")[0]
    uploader.set_value(("record.json", content, "application/json")).run()
    words = words_on(app)
    assert "It is as it was sealed, and every number comes out the same." in words
    assert "The evidence here is the same as in the record." in words
    uploader = app.get("file_uploader")[0]
    uploader.set_value(("record.json", content[:-100], "application/json")).run()
    assert [as_read(error.value) for error in app.error] == [
        "This record ends too early: the file was cut off. Use the whole file."
    ]
