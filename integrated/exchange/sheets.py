"""Sheets of an Excel workbook (.xlsx), as text: values only. No formula, macro or link of it is ever followed.

Source: ECMA-376, Office Open XML, part 1, §18 (SpreadsheetML).
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from integrated.exchange.delimited import Unreadable
from integrated.exchange.map_file import LONGEST_CELL, MOST_COLUMNS, MOST_LINKS, MapFileError, as_xml
from integrated.exchange.packed import unpacked

Rows = list[list[str]]
WHAT = "Excel workbook (.xlsx)"
MOST_ROWS = MOST_LINKS + 1
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def sheets_of(content: bytes, names: tuple[str, ...]) -> dict[str, Rows]:
    """Sheets of a workbook by name.

    Parameters
    ----------
    content : of the file. names : of the sheets to read, found whatever their capitals; others are not opened.

    Returns
    -------
    dict from name to rows of text, empty rows left out, short rows as short as they are.

    Raises
    ------
    MapFileError : one sentence: no workbook, a macro, a formula, too large, a sheet that is missing.
    """
    try:
        members = unpacked(content, (".xml", ".rels", ".bin"), what=WHAT)
    except Unreadable as problem:
        raise MapFileError(str(problem)) from problem
    if any(PurePosixPath(name).name.lower() == "vbaproject.bin" for name in members):
        raise MapFileError("This workbook holds macros. Save it as .xlsx, without them.")
    if "xl/workbook.xml" not in members:
        raise MapFileError(f"This is no {WHAT}: there is no workbook in it.")
    paths = _paths(members)
    missing = [name for name in names if name.lower() not in paths]
    if missing:
        has = ", ".join(f"“{name[:40]}”" for name in list(paths)[:6]) or "none"
        raise MapFileError(f"There is no sheet called {' and '.join(missing)} in this workbook. Its sheets: {has}.")
    shared = _shared(members)
    return {name: list(_rows(as_xml(members[paths[name.lower()]]), name, shared)) for name in names}


def _paths(members: dict[str, bytes]) -> dict[str, str]:
    """Name of each sheet in small letters to its path in the workbook."""
    targets = {
        each.get("Id"): (each.get("Target") or "")
        for each in as_xml(members.get("xl/_rels/workbook.xml.rels", b"<none/>"))
        if each.get("TargetMode") != "External"
    }
    found = {}
    for sheet in _all(as_xml(members["xl/workbook.xml"]), "sheet"):
        target = targets.get(sheet.get(RELATED) or sheet.get(STRICT), "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if path in members:
            found[(sheet.get("name") or "").lower()] = path
    return found


def _shared(members: dict[str, bytes]) -> list[str]:
    content = members.get("xl/sharedStrings.xml")
    return [_words(each) for each in _all(as_xml(content), "si")] if content else []


def _rows(sheet: Element, name: str, shared: list[str]) -> Iterator[list[str]]:
    count = 0
    for row in _all(sheet, "row"):
        cells: dict[int, str] = {}
        for cell in (each for each in row if _local(each) == "c"):
            column = _column(cell.get("r"), len(cells), name)
            cells[column] = _value(cell, f"{cell.get('r') or 'a cell'} of “{name}”", shared)
        if not any(text.strip() for text in cells.values()):
            continue
        count += 1
        if count > MOST_ROWS:
            raise MapFileError(f"The sheet “{name}” has over {MOST_LINKS:,} rows. Leave some out.")
        yield [cells.get(at, "") for at in range(max(cells) + 1)]


def _column(reference: str | None, following: int, name: str) -> int:
    found = REFERENCE.fullmatch(reference or "")
    if found is None:
        return following
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    if column > MOST_COLUMNS:
        raise MapFileError(f"The sheet “{name}” has something in column {found[1]}; {MOST_COLUMNS} columns are read.")
    return column - 1


def _value(cell: Element, where: str, shared: list[str]) -> str:
    if any(_local(each) == "f" for each in cell):
        raise MapFileError(f"Cell {where} holds a formula, which is not worked out here. Put its value there.")
    kind = cell.get("t")
    text = next((each.text or "" for each in cell if _local(each) == "v"), "")
    if kind == "s":
        if not (text.isdecimal() and len(text) < 9 and int(text) < len(shared)):
            raise MapFileError(f"Cell {where} names words that are not in the workbook. Save it again in Excel.")
        text = shared[int(text)]
    elif kind == "inlineStr":
        text = _words(cell)
    elif kind == "e":
        raise MapFileError(f"Cell {where} holds an error ({text[:20]}). Put its value there.")
    if len(text) > LONGEST_CELL:
        raise MapFileError(f"Cell {where} has over {LONGEST_CELL:,} characters. Shorten it.")
    return text


def _words(element: Element) -> str:
    """The text of a cell or shared string, without the readings that stand over it in Japanese."""
    over = {id(each) for reading in _all(element, "rPh") for each in reading.iter()}
    text = "".join(each.text or "" for each in _all(element, "t") if id(each) not in over)
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _all(root: Element, name: str) -> list[Element]:
    return [each for each in root.iter() if _local(each) == name]


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
