"""What people do to keep the data safe: back up, try the way back, take an import back, erase, bring an export in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from integrated.actions.actor import PREPARES, Actor, Refused
from integrated.actions.done import Outcome, outcome_of
from integrated.actions.voices import Voices
from integrated.record.files_kept import may_be_undone
from integrated.store import Store, backups
from integrated.store.drill import drill
from integrated.store.problem import StoreProblem
from integrated.store.whole import WholeTable, fresh_database

NO_FILE = "This database is not a file of this app, so it is kept safe by whoever runs the database server."


@dataclass(frozen=True)
class Keeping:
    """The hands of one person who looks after the data.

    Attributes
    ----------
    store : what is looked after. actor : who, by role.
    """

    store: Store
    actor: Actor

    def back_up(self) -> Outcome:
        """Write a backup now, while others go on."""

        def make() -> str:
            self.actor.must_be_one_of(PREPARES, "make a backup")
            return f"The backup {self.store.backup().name} is written."

        return outcome_of(make)

    def verify(self, name: str) -> Outcome:
        """Open a backup and read every row of it."""

        def read() -> str:
            file = next((each for each in backups.every(self._file()) if each.name == name), None)
            if file is None:
                raise Refused("This backup is not there any more: choose another one.")
            if backups.is_good(file):
                return f"{name} opens, and every row of it can be read."
            good = backups.newest_good(self._file())
            instead = f"The newest good one is {good.name}." if good else "There is no good one: make a backup now."
            raise Refused(f"{name} is damaged: it is kept as it is, and not used. {instead}")

        return outcome_of(read)

    def drill(self, name: str) -> Outcome:
        """Restore a backup into a fresh folder and compare it row by row; the running database is not touched."""

        def restore() -> str:
            self.actor.must_be_one_of(PREPARES, "try a restore")
            done = drill(self._file(), name)
            return (
                f"{done.backup} was restored into a fresh folder: {done.tables} tables and {done.rows:,} rows, equal "
                f"row by row, in {done.seconds:.1f} seconds. The folder is removed; this database was not touched."
            )

        return outcome_of(restore)

    def undo_import(self, import_id: str) -> Outcome:
        """Take a whole import back: no page reads it any more; the taking back stays on record."""

        def back() -> str:
            self.actor.must_be_one_of(PREPARES, "take an import back")
            standing = self.store.read("imports_every")
            mine = standing[(standing["import_id"] == import_id) & standing["undone_at"].isna()]
            if mine.empty:
                raise Refused("This import is not there any more, or was taken back already.")
            row = mine.iloc[0]
            if not may_be_undone(row["kind"], row["file_name"]):
                raise Refused("This came with the app, and other rows rest on it: it stays.")
            undone = {"import_id": import_id, "actor_role": self.actor.role, "undone_at": _now()}
            self.store.append("import_undone", [undone]).result()
            return f"“{row['file_name']}” is taken back: none of its {int(row['row_total']):,} rows counts any more."

        return outcome_of(back)

    def erase(self, decision_id: str, contribution_id: str) -> Outcome:
        """Delete one contribution with its codings and reviews from the database and every backup."""
        return Voices(self.store, self.actor, decision_id).withdraw(contribution_id.strip(), erase=True)

    def bring_in(
        self, arrived: Iterable[tuple[str, pd.DataFrame]], same: Callable[[tuple[WholeTable, ...]], bool]
    ) -> Outcome:
        """Build a new database beside this one from an export; this one is not touched.

        Parameters
        ----------
        arrived : (table, rows). same : whether the tables of the new database give the checksums of the export.
        """

        def build() -> str:
            self.actor.must_be_one_of(PREPARES, "bring an export in")
            here = self._file()
            path = here.with_name(f"{here.stem}-brought-in-{_now():%Y%m%d-%H%M%S}.duckdb")
            tables = fresh_database(path, arrived)
            rows = sum(len(table.rows) for table in tables)
            if not same(tables):
                raise Refused(f"{path.name} is made, but exported again it is not the same: do not rely on it.")
            return (
                f"{path.name} is made, beside this database: {len(tables)} tables, {rows:,} rows. Exported again, "
                "every checksum is identical. To use it, start the app with INTEGRATED_STORE set to this file."
            )

        return outcome_of(build)

    def _file(self) -> Path:
        if self.store.path is None:
            raise StoreProblem(NO_FILE)
        return self.store.path


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
