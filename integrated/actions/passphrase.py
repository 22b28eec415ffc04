"""The passphrase of an app that is open to a network: only its scrypt hash is kept, in .streamlit/secrets.toml.

Make the line for that file: `python -m integrated.actions.passphrase`.
"""

import base64
import getpass
import hashlib
import hmac
import os
import sys
import threading
from collections.abc import Iterable

from integrated.actions.turnstile import Turnstile, turnstile

COST, BLOCK, PARALLEL = 2**14, 8, 1
SHORTEST = 12
WRONG_A_MINUTE = 10
LOCKED = "Ten wrong tries in a minute: wait a minute, then try again."
WRONG = "This is not the passphrase."
_one_by_one = threading.Lock()


def hashed(passphrase: str) -> str:
    """The text to keep of a passphrase: `scrypt$cost$block$parallel$salt$hash`.

    Raises
    ------
    ValueError
        If it is shorter than 12 letters.
    """
    if len(passphrase) < SHORTEST:
        raise ValueError(f"a passphrase needs at least {SHORTEST} letters, got {len(passphrase)}: take four words")
    salt = os.urandom(16)
    digest = _scrypt(passphrase, salt, COST, BLOCK, PARALLEL)
    return "$".join(["scrypt", *map(str, (COST, BLOCK, PARALLEL)), _text(salt), _text(digest)])


def is_right(passphrase: str, kept: str) -> bool:
    """Whether a passphrase fits a kept hash; a hash that cannot be read fits nothing."""
    try:
        name, cost, block, parallel, salt, digest = kept.split("$")
        wanted = base64.b64decode(digest, validate=True)
        if name != "scrypt" or not wanted:
            return False
        found = _scrypt(passphrase, base64.b64decode(salt, validate=True), int(cost), int(block), int(parallel))
    except ValueError:
        return False
    return hmac.compare_digest(found, wanted)


def problem_signing_in(passphrase: str, kept: str, counts: Turnstile = turnstile) -> str:
    """Try a passphrase: "" when it is right, else one sentence; ten wrong ones a minute lock the door for everyone."""
    with _one_by_one:  # many tries at once must not all be let in before the first is counted
        if not counts.passes("passphrase", "", WRONG_A_MINUTE, count=False):
            return LOCKED
        if is_right(passphrase, kept):
            return ""
        counts.note("passphrase", "", WRONG_A_MINUTE)
        return WRONG


def may_enter(email: str | None, verified: bool | None, allowed: Iterable[str]) -> bool:
    """Whether somebody whom a sign-in service names may enter.

    Parameters
    ----------
    email, verified : as the service says them; an address it calls unverified does not count.
    allowed : whole addresses, or "@council.gov.uk" for everybody there.
    """
    if not email or verified is False or "@" not in email:
        return False
    plain = email.strip().lower()
    return any(plain == each.lower() or (each.startswith("@") and plain.endswith(each.lower())) for each in allowed)


def _scrypt(passphrase: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    return hashlib.scrypt(passphrase.encode(), salt=salt, n=cost, r=block, p=parallel, dklen=32)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


if __name__ == "__main__":
    first = getpass.getpass("Passphrase (four words or more): ")
    if first != getpass.getpass("Once more: "):
        sys.exit("The two are not the same. Nothing was made.")
    try:
        print(f'Put this line into .streamlit/secrets.toml:\npassphrase = "{hashed(first)}"')
    except ValueError as problem:
        sys.exit(str(problem))
