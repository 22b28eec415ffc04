"""Grants in the 360Giving Data Standard, as JSON or CSV: the eight fields it requires, and a few that are optional.

Source: 360Giving Data Standard 1.x: Identifier, Title, Description, Currency, Amount Awarded, Award Date, Recipient
Org (Identifier and Name), Funding Org (Identifier and Name). Review Date is a column of our own.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, LONGEST = 100_000, 200, 10_000
ONS = re.compile(r"[EWSNK]\d{8}")
CURRENCY = re.compile(r"[A-Z]{3}")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
TITLES = {
    "grant_id": "Identifier",
    "title": "Title",
    "description": "Description",
    "currency": "Currency",
    "amount": "Amount Awarded",
    "award_date": "Award Date",
    "recipient_id": "Recipient Org:Identifier",
    "recipient_name": "Recipient Org:Name",
    "funder_id": "Funding Org:Identifier",
    "funder_name": "Funding Org:Name",
    "area_code": "Beneficiary Location:0:Geographic Code",
    "area_name": "Beneficiary Location:0:Name",
    "starts_on": "Planned Dates:0:Start Date",
    "ends_on": "Planned Dates:0:End Date",
    "review_on": "Review Date",
}
OPTIONAL = frozenset({"area_code", "area_name", "starts_on", "ends_on", "review_on"})
EXAMPLE = (
    "360G-yourfunder-001,Peer mentors,Mentors who left care coach young people.,GBP,25000,2026-04-01,GB-CHC-0000000,"
    "Name of who receives it,GB-COH-00000000,Name of who gives it,E12000002,North West,2026-05-01,2027-04-30,2027-06-30"
)


class NotGrants(ValueError):
    """A file that cannot be read as grants at all; one sentence for the screen."""


@dataclass(frozen=True)
class Attention:
    """One cell that needs a person: the row as a spreadsheet counts it, the column, the value seen, what to write."""

    row: int
    column: str
    value: str
    fix: str


@dataclass(frozen=True)
class Read:
    """A file of grants: rows that can be stored, and what needs attention.

    Attributes
    ----------
    grants : one mapping for each good row, by column of table `grant_award`.
    attention : at least one for each bad row.
    """

    grants: tuple[Mapping[str, Any], ...]
    attention: tuple[Attention, ...]

    @property
    def bad_rows(self) -> int:
        """How many rows need attention."""
        return len({each.row for each in self.attention})

    @property
    def total(self) -> int:
        """Rows in the file."""
        return len(self.grants) + self.bad_rows

    @property
    def told(self) -> str:
        """What the preview says: "18 can be loaded, 2 need attention"."""
        needs = "needs" if self.bad_rows == 1 else "need"
        return f"{len(self.grants)} can be loaded, {self.bad_rows} {needs} attention."


def template() -> bytes:
    """A CSV with the columns that are read and one made-up row."""
    return f"{','.join(TITLES.values())}\n{EXAMPLE}\n".encode("utf-8-sig")


def read_grants(content: bytes) -> Read:
    """Grants from a 360Giving file, JSON or CSV.

    Raises
    ------
    NotGrants
        Too large, not text, neither JSON nor CSV, or without the columns that are needed.
    """
    if len(content) > MOST_BYTES:
        raise NotGrants(f"The file has {len(content) / 1024 / 1024:.0f} MB; at most 10 MB are read. Split it.")
    try:
        text = CONTROL.sub("", content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotGrants("The file is not text in UTF-8. Save it as “CSV UTF-8” or as JSON, then try again.") from None
    if not text.strip():
        raise NotGrants("The file is empty. Fill in the template and try again.")
    rows = _from_json(text) if text.lstrip()[0] in "{[" else _from_csv(text)
    return _checked(rows)


def _from_json(text: str) -> list[tuple[int, dict[str, str]]]:
    try:
        held = json.loads(text)
        grants = held["grants"] if isinstance(held, dict) else held
        listed = [dict(each) for each in grants]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotGrants('This JSON is not a 360Giving file: it needs a list called "grants".') from None
    if len(listed) > MOST_ROWS:
        raise NotGrants(f"The file has {len(listed):,} grants; at most {MOST_ROWS:,} are read. Split it.")
    return [(number, _flat(each)) for number, each in enumerate(listed, start=1)]


def _flat(grant: Mapping[str, Any]) -> dict[str, str]:
    recipient, funder = _first(grant.get("recipientOrganization")), _first(grant.get("fundingOrganization"))
    place, dates = _first(grant.get("beneficiaryLocation")), _first(grant.get("plannedDates"))
    found = {
        "grant_id": grant.get("id"),
        "title": grant.get("title"),
        "description": grant.get("description"),
        "currency": grant.get("currency"),
        "amount": grant.get("amountAwarded"),
        "award_date": grant.get("awardDate"),
        "recipient_id": recipient.get("id"),
        "recipient_name": recipient.get("name"),
        "funder_id": funder.get("id"),
        "funder_name": funder.get("name"),
        "area_code": place.get("geoCode"),
        "area_name": place.get("name"),
        "starts_on": dates.get("startDate"),
        "ends_on": dates.get("endDate"),
        "review_on": grant.get("reviewDate"),
    }
    return {name: "" if value is None else str(value) for name, value in found.items()}


def _first(value: Any) -> Mapping[str, Any]:
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, Mapping) else {}


def _from_csv(text: str) -> list[tuple[int, dict[str, str]]]:
    heading = text.lstrip("\r\n").split("\n", 1)[0]
    mark = max(",;\t", key=heading.count)
    if heading.count(mark) >= MOST_COLUMNS:
        raise NotGrants(f"The heading has over {MOST_COLUMNS} columns. Delete those that are not in the template.")
    if text.count("\n") > MOST_ROWS:
        raise NotGrants(f"The file has over {MOST_ROWS:,} rows. Split it.")
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        raise NotGrants(
            "A cell of this file is too long, or its quotation marks do not pair up. Save it again."
        ) from None
    places = {_plain(name): place for place, name in enumerate(lines[0])}
    at = {name: places.get(_plain(title)) for name, title in TITLES.items()}
    missing = [TITLES[name] for name, place in at.items() if place is None and name not in OPTIONAL]
    if missing:
        raise NotGrants(f"The file has no column “{missing[0]}”. Your file has: {', '.join(lines[0])[:200]}.")
    return [
        (number, {name: _cell(line, place) for name, place in at.items()})
        for number, line in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in line)
    ]


def _plain(name: str) -> str:
    """A column's name without counts and capitals: "Recipient Org:0:Name" is "recipient org:name"."""
    return ":".join(part.strip().lower() for part in name.split(":") if not part.strip().isdigit())


def _cell(line: list[str], place: int | None) -> str:
    cell = line[place] if place is not None and place < len(line) else ""
    return cell[1:] if re.match(r"'[=+\-@\t\r]", cell) else cell  # the mark that our spreadsheet CSV puts there


def _checked(rows: Iterable[tuple[int, dict[str, str]]]) -> Read:
    good: list[Mapping[str, Any]] = []
    attention: list[Attention] = []
    seen: dict[str, int] = {}
    for number, cells in rows:
        grant: dict[str, Any] = {}
        wrong: list[Attention] = []
        for name, cell in cells.items():
            try:
                grant[name] = _value(name, cell.strip())
            except ValueError as problem:
                wrong.append(Attention(number, TITLES[name], cell[:80], str(problem)))
        first = seen.setdefault(cells["grant_id"].strip(), number)
        if first != number and cells["grant_id"].strip():
            fix = f"row {first} has the same identifier: each grant needs its own"
            wrong.append(Attention(number, TITLES["grant_id"], cells["grant_id"][:80], fix))
        if not wrong and grant["starts_on"] and grant["ends_on"] and grant["ends_on"] < grant["starts_on"]:
            fix = "the end lies before the start: mend one of the two"
            wrong.append(Attention(number, TITLES["ends_on"], cells["ends_on"], fix))
        attention += wrong
        if not wrong:
            good.append(grant)
    if not good and not attention:
        raise NotGrants("The file has a heading and no grant. Fill in the template and try again.")
    return Read(tuple(good), tuple(attention))


def _value(name: str, cell: str) -> Any:
    if not cell:
        if name in OPTIONAL:
            return None
        raise ValueError("this cell is empty and 360Giving requires it: fill it in")
    if len(cell) > LONGEST:
        raise ValueError(f"this cell has over {LONGEST:,} characters: shorten it")
    return CHECKS.get(name, str)(cell)


def _amount(cell: str) -> float:
    if not re.fullmatch(r"\d+(\.\d+)?", cell, re.ASCII) or len(cell) > 15:
        bare = re.sub(r"[£€$,\s]", "", cell)
        instead = bare if re.fullmatch(r"\d+(\.\d+)?", bare, re.ASCII) else "25000"
        raise ValueError(f"write the number alone, such as {instead}")
    return float(cell)


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell[:10])
    except ValueError:
        slashed = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", cell)
        instead = "2026-04-01"
        if slashed and int(slashed[2]) <= 12 and int(slashed[1]) <= 31:
            instead = f"{slashed[3]}-{int(slashed[2]):02d}-{int(slashed[1]):02d}"
        raise ValueError(f"write the date as year-month-day, such as {instead}") from None


def _currency(cell: str) -> str:
    if not CURRENCY.fullmatch(cell):
        raise ValueError("write three capital letters, such as GBP")
    return cell


def _place(cell: str) -> str:
    if not ONS.fullmatch(cell):
        raise ValueError("this is not an ONS area code: write one letter and eight digits, such as E12000002")
    return cell


CHECKS: Mapping[str, Callable[[str], Any]] = {
    "amount": _amount,
    "award_date": _day,
    "starts_on": _day,
    "ends_on": _day,
    "review_on": _day,
    "currency": _currency,
    "area_code": _place,
}
