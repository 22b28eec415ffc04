"""Ids, made by the caller before the first try, so that a retry is safe."""

import os
import threading
import time
import uuid

_lock = threading.Lock()
_last = (0, 0)


def uuid7() -> str:
    """An id for a row of a log: sortable by time, growing within a process even inside one millisecond.

    Returns
    -------
    str
        36 characters; the first 48 bits are the Unix time in milliseconds.

    Source: RFC 9562, section 5.7, with the 12 bits of rand_a as a counter (section 6.2, method 1).
    """
    global _last
    with _lock:
        millisecond, counter = time.time_ns() // 1_000_000, 0
        if millisecond <= _last[0]:
            millisecond, counter = _last[0], _last[1] + 1
            if counter > 0xFFF:
                millisecond, counter = millisecond + 1, 0
        _last = (millisecond, counter)
    random_bits = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    return str(uuid.UUID(int=millisecond << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | random_bits))


def uuid4() -> str:
    """An id for an erasable row: random through and through, because a UUIDv7 would hold the millisecond.

    Returns
    -------
    str
        36 characters.

    Source: RFC 9562, section 5.4.
    """
    return str(uuid.uuid4())
