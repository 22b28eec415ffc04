"""How people were asked, filled in afterwards: rewards among it; earlier versions stay, nothing wrong is kept."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from integrated.actions.actor import Actor
from integrated.actions.engaging import Engaging
from integrated.briefing.sealed import record_of
from integrated.briefing.who_was_heard import who_was_heard
from integrated.co_production.engagement import Engagement
from integrated.record.reading import Reading
from integrated.store import Store, open_store

DAY = date(2026, 11, 23)
SAID = {"stage": "design", "ladder_rung": 5, "space": 2, "voice": 3, "audience": 2, "influence": 1}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"duckdb:///{tmp_path / 'integrated.duckdb'}")
    yield opened
    opened.close()


def hands(store: Store, role: str = "lead") -> Engaging:
    return Engaging(store, Actor(role), "northvale")


def workshop(store: Store) -> Engagement:
    return next(each for each in who_was_heard(store, "northvale").asked if each.engagement_id == "example_workshop")


def test_the_example_says_what_people_got_and_that_it_is_illustrative(store: Store) -> None:
    held = workshop(store)
    assert (held.rewards, held.rewards_words) == ("voucher", "£20 each, and bus fares paid back on the day")
    assert held.illustrative


def test_what_people_got_is_kept_as_a_new_version_and_shown(store: Store) -> None:
    before = workshop(store)
    said = {**SAID, "rewards": "paid", "rewards_words": "£12 an hour", "fed_back_on": "1/12/2026"}
    done = hands(store).say_how("example_workshop", 1, said | {"fed_back_words": "What changed"})
    assert done.problem == ""
    after = workshop(store)
    assert (after.version, after.rewards, after.rewards_words) == (2, "paid", "£12 an hour")
    assert (after.fed_back_on, after.fed_back_words) == (date(2026, 12, 1), "What changed")
    assert (after.title, after.held_on, after.illustrative) == (before.title, before.held_on, True)
    versions = store._engine.read("select version, rewards from engagement where engagement_id = $1 order by version",
                                  ["example_workshop"])  # fmt: skip
    assert versions["rewards"].tolist() == ["voucher", "paid"]
    record = Reading(record_of(store, "northvale", None, DAY)())
    assert [row["rewards"] for row in record.engagements] == ["paid"]


def test_taking_it_out_again_leaves_it_not_recorded(store: Store) -> None:
    assert hands(store).say_how("example_workshop", 1, SAID).problem == ""
    after = workshop(store)
    assert (after.rewards, after.rewards_words, after.fed_back_on, after.circle) == (None, "", None, None)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"rewards": "gold"}, "Rewards is one of paid, voucher, expenses, other, nothing, got 'gold'"),
        ({"rewards_words": "£20"}, "Say first what people got"),
        ({"space": 9}, "Space is a whole number from 0 to 3"),
        ({"fed_back_on": "soon"}, "is not a day"),
        ({"fed_back_on": "1/1/2026", "fed_back_words": "x"}, "before it was held"),
        ({"fed_back_words": "Something"}, "Say on which day"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(store: Store, said: dict[str, object], told: str) -> None:
    problem = hands(store).say_how("example_workshop", 1, said).problem
    assert told in problem
    assert workshop(store).version == 1


def test_two_people_do_not_overwrite_each_other(store: Store) -> None:
    assert hands(store).say_how("example_workshop", 1, SAID | {"rewards": "paid"}).problem == ""
    assert "Somebody else changed this" in hands(store).say_how("example_workshop", 1, SAID).problem
    assert workshop(store).rewards == "paid"


def test_only_those_who_prepare_may_and_published_findings_are_not_theirs(store: Store) -> None:
    assert not hands(store, "participant").may
    assert hands(store, "participant").say_how("example_workshop", 1, SAID).problem
    assert "not here any more" in hands(store).say_how("ofsted_2022", 1, SAID).problem
    assert "not here any more" in hands(store).say_how("nothing", 1, SAID).problem
