"""One thread that writes: what waits together is committed together, and acknowledged after the commit."""

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from integrated.store import events, rows
from integrated.store.engine import Cursor, Engine

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Part:
    """Rows for one table, columns checked."""

    table: str
    names: tuple[str, ...]
    values: Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Append:
    """Rows for one or more tables, stored in one transaction; rows that are known already are passed over."""

    parts: tuple[Part, ...]
    done: "Future[None]" = field(default_factory=Future)


@dataclass(frozen=True)
class Record:
    """One decision event."""

    draft: events.Draft
    done: "Future[events.Recorded]" = field(default_factory=Future)


@dataclass(frozen=True)
class Alone:
    """Work that needs the writer to itself: deletion with compaction, a backup. `changes`: the tables it changes."""

    work: Callable[[], Any]
    changes: frozenset[str] = frozenset()
    done: "Future[Any]" = field(default_factory=Future)


Job = Append | Record | Alone


class Writer:
    """The only thread that changes the database.

    Parameters
    ----------
    engine
        Where to write.
    committed
        Called after each commit with the tables that it changed, before anybody waiting for it is answered.
    explain
        Turns what the database raised into what the caller is told.
    """

    def __init__(
        self, engine: Engine, committed: Callable[[frozenset[str]], None], explain: Callable[[Exception], Exception]
    ) -> None:
        self._engine = engine
        self._committed = committed
        self._explain = explain
        self._waiting: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="store writer", daemon=True)
        self._thread.start()

    def submit(self, job: Job) -> Future[Any]:
        """Hand in a job; its future is answered after the commit that holds it.

        Raises
        ------
        ValueError
            If the store is closed.
        """
        with self._closing:
            if self._closed:
                raise ValueError("the store is closed: open it again before writing")
            job.done.set_running_or_notify_cancel()  # a caller who goes away must not stop the thread
            self._waiting.put(job)
        return job.done

    def close(self) -> None:
        """Finish what waits, then stop."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        held: Job | None = None
        while True:
            job = held if held is not None else self._waiting.get()
            held = None
            if job is None:
                return
            if isinstance(job, Alone):
                self._run_alone(job)
                continue
            together: list[Append | Record] = [job]
            stop = False
            while len(together) < MOST_AT_ONCE:
                try:
                    following = self._waiting.get_nowait()
                except queue.Empty:
                    break
                if following is None:
                    stop = True
                    break
                if isinstance(following, Alone):
                    held = following
                    break
                together.append(following)
            self._commit(together)
            if stop:
                return

    def _run_alone(self, job: Alone) -> None:
        try:
            result = job.work()
        except Exception as error:
            job.done.set_exception(self._explain(error))
            return
        if job.changes:
            self._committed(job.changes)
        job.done.set_result(result)

    def _commit(self, jobs: Sequence[Append | Record]) -> None:
        try:
            with self._engine.transaction() as cursor:
                results = self._apply(cursor, jobs)
        except Exception as error:
            if len(jobs) == 1:
                jobs[0].done.set_exception(self._explain(error))
            else:  # one bad job must not take the others with it
                for job in jobs:
                    self._commit([job])
            return
        self._committed(frozenset(table for job in jobs for table in _changed(job)))
        for job, result in zip(jobs, results, strict=True):
            job.done.set_result(result)

    def _apply(self, cursor: Cursor, jobs: Sequence[Append | Record]) -> list[Any]:
        results: list[Any] = []
        alike: dict[tuple[str, tuple[str, ...]], list[Sequence[Any]]] = {}
        for job in jobs:
            for part in job.parts if isinstance(job, Append) else ():
                alike.setdefault((part.table, part.names), []).extend(part.values)
        for (table, names), values in alike.items():
            rows.insert(cursor, table, names, values)
        if any(isinstance(job, Record) for job in jobs):
            self._engine.lock_events(cursor)
        for job in jobs:
            results.append(events.write(cursor, job.draft) if isinstance(job, Record) else None)
        return results


def _changed(job: Append | Record) -> tuple[str, ...]:
    return tuple(part.table for part in job.parts) if isinstance(job, Append) else (events.TABLE,)
