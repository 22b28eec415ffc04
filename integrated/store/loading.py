"""The project's own CSV files on their way into a new store."""

import csv
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from integrated.store import events, rows, tables
from integrated.store.engine import Cursor, Engine
from integrated.store.problem import StoreProblem, in_short

Progress = Callable[[float, str], None]

EMPTY_IS_TEXT = {("contribution", "words")}
"""Columns whose empty cell is an empty text, not a gap: a dot on a sheet comes without words."""

EVENT_COLUMNS = ("event_id", "decision_id", "kind", "subject", "payload", "actor_role", "made_at")


@dataclass(frozen=True)
class SourceFile:
    """One CSV file of the data folder, with what `datapackage.json` says about it."""

    path: Path
    table: str
    title: str
    licence: str | None
    attribution: str | None
    illustrative: bool


def source_files(folder: Path) -> list[SourceFile]:
    """The CSV files of a folder that are named after a table, in the order of `datapackage.json`, then by name.

    Returns
    -------
    list
        Empty if there is no folder: the store then starts empty.
    """
    package = folder / "datapackage.json"
    described = json.loads(package.read_text(encoding="utf-8"))["resources"] if package.exists() else []
    by_file = {resource["path"]: resource for resource in described}
    names = {name: place for place, name in enumerate(by_file)}
    files = sorted(folder.glob("*.csv"), key=lambda file: (names.get(file.name, len(names)), file.name))
    return [_described(file, by_file.get(file.name, {})) for file in files if file.stem in tables.ALL]


def load(engine: Engine, folder: Path, progress: Progress | None = None) -> int:
    """Read every source file into an empty store, in one transaction.

    Parameters
    ----------
    engine
        A database at the newest schema.
    folder
        Where the CSV files lie.
    progress
        Called with the share done (0 to 1) and what is being read.

    Returns
    -------
    int
        Rows stored.

    Raises
    ------
    StoreProblem
        Naming file, row, column and value of the first cell that does not fit.
    """
    files = source_files(folder)
    sizes = [file.path.stat().st_size for file in files]
    done, stored = 0, 0
    with engine.transaction() as cursor:
        columns = rows.columns_of(cursor)
        for file, size in zip(files, sizes, strict=True):
            if progress is not None:
                progress(done / max(1, sum(sizes)), f"Reading {file.title}")
            try:
                stored += _load_file(cursor, file, columns)
            except StoreProblem:
                raise
            except Exception as error:
                raise StoreProblem(
                    f"The file {file.path} could not be read into the table {file.table}: {in_short(error)}"
                ) from error
            done += size
    if progress is not None:
        progress(1.0, "The data are ready")
    return stored


def _load_file(cursor: Cursor, file: SourceFile, columns: rows.Columns) -> int:
    content = file.path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    import_id = f"{file.table}-{sha256[:12]}"
    is_events = file.table == "decision_event"
    kinds = {name: kind for name, kind in columns[file.table].items() if not is_events or name in EVENT_COLUMNS}
    found = list(_cells(file, content.decode("utf-8-sig"), kinds))
    if "import_id" in kinds:
        found = [row | {"import_id": import_id} for row in found]
    if is_events:
        for row in found:
            events.write(cursor, events.Draft(**row | {"payload": events.canonical(row["payload"])}))
    else:
        rows.insert(cursor, file.table, *rows.checked(file.table, found, columns), pass_over_known=False)
    batch = {
        "import_id": import_id,
        "kind": "embedded",
        "file_name": file.path.name,
        "sha256": sha256,
        "row_total": len(found),
        "licence": file.licence,
        "attribution": file.attribution,
        "illustrative": file.illustrative,
        "actor_role": "build",
        "imported_at": datetime.now(UTC).replace(tzinfo=None),
    }
    rows.insert(cursor, "import_batch", *rows.checked("import_batch", [batch], columns))
    return len(found)


def _cells(file: SourceFile, text: str, kinds: dict[str, str]) -> Iterator[dict[str, Any]]:
    reader = csv.reader(text.splitlines(keepends=True))
    header = next(reader, [])
    unknown = [name for name in header if name not in kinds]
    if unknown:
        raise StoreProblem(
            f"The file {file.path} has a column {unknown[0]!r} that the table {file.table} does not have. "
            f"Its columns are {', '.join(kinds)}."
        )
    for number, cells in enumerate(reader, start=2):
        if len(cells) != len(header):
            raise StoreProblem(
                f"The file {file.path} has {len(cells)} cells in row {number}, its heading has {len(header)}."
            )
        row = {}
        for name, cell in zip(header, cells, strict=True):
            try:
                row[name] = "" if not cell and (file.table, name) in EMPTY_IS_TEXT else value_of(cell, kinds[name])
            except ValueError:
                raise StoreProblem(
                    f"The file {file.path} has {cell!r} in row {number}, column {name}: write a {kinds[name]} instead."
                ) from None
        yield row


def value_of(cell: str, kind: str) -> Any:
    """One CSV cell as a value of a column's type; an empty cell is null.

    Raises
    ------
    ValueError
        If the text does not fit the type.
    """
    if cell == "":
        return None
    if kind.startswith(("double", "real", "numeric")):
        return float(cell)
    if "int" in kind:
        return int(cell)
    if kind == "boolean":
        return {"true": True, "false": False}[cell] if cell in ("true", "false") else _refuse(cell)
    if kind == "date":
        return date.fromisoformat(cell)
    if kind.startswith("timestamp"):
        return datetime.fromisoformat(cell)
    return cell


def _refuse(cell: str) -> bool:
    raise ValueError(f"write true or false, got {cell!r}")


def _described(file: Path, resource: dict[str, Any]) -> SourceFile:
    licences = [licence.get("title") or licence.get("name") for licence in resource.get("licenses", [])]
    attributions = [source["title"] for source in resource.get("sources", [])]
    return SourceFile(
        path=file,
        table=file.stem,
        title=resource.get("title") or file.stem.replace("_", " "),
        licence="; ".join(licences) or None,
        attribution="; ".join(attributions) or None,
        illustrative=bool(resource.get("illustrative", False)),
    )
