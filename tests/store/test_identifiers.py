"""Ids for logs and for erasable rows."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor

from integrated.store import uuid4, uuid7


def test_ids_for_logs_grow_and_never_repeat() -> None:
    made = [uuid7() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_ids_for_logs_are_version_7_and_hold_the_present_millisecond() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid.UUID(uuid7())
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000 + 10_000


def test_ids_for_logs_do_not_collide_between_threads() -> None:
    with ThreadPoolExecutor(20) as threads:
        made = [name for batch in threads.map(lambda _: [uuid7() for _ in range(500)], range(20)) for name in batch]
    assert len(set(made)) == 10_000


def test_ids_for_erasable_rows_hold_no_time() -> None:
    first, second = uuid.UUID(uuid4()), uuid.UUID(uuid4())
    assert first.version == second.version == 4
    assert first.int >> 80 != second.int >> 80
