"""One rule for gaps, whichever engine the rows come from."""

from datetime import date, datetime

import pandas as pd
import pytest

from integrated.store.frames import plain


@pytest.mark.parametrize("dtype", [object, None], ids=["as a driver of tuples gives them", "as pandas guesses them"])
def test_every_kind_of_column_gets_one_type_with_and_without_gaps(dtype: type | None) -> None:
    frame = pd.DataFrame(
        {
            "text": ["a", None],
            "number": [1.5, None],
            "whole": [1, 2],
            "whole with a gap": [1, None],
            "flag": [True, False],
            "date": [date(2026, 10, 14), None],
            "moment": [datetime(2026, 10, 14, 9), None],
        },
        dtype=dtype,
    )
    found = plain(frame, ["text", "number", "whole", "whole", "flag", "date", "moment"])
    assert found["text"].tolist() == ["a", None]
    assert found["number"].dtype == "float64"
    assert pd.isna(found["number"][1])
    assert found["whole"].dtype == "int64"
    assert found["whole with a gap"].tolist() == [1, None]
    assert found["flag"].dtype == "bool"
    assert found["date"].tolist() == [date(2026, 10, 14), None]
    assert found["moment"].dtype == "datetime64[us]"
    assert pd.isna(found["moment"][1])


def test_no_rows_keep_their_columns() -> None:
    found = plain(pd.DataFrame({"text": [], "whole": [], "moment": []}), ["text", "whole", "moment"])
    assert list(found.columns) == ["text", "whole", "moment"]
    assert found.dtypes.astype(str).tolist() == ["object", "int64", "datetime64[us]"]
