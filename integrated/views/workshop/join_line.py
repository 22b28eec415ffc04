"""How to join, for a room to read: the address, the code, the picture; and whether a phone gets through."""

from collections.abc import Callable
from typing import Protocol

import segno
import streamlit as st
from markupsafe import Markup

from integrated.co_production.workshop import spelt

QR_PIXELS = 420
OPEN_TO_NETWORK = (
    "python3 -m integrated run --server.address 0.0.0.0 --server.allowedHosts localhost "
    "--server.allowedHosts 127.0.0.1 --server.allowedHosts {name}"
)


class Reach(Protocol):
    """Under which address phones reach the server."""

    @property
    def base(self) -> str: ...
    @property
    def only_here(self) -> bool: ...
    @property
    def spoken(self) -> str: ...


def line(reach: Reach, join_code: str) -> Markup:
    """The line that stays on the shared screen, in letters of 48 px."""
    return Markup(
        '<div class="join-line"><span><span class="quiet">On your phone:</span> {}/join</span>'
        '<span><span class="quiet">Code</span> <span class="code">{}</span></span></div>'
    ).format(reach.spoken, spelt(join_code))


def picture(address: str, says: str) -> Markup:
    """A QR picture of an address, 420 px wide, dark on white in both themes."""
    code = segno.make(address, micro=False, error="m")
    data = code.svg_data_uri(scale=8, border=3, dark="#000", light="#fff")
    return Markup('<img class="qr" width="{}" height="{}" src="{}" alt="{}">').format(QR_PIXELS, QR_PIXELS, data, says)


def warning(reach: Reach) -> Markup:
    """What to do when nothing but this machine can reach the server."""
    if not reach.only_here:
        return Markup("")
    return Markup(
        '<div class="warn" role="note"><b>Phones cannot reach this yet.</b> The app listens to this machine alone. To '
        "open it to a room, set a passphrase (<i>python -m integrated.actions.passphrase</i>), stop the app and start "
        "it with this, with the machine’s address in place of the last word:<code>{}</code></div>"
    ).format(OPEN_TO_NETWORK.format(name="192.168.…"))


def short_warning(reach: Reach) -> Markup:
    """One line for the shared screen when nothing but this machine can reach the server."""
    if not reach.only_here:
        return Markup("")
    return Markup(
        '<div class="warn" role="note"><b>Phones cannot reach this yet.</b> The app listens to this machine alone. '
        "“Test a phone” says what to do; cards can be typed in meanwhile.</div>"
    )


def test_a_phone(reach: Reach, arrived: Callable[[], int]) -> None:
    """Find out before the session whether a phone gets through."""

    @st.fragment(run_every=2)
    def count() -> None:
        seen = arrived()
        told = f"Arrived: {seen}. Phones in this room can take part." if seen else "Waiting for the first phone …"
        st.html(str(Markup('<p class="room-step" role="status">{}</p>').format(told)))

    left, right = st.columns([500, 850], gap="large")
    with left:
        address = f"{reach.base}/join/test"
        st.html(str(picture(address, f"QR picture of {address}")))
    with right:
        st.html(
            str(
                Markup('<div class="integrated room-test"><h2>Open {}/join/test on yours</h2></div>').format(
                    reach.spoken
                )
                + warning(reach)
            )
        )
        count()
        st.markdown(
            "**When it does not arrive**\n"
            "- Guest Wi-Fi often keeps devices apart. Put laptop and phones on the same ordinary network.\n"
            "- No such network? Turn on the hotspot of one phone, join it with the laptop, start the app again, and "
            "let the others join the hotspot too.\n"
            "- Mobile data alone does not reach a laptop: Wi-Fi must be on.\n"
            "- A firewall may ask whether Python may be reached: allow private networks.\n"
            "- Or go without phones: cards can be typed in while people talk."
        )
