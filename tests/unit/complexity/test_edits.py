"""Edits: one event gives a new map, a line of them folds, undo takes back the last."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.complexity.edits import VERBS, apply_event, new_factor_id, replay_edits, subject_of
from integrated.complexity.grounds import assertions, ground
from integrated.complexity.model import EntryPoint, Factor, Link, SystemMap
from integrated.complexity.structure import option_routes
from tests.unit.complexity.embedded import embedded_map
from tests.unit.complexity.random_maps import system_maps


@dataclass(frozen=True)
class Said:
    """An event as the record keeps it."""

    kind: str
    subject: str
    payload: Mapping[str, Any] = field(default_factory=dict)


def small_map() -> SystemMap:
    return SystemMap(
        (Factor("a", "Alpha"), Factor("b", "Beta"), Factor("c", "Gamma")),
        (Link("a", "b", "+"), Link("b", "c", "-", reference="F01 F02")),
        (EntryPoint("o", "a", "+"),),
    )


def test_a_factor_is_added_renamed_described_and_deleted_with_its_links() -> None:
    grown = apply_event(small_map(), "map_add", "m/d", {"label": " Delta ", "kind": "outcome", "wanted": "decrease"})
    assert grown.factors[-1] == Factor("d", "Delta", "outcome", wanted="decrease")
    renamed = apply_event(grown, "map_rename", "m/d", {"label": "Homes"})
    assert renamed.factor("d").label == "Homes"
    described = apply_event(renamed, "map_describe", "m/d", {"controllable": "partly", "wanted": "increase"})
    assert described.factor("d") == Factor("d", "Homes", "outcome", controllable="partly", wanted="increase")
    without = apply_event(described, "map_delete", "m/b", {})
    assert without.factor_ids == ("a", "c", "d")
    assert without.links == ()
    assert apply_event(small_map(), "map_delete", "m/a", {}).entry_points == ()


def test_links_are_made_changed_and_deleted() -> None:
    joined = apply_event(small_map(), "map_connect", "m/c>a", {"polarity": "−", "delay": "years"})
    assert joined.by_ends["c", "a"] == Link("c", "a", "negative", delay="years")
    changed = apply_event(joined, "map_change", "m/a>b", {"polarity": "?", "strength": "strong", "confidence": None})
    assert changed.by_ends["a", "b"] == Link("a", "b", "uncertain", "strong")
    assert [link.ends for link in changed.links] == [("a", "b"), ("b", "c"), ("c", "a")]
    fewer = apply_event(changed, "map_delete", "m/a>b", {})
    assert ("a", "b") not in fewer.by_ends


def test_an_entry_point_is_made_changed_and_taken_away() -> None:
    entered = apply_event(small_map(), "map_enter", "m/o>b", {"push": "-", "note": "a view"})
    assert entered.entry_points[-1] == EntryPoint("o", "b", "negative", note="a view")
    stronger = apply_event(entered, "map_enter", "m/o>b", {"strength": "strong"})
    assert stronger.entry_points[-1] == EntryPoint("o", "b", "negative", "strong", note="a view")
    assert apply_event(stronger, "map_leave", "m/o>a", {}).entry_points == stronger.entry_points[1:]


def test_evidence_is_written_into_the_reference_and_taken_out_of_it() -> None:
    row = {"evidence_kind": "finding", "evidence_id": "F15"}
    attached = apply_event(small_map(), "map_attach", "m/b>c", row)
    assert attached.by_ends["b", "c"].reference == "F01 F02 F15"
    assert apply_event(attached, "map_attach", "m/b>c", row) == attached
    assert apply_event(attached, "map_detach", "m/b>c", row) == small_map()
    entered = apply_event(small_map(), "map_attach", "m/o>a", row)
    assert entered.entry_points[0].note == "F15"
    assert assertions(apply_event(small_map(), "map_attach", "m/a>b", row)) == ()


@pytest.mark.parametrize(
    ("kind", "subject", "payload", "words"),
    [
        ("map_fly", "m/a", {}, '"map_fly" is no edit of a map'),
        ("signed", "m/a", {}, '"signed" is no edit of a map'),
        ("map_rename", "m/ghost", {"label": "x"}, 'There is no factor "ghost"'),
        ("map_rename", "m/a", {}, "A factor needs a label"),
        ("map_rename", "m/a", {"label": "  "}, "A factor needs a label"),
        ("map_rename", "m/a", {"label": "x" * 500}, "label may have 200 characters, got 500"),
        ("map_rename", "m/a", {"label": 7}, "takes text only, got 7 for label"),
        ("map_rename", "m/a>b", {"label": "x"}, "This edit is about one factor, got a > b"),
        ("map_rename", "m/a", {"name": "x"}, "map_rename does not know name. It takes label."),
        ("map_describe", "m/a", {"kind": "thing"}, 'kind must be one of factor, outcome, context, got "thing"'),
        ("map_describe", "m/a", {"wanted": "up"}, "wanted must be one of"),
        ("map_add", "m/a", {"label": "x"}, '"a" is on this map already'),
        ("map_add", "m/o", {"label": "x"}, '"o" is on this map already'),
        ("map_add", "m/d", {}, "A factor needs a label"),
        ("map_connect", "m/a>b", {"polarity": "+"}, "a and b are linked already"),
        ("map_connect", "m/a>ghost", {"polarity": "+"}, 'There is no factor "ghost"'),
        ("map_connect", "m/a>a", {"polarity": "+"}, "a cannot be linked to itself"),
        ("map_connect", "m/a>c", {}, "polarity must be positive (+), negative (-) or uncertain (?)"),
        ("map_connect", "m/a", {"polarity": "+"}, 'about two ends ("source>target"), got a'),
        ("map_change", "m/c>a", {"strength": "weak"}, "There is no link from c to a"),
        ("map_change", "m/a>b", {"strength": "huge"}, "strength must be one of"),
        ("map_delete", "m/c>a", {}, "There is no link from c to a"),
        ("map_delete", "m/ghost", {}, 'There is no factor "ghost"'),
        ("map_delete", "m/a", {"why": "x"}, "map_delete does not know why. It takes no fields."),
        ("map_attach", "m/a>b", {"evidence_kind": "rumour", "evidence_id": "1"}, 'got "rumour" "1"'),
        ("map_attach", "m/a>b", {"evidence_kind": "effect"}, 'got "effect" ""'),
        ("map_enter", "m/o>ghost", {"push": "+"}, 'There is no factor "ghost"'),
        ("map_enter", "m/a>b", {"push": "+"}, '"a" is a factor, not an option'),
        ("map_leave", "m/o>b", {}, "o does not act on b"),
        ("map_rename", "a", {"label": "x"}, 'A subject reads "map/factor" or "map/source>target", got "a"'),
        ("map_delete", "m/a>b>c", {}, "A subject reads"),
        ("map_delete", "m/a", {"removed": True}, "fold the whole line of events with replay_edits"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    kind: str, subject: str, payload: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError) as caught:
        apply_event(small_map(), kind, subject, payload)
    assert words in str(caught.value)


def test_a_line_of_events_folds_and_leaves_other_maps_alone() -> None:
    events = [
        Said("map_add", "m/d", {"label": "Delta"}),
        Said("map_add", "other/e", {"label": "Elsewhere"}),
        Said("framed", "*", {"question": "?"}),
        Said("map_connect", "m/c>d", {"polarity": "+"}),
        Said("map_attach", "m/c>d", {"evidence_kind": "effect", "evidence_id": "E001"}),
    ]
    edited = replay_edits(small_map(), events, "m", evidence=[("b", "c", "finding", "F01")])
    assert edited.system_map.factor_ids == ("a", "b", "c", "d")
    assert edited.evidence == (("b", "c", "finding", "F01"), ("c", "d", "effect", "E001"))
    assert ground(edited.system_map.by_ends["c", "d"], attached=edited.attached) == "evidence"
    assert edited.standing == (events[0], events[3], events[4])
    assert edited.left_out == ()


def test_undo_takes_back_the_last_of_its_kind_and_then_the_one_before() -> None:
    events = [
        Said("map_change", "m/a>b", {"strength": "weak"}),
        Said("map_change", "m/a>b", {"strength": "strong", "delay": "years"}),
        Said("map_change", "m/a>b", {"removed": True}),
    ]
    once = replay_edits(small_map(), events, "m").system_map
    assert once.by_ends["a", "b"] == Link("a", "b", "+", "weak")
    twice = replay_edits(small_map(), [*events, events[2]], "m")
    assert twice.system_map == small_map()
    thrice = replay_edits(small_map(), [*events, events[2], events[2]], "m")
    assert thrice.left_out == ((events[2], "There is no map_change on m/a>b to take back."),)


def test_what_no_longer_fits_after_an_undo_is_left_out_with_its_reason() -> None:
    events = [
        Said("map_add", "m/d", {"label": "Delta"}),
        Said("map_connect", "m/c>d", {"polarity": "+"}),
        Said("map_add", "m/d", {"removed": True}),
    ]
    edited = replay_edits(small_map(), events, "m")
    assert edited.system_map == small_map()
    ((event, reason),) = edited.left_out
    assert event == events[1]
    assert 'There is no factor "d"' in reason


def test_evidence_goes_with_what_it_was_attached_to() -> None:
    start = [("a", "b", "finding", "F01"), ("b", "c", "finding", "F02"), ("o", "a", "effect", "E001")]
    events = [Said("map_delete", "m/b>c")]
    assert replay_edits(small_map(), events, "m", evidence=start).evidence == (start[0], start[2])
    assert replay_edits(small_map(), [Said("map_delete", "m/a")], "m", evidence=start).evidence == (start[1],)
    gone = [Said("map_detach", "m/a>b", {"evidence_kind": "finding", "evidence_id": "F01"})]
    assert replay_edits(small_map(), gone, "m", evidence=start).evidence == tuple(start[1:])
    assert replay_edits(small_map(), [Said("map_leave", "m/o>a")], "m", evidence=start).evidence == tuple(start[:2])


@given(system_maps(), st.data())
@settings(max_examples=80, deadline=None)
def test_undoing_any_edit_gives_the_map_back(system_map: SystemMap, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(system_map.factor_ids))
    events = [Said("map_add", "m/new", {"label": "New"}), Said("map_delete", f"m/{name}"), Said("map_enter", "m/p>new")]
    events = [
        Said(event.kind, event.subject, {"push": "+"} if event.kind == "map_enter" else event.payload)
        for event in data.draw(st.permutations(events))
    ]
    back = [Said(event.kind, event.subject, {"removed": True}) for event in data.draw(st.permutations(events))]
    edited = replay_edits(system_map, [*events, *back], "m")
    assert edited.system_map == system_map
    assert edited.left_out == ()


def test_two_links_drawn_live_change_the_routes_of_the_embedded_map() -> None:
    before = option_routes(embedded_map(), "coaching_peer_support", "homelessness")
    events = [
        Said("map_add", "m/hope", {"label": "Hope"}),
        Said("map_connect", "m/peer_support>hope", {"polarity": "+"}),
        Said("map_connect", "m/hope>stable_housing", {"polarity": "+"}),
    ]
    after = option_routes(replay_edits(embedded_map(), events, "m").system_map, "coaching_peer_support", "homelessness")
    assert after.helping == before.helping + 1
    undone = [*events, Said("map_connect", "m/hope>stable_housing", {"removed": True})]
    assert (
        option_routes(replay_edits(embedded_map(), undone, "m").system_map, "coaching_peer_support", "homelessness")
        == before
    )


def test_ids_and_subjects_are_made_from_words() -> None:
    assert new_factor_id(small_map(), "Loneliness & isolation!") == "loneliness_isolation"
    assert new_factor_id(small_map(), "A") == "a_2"
    assert new_factor_id(small_map(), "Świętość") == "swietosc"
    assert new_factor_id(small_map(), "家") == "factor"
    assert subject_of("m", "a") == "m/a"
    assert subject_of("m", "a", "b") == "m/a>b"
    with pytest.raises(ValueError, match='may not hold ">"'):
        subject_of("m", "a>b")
    with pytest.raises(ValueError, match="one factor or two ends, got 3"):
        subject_of("m", "a", "b", "c")


def test_every_verb_is_tried_here() -> None:
    assert set(VERBS) == {
        "add",
        "rename",
        "describe",
        "connect",
        "change",
        "attach",
        "detach",
        "delete",
        "enter",
        "leave",
    }
