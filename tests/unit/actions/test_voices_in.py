"""Bringing voices in: all or nothing, waiting for review, taken back whole."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from integrated.actions.actor import Actor
from integrated.actions.voices import Voices
from integrated.actions.voices_in import FileIn, VoicesIn
from integrated.briefing.people import people
from integrated.briefing.review_queue import waiting
from integrated.briefing.votes import votes_brief
from integrated.briefing.who_was_heard import who_was_heard
from integrated.co_production.voices_in import (
    IncomingCode,
    IncomingContribution,
    IncomingShares,
    IncomingStatement,
    IncomingVotes,
    IncomingWords,
    RowProblem,
)
from integrated.store import Store, open_store
from tests.unit.briefing.planted import Person, plant

FILE = FileIn("voices.csv", b"what it held")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"duckdb:///{tmp_path / 'integrated.duckdb'}", data_folder=tmp_path)
    plant(
        opened, "d", [Person("Parents", {"p0": "supports"}) for _ in range(6)], heard=[("sex", "a", 6), ("sex", "b", 9)]
    )
    yield opened
    opened.close()


@pytest.fixture
def hands(store: Store) -> VoicesIn:
    return VoicesIn(store, Actor("facilitator"), "d")


def words(problems: tuple[RowProblem, ...] = ()) -> IncomingWords:
    said = tuple(
        IncomingContribution(f"p{i}", "Mums", f"Words {i}", "public", "B", "opposes", codes=(("c", 0, 5),))
        for i in range(6)
    )
    return IncomingWords(said, (IncomingCode("c", "Imported theme", ""),), problems)


def test_words_wait_for_review_then_count_and_leave_whole_when_taken_back(store: Store, hands: VoicesIn) -> None:
    answer = hands.words(words(), {"Mums": "Parents"}, {"B": "p0"}, "Interviews", "refi_qda", FILE)
    assert answer.problem == ""
    assert len(waiting(store, "d")) == 6
    assert people(store, "d", "p0").heard == 6
    reviewer = Voices(store, Actor("facilitator"), "d")
    for held in waiting(store, "d"):
        reviewer.review(held.contribution_id, "approve")
    assert people(store, "d", "p0").heard == 12
    assert "Imported theme" in set(store.read("themes", decision_id="d")["name"])
    import_id = store.read("imports").iloc[0]["import_id"]
    assert hands.take_back(import_id).problem == ""
    assert people(store, "d", "p0").heard == 6
    assert store.read("themes", decision_id="d").empty
    assert waiting(store, "d") == ()
    assert "not here any more" in hands.take_back(import_id).problem


def test_a_file_with_a_problem_or_a_group_without_a_name_here_stores_nothing(store: Store, hands: VoicesIn) -> None:
    wrong = words((RowProblem("f", 2, "consent", "yes", "Write public."),))
    assert "not ready" in hands.words(wrong, {"Mums": "Parents"}, {}, "Interviews", "refi_qda", FILE).problem
    assert "Say which group" in hands.words(words(), {}, {}, "Interviews", "refi_qda", FILE).problem
    assert "Say what it was" in hands.words(words(), {"Mums": "Parents"}, {}, " ", "refi_qda", FILE).problem
    assert store.read("imports").empty
    assert len(store.read("contributions_held", decision_id="d")) == 6


def test_votes_are_stored_under_mapped_groups_and_taken_back(store: Store, hands: VoicesIn) -> None:
    cast = np.array([[1.0, -1.0]] * 10 + [[1.0, np.nan]] * 10)
    statements = (IncomingStatement("0", "One"), IncomingStatement("1", "Two"))
    incoming = IncomingVotes(statements, tuple(map(str, range(20))), cast, ("0",) * 10 + ("1",) * 10)
    assert hands.votes(incoming, {"0": "Parents", "1": "Carers"}, "Conversation", FILE).problem == ""
    brief = votes_brief(store, "d")
    assert brief is not None
    assert brief.people == 20
    assert brief.agreed[0].words == "One"
    assert brief.agreed[0].groups == {"Carers": (10, 0, 0), "Parents": (10, 0, 0)}
    hands.take_back(store.read("imports").iloc[0]["import_id"])
    assert votes_brief(store, "d") is None


def test_shares_need_a_place_and_stand_with_source_and_period(store: Store, hands: VoicesIn) -> None:
    shares = IncomingShares(
        (
            {"dimension": "sex", "category": "a", "share": 0.5, "source": "Census", "period": "2021"},
            {"dimension": "sex", "category": "b", "share": 0.5, "source": "Census", "period": "2021"},
        )
    )
    assert "no place yet" in hands.shares(shares, FILE).problem
    store.append("area", [{"area_code": "X1", "name": "Place", "level": "local_authority", "import_id": "t"}]).result()
    store.record_event("d", "framed", "*", {"question": "What?", "area_code": "X1"}, "lead")
    assert {voice.state for voice in who_was_heard(store, "d").attributes[0].voices} == {"cannot tell"}
    assert hands.shares(shares, FILE).problem == ""
    found = who_was_heard(store, "d").attributes[0]
    assert found.source == "Census, 2021"
    assert {voice.category: round(voice.ratio or 0, 2) for voice in found.voices} == {"a": 0.8, "b": 1.2}


def test_a_viewer_brings_nothing_in(store: Store) -> None:
    viewer = VoicesIn(store, Actor("viewer"), "d")
    assert "Only a" in viewer.words(words(), {"Mums": "Parents"}, {}, "x", "refi_qda", FILE).problem
    assert not viewer.may
