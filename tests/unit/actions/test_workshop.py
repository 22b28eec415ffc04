"""A workshop from its opening to its purge: moderating, cards, closing, and what never shows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from integrated.actions.actor import Actor, Refused
from integrated.actions.holding_workshop import Plan, close, give_time, is_half_closed, open_workshop, reveal
from integrated.actions.moderating import Moderating
from integrated.actions.taking_part import Device, join, say_something, say_who, utc_now
from integrated.actions.typing_in import Card, person_of, type_in
from integrated.actions.withdrawing import purge
from integrated.briefing.people import people
from integrated.briefing.workshop import workshop_of
from integrated.briefing.workshop_screen import counts, overdue, queue, read_ones, shared_screen
from integrated.co_production.consent import WORDS
from integrated.co_production.workshop import (
    NOT_RECORDED,
    WITHDRAWAL_LETTERS,
    AboutMe,
    Workshop,
    new_code,
    spelt,
    tidy_code,
)
from integrated.store import Store, open_store, uuid4

LEAD, VIEWER = Actor("lead"), Actor("viewer")
GENDER = AboutMe("gender", "How do you describe yourself?", ("Woman or girl", "Man or boy"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    held = open_store(f"duckdb:///{tmp_path / 'integrated.duckdb'}", data_folder=tmp_path / "none")
    held.append("decision", [{"decision_id": "d1", "illustrative": False, "created_at": datetime.now(UTC)}]).result()
    option = {"is_continue_as_now": False, "import_id": "test"}
    held.append("intervention_option", [option | {"option_id": f"p{i}", "name": f"Option {i}"} for i in range(2)])
    held.append(
        "outcome", [{"outcome_id": "o", "label": "Safety", "words_per_100": "x", "better": "lower", "import_id": "t"}]
    )
    held.record_event("d1", "framed", "*", {"question": "What shall we do?"}, "lead")
    held.record_event("d1", "outcome_ranked", "o", {"importance": "critical", "position": 1}, "lead")
    held.record_event("d1", "group_named", "Care leavers", {"most_affected": True, "must_be_heard": True}, "lead")
    for i in range(2):
        held.record_event("d1", "option_listed", f"p{i}", {"letter": chr(65 + i), "name": f"Option {i}"}, "lead")
    yield held
    held.close()


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


def someone(store: Store, workshop: Workshop, group: str = "Care leavers", consent: str = "public") -> Device:
    device = Device(new_code(WITHDRAWAL_LETTERS), new_code(WITHDRAWAL_LETTERS), group, consent)
    join(store, workshop, device.seed, group)
    return device


def says(
    store: Store, workshop: Workshop, device: Device, words: str, *, stance: str = "supports", option: str = "p0"
) -> str:
    contribution_id = uuid4()
    say_something(store, workshop, device, contribution_id, option, stance, words)
    return contribution_id


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"title": " "}, "title"),
        ({"option_ids": ()}, "option"),
        ({"consent_words": "Yes?"}, "consent words"),
        ({"minutes": 0}, "14 days"),
        ({"keep_until": date(2020, 1, 1)}, "two years"),
        ({"audience": "cats"}, "for whom"),
    ],
)
def test_a_plan_that_lacks_something_is_refused_in_one_sentence(
    store: Store, changes: dict[str, object], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        open_workshop(store, LEAD, plan(**changes))
    assert store.read("workshops").empty


def test_a_viewer_may_do_none_of_it(store: Store, workshop: Workshop) -> None:
    said = says(store, workshop, someone(store, workshop), "Good.")
    for act in (
        lambda: open_workshop(store, VIEWER, plan()),
        lambda: reveal(store, VIEWER, workshop.engagement_id),
        lambda: give_time(store, VIEWER, workshop.engagement_id, 5),
        lambda: close(store, VIEWER, workshop.engagement_id),
        lambda: purge(store, VIEWER, workshop.engagement_id),
    ):
        with pytest.raises(Refused, match="Only a"):
            act()
    hands = Moderating(store, VIEWER, workshop)
    for outcome in (hands.release(said), hands.decline(said, "no"), hands.set_aside(said), hands.delete(said)):
        assert outcome.problem.startswith("Only a")
    assert "Only a" in type_in(store, VIEWER, workshop, [Card("x", NOT_RECORDED, None, None)]).problem
    assert counts(store, workshop).waiting == 1


def test_codes_are_read_as_people_type_them() -> None:
    code = new_code()
    assert tidy_code(f" {spelt(code).lower()} ") == code
    assert tidy_code("OIL0-OIL0") == "01100110"
    assert tidy_code("K7QF") is None and tidy_code("K7QF-2M9!") is None
    assert len({new_code() for _ in range(500)}) == 500


def test_everything_waits_to_be_read_and_danger_comes_first(store: Store, workshop: Workshop) -> None:
    for words in ("Fine by me.", "I do not feel safe at home, he hits me", "Ask Mrs Khan, 07700 900123"):
        says(store, workshop, someone(store, workshop), words)
    first, *rest = queue(store, workshop)
    assert "hits me" in first.worrying
    assert {each.kind for item in rest for each in item.details} == {"phone", "title and surname"}
    assert shared_screen(store, workshop).words == ()
    Moderating(store, LEAD, workshop).set_aside(first.contribution_id)
    assert counts(store, workshop).flagged == 1
    assert queue(store, workshop)[-1].flagged


def test_an_edit_keeps_what_was_written_in_the_log_and_shows_the_new_words(store: Store, workshop: Workshop) -> None:
    said = says(store, workshop, someone(store, workshop), "Ask Mrs Khan first.", stance="conditional")
    assert Moderating(store, LEAD, workshop).release(said, words="Ask my worker first.").told
    assert shared_screen(store, workshop).words == (("A", "Ask my worker first."),)
    (row,) = store.read("workshop_contributions", engagement_id=workshop.engagement_id).to_dict("records")
    assert (row["words"], row["edited_words"]) == ("Ask Mrs Khan first.", "Ask my worker first.")
    (coding,) = store.read("workshop_codings", engagement_id=workshop.engagement_id).to_dict("records")
    assert coding["condition_words"] == "Ask my worker first."


def test_what_is_kept_out_needs_a_reason_and_is_counted_nowhere(store: Store, workshop: Workshop) -> None:
    hands = Moderating(store, LEAD, workshop)
    said = says(store, workshop, someone(store, workshop), "Something rude.")
    assert "why" in hands.decline(said, " ").problem
    hands.release(said)
    hands.put_to_vote(said)
    hands.decline(said, "It insults somebody")
    assert [each.reason for each in read_ones(store, workshop)] == ["It insults somebody"]
    assert store.read("workshop_statements", engagement_id=workshop.engagement_id).empty
    assert shared_screen(store, replace(workshop, state="closed")).people == 0


def test_words_are_shown_only_as_their_consent_allows(store: Store, workshop: Workshop) -> None:
    hands = Moderating(store, LEAD, workshop)
    for consent in ("public", "internal", "counts_only"):
        hands.release(says(store, workshop, someone(store, workshop, consent=consent), f"words {consent}"))
    assert shared_screen(store, workshop).words == (("A", "words public"),)
    by_consent = {each.consent: each for each in read_ones(store, workshop)}
    assert by_consent["counts_only"].words == ""
    assert hands.put_to_vote(by_consent["internal"].contribution_id).problem
    assert not hands.put_to_vote(by_consent["public"].contribution_id).problem


def test_the_growing_screen_moves_in_steps_so_that_the_last_view_stays_hidden(store: Store, workshop: Workshop) -> None:
    hands, seen = Moderating(store, LEAD, workshop), []
    for number in range(12):
        hands.release(
            says(store, workshop, someone(store, workshop), "", stance="opposes" if number == 11 else "supports")
        )
        seen.append(shared_screen(store, workshop).people)
    assert seen == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10, 10]
    rows = shared_screen(store, workshop).stances["A Option 0"]
    assert rows[0].counts == (10, 0, 0, 0)


def test_small_groups_are_hidden_on_the_shared_screen(store: Store, workshop: Workshop) -> None:
    hands = Moderating(store, LEAD, workshop)
    for number in range(15):
        group = "Foster carers" if number < 2 else "Care leavers"
        hands.release(
            says(store, workshop, someone(store, workshop, group), "x", stance="opposes" if number < 2 else "supports")
        )
    rows = {row.group: row for row in shared_screen(store, workshop).stances["A Option 0"]}
    assert "Foster carers" not in rows or rows["Foster carers"].heard is None
    assert "Foster carers" not in rows or set(rows["Foster carers"].counts) <= {None, 0}


def test_a_theme_is_given_on_release_and_counted_in_people(store: Store, workshop: Workshop) -> None:
    hands = Moderating(store, LEAD, workshop)
    theme, outcome = hands.new_theme("Too early")
    assert theme and not outcome.problem
    assert hands.new_theme("too  EARLY")[0] == theme
    for _ in range(10):
        hands.release(says(store, workshop, someone(store, workshop), "Too soon."), theme_id=theme)
    (shown,) = shared_screen(store, workshop).themes
    assert (shown.name, shown.people) == ("Too early", 10)


def test_cards_are_kept_once_and_counted_as_people(store: Store, workshop: Workshop) -> None:
    card = Card("Somebody to ring on Sundays.", "Foster carers", "p1", "supports", "public")
    first, second = uuid4(), uuid4()
    for _ in range(2):
        assert type_in(store, LEAD, workshop, [card], batch=first).told == "Added: 1 card."
    type_in(store, LEAD, workshop, [card], batch=second, same_person=person_of(first))
    assert counts(store, workshop).sent == 2 and counts(store, workshop).joined == 1
    assert "group" in type_in(store, LEAD, workshop, [replace(card, group_name="Nobody")]).problem
    assert "nothing to add" in type_in(store, LEAD, workshop, [replace(card, words=" ", stance=None)]).problem
    assert type_in(store, LEAD, workshop, [card] * 3).told == "Added: 3 cards."


def test_closing_takes_it_into_the_decision_and_deletes_single_answers(store: Store, workshop: Workshop) -> None:
    hands = Moderating(store, LEAD, workshop)
    for number in range(12):
        device = someone(store, workshop)
        say_who(store, workshop, device.seed, "gender", GENDER.categories[number % 2])
        hands.release(says(store, workshop, device, "Keep the worker.", stance="supports"))
    assert people(store, "d1", "p0").heard in (None, 0), "nothing counts before it is closed"
    closed = close(store, LEAD, workshop.engagement_id)
    assert not closed.is_open and not is_half_closed(store, closed)
    assert store.read("workshop_about_me", engagement_id=workshop.engagement_id).empty
    heard = store.read("heard", decision_id="d1").set_index(["dimension", "category"])["people"].to_dict()
    assert heard == {
        ("group", "Care leavers"): 12,
        ("group", "Foster carers"): 0,
        ("gender", "Woman or girl"): 6,
        ("gender", "Man or boy"): 6,
    }
    brief = people(store, "d1", "p0")
    assert brief.heard == 12 and brief.rows[0].counts == (12, 0, 0, 0)
    (row,) = store.read("engagements", decision_id="d1").to_dict("records")
    assert (row["kind"], row["consent_version"], row["illustrative"]) == ("workshop", workshop.consent_version, False)
    with pytest.raises(Refused, match="closed"):
        say_something(store, closed, someone_closed(), uuid4(), "p0", "supports", "late")
    assert close(store, LEAD, workshop.engagement_id) == closed
    assert len(store.read("engagements", decision_id="d1")) == 1


def someone_closed() -> Device:
    return Device(new_code(WITHDRAWAL_LETTERS), new_code(WITHDRAWAL_LETTERS), "Care leavers", "public")


@pytest.mark.parametrize("broken", ["heard", "engagement", "about_me"])
def test_closing_that_was_interrupted_is_finished_by_the_next(
    store: Store, workshop: Workshop, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(6):
        someone(store, workshop)
    append, delete = Store.append, Store.delete

    def fail_append(self: Store, table: str, rows: list[dict[str, object]]) -> object:
        if table == broken:
            raise KeyboardInterrupt
        return append(self, table, rows)

    def fail_delete(self: Store, table: str, **where: str) -> int:
        if table == broken:
            raise KeyboardInterrupt
        return delete(self, table, **where)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "append", fail_append)
        patch.setattr(Store, "delete", fail_delete)
        with pytest.raises(KeyboardInterrupt):
            close(store, LEAD, workshop.engagement_id)
    now = workshop_of(store, workshop.engagement_id)
    assert now is not None and not now.is_open and is_half_closed(store, now)
    close(store, LEAD, workshop.engagement_id)
    assert not is_half_closed(store, now)
    heard = store.read("heard", decision_id="d1").set_index(["dimension", "category"])["people"]
    assert heard[("group", "Care leavers")] == 6 and heard.sum() == 6


def test_two_changes_at_once_both_hold(store: Store, workshop: Workshop) -> None:
    reveal(store, LEAD, workshop.engagement_id)
    later = give_time(store, LEAD, workshop.engagement_id, 120)
    assert later.revealed and later.version == 3
    assert later.closes_at > utc_now() + timedelta(minutes=118)


def test_words_are_overdue_after_their_day_and_purged_from_the_file(
    store: Store, workshop: Workshop, tmp_path: Path
) -> None:
    hands = Moderating(store, LEAD, workshop)
    said = says(store, workshop, someone(store, workshop), "the green gate by the bakery")
    hands.release(said)
    hands.put_to_vote(said)
    close(store, LEAD, workshop.engagement_id)
    assert overdue(store, workshop.keep_until) == ()
    ((engagement_id, _, until, number),) = overdue(store, workshop.keep_until + timedelta(days=1))
    assert (engagement_id, until, number) == (workshop.engagement_id, workshop.keep_until, 1)
    purge(store, LEAD, engagement_id)
    assert overdue(store, workshop.keep_until + timedelta(days=1)) == ()
    assert len(store.read("engagements", decision_id="d1")) == 1
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or b"the green gate by the bakery" not in file.read_bytes()
