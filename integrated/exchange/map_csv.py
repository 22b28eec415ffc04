"""A map as our own CSV files: factors, links with their signs as words, and where options act. Nothing is lost."""

from collections.abc import Mapping

from integrated.complexity.model import SystemMap
from integrated.complexity.placed import Point
from integrated.exchange.map_file import WORDS_OF_SIGN, Gathering, ReadMap, WrittenMap, csv_of, place_of, records

FACTORS = ("factor_id", "label", "kind", "domain", "controllable", "wanted")
PLACE = ("x", "y")
LINKS = ("source", "target", "sign", "strength", "delay", "confidence", "basis", "reference")
ENTRY_POINTS = ("option_id", "factor_id", "push", "strength", "confidence", "basis", "note")


def write(system_map: SystemMap, name: str = "map", places: Mapping[str, Point] | None = None) -> WrittenMap:
    """Factors, links and where options act as three CSV files.

    Parameters
    ----------
    system_map : the map. name : the files are called name-factors.csv, name-links.csv, name-options.csv. places :
        middle of each box in px, by factor id and option id.
    """
    placed = PLACE if places else ()
    factors = (
        (
            *(getattr(each, field) for field in FACTORS),
            *((place_of(places, each.factor_id) or ("", "")) if placed else ()),
        )
        for each in system_map.factors
    )
    links = (
        (
            each.source,
            each.target,
            WORDS_OF_SIGN[each.polarity],
            each.strength,
            each.delay,
            each.confidence,
            each.basis,
            each.reference,
        )
        for each in system_map.links
    )
    entries = (
        (
            each.option_id,
            each.factor_id,
            WORDS_OF_SIGN[each.push],
            each.strength,
            each.confidence,
            each.basis,
            each.note,
        )
        for each in system_map.entry_points
    )
    files = {
        f"{name}-factors.csv": csv_of((*FACTORS, *placed), list(factors)),
        f"{name}-links.csv": csv_of(LINKS, list(links)),
    }
    if system_map.entry_points:
        files[f"{name}-options.csv"] = csv_of(ENTRY_POINTS, list(entries))
    lost = sum(each in (places or {}) for each in system_map.option_ids)
    said = f"Places of options: {lost} left out, they are put beside what they act on."
    return WrittenMap(files, (said,) if lost else ())


def read(factors: bytes, links: bytes, entry_points: bytes | None = None) -> ReadMap:
    """A map from its two or three CSV files.

    Parameters
    ----------
    factors : needs `label`; takes factor_id (the label if there is none), kind, domain, controllable, wanted,
        and x and y, the middle of the box in px.
    links : needs `source` and `target` (ids as in `factors`); takes sign, strength, delay, confidence, basis and
        reference.
    entry_points : needs option_id, factor_id and push; takes strength, confidence, basis, note.

    Raises
    ------
    MapFileError : one sentence: what is wrong, where, and what to do.
    """
    gathered = Gathering()
    for row in records(factors, ("label",)):
        known = {name: row[name] for name in FACTORS[2:] if row.get(name)}
        gathered.factor(row.get("factor_id") or row["label"], row["label"], **known)
        gathered.place(row.get("factor_id") or row["label"], row.get("x"), row.get("y"))
        further = (name for name in row if name not in (*FACTORS, *PLACE))
        gathered.lost("Further columns of factors", sum(bool(row[name]) for name in further))
    for row in records(links, ("source", "target")):
        known = {name: row[name] for name in LINKS[3:] if row.get(name)}
        said = f"sign “{row['sign']}”" if row.get("sign") else ""
        gathered.link(row["source"], row["target"], row.get("sign", ""), said=said, **known)
        gathered.lost("Further columns of links", sum(bool(row[name]) for name in row if name not in LINKS))
    for row in records(entry_points, ENTRY_POINTS[:3]) if entry_points else ():
        known = {name: row[name] for name in ENTRY_POINTS[3:] if row.get(name)}
        gathered.entry(row["option_id"], row["factor_id"], row["push"], **known)
    return gathered.read()
