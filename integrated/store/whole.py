"""Every table that may leave the machine, read whole; and a fresh database made of such tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from integrated.store import backups, events, migrations, rows, tables
from integrated.store.duckdb_engine import DuckDBEngine, remove
from integrated.store.engine import Engine
from integrated.store.problem import StoreProblem, in_short
from integrated.store.store import Store

STAYS_HERE = {
    "schema_version": "It says how this database file is built, and nothing else.",
    "heard": "It holds small counts of people. The counts that may be shown are in the folder people.",
    "workshop": "It holds the codes by which phones join.",
    "about_me": "Answers about people stay here until they are added up.",
    "contribution": "Words of people. The ones that are public and reviewed are in the folder people.",
    "coding": "It would tell what single people said. The counts that may be shown are in the folder people.",
    "review": "It holds words before they were checked.",
    "statement": "Statements to vote on may come from people's words.",
    "vote": "It would tell how single people voted.",
}
"""Tables that are never exported whole, and why, in words for the screen."""


@dataclass(frozen=True)
class WholeTable:
    """One table with all its rows.

    Attributes
    ----------
    name : of the table. kind : "source" or "log".
    columns : column to its type, as the database names it.
    rows : in the order of all columns, so that the same rows give the same file.
    """

    name: str
    kind: str
    columns: Mapping[str, str]
    rows: pd.DataFrame


def exported() -> tuple[str, ...]:
    """Names of the tables that are exported whole: sources first, then logs."""
    return (*sorted(tables.SOURCE - STAYS_HERE.keys()), *sorted(tables.LOG - STAYS_HERE.keys()))


def whole_tables(store: Store) -> tuple[WholeTable, ...]:
    """Every table that may leave the machine."""
    return _read(store._engine)


def row_totals(store: Store) -> dict[str, int]:
    """How many rows each table holds."""
    return _counted(store._engine)


def fresh_database(path: Path, arrived: Iterable[tuple[str, pd.DataFrame]]) -> tuple[WholeTable, ...]:
    """Make a new database file of exported tables, and read it back.

    Parameters
    ----------
    path : of a file that is not there yet.
    arrived : (table, rows).

    Raises
    ------
    StoreProblem
        The file is there; a table is none that is exported; rows do not fit; a history was changed. No file is left.
    """
    if path.exists():
        raise StoreProblem(f"There is a database at {path} already: nothing was written over it.")
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = DuckDBEngine(path, backups.folder_of(path))
    try:
        migrations.migrate(engine, copy_first=lambda version: None)
        _fill(engine, arrived)
        _check_histories(engine)
        engine.checkpoint()
        found = _read(engine)
    except BaseException:
        engine.close()
        remove(path)
        raise
    engine.close()
    return found


def _read(engine: Engine) -> tuple[WholeTable, ...]:
    with engine.transaction() as cursor:
        columns = rows.columns_of(cursor)
    found = []
    for name in exported():
        listed = ", ".join(columns[name])
        ordered = ", ".join(f"{column} nulls last" for column in columns[name])
        held = engine.read(f"select {listed} from {name} order by {ordered}", [])
        found.append(WholeTable(name, "source" if name in tables.SOURCE else "log", columns[name], held))
    return tuple(found)


def _counted(engine: Engine) -> dict[str, int]:
    each = " union all ".join(f"select '{name}' as name, count(*) as held from {name}" for name in sorted(tables.ALL))
    return {str(row["name"]): int(row["held"]) for row in engine.read(each, []).to_dict("records")}


def _fill(engine: Engine, arrived: Iterable[tuple[str, pd.DataFrame]]) -> None:
    known = exported()
    with engine.transaction() as cursor:
        columns = rows.columns_of(cursor)
        for name, held in arrived:
            if name not in known:
                raise StoreProblem(f"The file brings a table “{name}”, which is not one that is read back.")
            try:
                records: list[dict[str, Any]] = [
                    {column: None if pd.isna(value) else value for column, value in row.items()}
                    for row in held.astype(object).to_dict("records")
                ]
                rows.insert(cursor, name, *rows.checked(name, records, columns), pass_over_known=False)
            except Exception as error:
                raise StoreProblem(f"The table {name} of this file does not fit: {in_short(error)}") from error


def _check_histories(engine: Engine) -> None:
    held = engine.read("select * from decision_event order by decision_id, sequence", [])
    for decision_id, chain in held.groupby("decision_id"):
        broken = events.broken_link(
            events.Event(**row | {"made_at": row["made_at"].to_pydatetime()}) for row in chain.to_dict("records")
        )
        if broken is not None:
            raise StoreProblem(f"The history of {decision_id} in this file was changed at step {broken}.")
