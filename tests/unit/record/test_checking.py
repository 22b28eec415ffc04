import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.record.checking import EventError, payload_json, read_event
from integrated.record.events import PAYLOADS, PERSPECTIVES
from integrated.weighing import perspective

REFUSED = [
    ("judgement_agreed", "a/works", {"lowest": 2, "highest": 9}, "Highest must be 5 or less, got 9."),
    ("judgement_agreed", "a/works", {"lowest": 4, "highest": 2}, "above the highest (2): swap the two."),
    ("judgement_agreed", "a/works", {"lowest": 4}, "Give both the lowest and the highest level"),
    ("judgement_agreed", "a/works", {"lowest": 4, "highest": 4, "not_known": True}, "not known and have a level too"),
    ("judgement_agreed", "a/works", {"as_suggested": True}, "no suggestion to agree with"),
    ("judgement_agreed", "a/works", {"not_known": True, "suggested": [0.5, 0.2, 0.1, 0, 0]}, "add up to 1"),
    ("judgement_agreed", "a/works", {"lowest": True, "highest": 2}, "must be a whole number, got True."),
    ("judgement_agreed", "a/studies", {"not_known": True}, "one of works, people, system, got 'studies'"),
    ("judgement_agreed", "a", {"not_known": True}, "must read option_id/perspective"),
    ("weights_set", "P1", {"shares": {"works": 0.5, "people": 0.4, "system": 0.3}}, "add up to 1 (100%), got 1.2."),
    ("weights_set", "P1", {"shares": {"works": 1.0}}, "people and system are missing"),
    ("weights_set", "P1", {"shares": {"works": 1.0, "people": 0, "systems": 0}}, "'works', 'people' or 'system'"),
    ("weights_set", "P1", {"points": {"works": 0, "people": 0, "system": 0}}, "gets 100"),
    ("weights_set", "P1", {"order": ["works", "people"]}, "once each"),
    ("weights_set", "P1", {"order": ["works", "people", "system"], "open": True}, "only one of"),
    ("weights_set", "P1", {"bounds": {"works": [0.7, 1], "people": [0.5, 1]}}, "No mix fits these bounds"),
    ("weights_set", "P1", {"bounds": {"works": [0.7, 0.2]}}, "above its upper bound (0.2): swap the two"),
    ("framed", "*", {"question": "\x00 \x07"}, "Question is empty: fill it in."),
    (
        "framed",
        "*",
        {"question": "What?", "decide_on": "31/03/2027"},
        "must be a date like 2027-03-31, got '31/03/2027'.",
    ),
    ("framed", "all", {"question": "What?"}, 'subject must be "*"'),
    ("framed", "*", {"question": "What?", "colour": "red"}, "Colour is not asked for here: take it out."),
    ("framed", "*", "{question", "not readable JSON"),
    ("framed", "*", '{"question": NaN}', "not readable JSON"),
    ("framed", "*", [1], "set of named fields"),
    ("option_listed", "a", {"name": "x" * 301}, "Name is longer than 300 characters: shorten it."),
    ("option_listed", "a", {"name": "A", "cost_low_gbp": 9, "cost_high_gbp": 3}, "swap the two."),
    ("option_listed", "a", {"name": "A", "places": "12"}, "Places must be a whole number, got '12'."),
    ("option_listed", "a", {"name": "A", "cost_low_gbp": float("inf")}, "must be a number, got inf."),
    ("option_listed", "a", {"name": "A", "letter": "1"}, "one or two capital letters, got '1'."),
    ("option_listed", "a/b", {"name": "A"}, 'may not hold "/"'),
    ("clash_answered", "a/works/works", {"words": "w"}, "two different perspectives clash"),
    ("red_line_answered", "r", {"response": "change", "words": "w"}, "needs an owner"),
    ("trigger_set", "t", {}, "Say what to watch"),
    ("trigger_set", "t", {"indicator_id": "i"}, "direction (above or below) and a threshold"),
    ("concluded", "*", {"result": "choose", "reason": "w"}, "Say which option"),
    ("signed", "r1", {"role": "lead", "sha256": "abc"}, "64 digits"),
    ("sung", "*", {}, "'sung' is not a kind of event"),
    ("map_moved", "m", {"x": {1, 2}}, "text, numbers, true, false and lists"),
]


@pytest.mark.parametrize(("kind", "subject", "payload", "words"), REFUSED)
def test_a_refused_event_says_what_is_wrong_and_the_value_seen(
    kind: str, subject: str, payload: object, words: str
) -> None:
    with pytest.raises(EventError) as raised:
        read_event(kind, subject, payload)
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)


def test_perspectives_are_called_the_same_in_every_room() -> None:
    assert PERSPECTIVES == perspective.PERSPECTIVES


def test_names_of_300_characters_are_kept_whole() -> None:
    kept = json.loads(payload_json("option_listed", "a", {"name": "é" * 300}))
    assert kept == {"name": "é" * 300}


def test_control_characters_and_direction_marks_are_stripped_and_line_breaks_kept() -> None:
    words = "one\r\ntwo\x00\x1b[31m \u202eeerht\ufffe\ud800"
    kept = json.loads(payload_json("note_set", "finance", {"words": words}))
    assert kept == {"words": "one\ntwo[31m eerht"}


def test_a_removal_needs_no_other_field_and_keeps_the_step_of_certainty() -> None:
    assert read_event("judgement_agreed", "a/works", '{"removed": true}') is None
    assert payload_json("certainty_set", "a/o", {"removed": True, "step": "risk of bias"}) == (
        '{"removed": true, "step": "risk of bias"}'
    )


def test_map_events_keep_their_fields_with_texts_cleaned() -> None:
    assert read_event("map_link_added", "m/a/b", {"note": "x\x00", "pull": [1, 0.5, None]}) == {
        "note": "x",
        "pull": [1, 0.5, None],
    }


@given(
    st.sampled_from([*PAYLOADS, "map_x", "other"]),
    st.text(max_size=8),
    st.dictionaries(
        st.sampled_from(sorted({name for model in PAYLOADS.values() for name in model.model_fields})),
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers(), max_size=3)),
    ),
)
def test_any_payload_is_either_kept_as_json_that_reads_back_or_refused_in_a_sentence(
    kind: str, subject: str, payload: dict[str, object]
) -> None:
    try:
        kept = payload_json(kind, subject, payload)
    except EventError as error:
        refusal = str(error)
    else:
        assert payload_json(kind, subject, kept) == kept
        refusal = "."
    assert refusal.endswith(".")
