"""What .streamlit/config.toml, app.py and web.py promise, checked by its effect on a running server."""

import http.client
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import OpenPage
from tests.browser.server import ROOT, Server, copy_project
from tests.browser.watched import Watch, wait_until_dressed, wait_until_run

PLAIN_PAGE = """
import streamlit as st
st.title("Plain")
st.file_uploader("A file")
if st.button("Fail"):
    raise RuntimeError("the secret detail of a mistake")
"""
POLICY = "default-src 'self'; script-src 'self' blob: 'sha256-"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Our settings around a page that uploads and fails."""
    folder = tmp_path_factory.mktemp("plain")
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit", ignore=shutil.ignore_patterns("secrets.toml"))
    (folder / "static").mkdir()
    (folder / "static" / "note.txt").write_text("not for everyone")
    (folder / "page.py").write_text(PLAIN_PAGE)
    started = Server(folder, "page.py")
    try:
        yield started.wait_until_ready()
    finally:
        started.stop()


def handshake(port: int, host: str, origin: str) -> int:
    """Ask to open Streamlit's websocket under a name, and return the status of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest("GET", "/_stcore/stream", skip_host=True)
    for name, value in {
        "Host": host,
        "Origin": origin,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol": "streamlit",
    }.items():
        connection.putheader(name, value)
    connection.endheaders()
    status = connection.getresponse().status
    connection.close()
    return status


def test_only_this_machine_can_reach_it(plain: Server) -> None:
    with pytest.raises(OSError), socket.create_connection(("127.0.0.2", plain.port), timeout=5):
        pass


def test_a_page_under_another_name_gets_no_websocket(plain: Server) -> None:
    here = f"http://127.0.0.1:{plain.port}"
    assert handshake(plain.port, f"127.0.0.1:{plain.port}", here) == 101
    assert handshake(plain.port, f"evil.example:{plain.port}", f"http://evil.example:{plain.port}") == 403
    assert handshake(plain.port, f"127.0.0.1:{plain.port}", "http://evil.example") == 403


def test_an_upload_without_its_token_is_refused(plain: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", plain.port, timeout=10)
    connection.request("PUT", "/_stcore/upload_file/session/file", body=b"x")
    assert connection.getresponse().status == 403
    connection.close()


def test_files_beside_the_app_are_not_served(plain: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", plain.port, timeout=10)
    connection.request("GET", "/app/static/note.txt")
    assert b"not for everyone" not in connection.getresponse().read()
    connection.close()


def test_uploads_stop_at_ten_megabytes_and_a_mistake_shows_no_detail(plain: Server, open_page: OpenPage) -> None:
    page = open_page(plain.url)
    expect(page.get_by_text("10MB per file")).to_be_visible()
    expect(page.get_by_text("Deploy")).to_have_count(0)
    page.get_by_role("button", name="Fail").click()
    expect(page.locator("[data-testid=stException]")).to_be_visible()
    wait_until_run(page)
    shown = page.content()
    assert "secret detail" not in shown
    assert "Traceback" not in shown
    assert "page.py" not in page.locator("[data-testid=stException]").inner_text()


@pytest.mark.parametrize(
    "path", ["/", "/about", "/nowhere", "/_stcore/health", "/favicon.png", "/assets/vis-network-9.1.2.min.js"]
)
def test_every_response_of_the_app_carries_the_policy(server: Server, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    assert (answer.getheader("content-security-policy") or "").startswith(POLICY)
    assert answer.getheader("x-content-type-options") == "nosniff"
    assert answer.getheader("referrer-policy") == "no-referrer"
    connection.close()


def test_a_second_start_says_in_a_sentence_that_it_is_running_already(server: Server) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.port", "0"],
        cwd=server.folder,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    assert second.returncode == 1
    assert "already running" in second.stderr
    assert "Traceback" not in second.stdout + second.stderr


def test_a_deep_link_to_a_cold_server_opens_its_page_and_the_end_is_clean(tmp_path: Path, open_page: OpenPage) -> None:
    started = Server(copy_project(tmp_path))
    try:
        started.wait_until_ready()
        assert "Making the database" in started.printed()
        page = open_page(f"{started.url}/side_by_side")
        expect(page.locator("[data-testid=stTopNavLink][aria-current=page]")).to_have_text("2 Side by side")
        wait_until_dressed(page)
    finally:
        started.stop()
    assert "Traceback" not in started.printed()
    assert "leaked" not in started.printed()
    assert [file.name for file in (tmp_path / "data").glob("*.wal")] == []


@pytest.mark.parametrize("address", ["http://example.org/x.png", "http://192.0.2.1/x.png", "https://192.0.2.1/x.png"])
def test_a_request_to_elsewhere_is_refused_and_noted(browser: Browser, address: str) -> None:
    """The watch of every other test: it must be able to fail."""
    context = browser.new_context()
    page = context.new_page()
    watch, failed = Watch(page), []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.set_content(f'<img src="{address}">')
    page.wait_for_load_state("networkidle")
    context.close()
    assert failed == [address]
    assert f"asked for something outside: {address}" in watch.problems
