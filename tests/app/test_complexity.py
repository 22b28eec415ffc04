"""How things connect on the embedded map: its story in words, every part, and edits that change the routes."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from integrated.actions.actor import Actor
from integrated.actions.mapping import NewMap, add_map
from integrated.complexity.model import Factor, Link, SystemMap
from integrated.exchange.map_formats import FORMATS
from integrated.store import Store, open_store
from tests.app.conftest import ROOT, SHELL, OpenApp
from tests.app.reading import words_on

PAGE = str(ROOT / "pages" / "complexity.py")
COMPARED = (
    "extended_care",
    "supported_housing",
    "intensive_case_support",
    "independent_living_skills",
    "coaching_peer_mentoring",
)


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The embedded data in a file of this test's own, which it may change."""
    address = f"duckdb:///{tmp_path}/integrated.duckdb"
    monkeypatch.setenv("INTEGRATED_STORE", address)
    store = open_store(address, data_folder=Path("data"))
    yield store
    store.close()


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(SHELL, default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.switch_page(PAGE)
    app.run()
    assert not app.exception, app.exception[0].value
    return app


def pressed(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception, app.exception[0].value
    return app


@pytest.mark.parametrize("option", COMPARED)
def test_every_option_pulls_both_ways_or_says_why_not(open_app: OpenApp, option: str) -> None:
    words = words_on(open_app("complexity", option=option, outcome="homelessness"))
    assert "hinder" in words
    if option != "independent_living_skills":
        assert "help" in words
    assert "hindering routes go through budget left for prevention" in words


def test_the_page_opens_with_counts_of_routes_and_what_they_share(open_app: OpenApp) -> None:
    words = words_on(open_app("complexity", option="extended_care", outcome="homelessness"))
    assert "16 known routes help, 8 hinder, 3 depend on an uncertain link." in words
    assert "All 8 hindering routes go through budget left for prevention." in words
    assert "Illustrative" in words


def test_routes_are_sentences_with_what_happens_on_the_way(open_app: OpenApp) -> None:
    words = words_on(open_app("complexity", option="extended_care", outcome="homelessness", part="routes"))
    assert "B Stay longer → less budget left for prevention → less suitable homes available" in words
    assert words.count("Helps :") + words.count("Helps:") == 16


def test_the_loop_through_places_holds_itself_back(open_app: OpenApp) -> None:
    words = words_on(open_app("complexity", part="loops"))
    assert "1 loop: holds itself back" in words
    balancing = words.split("1 loop: holds itself back")[1].split("could be either")[0]
    assert "foster and residential places free" in balancing


def test_staying_longer_may_take_places_away(open_app: OpenApp) -> None:
    words = words_on(open_app("complexity", option="extended_care", part="what_if"))
    wrong = words.split("What might go wrong")[1]
    assert "“Foster and residential places free” worse" in wrong
    assert "directions, never sizes" in words
    assert "%" not in words.split("What would happen")[1]


def test_links_held_by_somebodys_view_are_counted_and_listed(open_app: OpenApp) -> None:
    words = words_on(open_app("complexity", part="evidence"))
    assert "32 of 49 links are someone’s view, no evidence attached." in words


def test_twelve_questions_stand_as_buttons(open_app: OpenApp) -> None:
    app = open_app("complexity", option="extended_care", part="questions")
    html = " ".join(str(element.proto.json) for element in app.get("bidi_component"))
    assert html.count("lit~question~") >= 12


def test_a_chosen_link_shows_its_evidence_beside_the_map(open_app: OpenApp) -> None:
    words = words_on(open_app("complexity", focus="link~age_at_leaving~abruptness"))
    assert "More age at leaving care leads to less abruptness of the move." in words
    assert "The move was often sudden" in words
    assert "Ofsted" in words


def test_a_chosen_factor_shows_who_speaks_of_it(open_app: OpenApp) -> None:
    words = words_on(open_app("complexity", focus="factor~age_at_leaving"))
    assert "People say so" in words
    assert "Left too early" in words


def test_a_link_without_evidence_says_so(open_app: OpenApp) -> None:
    words = words_on(open_app("complexity", focus="link~age_at_leaving~placement_capacity"))
    assert "someone’s view, no evidence attached" in words
    assert "No evidence is attached." in words


def test_the_table_names_every_factor_and_link(open_app: OpenApp) -> None:
    app = open_app("complexity", part="table")
    html = [str(element.proto.json) for element in app.get("bidi_component")]
    assert [each.count("<tr>") - 1 for each in html if "<caption" in each] == [49, 25, 15]


def test_a_factor_and_two_links_change_the_routes_and_undo_brings_them_back(own_store: Store) -> None:
    app = opened(option="extended_care", outcome="homelessness", part="edit")
    before = own_store.version
    app.text_input[0].set_value("Someone to call at night")
    pressed(app, "Add the factor")
    assert "Added “Someone to call at night”." in words_on(app)
    for source, target, sign in (
        ("age_at_leaving", "someone_to_call_at_night", "positive"),
        ("someone_to_call_at_night", "stable_housing", "positive"),
    ):
        next(box for box in app.selectbox if box.label == "A new link, from").set_value(source)
        next(box for box in app.selectbox if box.label == "To").set_value(target)
        next(box for box in app.selectbox if box.label == "What more of the first does").set_value(sign)
        pressed(app, "Add the link")
    assert own_store.version > before
    assert "16 known routes help" not in words_on(app)
    pressed(app, "Undo the last edit")
    assert "16 known routes help, 8 hinder, 3 depend on an uncertain link." in words_on(app)
    app = opened(part="versions")
    assert "Took back: linked “Someone to call at night” → “Stable housing”" in words_on(app)
    assert "Only after: the factor “Someone to call at night”." in words_on(app)


def test_another_map_is_begun_as_a_copy_and_compared(own_store: Store) -> None:
    app = opened(part="versions")
    next(field for field in app.text_input if field.label == "What the map is about").set_value("How families see it")
    next(field for field in app.text_input if field.label.startswith("Who makes it")).set_value("families")
    pressed(app, "Begin the map")
    maps = own_store.read("maps_of_decision", decision_id="northvale")
    assert list(maps["title"]) == ["From leaving care to a settled home", "How families see it"]
    app = opened(part="versions", map=maps["map_id"][1])
    assert "The two say the same." in words_on(app)
    pressed(app, "Take this map away")
    assert len(own_store.read("maps_of_decision", decision_id="northvale")) == 1


def test_every_format_is_offered_and_says_what_it_cannot_carry(open_app: OpenApp) -> None:
    app = open_app("complexity", part="files")
    formats = next(box for box in app.selectbox if box.label == "As")
    assert "Places of options: 5 left out, they are put beside what they act on." in words_on(app)
    assert "Where options act" not in words_on(app)
    for each in formats.options[1:]:
        app = formats.set_value(each_id(each)).run()
        formats = next(box for box in app.selectbox if box.label == "As")
        assert "Where options act: 15 left out" in words_on(app), each


def test_a_map_that_came_with_places_stands_there_and_is_laid_out_anew_when_asked(own_store: Store) -> None:
    drawn = SystemMap(
        (Factor("rents", "Rents"), Factor("debt", "Debt"), Factor("moves", "Moves")),
        (Link("rents", "debt", "positive"), Link("debt", "moves", "positive")),
    )
    given = {"rents": (700.0, 400.0), "debt": (120.4, 300.0)}
    map_id = add_map(own_store, Actor("lead"), "northvale", NewMap("Ours", "families", drawn, places=given))
    app = opened(map=map_id)
    stood = boxes_on(app)
    assert (stood["rents"], stood["debt"]) == ((700, 400), (120, 300))
    assert set(stood) == {"rents", "debt", "moves"}
    widgets_part = opened(map=map_id, part="edit")
    assert boxes_on(widgets_part) == stood
    anew = boxes_on(pressed(widgets_part, "Lay the map out anew"))
    assert anew["debt"][0] > anew["rents"][0]


def boxes_on(app: AppTest) -> dict[str, tuple[int, int]]:
    """Where the component was told to draw each factor."""
    sent = (json.loads(element.proto.json) for element in app.get("bidi_component") if '"nodes"' in element.proto.json)
    return {node["id"].removeprefix("f:"): (node["x"], node["y"]) for node in next(sent)["nodes"]}


def each_id(name: str) -> str:
    return next(each for each, known in FORMATS.items() if known.name == name)


def test_a_decision_without_a_map_says_what_to_do_next(own_store: Store) -> None:
    own_store.append("import_undone", [undone(own_store)]).result()
    app = opened()
    assert "There is no map of this decision yet." in words_on(app)
    next(field for field in app.text_input if field.label == "What the map is about").set_value("Ours")
    next(field for field in app.text_input if field.label.startswith("Who makes it")).set_value("families")
    pressed(app, "Begin the map")
    assert "This outcome is not on the map yet." in words_on(app)


def undone(store: Store) -> dict[str, object]:
    maps = store.read("maps_of_decision", decision_id="northvale")
    return {"import_id": maps["import_id"][0], "actor_role": "lead", "undone_at": datetime(2026, 11, 1)}


def test_a_viewer_may_look_and_not_edit(own_store: Store) -> None:
    app = opened(part="edit")
    app.session_state["role"] = "viewer"
    app.text_input[0].set_value("Something")
    pressed(app, "Add the factor")
    assert any("Only a facilitator or lead can" in error.value for error in app.error)
