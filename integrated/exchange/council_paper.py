"""A paper as a Word file (.docx): real headings, repeating table heads, alternative text for pictures, a language."""

import io
from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from integrated.record.paper import FOR_OFFICERS, QUIET, VERBATIM, Grid, Heading, Paper, Picture, Points, Text
from integrated.record.text import cleaned

FONT = "Arial"
INK = RGBColor(0x14, 0x20, 0x2B)
QUIET_INK = RGBColor(0x4A, 0x57, 0x63)
BADGE_INK = RGBColor(0x7A, 0x4B, 0x00)
PAGE_CM = (21.0, 29.7)
MARGIN_CM = 2.2
TEXT_CM = PAGE_CM[0] - 2 * MARGIN_CM
BOLD = frozenset({"Title", "Caption"})
HEADING_POINTS = {1: 16, 2: 13, 3: 11.5}


def council_paper(paper: Paper) -> bytes:
    """The paper as the bytes of a .docx file.

    Parameters
    ----------
    paper : its words may hold anything a person typed; control characters, which the format refuses, are left out.
    """
    document = Document()
    _set_up(document, paper)
    document.add_paragraph(_safe(paper.title), style="Title")
    document.add_paragraph(_safe(paper.subtitle), style="Subtitle")
    if paper.badge:
        _badge(document.add_paragraph(), paper.badge)
    for block in paper.blocks:
        _add(block, document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@singledispatch
def _add(block: object, document: DocumentType) -> None:
    raise TypeError(f"a paper holds headings, texts, points, grids and pictures, got {type(block).__name__}")


@_add.register
def _(block: Heading, document: DocumentType) -> None:
    document.add_heading(_safe(block.words), level=block.level)


@_add.register
def _(block: Text, document: DocumentType) -> None:
    lines = _safe(block.words)
    style = {VERBATIM: "Quote", QUIET: "Small print"}.get(block.manner, "Normal")
    paragraph = document.add_paragraph(style=style)
    if block.lead:
        paragraph.add_run(f"{_safe(block.lead)} ").bold = True
    run = paragraph.add_run(lines)
    if block.manner == FOR_OFFICERS:
        run.italic = True


@_add.register
def _(block: Points, document: DocumentType) -> None:
    for item in block.items:
        document.add_paragraph(_safe(item), style="List Number" if block.numbered else "List Bullet")


@_add.register
def _(block: Grid, document: DocumentType) -> None:
    caption = document.add_paragraph(_safe(block.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1 + len(block.rows), cols=len(block.head), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    _describe_table(table, block.caption)
    widths = [Cm(TEXT_CM * share) for share in block.widths or [1 / len(block.head)] * len(block.head)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    # Rows are taken once: asking the table for each cell again costs the square of their number.
    for place, (row, cells) in enumerate(zip(table.rows, (block.head, *block.rows), strict=True)):
        _fill(row, cells, widths, bold=place == 0)
        _property(row._tr.get_or_add_trPr(), "w:cantSplit" if place else "w:tblHeader", "true")
    document.add_paragraph(style="Small print")


@_add.register
def _(block: Picture, document: DocumentType) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(block.png), width=Cm(min(block.width_cm, TEXT_CM)))
    named = shape._inline.docPr
    named.set("descr", _safe(block.alt))
    named.set("title", _safe(block.caption))
    document.add_paragraph(_safe(block.caption), style="Caption")


def _set_up(document: DocumentType, paper: Paper) -> None:
    """Page, fonts, language, properties, and what stands at the head and foot of every page."""
    properties = document.core_properties
    properties.title, properties.subject = _safe(paper.title)[:255], _safe(paper.subtitle)[:255]
    properties.language, properties.author = paper.language, "Integrated"
    properties.keywords = _safe(paper.badge or "")[:255]
    properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(PAGE_CM[0]), Cm(PAGE_CM[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
    _styles(document)
    _language(document, paper.language)
    # The first page carries the badge under its title.
    section.different_first_page_header_footer = True
    if paper.badge:
        _badge(section.header.paragraphs[0], paper.badge)
    for footer in (section.first_page_footer, section.footer):
        foot = footer.paragraphs[0]
        foot.style = document.styles["Small print"]
        foot.add_run(f"{_safe(paper.foot)} · page ")
        _page_number(foot)


def _styles(document: DocumentType) -> None:
    styles = document.styles
    small = styles.add_style("Small print", 1)
    small.base_style = styles["Normal"]
    for name, points, ink in [
        ("Normal", 11, INK),
        ("Title", 20, INK),
        ("Subtitle", 12, QUIET_INK),
        ("Caption", 10, INK),
        ("Quote", 11, INK),
        ("Small print", 9.5, QUIET_INK),
        *((f"Heading {level}", points, INK) for level, points in HEADING_POINTS.items()),
    ]:
        font = styles[name].font
        font.name, font.size, font.color.rgb = FONT, Pt(points), ink
        font.italic, font.bold = False, name in BOLD or name.startswith("Heading")
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
            fonts.set(qn(script), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
    styles["Normal"].paragraph_format.space_after = Pt(7)
    styles["Quote"].paragraph_format.left_indent = Cm(0.8)
    styles["Small print"].paragraph_format.space_after = Pt(4)
    for level in HEADING_POINTS:
        styles[f"Heading {level}"].paragraph_format.space_before = Pt(16 if level == 1 else 10)
        styles[f"Heading {level}"].paragraph_format.space_after = Pt(4)


def _language(document: DocumentType, language: str) -> None:
    """The language of every run, from the defaults and from the style all others rest on."""
    element = document.styles.element
    defaults = element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for parent in (defaults, document.styles["Normal"].element.get_or_add_rPr()):
        found = parent.find(qn("w:lang"))
        if found is None:
            found = OxmlElement("w:lang")
            parent.append(found)
        found.set(qn("w:val"), language)


def _badge(paragraph: Paragraph, words: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(_safe(words))
    run.bold, run.font.color.rgb, run.font.size = True, BADGE_INK, Pt(10)
    borders = OxmlElement("w:pBdr")
    for side in ("w:top", "w:left", "w:bottom", "w:right"):
        line = OxmlElement(side)
        for name, value in (("w:val", "single"), ("w:sz", "8"), ("w:space", "3"), ("w:color", str(BADGE_INK))):
            line.set(qn(name), value)
        borders.append(line)
    # Word refuses a file whose paragraph properties are out of order: the border comes before the alignment.
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _page_number(paragraph: Paragraph) -> None:
    for kind, words in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = words
        run._r.append(mark)


def _describe_table(table: Any, words: str) -> None:
    """What a screen reader says of a table before it reads the cells."""
    _property(table._tbl.tblPr, "w:tblCaption", _safe(words))
    _property(table._tbl.tblPr, "w:tblDescription", _safe(words))


def _property(parent: Any, name: str, value: str) -> None:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    parent.append(element)


def _fill(row: Any, cells: Sequence[str], widths: Sequence[int], *, bold: bool = False) -> None:
    for cell, words, width in zip(row.cells, cells, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(_safe(words))
        run.bold, run.font.size = bold, Pt(9.5)


def _safe(words: str) -> str:
    text: str = cleaned(words)
    return text
