"""Ratings by others from CSV: as printed, NL2 and NE kept apart."""

from datetime import date

import pytest

from integrated.exchange.ratings_csv import COLUMNS, read_ratings, template
from integrated.what_works.ratings import rating_problem
from tests.unit.exchange.hostile import FILES

OPTIONS = {"extended_care": "B Stay longer"}
HEAD = ",".join(COLUMNS)


def test_ratings_are_kept_as_printed() -> None:
    content = f"{HEAD}\nB Stay longer,EIF,2023,NL2,2023-05-01,https://example.org/a\nStay longer,EIF,2023,NE,,\n"
    found = read_ratings(content.encode(), "r.csv", OPTIONS)
    assert found.ready
    assert [row["as_printed"] for row in found.rows] == ["NL2", "NE"]
    assert found.rows[0]["dated"] == date(2023, 5, 1)
    assert found.rows[1]["address"] is None


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("Mentoring,EIF,2023,3,,", "option"),
        ("Stay longer,EIF,2023,nl2,,", "as_printed"),
        ("Stay longer,EIF,2023,No effect,,", "as_printed"),
        ("Stay longer,EIF,,3,,", "scheme_version"),
        ("Stay longer,EIF,2023,3,May 2023,", "dated"),
        ("Stay longer,EIF,2023,3,,javascript:alert(1)", "address"),
    ],
)
def test_what_is_wrong_is_named(line: str, column: str) -> None:
    found = read_ratings(f"{HEAD}\n{line}\n".encode(), "r.csv", OPTIONS)
    assert [problem.column for problem in found.problems] == [column]
    assert not found.ready


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_named(name: str) -> None:
    assert read_ratings(FILES[name], "r.csv", OPTIONS).problems


def test_the_template_is_only_a_heading() -> None:
    assert template().decode("utf-8-sig").strip() == HEAD


def test_a_rating_of_another_body_is_free_text() -> None:
    assert rating_problem("Our own panel", "2026", "4 of 5 stars", "") is None
