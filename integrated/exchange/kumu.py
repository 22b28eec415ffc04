"""Maps of Kumu: blueprints and full exports in JSON, and its two CSV tables.

Source: docs.kumu.io/guides/import/blueprints and /guides/import/excel-csv (read November 2026).
"""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from integrated.complexity.model import SystemMap
from integrated.complexity.placed import Point
from integrated.exchange.map_file import (
    SIGN_WORDS,
    Gathering,
    ReadMap,
    WrittenMap,
    as_json,
    as_text,
    csv_of,
    place_of,
    places_lost,
    records,
    rows_of,
)
from integrated.exchange.prsm import FACTOR_FIELDS, LINK_FIELDS, options_lost

MARKS = {"positive": "+", "negative": "-", "uncertain": "?"}
KINDS = ("factor", "outcome", "context")
PLACES_AS_FIELDS = "A blueprint has no places: they stand in the fields x and y, and Kumu arranges the map by itself."


def write_json(system_map: SystemMap, name: str = "map", places: Mapping[str, Point] | None = None) -> WrittenMap:
    """A blueprint: everything but where options act stands in fields of its own.

    Parameters
    ----------
    system_map : the map. name : the file is called name-kumu.json. places : middle of each box in px, by factor id.
    """
    elements = [
        {
            "id": each.factor_id,
            "label": each.label,
            "type": each.kind,
            **{field: getattr(each, field) for field in FACTOR_FIELDS[1:] if getattr(each, field)},
            **dict(zip("xy", place_of(places, each.factor_id) or (), strict=False)),
        }
        for each in system_map.factors
    ]
    connections = [
        {
            "from": each.source,
            "to": each.target,
            "direction": "directed",
            "type": MARKS[each.polarity],
            **{field: getattr(each, field) for field in LINK_FIELDS if getattr(each, field)},
        }
        for each in system_map.links
    ]
    content = json.dumps({"elements": elements, "connections": connections}, ensure_ascii=False, indent=1)
    lost = (*options_lost(system_map), *((PLACES_AS_FIELDS,) if places else ()))
    return WrittenMap({f"{name}-kumu.json": content.encode("utf-8")}, lost)


def write_csv(system_map: SystemMap, name: str = "map", places: Mapping[str, Point] | None = None) -> WrittenMap:
    """Kumu's tables of elements and connections. Kumu tells elements by their label, so labels must differ.

    Parameters
    ----------
    system_map : the map. name : the files are called name-kumu-elements.csv and name-kumu-connections.csv.
    places : left out; the tables have no columns for them.
    """
    label = {each.factor_id: each.label for each in system_map.factors}
    labels = list(label.values())
    twice = sorted({each for each in labels if labels.count(each) > 1})
    elements = [
        (each.label, each.kind, *(getattr(each, field) for field in FACTOR_FIELDS[1:])) for each in system_map.factors
    ]
    connections = [
        (
            label[each.source],
            label[each.target],
            "directed",
            each.polarity,
            *(getattr(each, field) for field in LINK_FIELDS),
        )
        for each in system_map.links
    ]
    lost = (f"Labels given twice, which Kumu takes for one: {', '.join(twice)}.",) if twice else ()
    files = {
        f"{name}-kumu-elements.csv": csv_of(("Label", "Type", *FACTOR_FIELDS[1:]), elements),
        f"{name}-kumu-connections.csv": csv_of(("From", "To", "Direction", "Type", *LINK_FIELDS), connections),
    }
    return WrittenMap(files, (*options_lost(system_map), *places_lost(places), *lost))


def read_json(content: bytes) -> ReadMap:
    """The map of a blueprint or of a full export.

    Parameters
    ----------
    content : of the file.

    Raises
    ------
    MapFileError : one sentence: what is wrong and what to do.
    """
    value = as_json(as_text(content))
    gathered = Gathering(title=str(value.get("name") or ""))
    for element in rows_of(value, "elements"):
        told = _fields(element)
        _element(gathered, told.get("_id") or told.get("id") or told.get("label"), told)
    _places(gathered, value)
    by_label = _labels(rows_of(value, "elements"))
    for connection in rows_of(value, "connections"):
        told = _fields(connection)
        ends = [_end(by_label, told.get(side)) for side in ("from", "to")]
        _connection(gathered, ends, told)
    for name, what in (
        ("loops", "Loops that Kumu named"),
        ("maps", "Views of Kumu; places are those of its default map"),
    ):
        gathered.lost(what, len(value[name]) if isinstance(value.get(name), list) else 0)
    return gathered.read()


def read_csv(elements: bytes, connections: bytes) -> ReadMap:
    """The map of Kumu's two tables.

    Parameters
    ----------
    elements : needs Label. connections : needs From and To.

    Raises
    ------
    MapFileError : one sentence: what is wrong, where, and what to do.
    """
    gathered = Gathering()
    for row in records(elements, ("label",)):
        _element(gathered, row["label"], row)
    for row in records(connections, ("from", "to")):
        _connection(gathered, [row["from"], row["to"]], row)
    return gathered.read()


def _element(gathered: Gathering, key: Any, told: dict[str, Any]) -> None:
    kind = str(told.get("element type") or told.get("type") or "").strip().lower()
    fields = {field: str(told[field]) for field in FACTOR_FIELDS[1:] if told.get(field)}
    gathered.factor(key, told.get("label"), kind=kind if kind in KINDS else "factor", **fields)
    gathered.lost("Types of elements other than factor, outcome and context", bool(kind) and kind not in KINDS)
    gathered.lost(
        "Descriptions, tags and pictures of elements", sum(bool(told.get(n)) for n in ("description", "tags"))
    )


def _connection(gathered: Gathering, ends: list[Any], told: dict[str, Any]) -> None:
    said = {
        name: str(told.get(name) or "").strip() for name in ("sign", "polarity", "type", "connection type", "label")
    }
    sign = next((word for word in said.values() if word.lower() in SIGN_WORDS), "")
    other = next((f"{name} “{word}”" for name, word in said.items() if word), "")
    fields = {field: str(told[field]) for field in LINK_FIELDS if told.get(field)}
    gathered.link(ends[0], ends[1], sign, said=other, **fields)
    direction = str(told.get("direction") or "directed").lower()
    if direction == "mutual":
        gathered.link(ends[1], ends[0], sign, said=other, **fields)
    elif direction == "undirected":
        gathered.lost("Connections without a direction, read from their first end to their second")
    gathered.lost("Descriptions and tags of connections", sum(bool(told.get(n)) for n in ("description", "tags")))


def _places(gathered: Gathering, value: dict[str, Any]) -> None:
    """Where elements stand: on the map of a full export that opens first, else in fields of their own."""
    maps = rows_of(value, "maps")
    first = next((each for each in maps if each.get("_id") == value.get("defaultMap")), maps[0] if maps else {})
    pinned = {str(each.get("element")): each.get("position") for each in rows_of(first, "elements")}
    for element in rows_of(value, "elements"):
        told = _fields(element)
        key = told.get("_id") or told.get("id") or told.get("label")
        place = pinned.get(str(key)) or told.get("position")
        given = place if isinstance(place, dict) else told
        gathered.place(key, given.get("x"), given.get("y"))


def _fields(item: dict[str, Any]) -> dict[str, Any]:
    """The fields of an element or connection: a full export holds most of them under "attributes"."""
    attributes = item.get("attributes")
    inner = attributes if isinstance(attributes, dict) else {}
    return {str(name).lower(): value for name, value in (*inner.items(), *item.items()) if name != "attributes"}


def _labels(elements: list[dict[str, Any]]) -> dict[str, str]:
    """Label to id: connections may name elements by either. An id that is also a label stays an id."""
    told = [_fields(element) for element in elements]
    keys = [str(each.get("_id") or each.get("id") or each.get("label")) for each in told]
    taken, counted = set(keys), Counter(str(each.get("label")) for each in told)
    pairs = ((str(each.get("label")), key) for each, key in zip(told, keys, strict=True))
    return {label: key for label, key in pairs if counted[label] == 1 and label not in taken}


def _end(ids: dict[str, str], end: Any) -> Any:
    return ids.get(str(end), end)
