"""Files of answers from other tools, and the paper for those without a phone."""

import pytest

from integrated.exchange.answers import Answers, read_answers
from integrated.exchange.workshop_paper import workshop_paper

FILES = {
    "Slido": "Question,Author,Votes,Date\nWhy at 18?,Sam Jones,3,2026-10-14 10:01\nMore flats,,0,2026-10-14 10:02\n",
    "Mentimeter": "Participant ID;Timestamp;What should change?\n1;10:01;Why at 18?\n2;10:02;More flats\n",
    "Forms": "ID\tStart time\tEmail\tName\tYour answer\n1\t10:01\ta@b.uk\tSam Jones\tWhy at 18?\n"
    "2\t10:02\t\t\tMore flats\n",
}


@pytest.mark.parametrize("tool", FILES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_words_are_found_and_names_and_times_left_out(tool: str, encoding: str) -> None:
    answers = read_answers(FILES[tool].encode(encoding))
    assert isinstance(answers, Answers)
    assert answers.of(answers.likely) == ("Why at 18?", "More flats")
    everything = repr(answers)
    for personal in ("Sam", "a@b.uk", "10:01"):
        assert personal not in everything


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"Name,Email\nSam,a@b\n", "No answers"),
        (b"a," * 5_000 + b"\n1\n", "columns"),
        (b"Answer\n" + b"x\n" * 100_001, "lines"),
        (b"x" * (10 * 1024 * 1024 + 1), "10 MB"),
    ],
    ids=["empty", "personal", "wide", "long", "large"],
)
def test_a_file_that_cannot_be_used_is_answered_with_a_sentence(content: bytes, why: str) -> None:
    answer = read_answers(content)
    assert isinstance(answer, str) and why in answer


def test_columns_of_one_name_are_told_apart() -> None:
    answers = read_answers(b"Answer,Answer\nyes,no\n")
    assert isinstance(answers, Answers) and answers.columns == ("Answer", "Answer (2)")
    assert answers.of("Answer (2)") == ("no",)


def test_the_paper_has_four_cards_an_option_a_dot_sheet_and_no_script() -> None:
    page = workshop_paper("<script>x</script>", {"A": "Stay", "B": "Go & see"}, ("Carers",), "Call 999.").decode()
    assert page.count('<div class="card">') == 8
    assert page.count('<th scope="row">') == 2
    assert "<script>" not in page and "Go &amp; see" in page and "://" not in page
