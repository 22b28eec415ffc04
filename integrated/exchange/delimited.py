"""Delimited text from anywhere: bytes to cells, within limits that are checked before any parser runs."""

import csv
import io
import re
from dataclasses import dataclass

MOST_BYTES = 10 * 1024 * 1024
MOST_COLUMNS = 200
MOST_ROWS = 100_000
MOST_IN_A_CELL = 10_000
MEGABYTE = 1024 * 1024
OTHER_KINDS = {
    b"PK\x03\x04": "a spreadsheet or zip file (.xlsx, .zip)",
    b"\xd0\xcf\x11\xe0": "an old spreadsheet (.xls)",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file (.gz)",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format 3": "a database",
    b"{\\rtf": "a text document (.rtf)",
}
FORMULA_GUARD = re.compile(r"'[=+\-@\t\r]")
FIRST_LINE = re.compile(r"[\r\n]*([^\r\n]*)")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Unreadable(ValueError):
    """A file that cannot be read at all, with one sentence for the person who brought it."""


@dataclass(frozen=True)
class Table:
    """A heading and its rows.

    Attributes
    ----------
    header : names as written, without blanks around them.
    rows : (number as a spreadsheet shows it, cells); empty rows are left out.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_text(content: bytes) -> str:
    """The text of a file in UTF-8, without control characters.

    Raises
    ------
    Unreadable
        An empty file, one over 10 MB, one that is not text, or not UTF-8: with what it is and what to do.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(f"The file has {len(content) / MEGABYTE:.0f} MB; at most 10 MB are read. Split it.")
    for start, kind in OTHER_KINDS.items():
        if content.startswith(start):
            raise Unreadable(f"This is {kind}, whatever its name says. Open it and save it as “CSV UTF-8”.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:4096]:
        raise Unreadable("This is not text in UTF-8 (it looks like UTF-16 or a program). Save it as “CSV UTF-8”.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"The file is not in UTF-8: line {line} holds the byte {content[error.start]:#04x}. Save it as “CSV UTF-8”."
        ) from None
    text = CONTROL.sub("", text)
    if not text.strip():
        raise Unreadable("The file is empty. Fill in the template and try again.")
    if text.lstrip()[:15].lower().startswith(("<!doctype", "<html", "<?xml")):
        raise Unreadable("This is a web page or XML, whatever its name says. Save the table itself as “CSV UTF-8”.")
    return text


def read_table(content: bytes) -> Table:
    """Cells of a CSV file with comma, semicolon or tab, one heading line first.

    Raises
    ------
    Unreadable
        As `read_text`; too many columns or rows, a cell too long, quotation marks that do not pair up, no row at all.
    """
    text = read_text(content)
    first = FIRST_LINE.match(text).group(1)  # type: ignore[union-attr]
    mark = max(",;\t", key=first.count)
    columns = first.count(mark) + 1
    if columns > MOST_COLUMNS:
        raise Unreadable(f"The heading has {columns:,} columns; at most {MOST_COLUMNS} are read. Delete the others.")
    if text.count("\n") > MOST_ROWS + MOST_COLUMNS:
        raise Unreadable(f"The file has {text.count(chr(10)):,} lines; at most {MOST_ROWS:,} rows are read. Split it.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    rows: list[tuple[int, tuple[str, ...]]] = []
    number = 0
    try:
        for cells in reader:
            number += 1
            longest = max((len(cell) for cell in cells), default=0)
            if longest > MOST_IN_A_CELL:
                raise Unreadable(
                    f"A cell in row {number} has {longest:,} characters; at most {MOST_IN_A_CELL:,} are read. "
                    "Is a quotation mark missing, or is it text that belongs elsewhere?"
                )
            if any(cell.strip() for cell in cells):
                rows.append((number, tuple(plain(cell) for cell in cells)))
    except csv.Error:
        raise Unreadable(
            f"From row {number + 1} on the cells cannot be told apart: a quotation mark is missing or stands inside "
            "a cell. Save the file anew as “CSV UTF-8”."
        ) from None
    if not rows:
        raise Unreadable("The file is empty. Fill in the template and try again.")
    if len(rows) == 1:
        raise Unreadable("The file has a heading and no row below it. Fill in at least one row.")
    return Table(rows[0][1], tuple(rows[1:]))


def plain(cell: str) -> str:
    """A cell without blanks around it, and without the apostrophe that our own spreadsheet CSV puts before a formula.

    An apostrophe before a digit or a letter stays.
    """
    cell = cell.strip()
    return cell[1:] if FORMULA_GUARD.match(cell) else cell
