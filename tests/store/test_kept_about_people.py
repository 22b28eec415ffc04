"""The list of what is stored about people is the schema's: every table is declared, and every column of those named."""

from integrated.co_production.kept_about_people import ABOUT_PEOPLE, NOT_ABOUT_PEOPLE, ROLES_ONLY
from integrated.store import Store, tables


def columns_of(store: Store) -> dict[str, set[str]]:
    held = store._engine.read(
        "select table_name, column_name from information_schema.columns "
        "where table_name in (select table_name from information_schema.tables where table_type = 'BASE TABLE')",
        [],
    )
    return {str(name): set(rows["column_name"]) for name, rows in held.groupby("table_name")}


def test_every_table_of_the_schema_is_declared_once(nothing: Store) -> None:
    about = [each.table for each in ABOUT_PEOPLE]
    declared = [*about, *ROLES_ONLY, *NOT_ABOUT_PEOPLE]
    assert sorted(declared) == sorted(columns_of(nothing))
    assert set(about) >= tables.ERASABLE


def test_every_column_about_people_is_declared(nothing: Store) -> None:
    held = columns_of(nothing)
    for each in ABOUT_PEOPLE:
        assert set(each.columns) == held[each.table], each.table


def test_a_table_without_a_person_names_no_role_and_no_respondent(nothing: Store) -> None:
    held = columns_of(nothing)
    for name in NOT_ABOUT_PEOPLE:
        assert not {column for column in held[name] if "role" in column or "respondent" in column}, name
    for name in ROLES_ONLY:
        assert [column for column in held[name] if "role" in column], name
        assert not [column for column in held[name] if "respondent" in column], name


def test_what_people_sent_is_dated_by_the_day_and_never_by_the_hour(nothing: Store) -> None:
    kinds = {kind for table in tables.ERASABLE for kind in nothing._columns[table].values()}
    assert "date" in kinds, "what is looked for would be found"
    assert not [kind for kind in kinds if "time" in kind]
