"""Every file that voices can come in, by kind, with what reads it."""

from collections.abc import Callable, Mapping
from typing import Any

from integrated.exchange.contributions_csv import read_contributions, read_shares
from integrated.exchange.polis import read_polis
from integrated.exchange.refi_qda import read_codebook, read_project

READERS: Mapping[str, Callable[..., Any]] = {
    "polis": read_polis,
    "qdc": read_codebook,
    "qdpx": read_project,
    "contributions": read_contributions,
    "shares": read_shares,
}
