"""Every named query runs, on the project's own data and on nothing, and is written so that PostgreSQL runs it too."""

import re

import duckdb
import pytest

from integrated.store import Store, open_store, queries, tables
from integrated.store.migrations import available, statements

KNOWN = {
    "decision_id": "northvale",
    "map_id": "northvale",
    "area_code": "northvale",
    "option_id": "extended_care",
    "outcome_id": "homelessness",
    "engagement_id": "example_workshop",
    "respondent_id": "d0bb4512-3a0e-41af-b0bd-1a3450dfd3ac",
}
NO_WORKSHOP_ON_PHONES = {
    "workshops",
    *(f"workshop_{each}" for each in ("about_me", "codings", "contributions", "statements", "votes")),
}
EMPTY_IN_THE_EXAMPLE = {
    "codings_agreed",
    "external_ratings",
    "records",
    "settings",
    "statements",
    "vote_people",
    "votes",
} | NO_WORKSHOP_ON_PHONES
NOT_PORTABLE = (
    "qualify",
    "exclude",
    "ifnull",
    "nvl",
    "round",
    "decimal",
    "numeric",
    "timestamptz",
    "list",
    "struct",
    "arg_max",
    "ilike",
    "regexp_matches",
    "strftime",
    "date_trunc",
    "update",
    "delete",
    "index",
    "replace",
    "pivot",
    "median",
    "any_value",
    "string_agg",
    "::",
)
SQL = {name: (queries.FOLDER / f"{name}.sql").read_text(encoding="utf-8") for name in queries.names()}
SCHEMA = "\n".join(file.read_text(encoding="utf-8") for file in available().values())


def bare(text: str) -> str:
    """SQL without comments and quoted words."""
    return re.sub(r"'[^']*'", "''", re.sub(r"--[^\n]*", "", text))


@pytest.mark.parametrize("name", queries.names())
def test_every_query_answers_on_the_example_and_on_an_empty_store(name: str, built: Store, nothing: Store) -> None:
    params = {key: KNOWN[key] for key in queries.parameters(name)}
    filled, empty = built.read(name, **params), nothing.read(name, **params)
    assert empty.empty
    assert list(empty.columns) == list(filled.columns)
    assert filled.empty == (name in EMPTY_IN_THE_EXAMPLE)


@pytest.mark.parametrize("name", [name for name in queries.names() if queries.parameters(name)])
def test_every_query_with_a_parameter_finds_nothing_for_an_unknown_one(name: str, built: Store) -> None:
    params = dict.fromkeys(queries.parameters(name), "nothing of that name")
    assert built.read(name, **params).empty


def test_an_import_that_was_taken_back_is_left_out_of_every_query() -> None:
    store = open_store("duckdb:///:memory:")
    try:
        for import_id in store.read("imports")["import_id"]:
            undone = {"import_id": import_id, "actor_role": "lead", "undone_at": "2026-11-01"}
            store.append("import_undone", [undone]).result()
        # Logs carry no import; words are deleted whatever became of theirs.
        stay = {"search_log", "decisions", "decision_events", "themes", "theme_versions", "kept_words", "words_of"}
        stay |= {"grant_links", "imports_every", "said_by", "stances_said_by"}
        for name in queries.names():
            left = store.read(name, **{key: KNOWN[key] for key in queries.parameters(name)})
            assert left.empty == (name not in stay), name
    finally:
        store.close()


@pytest.mark.parametrize("name", queries.names())
def test_every_query_says_in_its_first_line_what_it_answers(name: str) -> None:
    assert re.match(r"-- [A-Z].{10,}\n", SQL[name])


@pytest.mark.parametrize("text", [*SQL.values(), SCHEMA], ids=[*SQL, "migrations"])
def test_sql_uses_only_what_both_engines_understand(text: str) -> None:
    code = bare(text)
    assert code == code.lower()
    for word in NOT_PORTABLE:
        assert not re.search(rf"(?<![a-z_]){re.escape(word)}(?![a-z_])", code), f"{word} is not portable"
    assert not re.search(r'[`"\[\]]', code)
    assert not re.search(r"(?<![a-z_\"])at(?![a-z_])", code), "'at' is reserved in DuckDB 2.0"
    assert code.count("avg(") == code.count("cast(avg("), "cast an average to double precision"


@pytest.mark.parametrize("name", queries.names())
def test_every_query_orders_its_rows_down_to_a_tie_break(name: str, built: Store) -> None:
    """No two rows may share all the columns of the last ORDER BY that the query also shows."""
    ordered = bare(SQL[name]).rsplit("order by", 1)
    assert len(ordered) == 2, "rows without an order come differently each time"
    columns = [re.sub(r"^[a-z]+\.", "", part.split()[0]) for part in re.split(r",(?![^()]*\))", ordered[1])]
    found = built.read(name, **{key: KNOWN[key] for key in queries.parameters(name)})
    shown = [column for column in columns if column in found.columns]
    assert not found.duplicated(shown).any(), f"{shown} does not decide the order"


@pytest.mark.parametrize("name", queries.names())
def test_columns_that_may_be_empty_say_where_gaps_stand_in_the_order(name: str) -> None:
    """DuckDB puts gaps last, PostgreSQL last when ascending and first when descending."""
    nullable = set(
        re.findall(
            r"^  ([a-z_]+) (?:text|date|timestamp|double precision|integer)(?!.*(?:not null|primary))", SCHEMA, re.M
        )
    )
    nullable -= _keys()
    for ordered in re.findall(r"order by ([^)]*?)(?:\)|$)", bare(SQL[name]), re.S):
        for part in ordered.split(","):
            words = part.split()
            if words and words[0].split(".")[-1] in nullable:
                assert "nulls" in words, f"say 'nulls last' for {words[0]}"
            if "desc" in words and "ranked" not in SQL[name]:
                assert "nulls" in words, f"say 'nulls last' for {words[0]} desc"


def test_the_three_classes_hold_every_table_once() -> None:
    created = set(re.findall(r"create table (\w+)", SCHEMA))
    assert created == tables.ALL
    assert len(tables.SOURCE) + len(tables.LOG) + len(tables.ERASABLE) == len(tables.ALL) == 38


@pytest.mark.parametrize("table", sorted(tables.ALL))
def test_the_schema_says_the_same_class_as_the_code(table: str) -> None:
    word = re.search(rf"-- \[(source|log|erasable)\][^\n]*\n(?:-- [^\n]*\n|--\n)*create table {table} ", SCHEMA)
    assert word is not None
    expected = {"source": tables.SOURCE, "log": tables.LOG, "erasable": tables.ERASABLE}[word.group(1)]
    assert table in expected


@pytest.mark.parametrize("name", queries.names())
def test_every_query_names_the_tables_behind_it(name: str) -> None:
    """A table left out would let a page show old rows; the database itself says what a query reads."""
    sql, _ = queries._numbered(name)
    views = dict(re.findall(r"create view (\w+) as\n(.*?);", SCHEMA, flags=re.S))
    assert set(views) == set(tables.VIEWS)

    def tables_of(text: str) -> set[str]:
        found = duckdb.get_table_names(re.sub(r"\$\d+", "null", text))
        return found - set(views) | {behind for view in found & set(views) for behind in tables_of(views[view])}

    assert tables_of(sql) <= queries.tables_behind(name) <= tables.ALL
    assert all(tables_of(text) == tables.VIEWS[view] for view, text in views.items())


def test_comments_are_taken_out_of_a_script_before_it_is_split() -> None:
    script = "-- one; two\ncreate table a (b text); -- three;\n\ncreate view c as select 1;\n"
    assert list(statements(script)) == ["create table a (b text)", "create view c as select 1"]


def _keys() -> set[str]:
    keys = re.findall(r"primary key \(([^)]*)\)", SCHEMA)
    alone = re.findall(r"^  (\w+) \w+ primary key", SCHEMA, re.M)
    return {name.strip() for key in keys for name in key.split(",")} | set(alone)
