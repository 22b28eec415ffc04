"""What phones meet: from the code to the thank-you, sent twice, sent badly, sent too often, taken back."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from integrated.actions.holding_workshop import close
from integrated.actions.turnstile import POSTS_PER_DEVICE, WRONG_CODES_PER_ADDRESS
from integrated.co_production.workshop import Workshop, new_code, spelt
from integrated.store import Store
from tests.unit.participation.conftest import LEAD
from tests.unit.participation.phone import Phone

NewPhone = Callable[..., Phone]
MOST_BYTES = 15_000


def held(store: Store, workshop: Workshop, what: str = "contributions") -> list[dict[str, object]]:
    return store.read(f"workshop_{what}", engagement_id=workshop.engagement_id).to_dict("records")


def test_from_the_code_to_the_thank_you(phone: NewPhone, workshop: Workshop, store: Store) -> None:
    mine, code = phone(), workshop.join_code
    assert "Join the workshop" in mine.get("/join").text
    first = mine.post("/join", code=spelt(code).lower())
    assert "Leaving care" in first.text
    assert "We will not ask your name." in first.text and "call 999" in first.text
    assert "Which of these fits you best?" in mine.post(f"/join/{code}", consent="public").text
    assert "How do you describe yourself?" in mine.post(f"/join/{code}/about/1", answer="0").text
    assert "What do you want to talk about?" in mine.post(f"/join/{code}/about/2", answer="-1").text
    thanks = mine.say(code, "A", "conditional", "Yes, if somebody answers at weekends.")
    assert re.search(r'class="code">[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}<', thanks.text)
    (row,) = held(store, workshop)
    assert (row["words"], row["group_name"], row["option_id"]) == (
        "Yes, if somebody answers at weekends.",
        "Care leavers",
        "p0",
    )
    (coding,) = held(store, workshop, "codings")
    assert (coding["stance"], coding["coder"], coding["condition_words"]) == ("conditional", "self", None)
    about = {(each["dimension"], each["category"]): each["people"] for each in held(store, workshop, "about_me")}
    assert about == {("group", "Care leavers"): 1, ("gender", "not recorded"): 1}


def test_every_page_is_small_and_has_no_script(phone: NewPhone, workshop: Workshop) -> None:
    mine, code = phone(), workshop.join_code
    pages = [mine.get("/join"), mine.get(f"/join/{code}"), mine.get("/join/withdraw"), mine.get("/join/test")]
    pages.append(mine.post(f"/join/{code}"))
    mine.take_part(code)
    pages += [mine.get(f"/join/{code}/{end}") for end in ("about/2", "say", "say/A", "thanks", "vote")]
    pages += [mine.say(code, "A", "", ""), mine.say(code, "A", "supports", "Ring 07700 900123")]
    for page in pages:
        assert page.status in {200, 422}
        assert len(page.body) < MOST_BYTES
        assert "<script" not in page.text and "http://" not in page.text.replace("http://192", "")
        assert '<html lang="en-GB">' in page.text and page.text.count("<h1>") == 1
        assert page.header("cache-control") == "no-store"


@pytest.mark.parametrize("path", ["/join", "/join/", "/join/test", "/join/test/", "/join/withdraw/"])
def test_pages_answer_with_and_without_a_slash(phone: NewPhone, store: Store, path: str) -> None:
    assert phone().get(path).status == 200


def test_the_same_form_sent_twice_is_kept_once(phone: NewPhone, workshop: Workshop, store: Store) -> None:
    code = workshop.join_code
    mine = phone().take_part(code)
    form = mine.get(f"/join/{code}/say/B")
    for _ in range(3):
        answer = mine.post(f"/join/{code}/say/B", id=form.hidden("id"), stance="opposes", words="Not like this.")
        assert "Thank you" in answer.text
    assert len(held(store, workshop)) == len(held(store, workshop, "codings")) == 1
    mine.post(f"/join/{code}", consent="internal")
    mine.post(f"/join/{code}/about/1", answer="1")
    assert [each["category"] for each in held(store, workshop, "about_me")] == ["Care leavers"]


def test_a_second_word_on_an_option_keeps_the_first_stance(phone: NewPhone, workshop: Workshop, store: Store) -> None:
    mine = phone().take_part(workshop.join_code)
    mine.say(workshop.join_code, "A", "supports", "Good.")
    assert "You said before" in mine.get(f"/join/{workshop.join_code}/say/A").text
    mine.say(workshop.join_code, "A", "opposes", "And one more thing.")
    assert [each["stance"] for each in held(store, workshop, "codings")] == ["supports", "supports"]


def test_personal_details_are_asked_about_once(phone: NewPhone, workshop: Workshop, store: Store) -> None:
    mine, code = phone().take_part(workshop.join_code), workshop.join_code
    words = "Call Mrs Khan on 07700 900123"
    asked = mine.say(code, "A", "supports", words)
    assert "Does this say who somebody is?" in asked.text and "07700 900123" in asked.text
    assert held(store, workshop) == []
    sent = mine.post(
        f"/join/{code}/say/A",
        id=asked.hidden("id"),
        asked="1",
        stance="supports",
        words="Call Mrs Khan on 07700 900123",
    )
    assert "Thank you" in sent.text
    assert len(held(store, workshop)) == 1


@pytest.mark.parametrize("body", [b"", b"id=1", b"\xff\xfe=%zz&&&", b"a=b&" * 100, b"stance=supports&words=%00"])
def test_whatever_is_missing_is_answered_with_the_form(
    phone: NewPhone, workshop: Workshop, body: bytes, store: Store
) -> None:
    code = workshop.join_code
    stranger, mine = phone(), phone().take_part(code)
    for path in ("/join", f"/join/{code}", "/join/withdraw"):
        answer = stranger.send(path, body)
        assert answer.status == 422, path
        assert "There is a problem" in answer.text
        field = re.search(r'<li><a href="#([a-z]+)">', answer.text)
        assert field and f'id="{field.group(1)}"' in answer.text
    for path in (f"/join/{code}/say/A", f"/join/{code}/vote", f"/join/{code}/about/2", f"/join/{code}/say"):
        assert mine.send(path, body).status in {200, 303, 422}, path


def test_a_form_from_another_site_is_refused(phone: NewPhone, workshop: Workshop, store: Store) -> None:
    mine = phone().take_part(workshop.join_code)
    for origin in ("http://evil.example", "null", "https://192.168.1.20.evil.example:8501"):
        mine.origin = origin
        assert mine.post(f"/join/{workshop.join_code}/say/A", stance="supports", words="x").status == 403
    assert held(store, workshop) == []


def test_a_name_that_is_not_ours_is_refused(phone: NewPhone, workshop: Workshop) -> None:
    mine = phone()
    mine.host = "evil.example:8501"
    answer = mine.get(f"/join/{workshop.join_code}")
    assert answer.status == 421 and "Leaving care" not in answer.text


def test_a_form_larger_than_ours_is_refused(phone: NewPhone, workshop: Workshop) -> None:
    assert phone().send(f"/join/{workshop.join_code}", b"words=" + b"x" * 30_000).status == 413


def test_wrong_codes_are_slowed_and_those_who_joined_go_on(phone: NewPhone, workshop: Workshop) -> None:
    inside = phone(address="10.0.0.9").take_part(workshop.join_code)
    guesser = phone(address="10.0.0.9")
    answers = [guesser.get(f"/join/{new_code()}").status for _ in range(1_000)]
    assert answers.count(404) == WRONG_CODES_PER_ADDRESS and answers.count(429) == 1_000 - WRONG_CODES_PER_ADDRESS
    assert guesser.get(f"/join/{workshop.join_code}").status == 429
    assert "Thank you" in inside.say(workshop.join_code, "A", "supports", "Still here.").text
    assert phone(address="10.0.0.10").get(f"/join/{workshop.join_code}").status == 200


def test_one_device_is_slowed_and_thirty_behind_one_address_are_not(phone: NewPhone, workshop: Workshop) -> None:
    code = workshop.join_code
    for _ in range(30):
        mine = phone().take_part(code)
        for letter in "AB":
            assert mine.say(code, letter, "supports", "").status == 200
    hasty = phone().take_part(code)
    statuses = [hasty.send(f"/join/{code}/say/A", b"").status for _ in range(POSTS_PER_DEVICE + 5)]
    assert statuses[-1] == 429 and statuses[0] == 422


def test_the_code_ends_with_the_workshop(phone: NewPhone, workshop: Workshop, store: Store) -> None:
    mine = phone().take_part(workshop.join_code)
    close(store, LEAD, workshop.engagement_id)
    assert phone().get(f"/join/{workshop.join_code}").status == 404
    assert mine.say(workshop.join_code, "A", "supports", "Late.").status == 404


def test_words_are_taken_back_by_the_code(phone: NewPhone, workshop: Workshop, store: Store, tmp_path: Path) -> None:
    code = workshop.join_code
    mine, other = phone().take_part(code), phone().take_part(code, group="1")
    mine.say(code, "A", "supports", "the blue door on the corner")
    other.say(code, "A", "opposes", "these words stay")
    found = re.search(r'class="code">([0-9A-Z-]+)<', mine.get(f"/join/{code}/thanks").text)
    assert found
    close(store, LEAD, workshop.engagement_id)
    answer = phone().post("/join/withdraw", code=found.group(1).lower())
    assert "Deleted: 1" in answer.text
    assert [each["words"] for each in held(store, workshop)] == ["these words stay"]
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or b"the blue door on the corner" not in file.read_bytes()
    assert "Nothing is kept" in phone().post("/join/withdraw", code=found.group(1)).text


def test_withdrawing_on_the_same_phone_takes_the_answers_about_the_person_too(
    phone: NewPhone, workshop: Workshop, store: Store
) -> None:
    mine = phone().take_part(workshop.join_code)
    found = re.search(r'class="code">([0-9A-Z-]+)<', mine.get(f"/join/{workshop.join_code}/thanks").text)
    assert found and held(store, workshop, "about_me")
    mine.post("/join/withdraw", code=found.group(1))
    assert held(store, workshop, "about_me") == [] and mine.cookies == {}


def test_votes_come_in_an_order_of_each_phone_and_the_first_one_stands(
    phone: NewPhone, workshop: Workshop, store: Store
) -> None:
    store.append(
        "statement",
        [
            {
                "statement_id": f"s{i}",
                "engagement_id": workshop.engagement_id,
                "words": f"Statement {i}",
                "reviewed_by_role": "facilitator",
                "reviewed_on": date.today(),
            }
            for i in range(6)
        ],
    ).result()
    orders = set()
    for _ in range(8):
        mine, seen = phone().take_part(workshop.join_code), []
        shown = mine.get(f"/join/{workshop.join_code}/vote")
        while shown.hidden("statement"):
            seen.append(shown.hidden("statement"))
            for choice in ("1", "-1"):
                mine.post(f"/join/{workshop.join_code}/vote", follow=False, statement=seen[-1], vote=choice)
            shown = mine.get(f"/join/{workshop.join_code}/vote")
        assert sorted(seen) == [f"s{i}" for i in range(6)]
        orders.add(tuple(seen))
    assert len(orders) > 1
    assert {each["vote"] for each in held(store, workshop, "votes")} == {1}


def test_words_are_escaped(phone: NewPhone, workshop: Workshop) -> None:
    mine = phone().take_part(workshop.join_code)
    answer = mine.say(workshop.join_code, "A", "", "</textarea><script>alert(1)</script>")
    assert "<script>" not in answer.text and "&lt;script&gt;" in answer.text


def test_nothing_of_a_participant_but_words_and_group_is_in_any_file(
    phone: NewPhone, workshop: Workshop, store: Store, tmp_path: Path
) -> None:
    mine = phone(address="203.0.113.77").take_part(workshop.join_code)
    mine.say(workshop.join_code, "A", "supports", "Plain words.")
    code = re.search(r'class="code">([0-9A-Z-]+)<', mine.get(f"/join/{workshop.join_code}/thanks").text)
    assert code
    store.backup()
    (row,) = held(store, workshop)
    assert UUID(str(row["contribution_id"])).version == UUID(str(row["respondent_id"])).version == 4
    cookie = mine.cookies["integrated_part"]
    for file in tmp_path.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        for secret in ("203.0.113.77", code.group(1), code.group(1).replace("-", ""), cookie):
            assert secret.encode() not in content, f"{secret} stands in {file.name}"


def test_a_cookie_that_we_did_not_write_starts_anew(phone: NewPhone, workshop: Workshop) -> None:
    mine = phone()
    for text in ("x", "e30", "W10", "WzEsMiwzLDQsNV0", "[[[[" * 400):
        mine.cookies = {"integrated_part": text}
        assert "Do you want to take part?" in mine.get(f"/join/{workshop.join_code}/say").text
