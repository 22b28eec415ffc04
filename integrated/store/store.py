"""The store: named reads, appended rows, recorded events."""

import itertools
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from integrated.store import backups, events, queries, rows, tables
from integrated.store.engine import Engine
from integrated.store.identifiers import uuid7
from integrated.store.problem import NotStored, StoreProblem, in_short
from integrated.store.writer import Alone, Append, Part, Record, Writer

_versions = itertools.count(1)


class Store:
    """One opened database; any thread may use it.

    Parameters
    ----------
    engine
        The opened database, at the newest schema.
    let_go
        Called once when the store is closed.
    """

    def __init__(self, engine: Engine, let_go: Callable[[], None] = lambda: None) -> None:
        self._engine = engine
        self._let_go = let_go
        self._version = next(_versions)
        self._changed_at = dict.fromkeys(tables.ALL, self._version)
        self._copied_at = time.monotonic()
        self._closed = False
        self._columns: rows.Columns = {}
        self._writer: Writer | None = None
        if not engine.read_only:
            with engine.transaction() as cursor:
                self._columns = rows.columns_of(cursor)
            self._writer = Writer(engine, self._committed, _explained)

    @property
    def read_only(self) -> bool:
        """True where nothing can be written: show a banner, hide what changes anything."""
        return self._engine.read_only

    @property
    def version(self) -> int:
        """Grows at every commit; no two stores of a process ever share one, so it is the key of whatever is cached."""
        return self._version

    def state_behind(self, query_name: str) -> int:
        """The version at which one of the tables behind a named query last changed: until then its rows are the same.

        Raises
        ------
        ValueError
            For an unknown query.
        """
        changed_at = self._changed_at
        return max(changed_at[table] for table in queries.tables_behind(query_name))

    @property
    def path(self) -> Path | None:
        """The database file, if there is one."""
        return self._engine.path

    def read(self, query_name: str, **params: Any) -> pd.DataFrame:
        """Rows of a named query.

        Parameters
        ----------
        query_name
            A file of `sql/`, without its ending.
        params
            One value for each `$name` in the file; None where the file allows it.

        Returns
        -------
        DataFrame
            Text, dates: None where there is a gap. Numbers: NaN. Whole numbers, yes/no: plain, or None.

        Raises
        ------
        ValueError
            For an unknown query, or parameters it does not take.
        """
        sql, values = queries.bind(query_name, params)
        return self._engine.read(sql, values)

    def read_few(self, query_name: str, **params: Any) -> list[tuple[Any, ...]]:
        """Rows of a named query as plain tuples, for what is asked with every form from a phone.

        No frame is made of them: that costs more than the question itself (1.5 of 2.8 ms).

        Parameters
        ----------
        query_name, params
            As for `read`.

        Returns
        -------
        list
            One tuple a row; None where there is a gap.

        Raises
        ------
        ValueError
            For an unknown query, or parameters it does not take.
        """
        sql, values = queries.bind(query_name, params)
        return self._engine.read_few(sql, values)

    def append(self, table: str, rows_to_add: Sequence[Mapping[str, Any]]) -> "Future[None]":
        """Hand rows to the writer.

        Parameters
        ----------
        table
            A table of the schema.
        rows_to_add
            Values by column; ids are made by the caller (`identifiers`) before the first try. Rows whose primary key is
            there already are left as they are, so the same call may be tried again.

        Returns
        -------
        Future
            Answered after the commit; it raises `NotStored` if the rows were refused, all of them.

        Raises
        ------
        ValueError
            For an unknown table or column.
        StoreProblem
            If the store can only be viewed.
        """
        tables.check_appendable(table)
        writer = self._writing()
        names, values = rows.checked(table, rows_to_add, self._columns)
        if not values:
            nothing: Future[None] = Future()
            nothing.set_result(None)
            return nothing
        return writer.submit(Append((Part(table, names, values),)))

    def append_together(
        self, parts: Sequence[tuple[str, Sequence[Mapping[str, Any]]]], *, pass_over_known: bool = False
    ) -> "Future[None]":
        """Hand rows of several tables to the writer, to be stored in one transaction: all of them or none.

        Parameters
        ----------
        parts
            (table, rows) in the order of writing.
        pass_over_known
            A row whose primary key is there already refuses them all; True leaves it as it is, and the rest is stored
            together with what else waits, so that many callers share one commit.

        Returns
        -------
        Future
            As for `append`.

        Raises
        ------
        ValueError
            For an unknown table or column.
        StoreProblem
            If the store can only be viewed.
        """
        writer = self._writing()
        prepared = []
        for table, rows_to_add in parts:
            tables.check_appendable(table)
            names, values = rows.checked(table, rows_to_add, self._columns)
            if values:
                prepared.append(Part(table, names, values))
        if pass_over_known:
            return writer.submit(Append(tuple(prepared)))

        def work() -> None:
            with self._engine.transaction() as cursor:
                for part in prepared:
                    kinds = [self._columns[part.table][name] for name in part.names]
                    rows.insert(cursor, part.table, part.names, part.values, pass_over_known=False, kinds=kinds)

        return writer.submit(Alone(work, changes=frozenset(part.table for part in prepared)))

    def record_event(
        self,
        decision_id: str,
        kind: str,
        subject: str,
        payload: Mapping[str, Any] | str,
        actor_role: str,
        seen_sequence: int | None = None,
        *,
        event_id: str | None = None,
        made_at: datetime | None = None,
    ) -> events.Recorded:
        """Add one event to a decision and wait until it is committed.

        Parameters
        ----------
        decision_id, kind, subject, payload, actor_role
            As the table of kinds in `migrations/0001_first.sql` lists them; payload a mapping, or JSON text.
        seen_sequence
            The newest sequence of this decision that the author had on screen; None skips the comparison.
        event_id
            Give one to make a retry safe: an id that is stored already is answered, not stored again.
        made_at
            When it was said, in UTC without zone, for an event that comes from a record made elsewhere; now if None.

        Returns
        -------
        Recorded
            event_id, sequence, sha256, and `newer`: events on the same kind and subject made after `seen_sequence`.
            The event is stored all the same; the caller says that it went over a newer one.

        Raises
        ------
        ValueError
            If the payload has no JSON form.
        StoreProblem
            If the store can only be viewed.
        """
        draft = events.Draft(
            event_id=event_id or uuid7(),
            decision_id=decision_id,
            kind=kind,
            subject=subject,
            payload=events.canonical(payload),
            actor_role=actor_role,
            made_at=made_at or datetime.now(UTC).replace(tzinfo=None),
            seen_sequence=seen_sequence,
        )
        recorded: events.Recorded = self._writing().submit(Record(draft)).result()
        return recorded

    def broken_link(self, decision_id: str) -> int | None:
        """The sequence of the first event of a decision that does not fit its chain of hashes, or None."""
        found = self.read("decision_events", decision_id=decision_id)
        return events.broken_link(
            events.Event(**row | {"made_at": row["made_at"].to_pydatetime()}) for row in found.to_dict("records")
        )

    def delete(self, table: str, **where: str | Sequence[str]) -> int:
        """Delete erasable rows and rewrite the file, so that their text is gone from it; waits until it is.

        Backups hold the text too: they are replaced by one new backup.

        Parameters
        ----------
        table
            contribution, about_me, review, coding, statement or vote.
        where
            Column and value, or values; all of them must fit. At least one is needed.

        Returns
        -------
        int
            Rows deleted.

        Raises
        ------
        ValueError
            For a table whose rows are kept, an unknown column, or no condition.
        StoreProblem
            If the store can only be viewed, or the file could not be rewritten: delete again then.
        """
        return self._erase([(table, where)])

    def erase_contributions(self, contribution_ids: Sequence[str]) -> int:
        """Delete contributions with their codings and reviews, and rewrite the file once; waits until it is done.

        Returns
        -------
        int
            Rows deleted, from all three tables.
        """
        which = {"contribution_id": list(contribution_ids)}
        return self._erase([("coding", which), ("review", which), ("contribution", which)])

    def erase(self, conditions: Sequence[tuple[str, Mapping[str, str | Sequence[str]]]]) -> int:
        """Delete rows of several erasable tables and rewrite the file once; waits until it is done.

        Parameters
        ----------
        conditions
            (table, column to value or values), in the order in which they are deleted.

        Returns
        -------
        int
            Rows deleted, from all tables.

        Raises
        ------
        ValueError, StoreProblem
            As `delete`.
        """
        return self._erase(conditions)

    def backup(self) -> Path:
        """Write a consistent copy of the database beside it, while others read and write; waits until it is there.

        Raises
        ------
        StoreProblem
            If the database is not a file of ours.
        """
        if self._engine.path is None or self.read_only:
            raise StoreProblem("There is no database file here that could be copied.")
        return backups.make(self._engine)

    @property
    def kept_aside(self) -> list[Path]:
        """Damaged files that were set aside: an erasure does not reach into them, a person has to delete them."""
        return [] if self.path is None else backups.kept_aside(self.path)

    def close(self) -> None:
        """Finish what waits to be written and let go of the database."""
        if self._closed:
            return
        self._closed = True
        if self._writer is not None:
            self._writer.close()
        self._engine.close()
        self._let_go()

    def _erase(self, conditions: Sequence[tuple[str, Mapping[str, str | Sequence[str]]]]) -> int:
        writer = self._writing()
        for table, where in conditions:
            tables.check_erasable(table)
            if not where:
                raise ValueError(f"say which rows of {table} to delete: no condition was given")
            rows.checked(table, [where], self._columns)

        def work() -> int:
            with self._engine.transaction() as cursor:
                deleted = sum(rows.delete(cursor, table, where) for table, where in conditions)
            try:  # even if nothing was there to delete: an earlier try may have failed just here
                self._engine.compact()
                if self._engine.path is not None:
                    backups.replace_all(self._engine)
            except Exception as error:
                raise StoreProblem(
                    "The rows are deleted, but their text may still be in the file or its backups, because these "
                    f"could not be rewritten ({in_short(error)}). Make room on the disk, then delete again."
                ) from error
            return deleted

        deleted: int = writer.submit(Alone(work, changes=frozenset(table for table, _ in conditions))).result()
        return deleted

    def _writing(self) -> Writer:
        if self._writer is None:
            raise StoreProblem("This database can only be viewed: its file or folder cannot be written to.")
        return self._writer

    def _committed(self, changed: frozenset[str]) -> None:
        version = next(_versions)
        self._changed_at = self._changed_at | dict.fromkeys(changed, version)
        self._version = version
        if self._engine.path is not None and time.monotonic() - self._copied_at > backups.A_DAY:
            self._copied_at = time.monotonic()
            self._writing().submit(Alone(self._copy))

    def _copy(self) -> None:
        try:
            self.backup()
        except Exception as problem:  # nobody waits for this one: say it where somebody may look
            logging.getLogger(__name__).warning("The daily backup could not be made: %s", problem)


def _explained(error: Exception) -> Exception:
    if isinstance(error, StoreProblem):
        return error
    problem = NotStored(f"This could not be stored, and nothing of it was kept: {in_short(error)}")
    problem.__cause__ = error
    return problem
