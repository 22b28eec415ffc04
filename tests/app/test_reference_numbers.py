"""The page shows the numbers of R: every reference set, stored as effects, is read off *What studies found*."""

import json
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import t

from integrated.store import Store
from tests.app import stores
from tests.app.conftest import OpenApp
from tests.app.reading import words_on

FOLDER = Path(__file__).parents[1] / "reference" / "meta_analysis"
SETS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
DEPENDENT = [name for name, one in SETS.items() if one.get("dependent")]
OPTIONS = {name: f"p{i}" for i, name in enumerate([*SETS, *(f"{name} by study" for name in DEPENDENT)])}


def fill(store: Store) -> None:
    """One option per reference set; the dependent sets a second time, with their studies."""
    stores._frame(store, options=len(OPTIONS))
    for name, one in SETS.items():
        _effects(store, name, one, [f"{name} {i}" for i in range(one["k"])])
    for name in DEPENDENT:
        _effects(store, f"{name} by study", SETS[name], [f"{name} study {each}" for each in SETS[name]["cluster"]])


def _effects(store: Store, name: str, one: dict[str, Any], study_ids: list[str]) -> None:
    yi, vi = one["yi"], one["vi"]
    if one["k"] == 1:
        yi, vi = [yi], [vi]
    yi, vi = ([x[0] if isinstance(x, list) else x for x in values] for values in (yi, vi))
    store.append(
        "effect",
        [
            {
                "effect_id": f"{name} {i}",
                "option_id": OPTIONS[name],
                "outcome_id": "o1",
                "study_id": study_id,
                "programme": study_id,
                "citation": study_id,
                "country": "US",
                "design": "rct",
                "metric": "smd_g",
                "effect_towards_benefit": float(yi[i]),
                "standard_error": float(vi[i]) ** 0.5,
                "measure_kind": "binary",
                "is_primary": study_id not in study_ids[:i],
                "import_id": stores.IMPORT,
            }
            for i, study_id in enumerate(study_ids)
        ],
    ).result()


stores.FILLS["reference sets"] = fill


def shown(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


@pytest.mark.parametrize("name", [name for name, one in SETS.items() if one["k"] >= 3])
def test_the_average_and_its_interval_are_those_of_the_reference(open_app: OpenApp, name: str) -> None:
    fit, plain = SETS[name]["fits"]["REML/adhoc"], SETS[name]["fits"]["REML/z"]
    app = open_app("what_works", store="reference sets", option=OPTIONS[name], outcome="o1")
    drawn = app.get("vega_lite_chart")[0].proto.SerializeToString()
    assert f"{shown(fit['beta'])} [{shown(fit['ci_lb'])}, {shown(fit['ci_ub'])}]".encode() in drawn
    said = words_on(app)
    assert f"plain (Wald) interval {shown(plain['ci_lb'])} to {shown(plain['ci_ub'])}" in said
    assert f"spread between studies (τ²) {fit['tau2']:.3f}" in said


@pytest.mark.parametrize("name", DEPENDENT)
def test_the_three_levels_and_plain_pooling_are_those_of_the_reference(open_app: OpenApp, name: str) -> None:
    one = SETS[name]
    three, errors, plain = (
        one["dependent"]["three_level"],
        one["dependent"]["three_level_CR2"],
        one["fits"]["REML/adhoc"],
    )
    half = t.ppf(0.975, errors["df"]) * errors["se"]
    said = words_on(
        open_app("what_works", store="reference sets", option=OPTIONS[f"{name} by study"], outcome="o1", effects="all")
    )
    assert f"{one['k']} effects from {one['dependent']['n_studies']} studies" in said
    assert (
        f"three levels give {shown(three['beta'])} ({shown(three['beta'] - half)} to {shown(three['beta'] + half)})"
        in said
    )
    assert f"says {shown(plain['beta'])} ({shown(plain['ci_lb'])} to {shown(plain['ci_ub'])})" in said
