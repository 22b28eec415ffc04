"""What a page costs: CPU of one rerun against an empty app's in the same process, warm."""

import gc
import statistics
import tempfile
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from integrated.store import open_store

ROOT = Path(__file__).parents[2]
RERUNS = 15


def run() -> list[tuple[str, str]]:
    """One row per page: median CPU of a rerun as a multiple of the empty app's."""
    import os

    with tempfile.TemporaryDirectory() as folder:
        address = f"duckdb:///{folder}/bench.duckdb"
        os.environ["INTEGRATED_STORE"] = address
        store = open_store(address)
        try:
            empty = AppTest.from_string("import streamlit as st\nst.write('nothing')", default_timeout=60)
            base = _rerun(empty)
            rows = [("an empty app, one rerun", f"{base * 1000:.1f} ms of CPU")]
            for file in sorted((ROOT / "pages").glob("*.py")):
                app = AppTest.from_file(str(ROOT / "integrated" / "shell.py"), default_timeout=120)
                if file.stem != "decision":
                    app.switch_page(str(file))
                cost = _rerun(app)
                told = f"{cost / base:.1f} times the empty app ({cost * 1000:.0f} ms)"
                rows.append((f"{file.stem}, one rerun", told))
        finally:
            store.close()
    return rows


def _rerun(app: AppTest) -> float:
    for _ in range(3):
        app.run()
    gc.collect()
    gc.freeze()
    costs = []
    for _ in range(RERUNS):
        started = time.process_time()
        app.run()
        costs.append(time.process_time() - started)
    gc.unfreeze()
    return statistics.median(costs)
