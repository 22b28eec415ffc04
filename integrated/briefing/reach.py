"""Under which address a phone in the room reaches this server."""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

HERE = {"localhost", "ip6-localhost"}


@dataclass(frozen=True)
class Reach:
    """An address for phones.

    Attributes
    ----------
    base : "http://192.168.1.20:8501". only_here : whether nothing but this machine can reach the server.
    """

    base: str
    only_here: bool

    @property
    def spoken(self) -> str:
        """The address without what a browser adds by itself."""
        return self.base.removeprefix("http://").removeprefix("https://")


def is_only_here(address: str | None) -> bool:
    """Whether a server that listens on an address is reached from this machine alone; no address means all of them."""
    if not address:
        return False
    if address.lower() in HERE:
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def reach(server_address: str | None, port: int, asked_as: str | None) -> Reach:
    """The address for phones.

    Parameters
    ----------
    server_address : on which the server listens, None or "" for all. port : its port.
    asked_as : the address in the facilitator's own browser, which works for phones too unless it is this machine's.
    """
    only_here = is_only_here(server_address)
    seen = urlsplit(asked_as or "")
    if seen.hostname and not is_only_here(seen.hostname):
        return Reach(f"{seen.scheme}://{seen.netloc}", only_here)
    return Reach(f"http://{'127.0.0.1' if only_here else own_address()}:{port}", only_here)


def own_address() -> str:
    """The address of this machine in its own network; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a number kept for documents; a datagram socket sends nothing here
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
