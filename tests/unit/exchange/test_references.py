"""References in RIS and BibTeX: read, told apart from those held, and never a traceback."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.exchange.references import read_references
from integrated.what_works.incoming import IncomingReferences

RIS = """TY  - JOUR
AU  - Greeson, Johanna
AU  - Garcia, Antonio
TI  - Evaluating outreach for foster youth
JO  - Research on Social Work Practice
PY  - 2015///
DO  - https://doi.org/10.1000/abc
ER  - 

TY  - RPRT
A1  - Courtney, Mark
T1  - A title that goes
  over two lines
Y1  - 2011
ER  - 
"""
BIB = """@comment{ignored}
@string{cysr = "Children"}
@article{greeson2015,
  author = {Greeson, Johanna and Antonio Garcia and K{\\"o}ster, Ann and Lee, B},
  title = {{Evaluating} outreach for foster youth},
  journal = {Research \\& Practice},
  year = 2015,
  doi = "10.1000/abc"
}
@book(courtney, title = "A second one", year = "2011")
"""


def read(text: str, held: tuple[str, ...] = ()) -> IncomingReferences:
    return read_references(text.encode(), "library.ris", held)


def test_ris_is_read_with_lines_that_go_on() -> None:
    found = read(RIS)
    assert not found.problems
    first, second = found.references
    assert (first.title, first.year, first.doi) == ("Evaluating outreach for foster youth", "2015", "10.1000/abc")
    assert first.citation == (
        "Greeson & Garcia (2015). Evaluating outreach for foster youth. Research on Social Work Practice. "
        "doi 10.1000/abc"
    )
    assert second.title == "A title that goes over two lines"


def test_bibtex_is_read_with_braces_quotes_and_accents() -> None:
    found = read(BIB)
    assert not found.problems
    first, second = found.references
    assert first.title == "Evaluating outreach for foster youth"
    assert first.authors == ("Greeson, Johanna", "Garcia, Antonio", "Koster, Ann", "Lee, B")
    assert first.source == "Research & Practice"
    assert first.citation.startswith("Greeson and others (2015)")
    assert (second.title, second.year) == ("A second one", "2011")


def test_references_held_already_and_doubled_ones_are_left_out() -> None:
    held = read(RIS).references[1].citation
    found = read(RIS + RIS, (held,))
    assert [each.year for each in found.references] == ["2015"]
    assert len(found.doubled) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("hello", "neither RIS"),
        ("TY  - JOUR\nAU  - Nobody\nER  - \n", "no title"),
        ("@article{a, title = {never closed", "never closed"),
        ("@article{a, author = {x}}", "no title"),
        ("TY  - JOUR\nTI  - A\nER  - \n" * 5_100, "over 5,000 references"),
        ("@misc{a, title={A}}\n" * 5_100, "over 5,000 references"),
        ("@article{" * 20_000, "never closed"),
        ("@article{" * 1_000_000, "never closed"),
        ("TY  - JOUR\nAU  - Lee\n" + "on and on\n" * 500_000, "no title"),
        ("<html>", "web page"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, said: str) -> None:
    begun = time.process_time()
    found = read(text)
    assert time.process_time() - begun < 5
    assert any(said in problem.words for problem in found.problems), [p.words for p in found.problems][:3]


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    for start in ("", "TY  - JOUR\nTI  - ", "@article{a, title = "):
        found = read_references((start + text).encode("utf-8", "surrogatepass"), "x", ())
        assert found.references or found.problems or found.doubled
