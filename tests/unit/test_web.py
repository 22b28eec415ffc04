import asyncio
import hashlib
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message, Scope

from integrated import web

START_PAGE = '<html><script>\n  var a = 1\n</script><script type="module" src="./x.js"></script></html>'


@dataclass
class Answer:
    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    def header(self, name: str) -> str:
        found = [value for key, value in self.headers if key == name]
        assert len(found) == 1, f"{name} stands {len(found)} times"
        return found[0]


Get = Callable[[str], Answer]


async def fails(request: Request) -> Response:
    raise RuntimeError("secret detail")


async def frames_itself(request: Request) -> Response:
    return PlainTextResponse("ok", headers={"content-security-policy": "frame-ancestors *", "x-own": "kept"})


@pytest.fixture
def get() -> Get:
    app = Starlette(
        routes=[*web.ROUTES, Route("/fails", fails), Route("/frames", frames_itself)],
        middleware=[Middleware(web.ResponseHeaders, start_page=START_PAGE)],
    )

    def get_one(url: str) -> Answer:
        path, _, query = url.partition("?")
        answer = Answer()

        async def receive() -> Message:
            return await asyncio.Future()  # the visitor stays until answered

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                answer.headers = [(name.decode().lower(), value.decode()) for name, value in message["headers"]]
            else:
                answer.body += message["body"]

        scope: Scope = {
            "type": "http",
            "method": "GET",
            "scheme": "http",
            "server": ("127.0.0.1", 80),
            "root_path": "",
            "path": path,
            "query_string": query.encode(),
            "headers": [(b"host", b"127.0.0.1")],
        }
        asyncio.run(app(scope, receive, send))
        return answer

    return get_one


def test_only_scripts_without_a_source_are_hashed() -> None:
    expected = b64encode(hashlib.sha256(b"\n  var a = 1\n").digest()).decode()
    assert web.inline_hashes(START_PAGE) == [f"'sha256-{expected}'"]


def test_scripts_may_come_from_here_from_a_blob_or_from_the_start_page_and_nowhere_else() -> None:
    rules = dict(rule.split(" ", 1) for rule in web.policy(START_PAGE).split("; "))
    assert rules["script-src"].split()[:2] == ["'self'", "blob:"]
    assert all(source.startswith("'sha256-") for source in rules["script-src"].split()[2:])
    assert rules["default-src"] == rules["connect-src"] == rules["form-action"] == rules["base-uri"] == "'self'"
    assert rules["frame-ancestors"] == rules["object-src"] == "'none'"
    assert "http" not in web.policy(START_PAGE)


@pytest.mark.parametrize("path", ["/decision", "/assets/vis-network-9.1.2.min.js", "/nowhere", "/fails", "/frames"])
def test_every_response_carries_the_headers_errors_included(get: Get, path: str) -> None:
    answer = get(path)
    assert answer.header("content-security-policy") == web.policy(START_PAGE)
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("referrer-policy") == "no-referrer"


def test_a_failing_route_says_so_in_a_sentence_and_gives_nothing_away(get: Get) -> None:
    answer = get("/fails")
    assert answer.status == 500
    assert answer.body.decode() == web.WENT_WRONG
    assert b"secret" not in answer.body


def test_headers_of_a_route_that_are_not_ours_are_kept(get: Get) -> None:
    assert get("/frames").header("x-own") == "kept"


def test_the_drawing_library_is_kept_by_the_browser_for_good(get: Get) -> None:
    answer = get("/assets/vis-network-9.1.2.min.js")
    assert answer.status == 200
    assert answer.header("content-type").startswith("text/javascript")
    assert "immutable" in answer.header("cache-control")
    assert answer.body == web.VIS_NETWORK.read_bytes()


@pytest.mark.parametrize("name", sorted(web.MAP_SCRIPTS))
def test_the_scripts_of_the_map_are_served_under_any_version(get: Get, name: str) -> None:
    answer = get(f"/assets/system_map-0123456789ab/{name}")
    assert answer.status == 200
    assert answer.header("content-type").startswith("text/javascript")
    assert answer.body == web.MAP_SCRIPTS[name].read_bytes()


@pytest.mark.parametrize("name", ["payload.py", "..%2f..%2fweb.py", "map.css", "secrets.toml"])
def test_no_other_file_beside_them_is_served(get: Get, name: str) -> None:
    answer = get(f"/assets/system_map-0123456789ab/{name}")
    assert answer.status == 404
    assert len(answer.body) < 40


@pytest.mark.parametrize("path", ["/decision", "/decision/"])
def test_the_first_page_answers_under_its_name_and_keeps_its_query(get: Get, path: str) -> None:
    assert get(f"{path}?option=b&focus=theme~a").header("location") == "/?option=b&focus=theme~a"
    assert get(path).header("location") == "/"


def test_a_query_cannot_send_the_visitor_elsewhere_or_add_a_header(get: Get) -> None:
    answer = get("/decision?//evil.example/%0d%0aset-cookie:a=b")
    assert answer.header("location").startswith("/?")
    assert "set-cookie" not in dict(answer.headers)
    assert "\n" not in answer.header("location")
