import hashlib
import json
import math
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.record.record import Record, RecordError, inputs_changed, reopen, replay, seal
from integrated.weighing.judgement import discount, levels_from_effect, levels_from_stances, values
from integrated.weighing.sensitivity import win_regions
from integrated.weighing.statements import statements
from integrated.what_works.predictive import predictive
from tests.unit.record.test_record import WHOLE, line

OPTIONS = [("now", "Continue as now"), ("stay", "Stay longer"), ("worker", "One-to-one worker"), ("coach", "Coaching")]
SAID = [
    ("framed", "*", {"question": "What first?"}),
    *[("option_listed", option, {"name": name}) for option, name in OPTIONS],
    ("weights_set", "Person 1", {"points": {"works": 100, "people": 50, "system": 50}}),
    ("weights_set", "Person 2", {"order": ["people", "works", "system"]}),
    ("judgement_agreed", "worker/people", {"lowest": 3, "highest": 5, "reason": "heard again"}),
    ("convergence_set", "stay", {"chosen": "dissonance", "reason": "the studies contradict each other"}),
    ("red_line_raised", "r1", {"option_id": "stay", "group_name": "care leavers", "reason": "no choice"}),
    ("dissent_recorded", "x", {"words": "I do not agree.\nAt all.", "role": "foster carer"}),
    ("concluded", "*", {"result": "defer", "reason": "a red line is open"}),
]
INPUTS: dict[str, Any] = {
    "comparison": "now",
    "effects": {"stay": {"yi": [0.8, -0.57], "vi": [0.0019, 0.085]}, "worker": {"yi": [0.19], "vi": [0.006]}},
    "stances": {
        "stay": {
            "counts": {"aged 16-17": [1, 1, 6], "aged 18-21": [2, 1, 5]},
            "shares": {"aged 16-17": 0.4, "aged 18-21": 0.6},
        }
    },
    "suggested": {"worker": {"people": [0, 0.2, 0.3, 0.5, 0]}, "coach": {"people": [0, 0, 0.1, 0.6, 0.3]}},
    "simulation": {"stay": [0.6, 0.3, 0.1], "worker": [0.5, 0.4, 0.1], "coach": [0.2, 0.2, 0.6]},
    "confidence": {
        "stay": {"works": "very low", "people": "moderate", "system": "low"},
        "worker": {"works": "moderate"},
    },
    "suggested_red_lines": [{"option_id": "coach", "group_name": "parents"}],
    "heard": pd.DataFrame({"group": ["care leavers", "parents"], "people": [18, np.nan], "as_of": date(2026, 11, 1)}),
}


@pytest.fixture(scope="module")
def record() -> Record:
    return seal(replay(line(*SAID)), INPUTS)


def edited(record: Record, change: Any) -> Record:
    body = json.loads(record.content)
    change(body)
    return reopen(json.dumps(body))


def test_a_record_reopens_with_the_same_decision_and_the_same_numbers(record: Record) -> None:
    again = reopen(record.content)
    assert again.changed == ()
    assert again.is_as_sealed
    assert again.decision == record.decision == replay(line(*SAID))
    assert again.results == record.results
    assert again.sha256 == record.sha256 == hashlib.sha256(record.content.encode()).hexdigest()
    assert reopen(record.content.encode()).results == record.results


def test_the_same_decision_and_inputs_give_the_same_text_whatever_their_order(record: Record) -> None:
    assert seal(replay(line(*SAID)), dict(reversed(INPUTS.items()))).content == record.content


def test_the_numbers_are_those_of_the_rooms_they_come_from(record: Record) -> None:
    levels = record.results["levels"]
    expected = levels_from_effect(predictive([0.8, -0.57], [0.0019, 0.085]))
    assert levels["stay"]["works"]["used"] == pytest.approx(expected, abs=1e-15)
    heard = levels_from_stances(INPUTS["stances"]["stay"]["counts"], INPUTS["stances"]["stay"]["shares"])
    assert levels["stay"]["people"]["used"] == pytest.approx(heard, abs=1e-15)
    assert levels["worker"]["people"] == {
        "agreed": True,
        "suggested": [0, 0.2, 0.3, 0.5, 0],
        "used": [0, 0, 1 / 3, 1 / 3, 1 / 3],
    }
    assert levels["coach"]["works"] == {"agreed": False, "suggested": None, "used": None}
    assert levels["now"]["system"]["used"] == [0, 0, 1, 0, 0]
    plain, discounted = record.results["values"]["as_judged"], record.results["values"]["discounted"]
    assert discounted[1][0] == pytest.approx(float(values(discount(expected, "very low"))), abs=1e-15)
    assert plain[3][0] is None
    assert record.results["placed"] == ["now", "stay", "worker"]
    assert record.results["triangle"]["as_judged"]["areas"] == pytest.approx(win_regions(plain[:3]).areas, abs=1e-15)
    assert sum(record.results["triangle"]["discounted"]["areas"]) == pytest.approx(1)


def test_sentences_agreement_red_lines_and_what_is_not_placed_are_held(record: Record) -> None:
    texts = [one["text"] for one in record.results["sentences"]["as_judged"]]
    assert "Red line: care leavers object strongly to B Stay longer. Answer it before you choose this option." in texts
    assert "Red line: parents object strongly to D Coaching. Answer it before you choose this option." in texts
    assert any(text.startswith("D Coaching is not placed: what studies found is not known.") for text in texts)
    assert record.results["agreement"]["stay"]["state"] == "dissonance"
    assert record.results["agreement"]["stay"]["reason"] == "the studies contradict each other"
    assert record.results["agreement"]["coach"]["state"] == "silence"
    assert "now" not in record.results["agreement"]
    assert record.results["not_placed"]["as_judged"][0]["option"] == "coach"
    assert record.results["weights"]["Person 1"] == {"kind": "shares", "region": [[0.5, 0.25, 0.25]]}
    assert len(record.results["weights"]["Person 2"]["region"]) == 3
    assert [one["perspective"] for one in record.results["worth_knowing"]] == ["works", "people", "system"]
    rows = np.array([row for row in record.results["values"]["as_judged"] if None not in row])
    assert len(statements(rows, None, ["A", "B", "C"])) > 0


def test_the_settings_it_was_made_with_are_kept_so_later_ones_do_not_change_it(record: Record) -> None:
    assert record.inputs["settings"]["spacing"] == [0, 0.25, 0.5, 0.75, 1]
    other = seal(record.decision, INPUTS | {"settings": {"spacing": [0, 0, 0, 1, 1]}})
    assert other.results["values"] != record.results["values"]
    assert reopen(other.content).is_as_sealed
    assert other.inputs["settings"]["tau_scale"] == 0.28


def test_tables_and_dates_are_kept_and_missing_is_none(record: Record) -> None:
    assert record.inputs["heard"] == [
        {"group": "care leavers", "people": 18.0, "as_of": "2026-11-01"},
        {"group": "parents", "people": None, "as_of": "2026-11-01"},
    ]


def test_another_layout_of_the_same_text_is_as_sealed(record: Record) -> None:
    packed = reopen(json.dumps(json.loads(record.content), separators=(",", ":")))
    assert packed.is_as_sealed
    assert packed.sha256 != record.sha256
    assert reopen(record.content.replace("18.0", "18")).is_as_sealed


@pytest.mark.parametrize("name", [name for name in INPUTS if name != "heard"] + ["settings"])
def test_an_input_edited_by_hand_is_named(record: Record, name: str) -> None:
    def change(body: dict[str, Any]) -> None:
        body["inputs"][name] = {
            "comparison": "coach",
            "effects": {"stay": {"yi": [0.9], "vi": [0.01]}},
            "stances": {},
            "suggested": {},
            "simulation": {},
            "confidence": {},
            "suggested_red_lines": [],
            "settings": body["inputs"]["settings"] | {"tau_scale": 0.5},
        }[name]

    found = edited(record, change)
    assert f"The input “{name}” is not what was sealed." in found.changed
    assert any("differently now, first" in sentence for sentence in found.changed)


def test_an_input_that_no_number_uses_is_named_too_and_one_taken_out(record: Record) -> None:
    found = edited(record, lambda body: body["inputs"]["heard"][0].update(people=19))
    assert found.changed == ("The input “heard” is not what was sealed.",)
    gone = edited(record, lambda body: body["inputs"].pop("heard"))
    assert gone.changed == ("The input “heard” was taken out after the record was sealed.",)
    added = edited(record, lambda body: body["inputs"].update(extra=1))
    assert added.changed == ("The input “extra” is not what was sealed.",)


def test_an_edited_event_changes_what_follows_from_it(record: Record) -> None:
    def change(body: dict[str, Any]) -> None:
        event = next(event for event in body["events"] if event["kind"] == "judgement_agreed")
        event["payload"].update(lowest=1, highest=1)

    found = edited(record, change)
    assert found.changed[0] == "What people said (the events) is not what was sealed."
    assert found.decision.judgements["worker", "people"].highest == 1
    assert found.results["levels"]["worker"]["people"]["used"] == [1, 0, 0, 0, 0]


def test_an_edited_number_is_found_and_the_computed_one_is_shown(record: Record) -> None:
    def change(body: dict[str, Any]) -> None:
        body["results"]["triangle"]["as_judged"]["areas"][1] = 0.99

    found = edited(record, change)
    assert found.changed[0] == "The numbers and sentences are not what was sealed."
    assert found.changed[1].startswith(
        "1 result comes out differently now, first triangle/as_judged/areas/1: sealed 0.99,"
    )
    assert found.results == record.results


def test_an_edit_that_also_mends_the_hashes_still_shows_in_the_numbers_and_in_the_signature(record: Record) -> None:
    body = json.loads(record.content)
    body["inputs"]["effects"]["worker"]["yi"] = [0.9]
    forged = seal(record.decision, body["inputs"])
    body["sha256"]["inputs"] = json.loads(forged.content)["sha256"]["inputs"]
    found = reopen(json.dumps(body))
    assert "results come out differently now" in found.changed[0]
    assert "check sums were edited too" in found.changed[0]
    assert found.sha256 != record.sha256


def test_inputs_that_no_number_can_be_made_from_leave_the_sealed_numbers_with_a_sentence(record: Record) -> None:
    found = edited(record, lambda body: body["inputs"]["suggested"]["coach"].update(people=[1, 1, 1, 1, 1]))
    assert any("could not be computed again (levels must be five shares" in sentence for sentence in found.changed)
    assert found.results == record.results
    broken = edited(record, lambda body: body["inputs"].update(settings=None))
    assert any("could not be computed again" in sentence for sentence in broken.changed)


def test_an_event_that_cannot_be_read_is_named_and_the_rest_stands(record: Record) -> None:
    found = edited(record, lambda body: body["events"][0].update(kind="sung"))
    assert found.decision.question is None
    assert any("Event 1 could not be read and is left out" in sentence for sentence in found.changed)
    unreadable = replay([*line(*SAID), WHOLE[0] | {"event_id": "z", "sequence": 99, "kind": "sung"}])
    kept = reopen(seal(unreadable, INPUTS).content)
    assert kept.is_as_sealed
    assert kept.decision == unreadable


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "damaged, or it is something else"),
        ("{}", "not a record of a decision"),
        ("[1, 2]", "not a record of a decision"),
        ("option,cost\nA,3\n", "the file was cut off"),
        ('{"format": "integrated record", "format_version": 2}', "made by a newer version of the product (format 2"),
        ('{"format": "integrated record", "format_version": "1"}', "does not say which format"),
        ('{"format": "integrated record", "format_version": 1}', "lacks its decision id"),
        ('{"format": "integrated record", "x": NaN}', "damaged"),
        ("[" * 100_000 + "}", "damaged"),
        (b"\xff\xfe\x00", "not text"),
    ],
)
def test_what_is_no_record_is_refused_in_one_sentence(content: str | bytes, words: str) -> None:
    with pytest.raises(RecordError) as raised:
        reopen(content)
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("part", ["decision_id", "sequence", "events", "not_understood", "inputs", "results", "sha256"])
def test_a_missing_part_is_named(record: Record, part: str) -> None:
    with pytest.raises(RecordError, match=f"lacks its {part.replace('_', ' ')}"):
        edited(record, lambda body: body.pop(part))


def test_events_that_are_no_events_are_refused(record: Record) -> None:
    for events in (
        [1],
        [{"kind": "framed"}],
        [{**json.loads(record.content)["events"][0], "made_at": "yesterday-ish"}],
    ):
        with pytest.raises(RecordError, match="events in this record cannot be read"):
            edited(record, lambda body, events=events: body.update(events=events))


@given(st.floats(0.001, 0.999))
@settings(max_examples=40, deadline=None)
def test_a_record_cut_off_anywhere_says_so(where: float) -> None:
    content = SMALL.content
    with pytest.raises(RecordError, match="cut off|damaged"):
        reopen(content[: max(1, int(len(content) * where))])


SMALL = seal(replay(line(*SAID[:4])), {"comparison": "now", "simulation": {"stay": [0.5, 0.5, 0]}})


@given(st.integers(0, len(SMALL.content) - 1), st.sampled_from('0129abz"{}[],:-. \n'))
@settings(max_examples=150, deadline=None)
def test_one_letter_changed_anywhere_is_refused_found_or_harmless(where: int, letter: str) -> None:
    content = SMALL.content[:where] + letter + SMALL.content[where + 1 :]
    try:
        found = reopen(content)
    except RecordError as error:
        told = str(error)
    else:
        told = "."
        assert not found.is_as_sealed or json.loads(content) == json.loads(SMALL.content)
    assert told.endswith(".")


@pytest.mark.parametrize(
    "said",
    [
        [],
        [("option_listed", "a", {"name": "Only"})],
        [("option_listed", f"o{k}", {"name": "x" * 300}) for k in range(10)],
        [("option_listed", "a", {"name": "One"}), ("judgement_agreed", "a/works", {"not_known": True})],
    ],
    ids=["nothing", "one option", "ten options with long names", "everything not known"],
)
def test_thin_decisions_are_sealed_and_reopened_too(said: list[Any]) -> None:
    sealed = seal(replay(line(*said)), {})
    assert reopen(sealed.content).is_as_sealed


def test_ten_identical_options_share_the_triangle() -> None:
    said = [("option_listed", f"o{k}", {"name": f"Option {k}"}) for k in range(10)]
    even = {f"o{k}": {p: [0.2] * 5 for p in ("works", "people", "system")} for k in range(10)}
    sealed = seal(replay(line(*said)), {"suggested": even})
    assert sealed.results["triangle"]["as_judged"]["areas"] == pytest.approx([0.1] * 10)


def test_which_inputs_differ_now_is_told(record: Record) -> None:
    assert inputs_changed(record, INPUTS) == ()
    now = {name: value for name, value in INPUTS.items() if name != "simulation"} | {"comparison": None, "news": 1}
    assert inputs_changed(record, now) == (
        "The input “comparison” has changed since the record was sealed.",
        "The input “news” is new since the record was sealed.",
        "The input “simulation” was in the record and is not here now.",
    )


@pytest.mark.parametrize("value", [math.inf, object(), {"a": [1, math.inf]}])
def test_an_input_that_cannot_be_kept_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="a record can hold"):
        seal(replay([]), {"strange": value})


def test_an_input_that_no_number_can_be_made_from_is_refused_when_sealing() -> None:
    decision = replay(line(*SAID))
    with pytest.raises(ValueError, match="got 'fair'"):
        seal(decision, INPUTS | {"confidence": {"stay": {"works": "fair"}}})
