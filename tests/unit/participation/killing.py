"""Phones that send while their server is killed: what was acknowledged, to be compared with what was kept."""

import signal
import threading

from tests.unit.participation.lean_process import LeanServer
from tests.unit.participation.web_phone import WebPhone

PHONES, MOST_FORMS = 4, 50


def acknowledged_before_the_kill(url: str, code: str, enough: int = 12) -> list[str]:
    """Let phones send every form twice, kill the server after so many thank-yous, and answer whose forms those were.

    Parameters
    ----------
    url : of the store. code : of the open workshop.
    enough : thank-yous before the kill; phones go on sending while it falls.

    Raises
    ------
    AssertionError : fewer than `enough` were acknowledged in a minute.
    """
    server = LeanServer(url)
    acknowledged: list[str] = []
    reached = threading.Event()

    def send(number: int) -> None:
        try:
            phone = WebPhone(server.port).take_part(code)
            for _ in range(MOST_FORMS):
                form_id = phone.form(code, "A")
                answers = [phone.send(code, "A", form_id, "supports", f"words {number}") for _ in range(2)]
                if any(status == 200 and "Thank you" in text for status, text in answers):
                    acknowledged.append(form_id)
                if len(acknowledged) >= enough:
                    reached.set()
        except OSError:
            return  # the server was killed

    threads = [threading.Thread(target=send, args=[number]) for number in range(PHONES)]
    for thread in threads:
        thread.start()
    assert reached.wait(60), f"only {len(acknowledged)} forms were acknowledged"
    server.end(signal.SIGKILL)
    for thread in threads:
        thread.join()
    return acknowledged
