"""Finds a Chromium to test with, or installs one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
HOW_TO_GET_ONE = (
    "No Chromium, Chrome or Edge was found, and none could be installed. "
    "Install one (Debian: apt-get install chromium; elsewhere: python -m playwright install chromium), "
    "or name one in the environment variable CHROMIUM."
)
# Root in a container has no sandbox to stand in, and a browser that phones home spoils the offline check.
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Everything but this machine goes to a door that nobody opens: names and numbers alike.
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=127.0.0.1;localhost",
)


def flags() -> list[str]:
    """The options to start Chromium with."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*FLAGS, *(["--no-sandbox"] if as_root else [])]


def find(bundled: Path) -> Path | None:
    """Find an installed Chromium.

    Parameters
    ----------
    bundled : where Playwright would keep its own.

    Returns
    -------
    The program, or None. What CHROMIUM names comes first.
    """
    named = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else []
    found = [shutil.which(name) for name in (*named, *NAMES)]
    places = [*(Path(path) for path in found if path), *map(Path, PLACES), bundled]
    return next((place for place in places if place.is_file()), None)


def install() -> None:
    """Try to install Chromium; whether it worked is seen by looking for it again."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", "-qq", *step], env=quietly, stdin=subprocess.DEVNULL, check=False)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
