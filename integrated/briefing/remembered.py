"""Briefings are remembered together with the rows they were made from, and made again only when those rows changed.

While a briefing is made, every remembered question that it asks is noted with its answer. Later, as long as the store
has not changed at all, the briefing stands; after a change each of its rows is looked at again (`rows` knows which
tables a query reads), and only if one of them differs is the briefing made anew. So a form sent from a phone does not
cost a page of studies, and agreeing a judgement does not lay out the map again.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from integrated.store import Store

Answer = TypeVar("Answer")
Question = tuple[Callable[..., Any], tuple[Any, ...]]
MadeFrom = dict[Question, Any]

_noting: ContextVar[MadeFrom | None] = ContextVar("noting", default=None)


@dataclass
class Kept:
    """An answer, what it was made from, and the version of the store at which it was last seen to stand."""

    answer: Any
    made_from: MadeFrom
    version: int


class Memory:
    """The last `most` answers by question; any thread may use it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[Any, ...], Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[Any, ...]) -> Kept | None:
        """What is kept under a question."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: tuple[Any, ...], kept: Kept) -> None:
        """Keep an answer; the one longest unused goes when there are too many."""
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


def note(function: Callable[..., Any], arguments: tuple[Any, ...], answer: Any) -> None:
    """Tell the briefing being made, if any, that it rests on this answer."""
    noted = _noting.get()
    if noted is not None:
        noted.setdefault((function, arguments), answer)


def remembered(function: Callable[..., Answer], *, most: int = 256) -> Callable[..., Answer]:
    """Keep the last `most` answers of a briefing `function(store, *arguments)` with hashable arguments.

    An answer is a frozen value, so handing out the same one to several sessions is safe.
    """
    memory = Memory(most)

    @wraps(function)
    def ask(store: Store, *arguments: Any) -> Answer:
        kept = _standing(memory, function, store, arguments)
        for (asked, asked_with), answered in kept.made_from.items():
            note(asked, asked_with, answered)
        answer: Answer = kept.answer
        return answer

    return ask


def settled(function: Callable[..., Answer], *, most: int = 256) -> Callable[..., Answer]:
    """Like `remembered`, for a small part of much-changing rows: while it comes out equal, what rests on it stands.

    The answer is compared with `==`.
    """
    memory = Memory(most)

    @wraps(function)
    def ask(store: Store, *arguments: Any) -> Answer:
        before = memory.get((id(store), *arguments))
        old = before.answer if before else None
        kept = _standing(memory, function, store, arguments)
        if before is not None and kept.answer is not old and kept.answer == old:
            kept.answer = old
        note(ask, (store, *arguments), kept.answer)
        answer: Answer = kept.answer
        return answer

    return ask


def _standing(memory: Memory, function: Callable[..., Any], store: Store, arguments: tuple[Any, ...]) -> Kept:
    """What is kept of a question if it still stands, else made now and kept."""
    key = (id(store), *arguments)
    version = store.version
    kept = memory.get(key)
    if kept is not None and kept.version == version:
        return kept
    if kept is not None and all(asked(*asked_with) is answer for (asked, asked_with), answer in kept.made_from.items()):
        kept.version = version
        return kept
    noting: MadeFrom = {}
    token = _noting.set(noting)
    try:
        answer = function(store, *arguments)
    finally:
        _noting.reset(token)
    kept = Kept(answer, noting, version)
    memory.put(key, kept)
    return kept
