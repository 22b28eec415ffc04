"""A Polis export of 2,000 people x 900 statements, every vote cast: opened, stored, summed up."""

import csv
import gc
import io
import tempfile
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from integrated.actions.actor import Actor
from integrated.actions.voices_in import VoicesIn
from integrated.briefing.votes import votes_brief
from integrated.exchange.polis import read_polis
from integrated.store import open_store

PEOPLE, STATEMENTS, GROUPS = 2000, 900, ("Care leavers", "Foster carers", "Personal advisers")


def run() -> list[tuple[str, str]]:
    """Each step against what it cannot do without, measured in the same run."""
    files = export()
    votes = files["participants-votes.csv"].decode()
    plain = _seconds(lambda: list(csv.reader(io.StringIO(votes))))[0]
    opened, incoming = _seconds(lambda: (found := read_polis(files), found.summary)[0])
    matrix = np.random.default_rng(0).normal(size=(STATEMENTS, STATEMENTS))
    matrix = matrix + matrix.T
    one = min(_seconds(lambda: np.linalg.eigh(matrix))[0] for _ in range(3))
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"duckdb:///{folder}/bench.duckdb")
        try:
            hands = VoicesIn(store, Actor("lead"), "northvale")
            groups = {label: label for label in incoming.labels}
            kept = _seconds(lambda: hands.votes(incoming, groups, "Bench", hands.file("export", b"")))[0]
            summed, brief = _seconds(lambda: votes_brief(store, "northvale"))
            again = _seconds(lambda: votes_brief(store, "northvale"))[0]
        finally:
            store.close()
    assert brief is not None and brief.statements == STATEMENTS
    return [
        ("open the export with its summary ÷ csv.reader", f"{opened / plain:.1f} times ({opened:.2f} s)"),
        ("store 1,800,000 votes ÷ opening them", f"{kept / opened:.0f} times ({kept:.0f} s)"),
        ("sum up for the page ÷ one 900 x 900 decomposition", f"{summed / one:.0f} times ({summed:.2f} s)"),
        ("the next look at the page ÷ the first", f"{again / summed:.5f} times ({1000 * again:.2f} ms)"),
    ]


def export() -> dict[str, bytes]:
    """Three camps with noise, in the two files of a Polis export."""
    rng = np.random.default_rng(0)
    camp = rng.integers(0, 3, PEOPLE)
    liking = rng.normal(0, 1.2, (3, STATEMENTS))[camp] + rng.normal(0, 1, (PEOPLE, STATEMENTS))
    votes = np.where(liking > 0.5, 1, np.where(liking < -0.5, -1, 0)).astype(str)
    lines = [f"{i},{GROUPS[camp[i]]}," + ",".join(row) for i, row in enumerate(votes.tolist())]
    heading = "participant,group-id," + ",".join(map(str, range(STATEMENTS)))
    comments = ["comment-id,comment-body,moderated", *(f"{j},Statement {j},1" for j in range(STATEMENTS))]
    return {
        "comments.csv": "\n".join(comments).encode(),
        "participants-votes.csv": "\n".join([heading, *lines]).encode(),
    }


def _seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    gc.collect()
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result
