"""Briefings are remembered by what they were asked and by the store's version: any change forgets them all."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from integrated.store import Store

Answer = TypeVar("Answer")


def remembered(function: Callable[..., Answer], *, most: int = 256) -> Callable[..., Answer]:
    """Keep the last `most` answers of a briefing `function(store, *arguments)` with hashable arguments.

    An answer is a frozen value, so handing out the same one to several sessions is safe.
    """
    answers: OrderedDict[tuple[Any, ...], Answer] = OrderedDict()
    lock = threading.Lock()

    @wraps(function)
    def ask(store: Store, *arguments: Any) -> Answer:
        key = (id(store), store.version, *arguments)
        with lock:
            if key in answers:
                answers.move_to_end(key)
                return answers[key]
        answer = function(store, *arguments)
        with lock:
            answers[key] = answer
            while len(answers) > most:
                answers.popitem(last=False)
        return answer

    return ask
