"""The .docx is read back with python-docx and as raw XML, field by field."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from integrated.exchange.council_paper import council_paper
from integrated.record.paper import Grid, Paper, Text
from integrated.record.text import cleaned
from tests.unit.exchange.papers import HOSTILE, paper


def opened(given: Paper):  # type: ignore[no-untyped-def]
    return Document(io.BytesIO(council_paper(given)))


def test_headings_are_real_headings_in_order() -> None:
    found = [(p.style.name, p.text) for p in opened(paper()).paragraphs if p.style.name.startswith("Heading")]
    assert found == [("Heading 1", "Purpose"), ("Heading 2", "Finance"), ("Heading 1", "Options")]


def test_title_language_and_properties_are_set() -> None:
    document = opened(paper("x"))
    assert document.core_properties.title == "What should we fund? x"
    assert document.core_properties.language == "en-GB"
    normal = document.styles["Normal"].element.find(qn("w:rPr")).find(qn("w:lang"))
    assert normal.get(qn("w:val")) == "en-GB"
    assert document.paragraphs[0].style.name == "Title"


def test_the_head_of_a_table_repeats_and_rows_do_not_break() -> None:
    table = opened(paper()).tables[0]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows[1:])
    assert [cell.text for cell in table.rows[2].cells] == ["B", "Not known"]


def test_tables_and_pictures_carry_words_for_those_who_cannot_see_them() -> None:
    document = opened(paper("seen"))
    assert document.tables[0]._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")) == "Levels seen"
    picture = document.inline_shapes[0]._inline.docPr
    assert picture.get("descr") == "Forest plot. seen"
    assert picture.get("title") == "Studies seen"


def test_the_badge_stands_on_the_first_page_and_at_the_head_of_every_page() -> None:
    document = opened(paper())
    assert document.sections[0].header.paragraphs[0].text == "Illustrative: an example"
    assert document.paragraphs[2].text == "Illustrative: an example"
    without = opened(paper(badge=None))
    assert without.sections[0].header.paragraphs[0].text == ""
    assert all("Illustrative" not in p.text for p in without.paragraphs)


def test_the_foot_says_which_version_and_numbers_the_pages() -> None:
    foot = opened(paper("v")).sections[0].footer.paragraphs[0]
    assert foot.text.startswith("Version 2 v · page ")
    assert [e.text for e in foot._p.iter(qn("w:instrText"))] == ["PAGE"]


def test_the_page_is_a4() -> None:
    section = opened(paper()).sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_a_person_typed_comes_back_as_words(words: str) -> None:
    document = opened(paper(words))
    quotes = [p.text for p in document.paragraphs if p.style.name == "Quote"]
    assert quotes == [f"{cleaned(words + ':')} {cleaned(words)}"]


def test_nothing_points_out_of_the_file_and_no_field_runs() -> None:
    with zipfile.ZipFile(io.BytesIO(council_paper(paper(HOSTILE[4])))) as archive:
        for name in archive.namelist():
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in archive.read(name), name
        body = archive.read("word/document.xml")
    assert b"w:hyperlink" not in body
    assert b"w:instrText" not in body


def test_properties_of_paragraphs_stand_in_the_order_word_asks_for() -> None:
    badge = opened(paper()).paragraphs[2]._p.pPr
    names = [child.tag.rpartition("}")[2] for child in badge]
    assert names == ["pBdr", "jc"]


def test_a_row_that_does_not_fit_its_head_is_refused() -> None:
    with pytest.raises(ValueError, match="2 columns are named, got 1 cells"):
        Grid("Levels", ("A", "B"), (("1",),))


def test_a_block_of_another_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="got str"):
        council_paper(Paper("T", "S", None, "F", (Text("fine"), "not a block")))  # type: ignore[arg-type]
