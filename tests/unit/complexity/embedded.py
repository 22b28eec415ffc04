"""The embedded map, read from the pinned copy of its three files."""

import csv
from pathlib import Path

from integrated.complexity.model import EntryPoint, Factor, Link, SystemMap

FOLDER = Path(__file__).parents[2] / "reference" / "system_map"
OPTIONS = (
    "extended_care",
    "supported_housing",
    "intensive_case_support",
    "independent_living_skills",
    "coaching_peer_support",
)


def _rows(name: str) -> list[list[str]]:
    with (FOLDER / f"system_map_{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def embedded_map() -> SystemMap:
    """25 factors, 49 links, 15 entry points; the columns of the files are in the order of the fields."""
    return SystemMap(
        tuple(Factor(*row) for row in _rows("factors")),
        tuple(Link(*row) for row in _rows("links")),
        tuple(EntryPoint(*row) for row in _rows("entry_points")),
    )
