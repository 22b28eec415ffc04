"""What the parts under the map read from it, remembered by the map itself: loops, moves, checks, influence."""

from functools import lru_cache

import pandas as pd

from integrated.complexity.dynamics import most_influential, settings_check, what_if
from integrated.complexity.model import SystemMap
from integrated.complexity.structure import Loops, feedback_loops

loops = lru_cache(maxsize=64)(feedback_loops)


@lru_cache(maxsize=128)
def moves(drawn: SystemMap, option_id: str) -> pd.DataFrame:
    """Shares of the readings in which each factor moves; not to be written into."""
    return what_if(drawn, option_id)


@lru_cache(maxsize=128)
def checked(drawn: SystemMap, option_id: str, factor_id: str) -> pd.DataFrame:
    """The direction of one factor under other settings; not to be written into."""
    return settings_check(drawn, option_id, factor_id)


@lru_cache(maxsize=64)
def influence(drawn: SystemMap, factor_id: str) -> pd.DataFrame:
    """Which factors would move this one most; not to be written into."""
    return most_influential(drawn, factor_id)


__all__ = ["Loops", "checked", "influence", "loops", "moves"]
