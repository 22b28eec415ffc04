"""Looking after the database from the command line, while the app is not running.

python -m integrated.store check | backup | restore | start-again
"""

import sys
from pathlib import Path

from integrated.store import backups
from integrated.store.lock import ProcessLock
from integrated.store.opening import chosen, open_store, path_of
from integrated.store.problem import StoreProblem


def check(path: Path) -> str:
    """Open the database, and say what was found."""
    store = open_store()
    try:
        decisions = store.read("decisions")["decision_id"]
        broken = {name: link for name in decisions if (link := store.broken_link(name)) is not None}
    finally:
        store.close()
    if broken:
        return "; ".join(f"The history of {name} was changed at step {link}." for name, link in broken.items())
    return f"The database {path} opens, and the history of {len(decisions)} decisions is whole."


def backup(path: Path) -> str:
    """Write a backup."""
    store = open_store()
    try:
        return f"Backup written: {store.backup()}"
    finally:
        store.close()


def restore(path: Path) -> str:
    """Go back to the newest good backup; the present file is kept aside."""
    found = backups.newest_good(path)
    if found is None:
        raise StoreProblem(f"There is no good backup in {backups.folder_of(path)}.")
    kept = backups.restore(path, found)
    return f"Restored from {found}. " + (f"The former file is kept as {kept}." if kept else "")


def start_again(path: Path) -> str:
    """Keep the present file aside; the next start builds a new one."""
    if not path.exists():
        return "There is no database yet: the next start builds one."
    return f"The database is kept as {backups.set_aside(path)}. The next start builds a new one."


COMMANDS = {"check": check, "backup": backup, "restore": restore, "start-again": start_again}


def main(arguments: list[str]) -> str:
    """Run one command and return its sentence.

    Raises
    ------
    StoreProblem
        With the sentence for the screen.
    """
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        raise StoreProblem(f"Say one of: {', '.join(COMMANDS)}.")
    path = None if chosen().startswith("postgres") else path_of(chosen())
    if path is None:
        raise StoreProblem(f"{chosen()} is not a database file: there is nothing to look after here.")
    command = COMMANDS[arguments[0]]
    if command in (check, backup):
        return command(path)
    lock = ProcessLock(path)
    try:
        return command(path)
    finally:
        lock.release()


if __name__ == "__main__":
    try:
        print(main(sys.argv[1:]))
    except StoreProblem as problem:
        sys.exit(str(problem))
