"""The phones' routes alone, in a process of their own that may be killed."""

import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

PROGRAM = Path(__file__).parent / "lean_server.py"


class LeanServer:
    """`lean_server.py` on a free port, ready to answer."""

    def __init__(self, url: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen([sys.executable, str(PROGRAM), url, str(self.port)])
        pause = threading.Event()
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                assert self.process.poll() is None, "the server ended by itself"
                pause.wait(0.1)
        raise AssertionError("the server did not start")

    def end(self, how: signal.Signals) -> None:
        """End it in this way, and wait until it is gone."""
        self.process.send_signal(how)
        self.process.wait(timeout=30)
