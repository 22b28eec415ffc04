"""The page for a board says the numbers of the screen, fits its filter, and is a .docx that opens."""

import io
from collections.abc import Iterator

import pytest
from docx import Document

from integrated.briefing.portfolio import portfolio
from integrated.briefing.portfolio_spread import balance_of, groups_of, levels_of_money
from integrated.exchange.council_paper import council_paper
from integrated.exchange.record_page_html import record_page_html
from integrated.record.grants import Filter, money
from integrated.record.paper import Paper
from integrated.store import Store, open_store
from integrated.views import gap_table
from integrated.views.board_paper import BADGE, MOST_GAPS, board_paper

EVERY = Filter()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(f"duckdb:///{tmp_path_factory.mktemp('board') / 'integrated.duckdb'}")
    yield opened
    opened.close()


def paper_of(store: Store, chosen: Filter) -> Paper:
    page = portfolio(store, "northvale", chosen)
    return board_paper(
        page,
        chosen,
        groups_of(store, "northvale", page),
        balance_of(page),
        levels_of_money(store, "northvale", page),
    )


@pytest.mark.parametrize("chosen", [EVERY, Filter(amount="large")], ids=["every grant", "large ones"])
def test_the_docx_holds_the_money_of_the_screen_row_by_row(store: Store, chosen: Filter) -> None:
    page = portfolio(store, "northvale", chosen)
    document = Document(io.BytesIO(council_paper(paper_of(store, chosen))))
    assert gap_table.sentence(page) in "\n".join(each.text for each in document.paragraphs)
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows[1:]]
    named = {gap_table.option_name(page, each): page.gap_map.totals[each] for each in page.gap_map.options if each}
    assert {row[0]: row[1] for row in rows[:-1]} == {name: money(held, page.currency) for name, held in named.items()}
    assert rows[-1][:2] == [gap_table.NOT_LINKED, money(page.gap_map.totals[page.gap_map.options[-1]], page.currency)]


def test_it_says_under_which_filter_it_was_made(store: Store) -> None:
    assert "Every grant." in paper_of(store, EVERY).subtitle
    assert "Only grants: £150k and more." in paper_of(store, Filter(amount="large")).subtitle


def test_the_gaps_with_most_money_stand_first_and_the_rest_are_counted(store: Store) -> None:
    page = portfolio(store, "northvale")
    words = [each.text for each in Document(io.BytesIO(council_paper(paper_of(store, EVERY)))).paragraphs]
    first = words.index("Where nobody has looked, most money first") + 1
    listed = words[first : first + MOST_GAPS]
    for cell, told in zip(page.gap_map.gaps, listed, strict=False):
        assert told.startswith(f"{gap_table.option_name(page, cell.option_id)}, ")
        assert "studies not searched" in told
    assert words[first + MOST_GAPS] == f"and {len(page.gap_map.gaps) - MOST_GAPS} more."


def test_made_up_grants_are_badged_in_both_files(store: Store) -> None:
    paper = paper_of(store, EVERY)
    document = Document(io.BytesIO(council_paper(paper)))
    assert BADGE in [each.text for each in document.paragraphs]
    assert BADGE in document.sections[0].header.paragraphs[0].text
    assert BADGE in record_page_html(paper).decode()


def test_a_board_sees_no_small_count_and_no_zero_for_what_is_not_known(store: Store) -> None:
    document = Document(io.BytesIO(council_paper(paper_of(store, EVERY))))
    people = [row.cells[3].text for row in document.tables[0].rows[1:-1]]
    assert people == ["38 heard"] * 5
    assert 'An empty cell is not "no effect".' in "\n".join(each.text for each in document.paragraphs)
