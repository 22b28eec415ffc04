"""Bringing evidence in: all or nothing, by those who may, and taken back whole."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from integrated.actions.actor import Actor
from integrated.actions.evidence import EvidenceIn
from integrated.briefing.held import held_evidence, imports
from integrated.briefing.what_works import what_works
from integrated.exchange.references import read_references
from integrated.exchange.studies_csv import read_studies
from integrated.store import Store, open_store
from integrated.what_works.incoming import Answers, NewOutcome

HEAD = "option,outcome,study_id,programme,citation,design,measure,follow_up_months,effect,standard_error,participants"
WORSE = {"homelessness": False}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(f"duckdb:///{tmp_path_factory.mktemp('evidence') / 'integrated.duckdb'}")
    yield store
    store.close()


@pytest.fixture
def hands(filled: Store) -> EvidenceIn:
    decision_id = str(filled.read("decisions")["decision_id"].iloc[0])
    return EvidenceIn(filled, Actor("lead"), decision_id)


def dependent(name: str, studies: int = 6, effects: int = 4) -> bytes:
    lines = [
        f"supported_housing,homelessness,{name}{s},{name} {s},Author {s} (2020),rct,Measure {e},12,"
        f"{-0.1 - s / 20 - e / 50:.3f},{0.1 + s / 100:.3f},400"
        for s in range(studies)
        for e in range(effects)
    ]
    return "\n".join([HEAD, *lines, ""]).encode()


def count(store: Store) -> tuple[int, int]:
    return len(store.read("effects_all")), len(store.read("imports"))


def test_a_dependent_data_set_is_shown_with_three_levels_and_both_numbers(hands: EvidenceIn) -> None:
    store = hands.store
    before = count(store)
    incoming = read_studies(dependent("Delta"), "delta.csv", held_evidence(store, hands.decision_id), Answers(WORSE))
    assert len(incoming.several_effects) == 6
    done = hands.studies(incoming, attribution="Nobody", illustrative=True)
    assert (done.problem, done.told) == ("", "24 rows are stored. You can take the import back below.")
    assert count(store) == (before[0] + 24, before[1] + 1)
    page = what_works(store, hands.decision_id, "supported_housing", "homelessness")
    assert page is not None and page.everything is not None
    assert page.brief.k == 6
    assert (len(page.everything.rows), page.everything.programmes) == (24, 6)
    assert page.everything.interval is not None
    low, high = page.everything.interval
    plain = page.everything.plain
    assert high - low > plain[2] - plain[1]
    again = hands.studies(incoming)
    assert "This very file is stored already" in again.problem
    mine = next(each for each in imports(store) if each.file_name == "delta.csv")
    assert "is taken back" in hands.undo(mine.import_id).told
    assert count(store) == before
    assert "not there any more" in hands.undo(mine.import_id).problem
    after = what_works(store, hands.decision_id, "supported_housing", "homelessness")
    assert after is not None and after.brief.k == 0
    assert not hands.studies(incoming).problem


def test_a_file_that_is_not_ready_stores_nothing(hands: EvidenceIn) -> None:
    before = count(hands.store)
    bad = dependent("Epsilon").replace(b"0.120,400", b"-0.120,400")
    incoming = read_studies(bad, "bad.csv", held_evidence(hands.store, hands.decision_id), Answers(WORSE))
    assert "is not ready" in hands.studies(incoming).problem
    assert count(hands.store) == before


def test_a_row_that_the_store_refuses_takes_the_whole_file_with_it(hands: EvidenceIn) -> None:
    before = count(hands.store)
    held = held_evidence(hands.store, hands.decision_id)
    incoming = read_studies(dependent("Zeta"), "zeta.csv", held, Answers(WORSE))
    rows = (*incoming.rows[:-1], {**incoming.rows[-1], "standard_error": -1.0})
    broken = type(incoming)(**{**incoming.__dict__, "rows": rows})
    assert "nothing of it was kept" in hands.studies(broken).problem
    assert count(hands.store) == before


def test_what_goes_together_is_shown_and_never_counts(hands: EvidenceIn) -> None:
    content = dependent("Iota", 2, 1).replace(b",rct,", b",correlational,").replace(b"supported_housing,", b",", 1)
    held = held_evidence(hands.store, hands.decision_id)
    before = what_works(hands.store, hands.decision_id, "supported_housing", "homelessness")
    incoming = read_studies(content, "iota.csv", held, Answers(WORSE))
    assert not hands.studies(incoming).problem
    page = what_works(hands.store, hands.decision_id, "supported_housing", "homelessness")
    assert page is not None and before is not None
    assert sorted(row.programme for row in page.correlational) == ["Iota 0", "Iota 1"]
    assert page.brief.k == before.brief.k
    assert page.brief.levels == before.brief.levels
    assert (page.everything is None) == (before.everything is None)


def test_a_new_outcome_joins_those_of_the_decision(hands: EvidenceIn) -> None:
    new = NewOutcome("new_debt", "Debt", "are in debt", "lower")
    content = dependent("Eta", 1, 1).replace(b",homelessness,", b",Debt,")
    held = held_evidence(hands.store, hands.decision_id)
    incoming = read_studies(content, "debt.csv", held, Answers({"new_debt": False}, {"Debt": new}))
    assert not hands.studies(incoming, [new]).problem
    page = what_works(hands.store, hands.decision_id, "supported_housing", "new_debt")
    assert page is not None
    assert page.brief.k == 1
    assert page.words_per_100 == "are in debt"


def test_references_wait_to_be_read(hands: EvidenceIn) -> None:
    found = read_references(b"TY  - JOUR\nTI  - A study\nAU  - Lee, B\nPY  - 2020\nER  - \n", "a.ris", ())
    assert hands.references(found, "supported_housing", "homelessness").told == "1 reference waits to be read."
    page = what_works(hands.store, hands.decision_id, "supported_housing", "homelessness")
    assert page is not None
    assert "Lee (2020). A study" in [each["source"] for each in page.brief.evaluations]
    assert (
        "no option"
        in hands.references(
            read_references(b"TY  - JOUR\nTI  - B\nER  - \n", "b.ris", ()), "nothing", "homelessness"
        ).problem
    )


def test_a_search_that_found_nothing_is_told_apart_from_none(hands: EvidenceIn) -> None:
    store = hands.store
    page = what_works(store, hands.decision_id, "coaching_peer_support", "housing_stability")
    assert page is not None and page.brief.cause == "not searched"
    done = hands.search("coaching_peer_support", "housing_stability", date(2026, 1, 5), 2026, "two registers", 0)
    assert not done.problem
    page = what_works(store, hands.decision_id, "coaching_peer_support", "housing_stability")
    assert page is not None and page.brief.cause == "none found"
    for when, where, found in (
        (date.today() + timedelta(days=2), "x", 0),
        (date(2026, 1, 5), " ", 0),
        (date(2026, 1, 5), "x", -1),
    ):
        assert hands.search("coaching_peer_support", "housing_stability", when, when.year, where, found).problem


def test_ratings_are_stored_as_printed_and_two_of_a_kind_stay_apart(hands: EvidenceIn) -> None:
    rating = {"option_id": "extended_care", "scheme": "EIF", "scheme_version": "2023", "dated": None, "address": ""}
    for printed in ("NL2", "NE"):
        assert not hands.rating({**rating, "as_printed": printed}).problem
    assert "NL2 and NE are two different things" in hands.rating({**rating, "as_printed": "no effect"}).problem
    page = what_works(hands.store, hands.decision_id, "extended_care", "homelessness")
    assert page is not None
    assert sorted(each["as_printed"] for each in page.ratings) == ["NE", "NL2"]


def test_a_viewer_brings_nothing_in(filled: Store, hands: EvidenceIn) -> None:
    viewer = EvidenceIn(filled, Actor("viewer"), hands.decision_id)
    incoming = read_studies(dependent("Theta"), "t.csv", held_evidence(filled, hands.decision_id), Answers(WORSE))
    before = count(filled)
    assert not viewer.may
    assert "Only a facilitator or lead can" in viewer.studies(incoming).problem
    assert viewer.undo("anything").problem and viewer.search("a", "b", None, 2020, "x", 0).problem
    assert count(filled) == before


def test_what_came_with_the_app_cannot_be_taken_back_here(hands: EvidenceIn) -> None:
    embedded = hands.store.read("imports")
    import_id = str(embedded[embedded["kind"] == "embedded"]["import_id"].iloc[0])
    assert "came with the app" in hands.undo(import_id).problem
