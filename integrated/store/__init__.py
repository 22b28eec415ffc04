"""The store: the only room that knows a database.

Use
---
    store = open_store()                                          # once per process and url; built on first use
    store.read("effects", option_id="extended_care", outcome_id="homelessness")  -> DataFrame
    store.append("search_log", [{"search_id": uuid7(), ...}])     -> Future, answered after the commit
    store.record_event(decision_id, kind, subject, payload, role, seen_sequence)  -> Recorded
    store.delete("contribution", contribution_id=[...])           # erasable rows; the file is rewritten
    store.version, store.read_only, store.backup(), store.close()

Files
-----
    opening.py            url -> store, one per process
    database_file.py      the DuckDB file: built, opened, viewed, found broken
    store.py              Store
    writer.py             the one thread that writes, with group commit
    events.py             decision events: canonical payload, sequence, chain of hashes
    rows.py, frames.py    values into statements, results into DataFrames
    queries.py, sql/      named queries with bound parameters
    tables.py             the three classes of table
    migrations.py, migrations/   numbered changes of the schema
    loading.py            data/*.csv -> a new store
    backups.py, lock.py   copies and the way back; one process per file
    seals.py              checksums by which a changed byte is found
    duckdb_engine.py, postgresql_engine.py   what engine.py asks for
"""

from integrated.store.events import Event, Recorded
from integrated.store.identifiers import uuid4, uuid7
from integrated.store.opening import open_store
from integrated.store.problem import NotStored, StoreProblem
from integrated.store.store import Store

__all__ = ["Event", "NotStored", "Recorded", "Store", "StoreProblem", "open_store", "uuid4", "uuid7"]
