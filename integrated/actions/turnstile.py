"""How often somebody may try: counted in memory for a minute, under a salted key, never written down."""

import hashlib
import os
import threading
import time
from collections import deque
from collections.abc import Callable

MINUTE = 60.0
MOST_KEYS = 20_000
# Thirty phones behind one address, each sending a page every few seconds, stay far below the second and third.
POSTS_PER_DEVICE = 40
POSTS_PER_ADDRESS = 1_200
POSTS_PER_SESSION = 2_400
WRONG_CODES_PER_ADDRESS = 30
WITHDRAWALS_PER_ADDRESS = 60


class Turnstile:
    """Lets a key through a number of times a minute.

    Parameters
    ----------
    clock : seconds, growing; another one in tests.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._salt = os.urandom(16)
        self._seen: dict[bytes, deque[float]] = {}
        self._lock = threading.Lock()

    def passes(self, kind: str, who: str, most: int, *, count: bool = True) -> bool:
        """Whether a key may pass, fewer than `most` times in the last minute.

        Parameters
        ----------
        kind, who : together the key; who is hashed with a salt that ends with the process.
        count : False only asks.
        """
        key = self._key(kind, who)
        now = self._clock()
        with self._lock:
            times = self._seen.get(key) or deque()
            while times and times[0] <= now - MINUTE:
                times.popleft()
            if len(times) >= most:
                self._seen[key] = times
                return False
            if count:
                times.append(now)
                self._seen[key] = times
                if len(self._seen) > MOST_KEYS:
                    self._forget(now)
            return True

    def note(self, kind: str, who: str, most: int) -> None:
        """Count one against a key whatever became of it; at most `most` are held."""
        self.passes(kind, who, most)

    def how_many(self, kind: str, who: str) -> int:
        """How many passed in the last minute."""
        with self._lock:
            times = self._seen.get(self._key(kind, who), deque())
            return sum(1 for each in times if each > self._clock() - MINUTE)

    def _key(self, kind: str, who: str) -> bytes:
        return hashlib.blake2b(f"{kind}\x1f{who}".encode(), key=self._salt, digest_size=16).digest()

    def _forget(self, now: float) -> None:
        for key in [key for key, times in self._seen.items() if not times or times[-1] <= now - MINUTE]:
            del self._seen[key]


turnstile = Turnstile()
