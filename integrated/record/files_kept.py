"""What the page of files tells: files read in, backups, and which tables leave or stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

WITH_THE_APP = "embedded"
EXAMPLE_GRANTS = "grant_award"


def may_be_undone(kind: str, file_name: str) -> bool:
    """Whether an import can be taken back as a whole: what came with the app stays, but for the example grants."""
    return kind != WITH_THE_APP or file_name.startswith(EXAMPLE_GRANTS)


@dataclass(frozen=True)
class Import:
    """One file that was read in; `undone_at` is None while it counts. Moments are in UTC, without zone."""

    import_id: str
    kind: str
    file_name: str
    rows: int
    licence: str
    illustrative: bool
    role: str
    at: datetime
    undone_at: datetime | None
    undone_by: str

    @property
    def may_be_undone(self) -> bool:
        """Whether it still counts and may be taken back."""
        return self.undone_at is None and may_be_undone(self.kind, self.file_name)


@dataclass(frozen=True)
class BackupFile:
    """One backup: its file name, when it was made (UTC), its size in bytes, and whether a new schema was due then."""

    name: str
    made_at: datetime
    size: int
    before_migration: bool


@dataclass(frozen=True)
class FilesPage:
    """All that the page shows.

    Attributes
    ----------
    leaves : table to its rows. stays : table to why.
    backups : the newest first; None where the database is no file of ours.
    kept_aside : damaged files that an erasure does not reach.
    """

    leaves: Mapping[str, int]
    stays: Mapping[str, str]
    imports: tuple[Import, ...]
    backups: tuple[BackupFile, ...] | None
    kept_aside: tuple[str, ...]
    illustrative: bool


def day(moment: datetime) -> str:
    """A moment as a day and an hour, in UTC."""
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def size(count: int) -> str:
    """A size in bytes as people say it."""
    return f"{count / 1_000_000:.1f} MB" if count >= 100_000 else f"{count / 1000:.0f} kB"
