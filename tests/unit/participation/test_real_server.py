"""The routes on a real server: many phones at once, and a server that is killed while they send."""

import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from integrated.actions.holding_workshop import open_workshop
from integrated.co_production.workshop import Workshop
from integrated.store import Store, open_store
from tests.unit.participation.conftest import LEAD, plan
from tests.unit.participation.web_phone import DEVICE_NAME, WebPhone

HERE = Path(__file__).parent
KILLS = 3


class LeanServer:
    """The routes alone, in a process of their own."""

    def __init__(self, url: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.process = subprocess.Popen([sys.executable, str(HERE / "lean_server.py"), url, str(self.port)])
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
        self.process.send_signal(how)
        self.process.wait(timeout=30)


def prepared(store: Store) -> tuple[str, Workshop]:
    """Open a workshop and let go of the file."""
    workshop = open_workshop(store, LEAD, plan())
    url = f"duckdb:///{store.path}"
    store.close()
    return url, workshop


def kept(url: str, workshop: Workshop) -> list[str]:
    store = open_store(url, data_folder=Path("none"))
    said = store.read("workshop_contributions", engagement_id=workshop.engagement_id)
    coded = store.read("workshop_codings", engagement_id=workshop.engagement_id)
    store.close()
    assert set(said["contribution_id"]) >= set(coded["contribution_id"])
    return list(said["contribution_id"])


def test_what_was_acknowledged_survives_a_kill_and_stands_once(store: Store) -> None:
    url, workshop = prepared(store)
    acknowledged: list[str] = []
    for _ in range(KILLS):
        server = LeanServer(url)
        enough = threading.Event()
        before = len(acknowledged)

        def send(
            number: int, server: LeanServer = server, enough: threading.Event = enough, before: int = before
        ) -> None:
            try:
                phone = WebPhone(server.port).take_part(workshop.join_code)
                for _ in range(50):
                    form_id = phone.form(workshop.join_code, "A")
                    for _ in range(2):
                        status, text = phone.send(workshop.join_code, "A", form_id, "supports", f"words {number}")
                    if status == 200 and "Thank you" in text:
                        acknowledged.append(form_id)
                    if len(acknowledged) >= before + 12:
                        enough.set()
            except OSError:
                return  # the server was killed

        threads = [threading.Thread(target=send, args=[number]) for number in range(4)]
        for thread in threads:
            thread.start()
        assert enough.wait(60), "too few were acknowledged"
        server.end(signal.SIGKILL)
        for thread in threads:
            thread.join()
    found = kept(url, workshop)
    assert len(acknowledged) >= 12 * KILLS
    assert set(acknowledged) <= set(found)
    assert len(found) == len(set(found))


def test_twenty_phones_at_once_lose_nothing_and_leave_no_trace(store: Store, tmp_path: Path) -> None:
    url, workshop = prepared(store)
    server = LeanServer(url)

    def person(number: int) -> int:
        phone, done = WebPhone(server.port).take_part(workshop.join_code, number % 3), 0
        for place in range(4):
            letter = "AB"[place % 2]
            status, text = phone.send(
                workshop.join_code, letter, phone.form(workshop.join_code, letter), "supports", f"{number} {place}"
            )
            done += status == 200 and "Thank you" in text
        return done

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(person, range(20))) == 80
    server.end(signal.SIGTERM)
    assert len(kept(url, workshop)) == 80
    for file in tmp_path.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        for trace in (DEVICE_NAME, "Nosy-Browser", "127.0.0.1"):
            assert trace.encode() not in content, f"{trace} stands in {file.name}"
