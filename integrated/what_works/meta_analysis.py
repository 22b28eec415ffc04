"""Meta-analysis: every public function of this room's statistics, gathered on one page."""

from integrated.what_works.dependence import ThreeLevel, aggregate_within_study, three_level
from integrated.what_works.influence import cumulative, influence, leave_one_out
from integrated.what_works.pooling import PooledEffects, pool
from integrated.what_works.predictive import Predictive, predictive
from integrated.what_works.regression import MetaRegression, Subgroups, meta_regression, subgroups
from integrated.what_works.robust_errors import Robust, robust
from integrated.what_works.small_studies import EggerTest, TrimAndFill, egger_test, trim_and_fill

__all__ = [
    "EggerTest",
    "MetaRegression",
    "PooledEffects",
    "Predictive",
    "Robust",
    "Subgroups",
    "ThreeLevel",
    "TrimAndFill",
    "aggregate_within_study",
    "cumulative",
    "egger_test",
    "influence",
    "leave_one_out",
    "meta_regression",
    "pool",
    "predictive",
    "robust",
    "subgroups",
    "three_level",
    "trim_and_fill",
]
