"""Files in and out: what stays is said with its reason, backups are made here, and an import goes back as a whole."""

from integrated.store.whole import STAYS_HERE
from tests.app.conftest import OpenApp
from tests.app.reading import words_on


def test_what_is_left_out_is_named_with_its_reason(open_app: OpenApp) -> None:
    said = words_on(open_app("data"))
    for name, why in STAYS_HERE.items():
        assert name in said
        assert why in said
    assert "Illustrative" in said


def test_a_backup_is_made_and_tried(open_app: OpenApp) -> None:
    app = open_app("data", store="one row", part="safe")
    app.button(key="backup_now").click().run()
    assert "is written." in words_on(app)
    app.button(key="backup_drill").click().run()
    assert "equal row by row" in words_on(app)
    app.button(key="backup_verify").click().run()
    assert "every row of it can be read" in words_on(app)


def test_before_an_import_is_taken_back_a_question_is_asked(open_app: OpenApp) -> None:
    app = open_app("data", store="ten thousand", part="in")
    app.session_state["opened:undo_import"] = "made_for_tests"
    app.run()
    assert "Take back “none”? None of its 1 rows will count any more." in words_on(app)
    app.button(key="undo_leave").click().run()
    assert "Take back" not in words_on(app)
    assert "Undo this import" in words_on(app)


def test_nothing_is_erased_without_a_number_and_a_tick(open_app: OpenApp) -> None:
    app = open_app("data", store="one row", part="safe")
    next(button for button in app.button if button.label == "Erase").click().run()
    assert "nothing was erased" in words_on(app)
    app.text_input(key="erase_number").input("no such number")
    app.checkbox(key="erase_sure").check()
    next(button for button in app.button if button.label == "Erase").click().run()
    assert "not here any more" in words_on(app)


def test_what_is_stored_about_people_is_listed(open_app: OpenApp) -> None:
    said = words_on(open_app("data", part="people"))
    assert "The withdrawal code is kept as a hash only." in said
    assert "Nothing about a person:" in said
