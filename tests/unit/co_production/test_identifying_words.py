"""Words that could identify somebody are pointed out, with where they stand and why."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.co_production.identifying_words import identifying_words

# Telephone numbers are those Ofcom keeps for fiction; the NHS number is the NHS Data Dictionary's own example.
FOUND = [
    ("phone", "Call me on 07700 900123 please", "07700 900123"),
    ("phone", "ring 0161 496 0123, ask for the team", "0161 496 0123"),
    ("phone", "ring (020) 7946 0999", "(020) 7946 0999"),
    ("phone", "+44 (0)20 7946 0999", "+44 (0)20 7946 0999"),
    ("phone", "0044 7700 900 123", "0044 7700 900 123"),
    ("phone", "my number is 0 7 7 0 0 9 0 0 1 2 3", "0 7 7 0 0 9 0 0 1 2 3"),
    ("phone", "+353 20 912 3456", "+353 20 912 3456"),
    ("e-mail", "write to jo.bloggs+x@mail.example.co.uk.", "jo.bloggs+x@mail.example.co.uk"),
    ("e-mail", "jo at example dot com", "jo at example dot com"),
    ("postcode", "I live in M1 1AE now", "M1 1AE"),
    ("postcode", "near sw1a1aa", "sw1a1aa"),
    ("postcode", "EC1A 1BB", "EC1A 1BB"),
    ("NHS number", "it is 943 476 5919", "943 476 5919"),
    ("NHS number", "it is 9434765919.", "9434765919"),
    ("National Insurance number", "AB 12 34 56 C", "AB 12 34 56 C"),
    ("National Insurance number", "ab123456c", "ab123456c"),
    ("date of birth", "on 12/03/2004", "12/03/2004"),
    ("date of birth", "on 2004-03-12", "2004-03-12"),
    ("date of birth", "on 12th March 2004", "12th March 2004"),
    ("date of birth", "on March 12, 2004", "March 12, 2004"),
    ("date of birth", "I was born on 3rd of May in a storm", "born on 3rd of May"),
    ("date of birth", "my birthday is 3 May", "birthday is 3 May"),
    ("date of birth", "born in 2004", "born in 2004"),
    ("title and surname", "Mr Smith said so", "Mr Smith"),
    ("title and surname", "ask Miss O'Neill", "Miss O'Neill"),
    ("title and surname", "ask Dr. A. Khan", "Dr. A. Khan"),
    ("title and surname", "ask Cllr de Souza", "Cllr de Souza"),
    ("title and surname", "ask mrs jones", "mrs jones"),
    ("title and surname", "MR PATEL", "MR PATEL"),
    ("title and surname", "Ms Smith-Łukasz left", "Ms Smith-Łukasz"),
    ("school", "I went to Northvale High School", "Northvale High School"),
    ("school", "at St Mary's Primary School", "St Mary's Primary School"),
    ("school", "at St. Mary's they helped", "St. Mary's"),
    ("school", "at the University of Leeds", "University of Leeds"),
    ("school", "at oakwood high school", "oakwood high school"),
    ("street", "at 12 Oak Road now", "12 Oak Road"),
    ("street", "at 12 oak road now", "12 oak road"),
    ("street", "we lived on Acacia Avenue", "Acacia Avenue"),
    ("street", "Flat 3, 14a Station Terrace", "Flat 3, 14a Station Terrace"),
    ("street", "in flat 12b", "flat 12b"),
]


@pytest.mark.parametrize(("kind", "text", "words"), FOUND, ids=lambda value: value if isinstance(value, str) else "")
def test_identifying_words_are_found_where_they_stand(kind: str, text: str, words: str) -> None:
    (found,) = identifying_words(text)
    assert (found.kind, found.words) == (kind, words)
    assert text[found.start : found.end] == words
    assert found.reason.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I was 17 in 2019 and had 250 pounds, 3 bags and 10 minutes.",
        "943 476 5918 has a wrong check digit, and 1111111111 is no number",
        "the meeting is on 31/02/2004, or never",
        "version 7.5 of 10; 12-18 year olds; 2024-25; 16/17",
        "I miss you, and I miss Home",
        "the dr said no",
        "I stayed 2 miles down the road, a 20 minute drive away",
        "after 10 years on the street there were 16 different placements in one place",
        "my school, the High School, a special school, primary school",
        "The Way ahead is the College of the future",
        "call 101 or 999",
        "QQ 12 34 56 C is never given out, nor is BG 12 34 56 A",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert identifying_words(text) == ()


def test_several_are_found_in_the_order_of_the_text() -> None:
    text = "Mr Smith of 12 Oak Road, M1 1AE, 07700 900123, jo@example.org, born 3 May 2004, NHS 943 476 5919"
    assert [found.kind for found in identifying_words(text)] == [
        "title and surname", "street", "postcode", "phone", "e-mail", "date of birth", "NHS number",
    ]  # fmt: skip


def test_every_nhs_number_has_just_one_right_check_digit() -> None:
    # 943 476 591?: 9*10+4*9+3*8+4*7+7*6+6*5+5*4+9*3+1*2 = 299; 299 mod 11 = 2; 11 - 2 = 9.
    right = [digit for digit in range(10) if identifying_words(f"943476591{digit}")]
    assert right == [9]


def test_a_check_digit_of_eleven_counts_as_nought_and_of_ten_never_happens() -> None:
    # 400 000 004?: 4*10 + 4*2 = 48, 48 mod 11 = 4, 11 - 4 = 7. 300 000 007?: 30 + 14 = 44, mod 11 = 0: digit 0.
    # 500 000 003?: 50 + 6 = 56, mod 11 = 1: digit 10, so no such number is given out.
    assert [d for d in range(10) if identifying_words(f"400000004{d}")] == [7]
    assert [d for d in range(10) if identifying_words(f"300000007{d}")] == [0]
    assert [d for d in range(10) if identifying_words(f"500000003{d}")] == []


def test_characters_that_do_not_show_are_looked_through() -> None:
    text = "call \u200f07700\u200b900\u202e123\x07 now"
    (found,) = identifying_words(text)
    assert found.kind == "phone"
    assert found.words == text[found.start : found.end] == "07700\u200b900\u202e123"


def test_wide_digits_and_curly_marks_are_read_as_plain_ones() -> None:
    assert [found.kind for found in identifying_words("０７７００ ９００１２３")] == ["phone"]
    assert [found.words for found in identifying_words("Miss O\u2019Neill")] == ["Miss O\u2019Neill"]


def test_markup_is_only_text() -> None:
    text = "<script>alert('jo@example.org')</script>"
    assert [found.words for found in identifying_words(text)] == ["jo@example.org"]


@given(st.text(max_size=300))
def test_any_text_gives_places_within_it_that_do_not_overlap(text: str) -> None:
    at = 0
    for found in identifying_words(text):
        assert at <= found.start < found.end <= len(text)
        assert found.words == text[found.start : found.end]
        at = found.end


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from([text for _, text, _ in FOUND[:12]]))
def test_a_number_or_address_is_found_between_any_other_lines(before: str, after: str, text: str) -> None:
    assert identifying_words(f"{before}\n\n---\n\n{text}\n\n---\n\n{after}")


@pytest.mark.parametrize("piece", ["A", "A ", "a.b", "1 ", "12 a ", "St ", "Mr ", "born ", "School ", "O'", "0-", "@"])
def test_long_hostile_text_does_not_hold_the_reviewer_up(piece: str) -> None:
    start = time.perf_counter()
    identifying_words(piece * (20_000 // len(piece)))
    assert time.perf_counter() - start < 2
