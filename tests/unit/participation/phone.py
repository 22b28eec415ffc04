"""A phone for tests: asks the routes directly, keeps cookies, follows redirects, fills in forms."""

import asyncio
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import Message

HOST = "192.168.1.20:8501"


@dataclass
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")

    def hidden(self, name: str) -> str:
        found = re.search(f'<input type="hidden" name="{name}" value="([^"]*)"', self.text)
        return found.group(1) if found else ""


@dataclass
class Phone:
    routes: list[Route]
    address: str = "10.0.0.7"
    cookies: dict[str, str] = field(default_factory=dict)
    origin: str | None = f"http://{HOST}"
    host: str = HOST

    def get(self, path: str, *, follow: bool = True) -> Answer:
        return self._go("GET", path, b"", follow)

    def post(self, path: str, *, follow: bool = True, **fields: str) -> Answer:
        return self._go("POST", path, urlencode(fields).encode(), follow)

    def send(self, path: str, body: bytes) -> Answer:
        return self._go("POST", path, body, False)

    def take_part(self, code: str, *, group: str = "0", consent: str = "public") -> "Phone":
        self.get(f"/join/{code}")
        self.post(f"/join/{code}", consent=consent)
        self.post(f"/join/{code}/about/1", answer=group)
        return self

    def say(self, code: str, letter: str, stance: str, words: str, **more: str) -> Answer:
        path = f"/join/{code}/say/{letter}"
        return self.post(path, id=self.get(path).hidden("id"), stance=stance, words=words, **more)

    def _go(self, method: str, path: str, body: bytes, follow: bool) -> Answer:
        answer = asyncio.run(self._ask(method, path, body))
        for name, value in answer.headers:
            if name == "set-cookie":
                for key, morsel in SimpleCookie(value).items():
                    self.cookies[key] = morsel.value
                    if morsel["max-age"] == "0":
                        del self.cookies[key]
        if follow and answer.status == 303:
            return self._go("GET", answer.header("location"), b"", True)
        return answer

    async def _ask(self, method: str, path: str, body: bytes) -> Answer:
        headers = [(b"host", self.host.encode())]
        if self.cookies:
            headers.append((b"cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items()).encode()))
        if method == "POST" and self.origin is not None:
            headers.append((b"origin", self.origin.encode()))
        plain, _, query = path.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "http",
            "method": method,
            "path": plain,
            "raw_path": plain.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": headers,
            "client": (self.address, 50_000),
            "server": ("192.168.1.20", 8501),
        }
        sent: list[Message] = []
        waiting = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Message:
            return waiting.pop(0) if waiting else {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        await Starlette(routes=self.routes)(scope, receive, send)
        start = sent[0]
        return Answer(
            status=start["status"],
            headers=[(name.decode(), value.decode()) for name, value in start["headers"]],
            body=b"".join(message.get("body", b"") for message in sent[1:]),
        )
