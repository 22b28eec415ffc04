"""One request from a phone: its form, the cookie it brought, and whether it may pass."""

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request

from integrated.participation import device

MOST_BYTES = 20_000
HERE = frozenset({"localhost"})


class TooLargeError(Exception):
    """A form larger than any of ours."""


@dataclass(frozen=True)
class Visit:
    """What one request brought.

    Attributes
    ----------
    address : of the network, used for counting in memory and for nothing else.
    kept : the phone's cookie, None without one.
    fields : of the form, the last value of each.
    """

    method: str
    address: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    fields: Mapping[str, str]
    kept: device.Kept | None

    @property
    def sent(self) -> bool:
        """Whether a form was sent."""
        return self.method == "POST"

    def field(self, name: str) -> str:
        """A field of the form, "" when it is missing."""
        return self.fields.get(name, "")


async def visit(request: Request) -> Visit:
    """Read a request; a form in another shape than ours counts as empty."""
    fields: dict[str, str] = {}
    if request.method == "POST":
        fields = _fields(await _body(request))
    return Visit(
        method=request.method,
        address=request.client.host if request.client else "",
        path=dict(request.path_params),
        query=dict(request.query_params),
        fields=fields,
        kept=device.read(request.cookies.get(device.NAME)),
    )


def comes_from_here(request: Request) -> bool:
    """Whether a form was sent by a page of this server: a browser names the page's origin with every form."""
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}
    return origin.partition("://")[2] == request.headers.get("host")


def known_host(request: Request, allowed: Callable[[], list[str]]) -> bool:
    """Whether the name in the request is one of ours: a number, localhost, or a name that was allowed.

    A page elsewhere that lets its own name point to this machine would come with that name.
    """
    try:
        name = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    except ValueError:
        return False
    if name in HERE or name in {each.lower() for each in allowed()}:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


async def _body(request: Request) -> bytes:
    held = bytearray()
    async for part in request.stream():
        held += part
        if len(held) > MOST_BYTES:
            raise TooLargeError
    return bytes(held)


def _fields(body: bytes) -> dict[str, str]:
    try:
        found = parse_qs(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=40)
    except ValueError:
        return {}
    return {name: values[-1] for name, values in found.items()}
