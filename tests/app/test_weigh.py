"""3 Weigh up through the shell: its four parts by address, what people do in them, stores with little in them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from markupsafe import Markup
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import NumberInput, Slider

from integrated.briefing.rows import decision_of
from integrated.record.decision import Decision
from integrated.store import Store, open_store
from integrated.views import linked
from tests.app.conftest import ROOT, SHELL
from tests.app.reading import words_on

PAGE = str(ROOT / "pages" / "weigh.py")
OpenPart = Callable[..., AppTest]


def points_of(app: AppTest, key: str) -> NumberInput:
    return next(each for each in app.number_input if str(each.key).startswith(f"{key}:number:"))


def slider_of(app: AppTest, key: str) -> Slider:
    return next(each for each in app.slider if str(each.key).startswith(f"{key}:slider:"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("built") / "integrated.duckdb"
    open_store(f"duckdb:///{file}").close()
    return file


@pytest.fixture
def store(tmp_path: Path, built: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store of this test's own, with the embedded data, as the app opens it."""
    address = f"duckdb:///{shutil.copy(built, tmp_path)}"
    monkeypatch.setenv("INTEGRATED_STORE", address)
    opened = open_store(address)
    yield opened
    opened.close()


@pytest.fixture
def open_part(store: Store) -> OpenPart:
    def open_one(step: str, **address: str) -> AppTest:
        app = AppTest.from_file(SHELL, default_timeout=60)
        for name, value in {"step": step, **address}.items():
            app.query_params[name] = value
        app.switch_page(PAGE)
        return checked(app.run())

    return open_one


def checked(app: AppTest) -> AppTest:
    assert not app.exception, app.exception[0].value
    return app


def press(app: AppTest, label: str) -> AppTest:
    button = next(each for each in app.button if each.label == label)
    return checked(button.click().run())


def follow(app: AppTest, component: str, go: str) -> AppTest:
    """Click a link of an HTML component, once: a browser's click is gone at the next run."""
    clicks, drawn = [go], linked.show

    def show(html: Markup, *, key: str) -> str | None:
        drawn(html, key=key)
        return clicks.pop() if key == component and clicks else None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linked, "show", show)
        run = checked(app.run())
    assert not clicks, f"{component} was not drawn"
    return run


def decided(store: Store) -> Decision:
    return decision_of(store, "northvale")


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("judge", "0 of 15 judgements are agreed."),
        ("clashes", "One red line and one clash wait for an answer."),
        ("matters", "Person 1: what matters most to you?"),
        ("first", "Who comes first is not shown yet."),
    ],
)
def test_each_part_opens_by_its_address_with_its_sentence_tabs_and_three_checks(
    open_part: OpenPart, step: str, told: str
) -> None:
    words = words_on(open_part(step))
    assert told in words
    for other in ("a Judge", "b Clashes", "c What matters", "d Who comes first"):
        assert other in words
    assert "Unfair to some? Do this" in words
    assert "Missed evidence? Look at this" in words
    assert "Boxed in? Look at this" in words
    assert "Illustrative: the map and the example workshop" in words


def test_no_triangle_before_all_have_answered_or_the_facilitator_says_so(open_part: OpenPart) -> None:
    app = open_part("first")
    assert not app.get("vega_lite_chart")
    assert "comes first in" not in words_on(app)
    app = press(app, "Show it now")
    words = words_on(app)
    assert app.get("vega_lite_chart")
    assert "Every point is a different mix of what matters." in words
    assert "This counts mixes, not chances." in words
    assert "Studies do not separate these options" in words
    assert "C Supported housing: what studies found is not known." in words
    assert "F Coaching and peer mentors: what studies found is not known." in words
    assert "C has a red line." in words
    assert "A Continue as now is the comparison" in words


def test_two_people_answer_and_the_triangle_opens_by_itself(open_part: OpenPart, store: Store) -> None:
    app = open_part("matters")
    for key, value in (("w_works", 100), ("w_people", 5), ("w_system", 0)):
        app = checked(points_of(app, key).set_value(value).run())
    app.text_input(key="role_of_1").set_value("foster carer")
    app = press(app, "Save, and on to the next person")
    assert decided(store).weights["Person 1 (foster carer)"].points == {"works": 100, "people": 5, "system": 0}
    assert "Person 2: what matters most to you?" in words_on(app)
    assert points_of(app, "w_works").value == 0
    app = checked(slider_of(app, "w_people").set_value(100).run())
    assert points_of(app, "w_people").value == 100
    app = press(app, "Save this answer")
    assert decided(store).weights["Person 2"].points == {"works": 0, "people": 100, "system": 0}
    app = press(app, "Show who comes first")
    words = words_on(app)
    assert "P1" in str(app.get("vega_lite_chart")[0].proto)
    assert "People differ: E comes first for Person 1 (foster carer); D comes first for Person 2." in words


def test_points_stay_with_the_person_they_are_of(open_part: OpenPart, store: Store) -> None:
    for number, works in ((1, 100.0), (2, 40.0)):
        points = {"works": works, "people": 100.0, "system": 0.0}
        store.record_event("northvale", "weights_set", f"Person {number}", {"points": points}, "lead")
    app = follow(open_part("matters"), "people_list", "person~2")
    assert points_of(app, "w_works").value == 40
    app = follow(app, "people_list", "person~1")
    assert points_of(app, "w_works").value == 100
    app = follow(app, "people_list", "remove~1")
    assert list(decided(store).weights) == ["Person 2"]


@pytest.mark.parametrize(
    ("way", "kept"),
    [("order", ("works", "people", "system")), ("open", True)],
)
def test_an_order_or_an_open_answer_is_kept(open_part: OpenPart, store: Store, way: str, kept: object) -> None:
    app = open_part("matters")
    app = checked(app.get("button_group")[0].set_value(way).run())
    press(app, "Save this answer")
    assert getattr(decided(store).weights["Person 1"], way) == kept


def test_weights_of_nothing_are_refused_in_a_sentence(open_part: OpenPart, store: Store) -> None:
    app = press(open_part("matters"), "Save this answer")
    assert "t least one of the points must be above 0: the one that matters most gets 100" in words_on(app)
    assert not decided(store).weights


def test_points_from_a_link_are_taken_and_nonsense_is_left_out(open_part: OpenPart) -> None:
    app = open_part("matters", w_works="100", w_people="50", w_system="0")
    assert points_of(app, "w_people").value == 50
    app = open_part("matters", w_works="many", w_people="101", w_system="-3")
    assert points_of(app, "w_people").value == 0
    assert "which is not a number from 0 to 100" in words_on(app)


def test_a_judgement_is_changed_with_a_reason_and_taken_back(open_part: OpenPart, store: Store) -> None:
    app = follow(open_part("judge"), "judge_table", "change~extended_care~people")
    assert "B Stay longer, what people say" in words_on(app)
    app = press(app, "Save this judgement")
    assert "Say why in a few words" in words_on(app)
    app.select_slider[0].set_value((2, 3))
    app.text_input[0].set_value("We asked foster carers too")
    app = press(app, "Save this judgement")
    kept = decided(store).judgements["extended_care", "people"]
    assert (kept.lowest, kept.highest, kept.reason) == (2, 3, "We asked foster carers too")
    words = words_on(app)
    assert "1 of 15 judgements are agreed." in words
    assert "Agreed (suggested: Strong case for) : We asked foster carers too" in words
    assert "Saved." in words
    app = follow(app, "judge_table", "back~extended_care~people")
    assert not decided(store).judgements


def test_all_suggestions_are_agreed_for_one_reason(open_part: OpenPart, store: Store) -> None:
    app = follow(open_part("judge"), "weigh_top", "all")
    app.text_input[0].set_value("Read together")
    app = press(app, "Agree them all")
    assert "All 15 judgements are agreed." in words_on(app)
    assert len(decided(store).judgements) == 15


def test_two_people_who_save_over_each_other_are_told(open_part: OpenPart, store: Store) -> None:
    app = follow(open_part("judge"), "judge_table", "change~extended_care~works")
    theirs = {"lowest": 3, "highest": 3, "reason": "theirs"}
    store.record_event("northvale", "judgement_agreed", "extended_care/works", theirs, "facilitator")
    app.text_input[0].set_value("mine")
    app = press(app, "Save this judgement")
    assert "Someone else saved this too, after you opened the page" in words_on(app)
    assert decided(store).judgements["extended_care", "works"].reason == "mine"


def test_a_red_line_is_raised_and_answered_and_a_clash_too(open_part: OpenPart, store: Store) -> None:
    app = follow(open_part("clashes"), "red_line_0", "raise~suggested-supported_housing")
    app.text_area[0].set_value("They would rather sofa-surf.")
    app = press(app, "Raise it as a red line")
    (line,) = decided(store).open_red_lines
    app = follow(app, "red_line_0", f"answer~{line.red_line_id}")
    app.text_area[0].set_value("Smaller houses")
    app = press(app, "Save this answer")
    assert "owner" in words_on(app)
    app.text_input[0].set_value("Head of housing")
    app = press(app, "Save this answer")
    assert not decided(store).open_red_lines
    clash = "supported_housing~people~system"
    app = follow(app, "clash_0", f"clash~{clash}")
    app.text_area[0].set_value("The map has no people in it")
    app = press(app, "Save")
    assert "Every red line and every clash has an answer." in words_on(app)


def test_a_suggested_red_line_is_set_aside_only_with_a_reason(open_part: OpenPart, store: Store) -> None:
    app = follow(open_part("clashes"), "red_line_0", "raise~suggested-supported_housing")
    app = press(app, "Set it aside, for this reason")
    assert "Say why it is set aside" in words_on(app)
    assert not decided(store).red_lines
    app.text_area[0].set_value("About one house that has closed")
    app = press(app, "Set it aside, for this reason")
    assert "Something will change" not in words_on(app)
    assert "We go ahead, for these reasons" in words_on(app)


def test_people_see_the_agreement_differently(open_part: OpenPart, store: Store) -> None:
    app = follow(open_part("clashes"), "agreements", "agree~extended_care")
    app.text_area[0].set_value("Two studies are none")
    press(app, "Save")
    assert decided(store).convergence_overrides["extended_care"].chosen == "agreement"


def test_a_check_opens_to_its_numbers_rows_next_step_and_thresholds(open_part: OpenPart) -> None:
    app = follow(open_part("judge"), "weigh_top", "risk~reinforcing_discrimination")
    found = app.table[0].value
    assert "Nobody asked Young people leaving custody." in set(found["Found"])
    words = words_on(app)
    assert "groups not heard: 3" in words
    assert "Next step: Ask Care leavers who are parents before you sign." in words
    assert any(
        "rung of the ladder" in option for box in app.selectbox if box.label == "Threshold" for option in box.options
    )


def test_the_triangle_has_a_table_twin_and_its_settings_are_told(open_part: OpenPart) -> None:
    app = press(open_part("first"), "Show it now")
    table = press(app, "As a table").table[0].value
    assert list(table["Option"])[0] == "A Continue as now"
    assert set(table.loc[table["Comes first"] == "not placed", "What studies found"]) == {"Not known"}
    app = follow(app, "first_words", "settings")
    assert "2,000 other spacings" in words_on(app)
    assert "Adding up lets a strong side make up for a weak one" in words_on(app)


def test_the_discount_changes_values_and_is_in_the_address(open_part: OpenPart) -> None:
    plain = press(open_part("first"), "Show it now")
    allowed = press(open_part("first", discount="with"), "Show it now")
    before, after = (press(app, "As a table").table[0].value.set_index("Option") for app in (plain, allowed))
    assert before.loc["B Stay longer", "How things connect"] != after.loc["B Stay longer", "How things connect"]
    assert before.loc["A Continue as now"].tolist() == after.loc["A Continue as now"].tolist()


def test_a_viewer_cannot_show_the_triangle_or_judge_but_may_raise_a_red_line(open_part: OpenPart, store: Store) -> None:
    app = open_part("first")
    app = checked(app.radio(key="role").set_value("viewer").run())
    assert "Show it now" not in [button.label for button in app.button]
    app.query_params["step"] = "clashes"
    app = follow(checked(app.run()), "weigh_top", "new")
    app.text_input[0].set_value("Foster carers")
    app.text_area[0].set_value("We were not asked")
    press(app, "Raise this red line")
    assert [line.actor_role for line in decided(store).red_lines] == ["viewer"]


def test_an_unknown_part_is_left_out_with_a_sentence(open_part: OpenPart) -> None:
    words = words_on(open_part("everything"))
    assert "The address names “everything” for step, which is not here." in words
    assert "0 of 15 judgements are agreed." in words


@pytest.mark.parametrize("step", ["judge", "clashes", "matters", "first"])
def test_every_part_opens_when_only_one_option_is_listed_and_nothing_is_known(
    open_part: OpenPart, store: Store, step: str
) -> None:
    for option in decided(store).options:
        if option.option_id != "coaching_peer_support":
            store.record_event("northvale", "option_listed", option.option_id, {"removed": True}, "lead")
    for perspective in ("works", "people", "system"):
        store.record_event(
            "northvale",
            "judgement_agreed",
            f"coaching_peer_support/{perspective}",
            {"not_known": True, "reason": "none"},
            "lead",
        )
    app = open_part(step)
    if step == "first":
        app = press(app, "Show it now")
        assert "No option can be placed" in words_on(app)
        assert "are not known." in words_on(app)
        assert not app.get("vega_lite_chart")
    if step == "matters":
        assert words_on(app).count("Not known for any of these options.") == 3
