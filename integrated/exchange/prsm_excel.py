"""Maps of PRSM as an Excel workbook: a sheet of factors and a sheet of links, told apart by their labels.

Source: what prsm.uk reads and saves (read November 2026): sheets Factors (Label, Style, Note or Description, x, y) and
Links (From, To, Label, Style, Note or Description), a head with capitals or without, further columns as attributes.
"""

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from integrated.complexity.model import SystemMap
from integrated.complexity.placed import Point
from integrated.exchange.map_file import SIGN_WORDS, Gathering, MapFileError, ReadMap, WrittenMap, place_of
from integrated.exchange.prsm import FACTOR_FIELDS, GROUPS, LINK_FIELDS, STYLES, options_lost
from integrated.exchange.sheets import sheets_of

MARKS = {"positive": "+", "negative": "-", "uncertain": "?"}
FACTORS = ("label", "style", *FACTOR_FIELDS, "x", "y")
LINKS = ("from", "to", "label", "style", *LINK_FIELDS)
NAMES = {"from", "to", "label"}
# What PRSM writes about how a box or line looks and when it was made; nothing of it is lost on a map here.
LOOKS = {
    "grouplabel", "shape", "smooth", "creator", "createdtime", "modifier", "modifiedtime", "thumbup", "thumbdown",
    "hidden", "level", "selectable", "title",
}  # fmt: skip
PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(system_map: SystemMap, name: str = "map", places: Mapping[str, Point] | None = None) -> WrittenMap:
    """A workbook of two sheets.

    Parameters
    ----------
    system_map : the map. name : the file is called name-prsm.xlsx. places : middle of each box in px, by factor id.
    """
    label = {each.factor_id: each.label for each in system_map.factors}
    twice = {words for words, count in Counter(label.values()).items() if count > 1}
    label = {each: f"{words} ({each})" if words in twice else words for each, words in label.items()}
    kinds, signs = list(GROUPS), list(STYLES)
    factors = [
        (
            label[each.factor_id],
            kinds.index(each.kind) + 1,
            *(getattr(each, field) for field in FACTOR_FIELDS),
            *(place_of(places, each.factor_id) or ("", "")),
        )
        for each in system_map.factors
    ]
    links = [
        (
            label[each.source],
            label[each.target],
            MARKS[each.polarity],
            signs.index(each.polarity) + 1,
            *(getattr(each, field) for field in LINK_FIELDS),
        )
        for each in system_map.links
    ]
    said = (f"Labels given twice, which carry their id now: {', '.join(sorted(twice))}.",) if twice else ()
    ids = "Ids of factors: PRSM tells factors by their label."
    content = _workbook({"Factors": (FACTORS, factors), "Links": (LINKS, links)})
    return WrittenMap({f"{name}-prsm.xlsx": content}, (*options_lost(system_map), *said, ids))


def read(content: bytes) -> ReadMap:
    """The map of a workbook. A link's sign is what its sign, label or style says, if that is a sign.

    Parameters
    ----------
    content : of the file.

    Raises
    ------
    MapFileError : one sentence: what is wrong, where, and what to do.
    """
    sheets = sheets_of(content, ("Factors", "Links"))
    gathered = Gathering()
    for row in _records(sheets["Factors"], "Factors", ("label",)):
        fields = {field: row[field] for field in FACTOR_FIELDS if row.get(field)}
        gathered.factor(row["label"], row["label"], **fields)
        gathered.place(row["label"], row.get("x"), row.get("y"))
        gathered.lost("Notes on factors", bool(_note(row)))
        _further(gathered, row, "factors", {*FACTORS, "note", "description"})
    for row in _records(sheets["Links"], "Links", ("from", "to")):
        told = {name: row.get(name, "") for name in ("sign", "label", "grouplabel", "style")}
        sign = next((words for words in told.values() if words.lower() in SIGN_WORDS), "")
        named = told["grouplabel"] or told["style"]
        said = f"label “{told['label']}”" if told["label"] else f"style “{named}”" if named else ""
        fields = {field: row[field] for field in LINK_FIELDS if row.get(field)}
        if note := _note(row):
            fields.setdefault("reference", note)
        gathered.link(row["from"], row["to"], sign, said=said, **fields)
        _further(gathered, row, "links", {*LINKS, "sign", "note", "description"})
    return gathered.read()


def _records(rows: Sequence[Sequence[str]], sheet: str, needed: tuple[str, ...]) -> list[dict[str, str]]:
    """Rows by the names of their columns in small letters; in the names of factors white space counts as one space."""
    if not rows:
        raise MapFileError(f"The sheet “{sheet}” is empty. Its first row names the columns, such as Label.")
    head = [name.strip().lower() for name in rows[0]]
    missing = [name.capitalize() for name in needed if name not in head]
    if missing:
        has = ", ".join(name for name in head if name)[:200]
        raise MapFileError(f"Column {' and '.join(missing)} is missing in the sheet “{sheet}”. It has: {has}.")
    found = []
    for number, cells in enumerate(rows[1:], start=1):
        given = {name: cell.strip() for name, cell in zip(head, cells, strict=False) if name and cell.strip()}
        row = {name: " ".join(cell.split()) if name in NAMES else cell for name, cell in given.items()}
        empty = [name.capitalize() for name in needed if not row.get(name)]
        if empty:
            raise MapFileError(f"Row {number} below the head of “{sheet}” has no {' and no '.join(empty)}. Fill it in.")
        found.append(row)
    return found


def _note(row: Mapping[str, str]) -> str:
    return row.get("description") or row.get("note") or ""


def _further(gathered: Gathering, row: Mapping[str, str], what: str, known: set[str]) -> None:
    gathered.lost(f"Further columns of {what}", sum(name not in known | LOOKS for name in row))


def _workbook(sheets: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Any]]]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, PLAIN) as book:
        for name, (head, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            for at, cells in enumerate([[each.capitalize() if len(each) > 1 else each for each in head], *rows]):
                for column, cell in enumerate(cells):
                    if cell != "":
                        (sheet.write_string if isinstance(cell, str) else sheet.write_number)(at, column, cell)
    return buffer.getvalue()
