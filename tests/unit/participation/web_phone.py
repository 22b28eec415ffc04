"""A phone that talks to a real server: one connection, a cookie, forms; for load and for a server that is killed."""

import http.client
import re
from urllib.parse import urlencode

DEVICE_NAME = "Nosy-Browser/77 (Phone of Somebody)"


class WebPhone:
    """Keeps its cookie and follows redirects."""

    def __init__(self, port: int) -> None:
        self.host = f"127.0.0.1:{port}"
        self.cookie = ""
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def go(self, path: str, **fields: str) -> tuple[int, str]:
        """Ask for a page, or send a form, and follow where it leads."""
        headers = {"User-Agent": DEVICE_NAME, "Cookie": self.cookie}
        if fields:
            headers |= {"Origin": f"http://{self.host}", "Content-Type": "application/x-www-form-urlencoded"}
        method, body = ("POST", urlencode(fields)) if fields else ("GET", None)
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # The server let go of an idle connection: a browser asks once more on a new one.
            self.connection.close()
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        text = answer.read().decode()
        if given := answer.getheader("set-cookie"):
            self.cookie = given.split(";")[0]
        return self.go(str(answer.getheader("location"))) if answer.status == 303 else (answer.status, text)

    def take_part(self, code: str, group: int = 0, consent: str = "public") -> "WebPhone":
        """Agree, and name a group."""
        self.go(f"/join/{code}", consent=consent)
        self.go(f"/join/{code}/about/1", answer=str(group))
        return self

    def form(self, code: str, letter: str) -> str:
        """Open the form for an option and answer the id that it carries."""
        found = re.search('name="id" value="([^"]+)"', self.go(f"/join/{code}/say/{letter}")[1])
        assert found
        return found.group(1)

    def send(self, code: str, letter: str, form_id: str, stance: str, words: str, **more: str) -> tuple[int, str]:
        """Send the form with that id."""
        return self.go(f"/join/{code}/say/{letter}", id=form_id, stance=stance, words=words, **more)
