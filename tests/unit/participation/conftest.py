"""A store with one decision and one open workshop, and phones that talk to its routes without a network."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from integrated.actions.actor import Actor
from integrated.actions.holding_workshop import Plan, open_workshop
from integrated.actions.turnstile import Turnstile
from integrated.co_production.consent import WORDS
from integrated.co_production.workshop import AboutMe, Workshop
from integrated.participation.routes import Phones
from integrated.store import Store, open_store
from tests.unit.participation.phone import Phone

LEAD = Actor("lead")
GENDER = AboutMe("gender", "How do you describe yourself?", ("Woman or girl", "Man or boy", "Another way"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    held = with_a_decision(open_store(f"duckdb:///{tmp_path / 'integrated.duckdb'}", data_folder=tmp_path / "none"))
    yield held
    held.close()


def with_a_decision(held: Store) -> Store:
    """Put one decision with two options into an empty store."""
    held.append("decision", [{"decision_id": "d1", "illustrative": False, "created_at": datetime.now(UTC)}]).result()
    held.append(
        "intervention_option",
        [
            {"option_id": f"p{i}", "name": f"Option {i}", "is_continue_as_now": False, "import_id": "test"}
            for i in range(2)
        ],
    ).result()
    held.record_event("d1", "framed", "*", {"question": "What shall we do?"}, "lead")
    for i in range(2):
        held.record_event("d1", "option_listed", f"p{i}", {"letter": chr(65 + i), "name": f"Option {i}"}, "lead")
    return held


def plan(**changes: object) -> Plan:
    values = {
        "decision_id": "d1",
        "title": "Leaving care",
        "option_ids": ("p0", "p1"),
        "groups": ("Care leavers", "Foster carers"),
        "about_me": (GENDER,),
        "audience": "adults",
        "consent_words": WORDS["adults"],
        "minutes": 60,
        "keep_until": date.today() + timedelta(days=90),
    }
    return Plan(**(values | changes))  # type: ignore[arg-type]


@pytest.fixture
def workshop(store: Store) -> Workshop:
    return open_workshop(store, LEAD, plan())


@pytest.fixture
def counts() -> Turnstile:
    return Turnstile()


@pytest.fixture
def phone(store: Store, counts: Turnstile) -> Callable[..., Phone]:
    """Makes phones: `phone(address="10.0.0.7")`, each with a cookie jar of its own."""
    routes = Phones(lambda: store, counts=counts).routes()
    return lambda address="10.0.0.7": Phone(routes, address)
