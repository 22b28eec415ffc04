"""Editing a map through actions: checked against the map on screen, kept as events, taken back; maps begun whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from integrated.actions.actor import Actor, Refused
from integrated.actions.mapping import Mapper, NewMap, add_map
from integrated.briefing.action_levels import action_levels
from integrated.briefing.connections import connections, system_map
from integrated.briefing.whole_map import import_of, map_at, map_titles, whole_map
from integrated.complexity.model import Factor, Link, SystemMap
from integrated.store import Store, open_store
from integrated.views.connected.versions import Begun

LEAD = Actor("lead")
HERE = "northvale"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"duckdb:///{tmp_path / 'integrated.duckdb'}")
    yield opened
    opened.close()


def mapper(store: Store, role: str = "lead") -> Mapper:
    return Mapper(store, Actor(role), HERE, system_map(store, HERE, HERE))


def test_an_edit_is_an_event_with_role_and_time_and_changes_the_routes(store: Store) -> None:
    before = connections(store, HERE, "extended_care", "homelessness").routes
    assert mapper(store).edit("connect", ["age_at_leaving", "stable_housing"], {"polarity": "positive"}) == ""
    after = connections(store, HERE, "extended_care", "homelessness").routes
    assert before is not None and after is not None
    assert after.helping > before.helping
    page = whole_map(store, HERE, "extended_care", "homelessness", HERE)
    assert page is not None
    edit = page.edits[-1]
    assert (edit.kind, edit.actor_role) == ("map_connect", "lead")
    assert edit.made_at is not None
    assert map_at(store, HERE, HERE, 0).by_ends.keys() < page.brief.system_map.by_ends.keys()


def test_an_edit_is_taken_back_and_the_history_keeps_both(store: Store) -> None:
    whole = mapper(store)
    assert whole.edit("delete", ["prevention_budget"], {}) == ""
    page = whole_map(store, HERE, "extended_care", "homelessness", HERE)
    assert page is not None
    assert "prevention_budget" not in page.brief.system_map.position
    assert mapper(store).undo(page.standing[-1]) == ""
    page = whole_map(store, HERE, "extended_care", "homelessness", HERE)
    assert page is not None
    assert page.brief.system_map == whole.system_map
    assert [event.payload.get("removed") for event in page.edits] == [None, True]


@pytest.mark.parametrize(
    ("verb", "ids", "payload", "told"),
    [
        ("connect", ["age_at_leaving", "age_at_leaving"], {"polarity": "positive"}, "cannot be linked to itself"),
        ("connect", ["age_at_leaving", "abruptness"], {"polarity": "positive"}, "linked already"),
        ("connect", ["age_at_leaving", "nowhere"], {"polarity": "positive"}, 'no factor "nowhere"'),
        ("connect", ["age_at_leaving", "debt"], {"polarity": "sideways"}, "must be positive (+)"),
        ("add", ["new"], {"label": "x" * 500}, "may have 200 characters, got 500"),
        ("add", ["new"], {"label": " "}, "needs a label"),
        ("attach", ["age_at_leaving", "abruptness"], {"evidence_kind": "rumour", "evidence_id": "1"}, "Evidence needs"),
        ("rename", ["nowhere"], {"label": "Somewhere"}, 'no factor "nowhere"'),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence_and_nothing_is_stored(
    store: Store, verb: str, ids: list[str], payload: dict[str, str], told: str
) -> None:
    version = store.version
    assert told in mapper(store).edit(verb, ids, payload)
    assert store.version == version


def test_a_viewer_may_not_edit_nor_begin_a_map(store: Store) -> None:
    assert "Only a facilitator or lead can" in mapper(store, "viewer").edit("delete", ["debt"], {})
    assert "Only a facilitator or lead can" in mapper(store, "viewer").begin(Begun("Ours", "families", False))
    assert len(map_titles(store, HERE)) == 1


def test_a_level_said_here_counts_over_the_one_the_option_came_with(store: Store) -> None:
    came = action_levels(store, HERE)["extended_care"]
    assert mapper(store).set_level("extended_care", "beliefs") == ""
    assert action_levels(store, HERE)["extended_care"] == "beliefs"
    assert mapper(store).set_level("extended_care", "") == ""
    assert action_levels(store, HERE)["extended_care"] == came
    assert "A level is one of" in mapper(store).set_level("extended_care", "skies")


def test_a_copied_map_says_the_same_with_its_evidence_and_is_second(store: Store) -> None:
    assert mapper(store).begin(Begun("How families see it", "families", True)) == ""
    first, second = map_titles(store, HERE)
    assert first == HERE
    copied, original = system_map(store, HERE, second), system_map(store, HERE, first)
    assert copied is not None and original is not None
    assert set(copied.system_map.links) == set(original.system_map.links)
    assert set(copied.evidence) == set(original.evidence)
    assert copied.illustrative
    assert copied.factor_of("homelessness") == "homelessness"
    assert system_map(store, HERE) == original
    import_id = import_of(store, HERE, second)
    assert import_id is not None and import_of(store, HERE, first) is None
    assert mapper(store).put_away(import_id) == ""
    assert list(map_titles(store, HERE)) == [HERE]


def test_an_edit_of_one_map_leaves_the_other_alone(store: Store) -> None:
    mapper(store).begin(Begun("How families see it", "families", True))
    _, second = map_titles(store, HERE)
    other = Mapper(store, LEAD, HERE, system_map(store, HERE, second))
    assert other.edit("delete", ["debt"], {}) == ""
    changed, original = system_map(store, HERE, second), system_map(store, HERE, HERE)
    assert changed is not None and original is not None
    assert "debt" not in changed.system_map.position
    assert "debt" in original.system_map.position


def test_a_map_without_title_or_maker_or_with_too_many_factors_is_refused(store: Store) -> None:
    with pytest.raises(Refused, match="needs a title"):
        add_map(store, LEAD, HERE, NewMap("", "families"))
    with pytest.raises(Refused, match="never a name"):
        add_map(store, LEAD, HERE, NewMap("Ours", " "))
    many = SystemMap(tuple(Factor(f"f{i}") for i in range(2001)))
    with pytest.raises(Refused, match="may have 2,000 factors, this one would have 2,001"):
        add_map(store, LEAD, HERE, NewMap("Ours", "families", many))


def test_places_are_kept_with_a_map_and_with_its_copy_and_nonsense_is_no_place(store: Store) -> None:
    drawn = SystemMap((Factor("a"), Factor("b"), Factor("c")), (Link("a", "b", "positive"),))
    given = {"a": (12.34, 40.0), "b": (-300.0, 41.0), "c": (float("nan"), 1.0), "gone": (1.0, 2.0)}
    map_id = add_map(store, LEAD, HERE, NewMap("Ours", "families", drawn, places=given))
    brief = system_map(store, HERE, map_id)
    assert brief is not None and brief.places == {"a": (12.3, 40.0), "b": (-300.0, 41.0)}
    assert Mapper(store, LEAD, HERE, brief).begin(Begun("A copy", "families", True)) == ""
    copied = system_map(store, HERE, list(map_titles(store, HERE))[-1])
    assert copied is not None and copied.title == "A copy" and copied.places == brief.places
    first = system_map(store, HERE, HERE)
    assert first is not None and first.places == {}


def test_an_outcome_gets_its_factor(store: Store) -> None:
    drawn = SystemMap((Factor("a"), Factor("b")), (Link("a", "b", "positive"),))
    map_id = add_map(store, LEAD, HERE, NewMap("Ours", "families", drawn))
    brief = system_map(store, HERE, map_id)
    assert brief is not None and brief.factor_of("homelessness") is None
    one = Mapper(store, LEAD, HERE, brief)
    assert 'no factor "c"' in one.stand_for("homelessness", "c")
    assert one.stand_for("homelessness", "b") == ""
    brief = system_map(store, HERE, map_id)
    assert brief is not None and brief.factor_of("homelessness") == "b"


def test_which_factor_stands_for_an_outcome_is_taken_back_and_said_again(store: Store) -> None:
    assert "Only a" in mapper(store, "viewer").stand_no_longer("homelessness")
    assert mapper(store).stand_no_longer("homelessness") == ""
    brief = system_map(store, HERE, HERE)
    assert brief is not None and brief.factor_of("homelessness") is None
    assert connections(store, HERE, "extended_care", "homelessness").cause == "outcome not on map"
    assert "No factor of this map" in mapper(store).stand_no_longer("homelessness")
    assert mapper(store).stand_for("homelessness", "homelessness") == ""
    brief = system_map(store, HERE, HERE)
    assert brief is not None and brief.factor_of("homelessness") == "homelessness"
    assert connections(store, HERE, "extended_care", "homelessness").cause is None
