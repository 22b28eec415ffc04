"""Grants in the 360Giving standard: good rows are read, each bad cell is named with what to write instead."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.exchange.three_sixty_giving import TITLES, NotGrants, Read, read_grants, template

GOOD = "g{i},Title,What it is,GBP,1000,2026-04-01,r1,Receiver,f1,Funder,E12000002,North West,,,2027-01-01"


def twenty_rows(**changed: str) -> bytes:
    lines = [GOOD.format(i=i) for i in range(20)]
    lines[4] = lines[4].replace(",1000,", ',"£1,000",')
    lines[11] = lines[11].replace("2026-04-01", "31/03/2026")
    return "\n".join([",".join(TITLES.values()), *lines]).encode()


def test_twenty_grants_with_two_bad_rows_are_18_loaded_and_2_with_the_fix() -> None:
    read = read_grants(twenty_rows())
    assert (len(read.grants), read.bad_rows, read.total) == (18, 2, 20)
    assert read.told == "18 can be loaded, 2 need attention."
    first, second = read.attention
    assert (first.row, first.column, first.value, first.fix) == (
        6, "Amount Awarded", "£1,000", "write the number alone, such as 1000",
    )  # fmt: skip
    assert (second.row, second.value) == (13, "31/03/2026")
    assert second.fix.endswith("such as 2026-03-31")


def test_the_template_is_read_back_whole() -> None:
    read = read_grants(template())
    assert not read.attention
    assert read.grants[0]["amount"] == 25000.0
    assert read.grants[0]["review_on"] == date(2027, 6, 30)


def test_json_of_the_standard_gives_the_same_grant() -> None:
    grant = {
        "id": "g0",
        "title": "Title",
        "description": "What it is",
        "currency": "GBP",
        "amountAwarded": 1000,
        "awardDate": "2026-04-01T00:00:00Z",
        "recipientOrganization": [{"id": "r1", "name": "Receiver"}],
        "fundingOrganization": [{"id": "f1", "name": "Funder"}],
        "beneficiaryLocation": [{"geoCode": "E12000002", "name": "North West"}],
        "reviewDate": "2027-01-01",
    }
    from_json = read_grants(json.dumps({"grants": [grant]}).encode())
    from_csv = read_grants("\n".join([",".join(TITLES.values()), GOOD.format(i=0)]).encode())
    assert from_json.grants == from_csv.grants


@pytest.mark.parametrize(
    ("old", "new", "column", "fix"),
    [
        ("Title,", ",", "Title", "360Giving requires it"),
        ("GBP", "pounds", "Currency", "such as GBP"),
        ("E12000002", "Leeds", "Beneficiary Location:0:Geographic Code", "one letter and eight digits"),
        ("1000", "-5", "Amount Awarded", "the number alone"),
        ("2026-04-01", "next May", "Award Date", "year-month-day"),
    ],
)
def test_each_bad_cell_is_named(old: str, new: str, column: str, fix: str) -> None:
    row = GOOD.format(i=0).replace(old, new, 1)
    read = read_grants("\n".join([",".join(TITLES.values()), row]).encode())
    assert not read.grants
    assert read.attention[0].column == column
    assert fix in read.attention[0].fix


def test_an_identifier_that_comes_twice_is_named_with_the_first_row() -> None:
    read = read_grants("\n".join([",".join(TITLES.values()), GOOD.format(i=1), GOOD.format(i=1)]).encode())
    assert len(read.grants) == 1
    assert "row 2 has the same identifier" in read.attention[0].fix


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (b'{"other": 1}', "a list called"),
        (b"a,b\n1,2\n", "has no column .Identifier"),
        (template().split(b"\n")[0], "a heading and no grant"),
        (b"x" * (10 * 1024 * 1024 + 1), "at most 10 MB"),
    ],
)
def test_a_file_that_is_no_list_of_grants_is_said_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(NotGrants, match=words):
        read_grants(content)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_whatever_is_brought_it_is_read_or_refused(content: bytes) -> None:
    try:
        found: Read | NotGrants = read_grants(content)
    except NotGrants as problem:
        found = problem
    assert str(found)
