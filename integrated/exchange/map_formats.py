"""The formats in which maps come in and go out, by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from integrated.complexity.model import SystemMap
from integrated.complexity.placed import Point
from integrated.exchange import fcm_csv, gexf, graphml, kumu, map_csv, prsm, prsm_excel
from integrated.exchange.map_file import ReadMap, WrittenMap, signed

__all__ = ["FORMATS", "MapFormat", "signed"]


@dataclass(frozen=True)
class MapFormat:
    """One format.

    Attributes
    ----------
    name : on screen. endings : of its files, without the dot.
    needed : what its files are called on screen, in the order in which `read` takes them. extra : one more that may be
        missing, "" for none.
    read : contents of the files to a map; raises MapFileError. write : map, name and places (None for none) to
        files.
    """

    name: str
    endings: tuple[str, ...]
    needed: tuple[str, ...]
    read: Callable[..., ReadMap]
    write: Callable[[SystemMap, str, Mapping[str, Point] | None], WrittenMap]
    extra: str = ""


FORMATS: dict[str, MapFormat] = {
    "csv": MapFormat(
        "Our own tables (CSV)", ("csv",), ("Factors", "Links"), map_csv.read, map_csv.write, "Where options act"
    ),
    "prsm": MapFormat("PRSM (.prsm)", ("prsm", "json"), ("The .prsm file",), prsm.read, prsm.write),
    "prsm_packed": MapFormat(
        "PRSM, compressed", ("prsm",), ("The .prsm file",), prsm.read, partial(prsm.write, packed=True)
    ),
    "prsm_excel": MapFormat(
        "PRSM (Excel)",
        ("xlsx",),
        ("The workbook, with the sheets Factors and Links",),
        prsm_excel.read,
        prsm_excel.write,
    ),
    "kumu": MapFormat("Kumu (JSON)", ("json",), ("The blueprint or full export",), kumu.read_json, kumu.write_json),
    "kumu_csv": MapFormat("Kumu (CSV)", ("csv",), ("Elements", "Connections"), kumu.read_csv, kumu.write_csv),
    "graphml": MapFormat("GraphML", ("graphml", "xml"), ("The GraphML file",), graphml.read, graphml.write),
    "gexf": MapFormat("GEXF (Gephi)", ("gexf", "xml"), ("The GEXF file",), gexf.read, gexf.write),
    "fcm": MapFormat("Adjacency table (FCM, CSV)", ("csv",), ("The table",), fcm_csv.read, fcm_csv.write),
}
