"""Reading and appending."""

import asyncio
import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from integrated.store import NotStored, Store, StoreProblem, open_store, rows, uuid7
from tests.store.conftest import NO_DATA

SEARCH = {
    "option_id": "coaching",
    "outcome_id": "homelessness",
    "searched_year": 2023,
    "searched_where": "two registers",
    "studies_found": 0,
    "actor_role": "lead",
}


def test_a_row_is_there_once_its_append_is_answered(empty: Store) -> None:
    empty.append("search_log", [{"search_id": uuid7(), **SEARCH}]).result()
    found = empty.read("search_log")
    assert found["studies_found"].tolist() == [0]
    assert found["searched_on"].tolist() == [None]


def test_an_append_that_is_tried_again_stores_nothing_twice(empty: Store) -> None:
    row = {"search_id": uuid7(), **SEARCH}
    empty.append("search_log", [row]).result()
    again = [empty.append("search_log", [row, row]) for _ in range(5)]
    for future in again:
        future.result()
    assert len(empty.read("search_log")) == 1


def test_a_retry_cannot_change_what_was_stored_first(empty: Store) -> None:
    row = {"search_id": uuid7(), **SEARCH}
    empty.append("search_log", [row]).result()
    empty.append("search_log", [row | {"studies_found": 9}]).result()
    assert empty.read("search_log")["studies_found"].tolist() == [0]


def test_the_version_grows_at_every_commit_and_differs_between_stores(empty: Store, tmp_path: Path) -> None:
    seen = [empty.version]
    for _ in range(3):
        empty.append("search_log", [{"search_id": uuid7(), **SEARCH}]).result()
        seen.append(empty.version)
    assert seen == sorted(set(seen))
    other = open_store(f"duckdb:///{tmp_path / 'other.duckdb'}", data_folder=Path("none"))
    try:
        assert other.version not in seen
    finally:
        other.close()


def test_fifty_threads_write_and_every_row_is_there(empty: Store, contribution: Callable[..., dict[str, Any]]) -> None:
    def write(person: int) -> None:
        for place in range(10):
            empty.append("contribution", [contribution(f"{person}-{place}")]).result()

    before = empty.version
    with ThreadPoolExecutor(50) as threads:
        list(threads.map(write, range(50)))
    stored = empty._engine.read("select contribution_id from contribution", [])["contribution_id"]
    assert sorted(stored) == sorted(f"{person}-{place}" for person in range(50) for place in range(10))
    assert empty.version - before < 500, "500 appends took 500 commits: nothing was committed together"


def test_one_bad_append_does_not_take_its_neighbours_with_it(
    empty: Store, contribution: Callable[..., dict[str, Any]]
) -> None:
    good = [empty.append("contribution", [contribution(f"good {place}")]) for place in range(20)]
    bad = empty.append("contribution", [contribution("kept back"), contribution("bad", consent="perhaps")])
    more = [empty.append("contribution", [contribution(f"more {place}")]) for place in range(20)]
    with pytest.raises(NotStored, match="nothing of it was kept"):
        bad.result()
    for future in good + more:
        future.result()
    stored = set(empty._engine.read("select contribution_id from contribution", [])["contribution_id"])
    assert len(stored) == 40
    assert "kept back" not in stored


def test_many_rows_at_once_are_all_stored(empty: Store) -> None:
    rows = [{"search_id": str(place), **SEARCH} for place in range(2_000)]
    empty.append("search_log", rows).result()
    assert len(empty.read("search_log")) == 2_000


def test_appending_no_rows_is_answered_at_once(empty: Store) -> None:
    assert empty.append("search_log", []).result(timeout=1) is None


def test_a_caller_who_goes_away_does_not_stop_the_writer(empty: Store) -> None:
    async def impatient() -> None:
        waiting = asyncio.wrap_future(empty.append("search_log", [{"search_id": uuid7(), **SEARCH}]))
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)

    for _ in range(20):
        asyncio.run(impatient())
    empty.append("search_log", [{"search_id": "last", **SEARCH}]).result(timeout=10)
    assert "last" in set(empty.read("search_log")["search_id"])


@pytest.mark.parametrize(
    ("table", "row", "words"),
    [
        ("nonsense", {}, "table must be one of"),
        ("schema_version", {"version": 9}, "written by migrations"),
        ("decision_event", {"event_id": "1"}, "use record_event"),
        ("search_log", {"surname": "x"}, "it has no surname"),
        ("search_log", {"search_id; drop table effect": "x"}, "it has no search_id; drop table effect"),
    ],
)
def test_what_cannot_be_appended_is_refused_with_what_to_do(
    empty: Store, table: str, row: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        empty.append(table, [row])


@pytest.mark.parametrize(
    ("name", "params", "words"),
    [
        ("no_such_query", {}, "query must be one of"),
        ("effects", {"option_id": "x"}, "query effects takes option_id, outcome_id, got option_id"),
        ("options", {"option_id": "x"}, "query options takes no parameters, got option_id"),
        ("../store", {}, "query must be one of"),
    ],
)
def test_a_wrong_question_is_refused_with_the_right_one(
    empty: Store, name: str, params: dict[str, str], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        empty.read(name, **params)


def test_values_are_bound_and_never_run(empty: Store) -> None:
    attack = "x' or 1=1; drop table effect; --"
    assert empty.read("effects", option_id=attack, outcome_id=attack).empty
    empty.append("search_log", [{"search_id": attack, **SEARCH}]).result()
    assert empty.read("search_log")["search_id"].tolist() == [attack]


def test_sql_reaches_no_file_and_no_network(empty: Store, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    for statement in (
        f"select * from read_csv('{tmp_path}/secret.csv')",
        f"copy effect to '{tmp_path}/leak.csv'",
        f"attach '{tmp_path}/other.duckdb'",
        "set enable_external_access = true",
        "set allowed_directories = ['/']",
        "install httpfs",
    ):
        with pytest.raises(Exception, match="(?i)disabled|locked|configuration|permission"):
            empty._engine.read(statement, [])
    assert not (tmp_path / "leak.csv").exists()


def test_gaps_are_none_in_text_and_nan_in_numbers(built: Store) -> None:
    effects = built.read("effects_all").set_index("effect_id")
    assert effects.loc["E021", "subgroup"] is None
    assert effects.loc["E001", "excluded_because"] is None
    assert math.isnan(effects.loc["E001", "published_standard_error"])
    assert effects["participants"].dtype == "int64"
    assert effects["is_primary"].dtype == "bool"
    themes = built.read("themes", decision_id="northvale")
    assert themes["merged_into"].tolist() == [None] * len(themes)


def test_reads_from_many_threads_do_not_mix(built: Store) -> None:
    def ask(place: int) -> int:
        option = ("extended_care", "intensive_case_support")[place % 2]
        return len(built.read("effects", option_id=option, outcome_id="homelessness"))

    with ThreadPoolExecutor(20) as threads:
        assert list(threads.map(ask, range(100))) == [7, 1] * 50


def test_a_closed_store_says_so(url: str) -> None:
    store = open_store(url, data_folder=Path("none"))
    store.close()
    store.close()
    with pytest.raises(ValueError, match="the store is closed"):
        store.append("search_log", [{"search_id": "1", **SEARCH}])
    with pytest.raises(StoreProblem):
        store.read("options")


def test_what_waits_is_written_before_closing(url: str) -> None:
    store = open_store(url, data_folder=Path("none"))
    waiting = [store.append("search_log", [{"search_id": str(place), **SEARCH}]) for place in range(100)]
    store.close()
    assert all(future.done() and future.exception() is None for future in waiting)
    again = open_store(url, data_folder=Path("none"))
    try:
        assert len(again.read("search_log")) == 100
    finally:
        again.close()


def test_rows_of_several_tables_are_stored_together_or_not_at_all(empty: Store) -> None:
    batch = {
        "import_id": "i1",
        "kind": "test",
        "file_name": "a",
        "sha256": "0",
        "row_total": 1,
        "illustrative": False,
        "actor_role": "lead",
        "imported_at": "2026-11-01",
    }
    outcome = {"outcome_id": "o", "label": "O", "words_per_100": "are o", "better": "lower", "import_id": "i1"}
    with pytest.raises(NotStored, match="nothing of it was kept"):
        empty.append_together([("import_batch", [batch]), ("outcome", [outcome | {"better": "sideways"}])]).result()
    assert empty.read("imports").empty
    before = empty.version
    empty.append_together([("import_batch", [batch]), ("outcome", [outcome]), ("effect", [])]).result()
    assert empty.version > before
    assert empty.read("outcomes")["outcome_id"].tolist() == ["o"]
    with pytest.raises(NotStored):
        empty.append_together([("outcome", [outcome])]).result()


def test_rows_of_several_tables_sent_twice_are_stored_once_and_wait_for_one_commit(empty: Store) -> None:
    said = {
        "contribution_id": "c1",
        "engagement_id": "e1",
        "respondent_id": "r1",
        "group_name": "Care leavers",
        "option_id": "o1",
        "words": "Words.",
        "consent": "public",
        "consent_version": "1",
        "received_on": "2026-11-01",
    }
    coded = {
        "coding_id": "k1",
        "version": 1,
        "contribution_id": "c1",
        "option_id": "o1",
        "stance": "supports",
        "coder": "self",
        "removed": False,
    }
    for _ in range(2):
        empty.append_together([("contribution", [said]), ("coding", [coded])], pass_over_known=True).result()
    assert empty.read_few("said_by", respondent_id="r1") == [("c1", "o1")]
    assert empty.read_few("stances_said_by", respondent_id="r1") == [("o1", "supports")]
    wrong = coded | {"coding_id": "k2", "contribution_id": "c2", "stance": "sideways"}
    together = [("contribution", [said | {"contribution_id": "c2"}]), ("coding", [wrong])]
    with pytest.raises(NotStored):
        empty.append_together(together, pass_over_known=True).result()
    assert empty.read_few("said_by", respondent_id="r1") == [("c1", "o1")]
    before = empty.state_behind("said_by")
    empty.append_together([("coding", [coded | {"coding_id": "k3"}])], pass_over_known=True).result()
    assert empty.state_behind("said_by") == before < empty.state_behind("stances_said_by")


def test_very_many_rows_go_in_by_column_and_come_out_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    engagements = [
        {
            "engagement_id": f"e{i}",
            "version": 1,
            "decision_id": "d",
            "kind": "workshop",
            "title": "With 'quotes', a ] and a , in it",
            "held_on": date(2026, 10, 1 + i) if i % 2 else None,
            "ladder_rung": i if i % 3 else None,
            "illustrative": bool(i % 2),
        }
        for i in range(7)
    ]
    batch = {
        "import_id": "i",
        "kind": "polis",
        "file_name": "f",
        "sha256": "",
        "row_total": 7,
        "illustrative": False,
        "actor_role": "lead",
    }
    batches = [batch | {"import_id": f"i{i}", "imported_at": datetime(2026, 11, 1, 12, i)} for i in range(7)]
    found = []
    for many in (1_000, 3):
        monkeypatch.setattr(rows, "MANY_ROWS", many)
        store = open_store(f"duckdb:///:memory:many{many}", data_folder=NO_DATA)
        try:
            store.append_together([("engagement", engagements), ("import_batch", batches)]).result()
            found.append((store.read("engagements", decision_id="d"), store.read("imports")))
            with pytest.raises(StoreProblem):
                store.append_together([("import_batch", batches)]).result()
        finally:
            store.close()
    for one, other in zip(*found, strict=True):
        pd.testing.assert_frame_equal(one, other)
    assert len(found[1][0]) == 7
