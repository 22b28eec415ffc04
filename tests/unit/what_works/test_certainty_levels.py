"""Many cells graded at once come out as `certainty` grades each of them."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.what_works.certainty import certainty
from integrated.what_works.certainty_levels import EffectColumns, certainty_levels

CELLS = 4
row = st.fixed_dictionaries(
    {
        "cell": st.integers(0, CELLS - 1),
        "study_id": st.sampled_from([f"s{i}" for i in range(9)]),
        "effect_towards_benefit": st.floats(-0.6, 0.8).map(lambda x: round(x, 3)),
        "standard_error": st.floats(0.03, 0.4).map(lambda x: round(x, 3)),
        "participants": st.one_of(st.none(), st.integers(20, 400)),
        "design": st.sampled_from(["rct", "non_randomised"]),
        "risk_of_bias_tool": st.sampled_from(["RoB 2", "ROBINS-I", None]),
        "risk_of_bias": st.sampled_from(["low", "high", "moderate", "serious", "critical", "not rated", None]),
    }
)


def one_by_one(rows: list[dict]) -> tuple[str | None, ...]:
    return tuple(
        certainty(mine).level if (mine := [each for each in rows if each["cell"] == cell]) else None
        for cell in range(CELLS)
    )


def at_once(rows: list[dict]) -> tuple[str | None, ...]:
    frame = pd.DataFrame(rows)
    if not rows:
        nothing = np.array([])
        whole, words = nothing.astype(np.int64), nothing.astype(object)
        return certainty_levels(EffectColumns(whole, whole, nothing, nothing, nothing, words, words, words), CELLS)
    return certainty_levels(
        EffectColumns(
            cell=frame["cell"].to_numpy(np.int64),
            study=pd.factorize(frame["study_id"])[0].astype(np.int64),
            effect=frame["effect_towards_benefit"].to_numpy(float),
            standard_error=frame["standard_error"].to_numpy(float),
            participants=frame["participants"].to_numpy(float),
            design=frame["design"].to_numpy(object),
            tool=frame["risk_of_bias_tool"].to_numpy(object),
            risk_of_bias=frame["risk_of_bias"].to_numpy(object),
        ),
        CELLS,
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(row, max_size=40))
def test_many_cells_at_once_are_graded_as_one_by_one(rows: list[dict]) -> None:
    assert at_once(rows) == one_by_one(rows)


def test_small_studies_that_say_something_else_take_a_level_off() -> None:
    rows = [
        {
            "cell": 0,
            "study_id": f"s{i}",
            "effect_towards_benefit": 0.1 + 2.0 * (0.05 + i / 60),
            "standard_error": 0.05 + i / 60,
            "participants": 400,
            "design": "rct",
            "risk_of_bias_tool": "RoB 2",
            "risk_of_bias": "low",
        }
        for i in range(12)
    ]
    assert at_once(rows)[0] == one_by_one(rows)[0] != "high"
