"""Files in and out: what leaves and what stays, what came in, backups."""

import pandas as pd

from integrated.briefing.rows import rows
from integrated.record.files_kept import BackupFile, FilesPage, Import
from integrated.store import Store
from integrated.store.drill import listed
from integrated.store.whole import STAYS_HERE, WholeTable, exported, row_totals, whole_tables


def files_page(store: Store) -> FilesPage:
    """What the page shows; never remembered, because backups come and go beside the database."""
    held = row_totals(store)
    imports = imports_of(store)
    return FilesPage(
        leaves={name: held[name] for name in exported()},
        stays=left_out(),
        imports=imports,
        backups=None if store.path is None else _backups(store),
        kept_aside=tuple(file.name for file in store.kept_aside),
        illustrative=any(each.illustrative and each.undone_at is None for each in imports),
    )


def imports_of(store: Store) -> tuple[Import, ...]:
    """Every file that was read in: what people brought first, what came with the app last."""
    return tuple(
        Import(
            import_id=row["import_id"],
            kind=row["kind"],
            file_name=row["file_name"],
            rows=int(row["row_total"]),
            licence=row["licence"] or "",
            illustrative=bool(row["illustrative"]),
            role=row["actor_role"],
            at=pd.Timestamp(row["imported_at"]).to_pydatetime(),
            undone_at=None if pd.isna(row["undone_at"]) else pd.Timestamp(row["undone_at"]).to_pydatetime(),
            undone_by=row["undone_by_role"] or "",
        )
        for row in rows(store, "imports_every").to_dict("records")
    )


def to_export(store: Store) -> tuple[WholeTable, ...]:
    """The tables that leave whole."""
    return whole_tables(store)


def left_out() -> dict[str, str]:
    """Table to why it stays here."""
    return dict(STAYS_HERE)


def _backups(store: Store) -> tuple[BackupFile, ...]:
    assert store.path is not None
    return tuple(BackupFile(each.name, each.made_at, each.size, each.before_migration) for each in listed(store.path))
