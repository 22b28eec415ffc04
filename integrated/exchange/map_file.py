"""A map on its way in or out of a file: what was read, what has no sign yet, and what could not be carried."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import Element

from integrated.complexity.edits import MOST_CHARACTERS, new_factor_id
from integrated.complexity.model import KINDS, POLARITIES, EntryPoint, Factor, Link, SystemMap
from integrated.complexity.placed import Point, finite_place, fitted
from integrated.record.text import cleaned

LARGEST = 10_000_000
MOST_FACTORS, MOST_LINKS = 2000, 20_000
MOST_COLUMNS, LONGEST_CELL = 200, 10_000
PLAIN_ID = re.compile(r"[A-Za-z0-9_.:-]{1,80}")
SIGN_WORDS = {
    **POLARITIES,
    "more leads to more": "positive",
    "more leads to less": "negative",
    "could go either way": "uncertain",
}
WORDS_OF_SIGN = {"positive": "more leads to more", "negative": "more leads to less", "uncertain": "could go either way"}
PLACES_LOST = "Places on the page, the map is laid out anew"
PLACES_WRONG = "Places that are no numbers within ±1,000,000, these boxes are laid out here"
PLACES_COVERING = "Places of boxes that would cover others, these boxes are laid out here"
FORMULA_STARTS = ("=", "+", "-", "@")


class MapFileError(ValueError):
    """A file that cannot be read as a map: one sentence for the person who brought it. Nothing of it was kept."""


@dataclass(frozen=True)
class ReadMap:
    """A map as a file holds it.

    Attributes
    ----------
    title : as the file names the map, "" if it does not.
    system_map : its factors and links. A link that came without a sign is uncertain.
    unsigned : links that came without a sign: what the file says of them instead (a style, a label, "nothing") to
        their ends. Nobody guesses: a person says which sign each means.
    left_out : one sentence for each kind of thing that could not be carried.
    places : middle of each box in px on our sheet, by factor id, for the boxes that the file gives a place. scale : how
        many times larger they are drawn than in the file.
    """

    title: str
    system_map: SystemMap
    unsigned: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    places: Mapping[str, Point] = field(default_factory=dict)
    scale: float = 1.0


@dataclass(frozen=True)
class WrittenMap:
    """A map as files: name to content, and one sentence for each kind of thing that the format could not hold."""

    files: Mapping[str, bytes]
    left_out: tuple[str, ...] = ()


def signed(read: ReadMap, signs: Mapping[str, str]) -> ReadMap:
    """The map with the signs that a person gave to styles or labels.

    Parameters
    ----------
    read : a map with links that have no sign.
    signs : what the file says of them to "positive", "negative" or "uncertain"; what is left out stays uncertain.
    """
    given = {ends: signs[said] for said, links in read.unsigned.items() if said in signs for ends in links}
    drawn = read.system_map
    links = tuple(replace(link, polarity=given.get(link.ends, link.polarity)) for link in drawn.links)
    rest = {said: links for said, links in read.unsigned.items() if said not in signs}
    return replace(read, system_map=replace(drawn, links=links), unsigned=rest)


@dataclass
class Gathering:
    """Factors and links as they come out of a file, whatever its format; faults become sentences.

    Attributes
    ----------
    title : of the map.
    """

    title: str = ""

    def __post_init__(self) -> None:
        self._factors: dict[str, Factor] = {}
        self._ids: dict[str, str] = {}
        self._links: dict[tuple[str, str], Link] = {}
        self._unsigned: dict[str, list[tuple[str, str]]] = {}
        self._entries: list[EntryPoint] = []
        self._lost: Counter[str] = Counter()
        self._places: dict[str, Point] = {}

    def factor(self, key: Any, label: Any, **fields: str) -> None:
        """A factor under the id it has in the file."""
        if len(self._factors) >= MOST_FACTORS:
            raise MapFileError(f"A map may have {MOST_FACTORS:,} factors; this file has more. Leave some out.")
        name, words = _text(key), " ".join(_text(label).split()) or _text(key)
        if name in self._ids:
            raise MapFileError(f'The factor "{name[:80]}" is there twice. Give each factor an id or label of its own.')
        if len(words) > MOST_CHARACTERS:
            raise MapFileError(
                f'A label may have {MOST_CHARACTERS} characters, "{words[:40]}…" has {len(words)}. Shorten it.'
            )
        if fields.get("kind", KINDS[0]) not in KINDS:
            raise MapFileError(f'The kind of "{words[:40]}" must be one of {", ".join(KINDS)}, got "{fields["kind"]}".')
        plain = PLAIN_ID.fullmatch(name) and name not in self._factors
        factor_id = name if plain else new_factor_id(SystemMap(tuple(self._factors.values())), words)
        self._ids[name] = factor_id
        try:
            self._factors[factor_id] = Factor(factor_id, words, **fields)
        except ValueError as problem:
            raise MapFileError(str(problem)) from problem

    def link(self, source: Any, target: Any, sign: Any, *, said: str = "", **fields: str) -> None:
        """A link between two factors of the file.

        Parameters
        ----------
        source, target : as the file names its factors.
        sign : a word or mark for the sign; when it is none, the link is uncertain, and `said` is what the file says of
            it instead.
        """
        if len(self._links) >= MOST_LINKS:
            raise MapFileError(f"A map may have {MOST_LINKS:,} links; this file has more. Leave some out.")
        ends = []
        for end in (_text(source), _text(target)):
            if end not in self._ids:
                raise MapFileError(
                    f'A link names "{end[:80]}", which is no factor of this file. Add it, or mend the name.'
                )
            ends.append(self._ids[end])
        pair = ends[0], ends[1]
        if pair[0] == pair[1]:
            raise MapFileError(f'"{_text(source)[:80]}" is linked to itself. Take that link out.')
        polarity = SIGN_WORDS.get(_text(sign).lower())
        if pair in self._links:
            same = self._links[pair].polarity == polarity
            why = "is there twice" if same else "is there twice, with different signs"
            raise MapFileError(f'The link from "{_text(source)[:80]}" to "{_text(target)[:80]}" {why}. Keep one.')
        if polarity is None:
            self._unsigned.setdefault(said or "nothing", []).append(pair)
        try:
            self._links[pair] = Link(*pair, polarity or "uncertain", **fields)
        except ValueError as problem:
            raise MapFileError(str(problem)) from problem

    def entry(self, option_id: Any, factor: Any, push: Any, **fields: str) -> None:
        """Where an option acts."""
        if _text(factor) not in self._ids:
            raise MapFileError(f'An option acts on "{_text(factor)[:80]}", which is no factor of this file.')
        try:
            sign = SIGN_WORDS.get(_text(push).lower(), _text(push))
            self._entries.append(EntryPoint(_text(option_id), self._ids[_text(factor)], sign, **fields))
        except ValueError as problem:
            raise MapFileError(str(problem)) from problem

    def place(self, factor: Any, x: Any, y: Any, *, upwards: bool = False) -> None:
        """Where the middle of a factor's box stands; a factor without both numbers has no place.

        Parameters
        ----------
        factor : as the file names it. x, y : as the file has them. upwards : whether y grows upwards in the file.
        """
        if any(each is None or each == "" for each in (x, y)):
            return
        found = finite_place(x, y)
        if found is None:
            self.lost(PLACES_WRONG)
        else:
            self._places[self._ids[_text(factor)]] = (found[0], -found[1]) if upwards else found

    def lost(self, what: str, count: int = 1) -> None:
        """Something of the file that a map here cannot hold."""
        self._lost[what] += count

    def read(self) -> ReadMap:
        """What was gathered.

        Raises
        ------
        MapFileError : nothing was.
        """
        if not self._factors:
            raise MapFileError("There is no factor in this file. Is it a map?")
        said = {name: tuple(links) for name, links in self._unsigned.items()}
        try:
            drawn = SystemMap(tuple(self._factors.values()), tuple(self._links.values()), tuple(self._entries))
        except ValueError as problem:
            raise MapFileError(str(problem)) from problem
        stand = fitted(self._places, drawn)
        self.lost(PLACES_COVERING if stand.places else PLACES_LOST, len(stand.covering))
        lost = tuple(f"{what}: {count}." for what, count in self._lost.items() if count)
        unknown = tuple(
            f"Links without a sign (the file says: {name}): {len(links)}. They are uncertain until someone says what "
            "they mean."
            for name, links in said.items()
        )
        return ReadMap(self.title, drawn, said, (*lost, *unknown), stand.places, stand.scale)


def place_of(places: Mapping[str, Point] | None, factor_id: str) -> Point | None:
    """Where a box stands, to the tenth of a pixel to which places are carried; None when nobody says."""
    return finite_place(*places[factor_id]) if places and factor_id in places else None


def places_lost(places: Mapping[str, Point] | None) -> tuple[str, ...]:
    """What formats without places leave out of a drawing."""
    return (f"{PLACES_LOST}: {len(places)}.",) if places else ()


def fitting(content: bytes) -> bytes:
    """The content, if it is not too large.

    Raises
    ------
    MapFileError : it is empty or over 10 MB.
    """
    if not content:
        raise MapFileError("This file is empty.")
    if len(content) > LARGEST:
        raise MapFileError(f"A file may have {LARGEST // 1_000_000} MB, this one has {len(content) / 1e6:.0f} MB.")
    return content


def as_text(content: bytes) -> str:
    """The content as text.

    Raises
    ------
    MapFileError : it is too large or not UTF-8.
    """
    try:
        return fitting(content).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise MapFileError("This file is not text in UTF-8. Save it again with that encoding.") from None


def as_json(text: str) -> dict[str, Any]:
    """A JSON object.

    Raises
    ------
    MapFileError : broken JSON, or something else than an object.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise MapFileError("This file is not readable JSON. Export it again from the tool it comes from.") from None
    if not isinstance(value, dict):
        raise MapFileError("This JSON file does not hold a map.")
    return value


def rows_of(value: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """A list of objects under a name of a JSON object; nothing there is an empty list.

    Raises
    ------
    MapFileError : something else stands there.
    """
    rows = value.get(name) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise MapFileError(f'"{name}" in this file must be a list of objects.')
    return rows


def as_xml(content: bytes) -> Element:
    """The root of an XML file, read without entities, document types or anything from outside.

    Raises
    ------
    MapFileError : too large, broken, or with a DOCTYPE.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    fitting(content)
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise MapFileError("This XML file has a DOCTYPE or entities, which can hide harm. Export it without.") from None
    except (ParseError, ValueError, LookupError):
        raise MapFileError("This file is not readable XML. Export it again from the tool it comes from.") from None
    return root


def table_of(content: bytes) -> tuple[list[str], list[list[str]]]:
    """Head and rows of a CSV file.

    Raises
    ------
    MapFileError : too large, too wide, a cell too long, rows of other lengths than the head.
    """
    text = as_text(content)
    rows: list[list[str]] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline="")), start=1):
            if len(row) > MOST_COLUMNS and rows and len(rows[0]) != len(row):
                raise MapFileError(f"Row {number} has {len(row)} cells, the head has {len(rows[0])}.")
            if any(len(cell) > LONGEST_CELL for cell in row):
                raise MapFileError(f"A cell in row {number} has over {LONGEST_CELL:,} characters. Shorten it.")
            if any(cell.strip() for cell in row):
                rows.append([_plain_cell(cell) for cell in row])
            if len(rows) > MOST_LINKS + 1:
                raise MapFileError(f"This file has over {MOST_LINKS:,} rows. Leave some out.")
    except csv.Error:
        raise MapFileError("This file is not readable CSV. Save it again as CSV in UTF-8.") from None
    if not rows:
        raise MapFileError("This file is empty.")
    return rows[0], rows[1:]


def records(content: bytes, needed: Sequence[str]) -> list[dict[str, str]]:
    """Rows of a CSV file by the names of its columns, in small letters.

    Raises
    ------
    MapFileError : a column that is needed is missing, or a row has another number of cells.
    """
    head, rows = table_of(content)
    if len(head) > MOST_COLUMNS:
        raise MapFileError(f"A file may have {MOST_COLUMNS} columns, this one has {len(head)}.")
    names = [name.strip().lower() for name in head]
    missing = [name for name in needed if name not in names]
    if missing:
        raise MapFileError(f"Column {', '.join(missing)} is missing. Your file has: {', '.join(names)[:200]}.")
    for number, row in enumerate(rows, start=2):
        if len(row) != len(names):
            raise MapFileError(f"Row {number} has {len(row)} cells, the head has {len(names)}.")
    return [dict(zip(names, row, strict=True)) for row in rows]


def csv_of(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file; text that a spreadsheet would take for a formula gets an apostrophe, which is taken off again."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_safe_cell(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def one_of(value: Any, allowed: Iterable[str], usual: str) -> str:
    """A word out of a set, or the usual one."""
    word = _text(value).lower()
    return word if word in set(allowed) else usual


def _safe_cell(cell: object) -> object:
    # A leading apostrophe is doubled, so that taking one off always gives back what was there.
    return f"'{cell}" if isinstance(cell, str) and cell.startswith((*FORMULA_STARTS, "'")) else cell


def _plain_cell(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:2] in {*FORMULA_STARTS, "'"} else cell


def _text(value: Any) -> str:
    return str(cleaned(str(value))) if value is not None else ""
