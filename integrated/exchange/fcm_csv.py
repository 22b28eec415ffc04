"""Maps as the adjacency table of a fuzzy cognitive map: a row and a column per factor, weights from −1 to 1."""

import math
from collections.abc import Mapping

from integrated.complexity.model import STRENGTHS, SystemMap
from integrated.complexity.placed import Point
from integrated.exchange.map_file import (
    Gathering,
    MapFileError,
    ReadMap,
    WrittenMap,
    csv_of,
    places_lost,
    table_of,
)
from integrated.exchange.prsm import options_lost


def write(system_map: SystemMap, name: str = "map", places: Mapping[str, Point] | None = None) -> WrittenMap:
    """An adjacency table. A link whose sign is uncertain has no weight: it is left out, and named.

    Parameters
    ----------
    system_map : the map. name : the file is called name-fcm.csv. places : left out, a table has none.
    """
    label = {each.factor_id: each.label for each in system_map.factors}
    if len(set(label.values())) < len(label):
        label = {each: f"{words} ({each})" for each, words in label.items()}
    links = system_map.by_ends
    rows = []
    for source in label:
        weights = [links.get((source, target)) for target in label]
        rows.append(
            (label[source], *(link.sign * STRENGTHS[link.strength] if link and link.sign else 0 for link in weights))
        )
    lost = [f"{label[k.source]} → {label[k.target]}" for k in system_map.links if not k.sign]
    told = (f"Links whose sign is uncertain: {len(lost)} left out ({'; '.join(lost[:5])}).",) if lost else ()
    others = "Delays, confidence, who says it and notes of links; kinds of factors and what is wanted: left out."
    content = csv_of(("", *label.values()), rows)
    return WrittenMap({f"{name}-fcm.csv": content}, (*options_lost(system_map), *places_lost(places), *told, others))


def read(content: bytes) -> ReadMap:
    """The map of an adjacency table: rows lead to columns; 0 and empty are no link.

    Parameters
    ----------
    content : the head holds the labels, each row its label and its weights.

    Raises
    ------
    MapFileError : one sentence: what is wrong, where, and what to do.
    """
    head, rows = table_of(content)
    labels = [label.strip() for label in head[1:]]
    if [row[0].strip() for row in rows] != labels:
        raise MapFileError("The rows must name the same factors as the columns, in the same order.")
    gathered = Gathering()
    for label in labels:
        gathered.factor(label, label)
    for number, row in enumerate(rows, start=2):
        if len(row) != len(head):
            raise MapFileError(f"Row {number} has {len(row)} cells, the head has {len(head)}.")
        for target, cell in zip(labels, row[1:], strict=True):
            weight = _weight(cell, number, target)
            if weight:
                gathered.link(row[0], target, "+" if weight > 0 else "-", strength=_nearest(abs(weight)))
                gathered.lost("Weights, read as the nearest of weak, medium and strong", abs(weight) not in NEAREST)
    return gathered.read()


NEAREST = frozenset(STRENGTHS.values())


def _nearest(size: float) -> str:
    return min(STRENGTHS, key=lambda word: abs(STRENGTHS[word] - size))


def _weight(cell: str, row: int, column: str) -> float:
    text = cell.strip().replace("\N{MINUS SIGN}", "-")
    if not text:
        return 0.0
    try:
        weight = float(text)
    except ValueError:
        weight = math.nan
    if not -1 <= weight <= 1:
        raise MapFileError(f'Row {row}, column “{column[:40]}”: a weight lies from -1 to 1, got "{cell[:20]}".')
    return weight
