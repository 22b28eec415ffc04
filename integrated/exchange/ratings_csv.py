"""Ratings of other bodies from a CSV file, exactly as printed."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from integrated.exchange.delimited import Unreadable, read_table
from integrated.exchange.studies_csv import clean_name
from integrated.what_works.incoming import CellProblem, Incoming
from integrated.what_works.ratings import rating_problem

COLUMNS = ("option", "scheme", "scheme_version", "as_printed", "dated", "address")


def read_ratings(content: bytes, file_name: str, options: Mapping[str, str]) -> Incoming:
    """Read and check ratings; nothing is stored.

    Parameters
    ----------
    options : id to "B Stay longer".
    """
    sha256, name = hashlib.sha256(content).hexdigest(), clean_name(file_name)
    try:
        table = read_table(content)
    except Unreadable as problem:
        return Incoming("ratings_csv", name, sha256, problems=(CellProblem(None, None, "", str(problem)),))
    header = [cell.strip().lower().replace(" ", "_") for cell in table.header]
    problems = [CellProblem(1, None, "", f"the column {c} is missing: add it") for c in COLUMNS[:4] if c not in header]
    problems += [
        CellProblem(1, None, c, f"no such column is known: use {', '.join(COLUMNS)}")
        for c in header
        if c not in COLUMNS
    ]
    if problems:
        return Incoming("ratings_csv", name, sha256, total=len(table.rows), problems=tuple(problems))
    known = {
        word.casefold(): each for each, label in options.items() for word in (each, label, label.partition(" ")[2])
    }
    rows: list[dict[str, Any]] = []
    for number, cells in table.rows:
        if len(cells) != len(header):
            fix = (
                f"the row has {len(cells)} cells, the heading {len(header)}: a comma or quotation mark is out of place"
            )
            problems.append(CellProblem(number, None, "", fix))
            continue
        line = dict(zip(header, cells, strict=True))
        option_id = known.get(line["option"].casefold())
        if option_id is None:
            fix = f"this is no option of this decision: write one of {', '.join(options.values())}"
            problems.append(CellProblem(number, "option", line["option"], fix))
            continue
        dated = _date(line.get("dated", ""))
        if dated is None and line.get("dated"):
            problems.append(
                CellProblem(number, "dated", line["dated"], "write a date as 2025-03-31, or leave it empty")
            )
            continue
        wrong = rating_problem(line["scheme"], line["scheme_version"], line["as_printed"], line.get("address", ""))
        if wrong:
            problems.append(CellProblem(number, wrong[0], line.get(wrong[0], ""), wrong[1]))
            continue
        rows.append({**{c: line.get(c) or None for c in COLUMNS[1:]}, "option_id": option_id, "dated": dated})
    return Incoming("ratings_csv", name, sha256, tuple(rows), len(table.rows), tuple(problems))


def template() -> bytes:
    """A file to fill in."""
    return (",".join(COLUMNS) + "\n").encode("utf-8-sig")


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
