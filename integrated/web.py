"""What every response carries, and the few routes that belong to no page.

The policy lets a browser load from this server and from nowhere else. `blob:` is there because Streamlit's components
load their script from a blob address; the hashes are those of the scripts inside Streamlit's own start page.
"""

import base64
import hashlib
import logging
import re
from pathlib import Path

import pyvis
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

VIS_NETWORK = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
MAP_SCRIPTS = {file.name: file for file in (Path(__file__).parent / "views" / "system_map").glob("*.js")}
WENT_WRONG = "Something went wrong here, and nothing was saved. Go back, reload the page, and try once more."


def inline_hashes(page: str) -> list[str]:
    """List the CSP sources that allow the inline scripts of a page, and no other script in it.

    Parameters
    ----------
    page : HTML text.

    Returns
    -------
    One `'sha256-…'` for each script element without attributes, in order.
    """
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    return [f"'sha256-{digest}'" for digest in digests]


def policy(start_page: str) -> str:
    """Write the Content-Security-Policy for an app whose start page is given as HTML text."""
    sources = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", "blob:", *inline_hashes(start_page)]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {allowed}" for name, allowed in sources.items())


class ResponseHeaders:
    """Middleware: puts the headers on every response, and answers 500 itself so that an error carries them too."""

    def __init__(self, app: ASGIApp, start_page: str) -> None:
        self.app = app
        self.headers = {
            b"content-security-policy": policy(start_page).encode(),
            b"x-content-type-options": b"nosniff",
            b"referrer-policy": b"no-referrer",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                kept = [(name, value) for name, value in message["headers"] if name.lower() not in self.headers]
                message = {**message, "headers": [*kept, *self.headers.items()]}
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception:
            logging.getLogger("integrated").exception("a request failed: %s %s", scope["method"], scope["path"])
            if started:
                raise
            await Response(WENT_WRONG, status_code=500, media_type="text/plain")(scope, receive, send_with_headers)


async def vis_network(request: Request) -> Response:
    """Serve the drawing library that pyvis ships: 469 kB once per browser instead of with every map."""
    return _kept_for_good(VIS_NETWORK)


async def map_script(request: Request) -> Response:
    """Serve one script of the map; the version in the address changes with its text."""
    file = MAP_SCRIPTS.get(request.path_params["name"])
    return _kept_for_good(file) if file else PlainTextResponse("There is no such file.", status_code=404)


def _kept_for_good(file: Path) -> Response:
    kept = {"cache-control": "public, max-age=31536000, immutable"}
    return FileResponse(file, media_type="text/javascript", headers=kept)


async def first_page(request: Request) -> Response:
    """Send `/decision` to `/`, where Streamlit answers for the first page, with what stands behind the `?`."""
    query = request.url.query
    return RedirectResponse(f"/?{query}" if query else "/")


ROUTES = [
    Route("/assets/vis-network-9.1.2.min.js", vis_network),
    Route("/assets/system_map-{version}/{name}", map_script),
    Route("/decision", first_page),
    Route("/decision/", first_page),
]
