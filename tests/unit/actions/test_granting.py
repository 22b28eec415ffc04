"""What people do with grants: whole files, the last word on what a grant is for, and a rule with its reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from integrated.actions.actor import Actor
from integrated.actions.granting import Granting
from integrated.actions.keeping import Keeping
from integrated.briefing.portfolio import grants, links_of, thin_rule
from integrated.exchange.three_sixty_giving import read_grants, template
from integrated.record.gap_map import ThinRule
from integrated.store import Store, open_store


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store("duckdb:///:memory:granting", data_folder=Path("no such folder"))
    yield opened
    opened.close()


@pytest.fixture
def lead(store: Store) -> Granting:
    hands = Granting(store, Actor("lead"))
    assert hands.bring_in("ours.csv", template(), read_grants(template()).grants).told.startswith("1 loaded.")
    return hands


def test_a_file_comes_in_and_goes_back_as_a_whole(store: Store, lead: Granting) -> None:
    (held,) = grants(store)
    assert (held.amount, held.area_code, held.illustrative) == (25000.0, "E12000002", False)
    import_id = store.read("imports")["import_id"][0]
    assert "is taken back" in Keeping(store, Actor("lead")).undo_import(import_id).told
    assert grants(store) == ()
    assert lead.bring_in("ours.csv", template(), read_grants(template()).grants).problem == ""
    assert len(grants(store)) == 1


def test_the_same_grant_brought_twice_counts_once(store: Store, lead: Granting) -> None:
    changed = [{**read_grants(template()).grants[0], "amount": 30000.0}]
    lead.bring_in("again.csv", b"", changed)
    assert [each.amount for each in grants(store)] == [30000.0]


def test_a_viewer_changes_nothing(store: Store) -> None:
    hands = Granting(store, Actor("viewer"))
    assert "Only a" in hands.bring_in("a.csv", b"", read_grants(template()).grants).problem
    assert "Only a" in hands.set_rule(ThinRule(heard=3), "why").problem
    assert grants(store) == ()


def test_what_a_grant_is_for_is_confirmed_and_taken_off_again(store: Store, lead: Granting) -> None:
    name = grants(store)[0].grant_id
    lead.link(name, "option", "peers", stands=True)
    assert [(link.target_id, link.state) for link in links_of(store)] == [("peers", "confirmed")]
    lead.link(name, "option", "peers", stands=False)
    assert links_of(store) == ()
    lead.link(name, "option", "peers", stands=True)
    assert len(links_of(store)) == 1
    assert "not here any more" in lead.link("nothing", "option", "peers", stands=True).problem


def test_the_rule_of_thin_is_changed_with_a_reason(store: Store, lead: Granting) -> None:
    assert thin_rule(store) == ThinRule(studies=1, heard=5, routes=1)
    assert "Say why" in lead.set_rule(ThinRule(heard=10), " ").problem
    assert "from 0 to 1000, got -1" in lead.set_rule(ThinRule(heard=-1), "why").problem
    assert lead.set_rule(ThinRule(heard=10), "Ten is what we ask of our partners").problem == ""
    assert thin_rule(store) == ThinRule(heard=10)
