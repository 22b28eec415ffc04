"""Starts an app of Streamlit on a port of its own, from a folder of its own, and ends it by its process."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARTS = ("app.py", "integrated", "pages", "data", "docs", ".streamlit")
LEAVE_OUT = shutil.ignore_patterns("__pycache__", "*.duckdb", "*.duckdb.*", "backups", "secrets.toml")


def copy_project(folder: Path) -> Path:
    """Copy what the app runs on into an empty folder, without any database, and return that folder."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=LEAVE_OUT)
        elif source.exists():
            shutil.copy(source, folder / part)
    return folder


class Server:
    """A running app.

    Parameters
    ----------
    folder : where it runs; its `.streamlit/config.toml` is in force.
    script : the file to run, relative to that folder.
    environment : variables on top of those of this process (its `STREAMLIT_…` are left out).
    """

    def __init__(self, folder: Path, script: str = "app.py", environment: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / f"server-{self.port}.log"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", script]
                + ["--server.port", str(self.port), "--server.headless", "true"],
                cwd=folder,
                env={**inherited, "PYTHONUNBUFFERED": "1", **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def wait_until_ready(self, seconds: float = 60) -> "Server":
        """Wait until the app says that it is well.

        Raises
        ------
        RuntimeError : it ended, or did not answer in time; with what it printed.
        """
        pause, deadline = threading.Event(), time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5) as answer:
                    if answer.status == 200:
                        return self
            except (urllib.error.URLError, OSError):
                pause.wait(0.05)
        raise RuntimeError(f"the app is not answering at {self.url}:\n{self.printed()}")

    def printed(self) -> str:
        """What the app has written to its terminal."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> int:
        """End it as Ctrl-C would, or by force after ten seconds, and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        try:
            return self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
