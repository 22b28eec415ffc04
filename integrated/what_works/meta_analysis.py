"""Meta-analysis: every public function of this room's statistics, gathered on one page."""

from integrated.what_works.pooling import PooledEffects, pool
from integrated.what_works.predictive import Predictive, predictive
from integrated.what_works.small_studies import EggerTest, egger_test

__all__ = [
    "EggerTest",
    "PooledEffects",
    "Predictive",
    "egger_test",
    "pool",
    "predictive",
]
