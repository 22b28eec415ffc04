"""Maps of PRSM as Excel workbooks: there and back, as others save them, and what must not get in."""

import io
import zipfile
from collections.abc import Sequence
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.complexity.model import Factor, Link, SystemMap
from integrated.exchange import prsm_excel
from integrated.exchange.map_file import MapFileError, ReadMap, signed
from tests.unit.complexity.embedded import embedded_map
from tests.unit.exchange.maps import maps

Rows = Sequence[Sequence[object]]
FACTORS: Rows = (("Label",), ("Rents",), ("Debt",))
LINKS: Rows = (("From", "To"), ("Rents", "Debt"))


def book(**sheets: Rows) -> bytes:
    """A workbook as another program saves it."""
    made = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    del made["Sheet"]
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def with_member(content: bytes, name: str, text: bytes) -> bytes:
    """The workbook with one member more, or another one in its place."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, text)
    return buffer.getvalue()


def sheet_of(cells: str) -> bytes:
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return f"{head}{cells}</sheetData></worksheet>".encode()


def told(read: ReadMap) -> tuple[Sequence[object], Sequence[object], Sequence[object]]:
    label = {each.factor_id: each.label for each in read.system_map.factors}
    factors = [(f.label, f.kind, f.domain, f.controllable, f.wanted) for f in read.system_map.factors]
    links = [
        (label[k.source], label[k.target], k.polarity, k.strength, k.delay, k.confidence, k.basis, k.reference)
        for k in read.system_map.links
    ]
    return factors, links, [(label[each], place) for each, place in read.places.items()]


@settings(max_examples=40, deadline=None)
@given(maps(distinct_labels=True, options=False), st.booleans())
def test_a_workbook_holds_everything_but_ids(drawn: SystemMap, placed: bool) -> None:
    stand = {each: (160.3 * at, 40.0) for at, each in enumerate(drawn.factor_ids)} if placed else {}
    (content,) = prsm_excel.write(drawn, "map", stand).files.values()
    back = prsm_excel.read(content)
    as_it_was = ReadMap("", drawn, places={each: (round(x, 1), y) for each, (x, y) in stand.items()})
    assert told(back)[:2] == told(as_it_was)[:2]
    assert not placed or back.scale != 1 or told(back)[2] == told(as_it_was)[2]
    assert not back.unsigned


def test_the_embedded_map_goes_there_and_back_and_what_is_lost_is_said() -> None:
    whole = embedded_map()
    written = prsm_excel.write(whole)
    (content,) = written.files.values()
    assert told(prsm_excel.read(content))[:2] == told(ReadMap("", whole))[:2]
    assert f"Where options act: {len(whole.entry_points)} left out, the format has no options." in written.left_out
    assert "Ids of factors: PRSM tells factors by their label." in written.left_out


def test_words_like_code_are_text_in_a_workbook() -> None:
    words = ("=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "<script>", "_x0041_", "http://example.org")
    drawn = SystemMap(tuple(Factor(f"f{at}", each) for at, each in enumerate(words)))
    (content,) = prsm_excel.write(drawn).files.values()
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content))["Factors"].iter_rows() for cell in row]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    assert [each.label for each in prsm_excel.read(content).system_map.factors] == list(words)


def test_labels_given_twice_carry_their_id() -> None:
    drawn = SystemMap((Factor("a", "Rent"), Factor("b", "Rent")), (Link("a", "b", "negative"),))
    written = prsm_excel.write(drawn)
    back = prsm_excel.read(next(iter(written.files.values()))).system_map
    assert [each.label for each in back.factors] == ["Rent (a)", "Rent (b)"]
    assert "Labels given twice, which carry their id now: Rent." in written.left_out


def test_a_workbook_that_prsm_saved_brings_notes_and_places_and_asks_what_styles_mean() -> None:
    factors = (
        ("label", "x", "y", "shape", "groupLabel", "creator", "createdTime", "style", "Note", "Stakeholder"),
        ("Rent\narrears", 700.26, 40, "box", "Sample", "someone", "2026-01-01", 1, "why", "tenants"),
        ("Stable housing", 100, 400, "box", "Sample", None, None, 1, None, None),
        ("Moves", 400, 400.04, "box", "Sample", None, None, 2, None, None),
    )
    links = (
        ("from", "to", "label", "style", "groupLabel", "Note"),
        ("Rent\narrears", "Stable housing", "-", 1, "Sample", "An advisor said"),
        ("Stable housing", "Moves", None, 2, "Increases", None),
        ("Moves", "Rent\narrears", "perhaps", 1, "Sample", None),
        ("Rent arrears", "Moves", None, 3, None, None),
        ("Moves", "Stable housing", None, None, None, None),
        (None, None, None, None, None, None),
    )
    read = prsm_excel.read(book(Factors=factors, Other=(("secret",),), Links=links))
    label = {each.factor_id: each.label for each in read.system_map.factors}
    assert [each.label for each in read.system_map.factors] == ["Rent arrears", "Stable housing", "Moves"]
    assert [(k.polarity, k.reference) for k in read.system_map.links][:2] == [
        ("negative", "An advisor said"),
        ("uncertain", ""),
    ]
    assert {said: [(label[a], label[b]) for a, b in links] for said, links in read.unsigned.items()} == {
        "style “Increases”": [("Stable housing", "Moves")],
        "label “perhaps”": [("Moves", "Rent arrears")],
        "style “3”": [("Rent arrears", "Moves")],
        "nothing": [("Moves", "Stable housing")],
    }
    assert {label[each]: place for each, place in read.places.items()} == {
        "Rent arrears": (700.3, 40),
        "Stable housing": (100, 400),
        "Moves": (400, 400),
    }
    assert "Notes on factors: 1." in read.left_out
    assert "Further columns of factors: 1." in read.left_out
    assert signed(read, {"style “3”": "negative"}).system_map.links[3].polarity == "negative"


def test_a_place_that_is_no_number_is_told() -> None:
    rows = (("Label", "X", "Y"), ("Rents", 20, 30), ("Debt", 300, 30), ("Sleep", "NaN", 30))
    read = prsm_excel.read(book(Factors=rows, Links=LINKS))
    assert len(read.places) == 2
    assert any(sentence.startswith("Places that are no numbers") for sentence in read.left_out)


BOMB = b"<worksheet><sheetData>" + b"<row><c><v>1</v></c></row>" * 900_000 + b"</sheetData></worksheet>"
SHEET1 = "xl/worksheets/sheet1.xml"
GOOD = book(Factors=FACTORS, Links=LINKS)
REFUSED = {
    "nothing": (b"", "it is not a zip"),
    "text": (b"Label\nRents\n", "it is not a zip"),
    "an old or locked workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "damaged or locked"),
    "half of one": (GOOD[: len(GOOD) // 2], "damaged or locked"),
    "another zip": (with_member(GOOD, "xl/workbook.xml", b"<workbook/>"), "There is no sheet called Factors and Links"),
    "a bomb": (with_member(GOOD, SHEET1, BOMB), "that is no Excel workbook"),
    "a path that climbs out": (with_member(GOOD, "../../x.xml", b"<x/>"), "leads out of it"),
    "a macro": (with_member(GOOD, "xl/vbaProject.bin", b"\x00"), "holds macros"),
    "an entity": (
        with_member(GOOD, SHEET1, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "has a DOCTYPE or entities",
    ),
    "broken XML": (with_member(GOOD, SHEET1, b"<worksheet>"), "not readable XML"),
    "words out of nowhere": (with_member(GOOD, SHEET1, sheet_of('<row><c r="A1" t="s"><v>99999</v></c></row>')), "A1"),
    "an error value": (with_member(GOOD, SHEET1, sheet_of('<row><c r="A1" t="e"><v>#REF!</v></c></row>')), "#REF!"),
    "a far column": (with_member(GOOD, SHEET1, sheet_of('<row><c r="XFD1"><v>1</v></c></row>')), "column XFD"),
    "a formula": (book(Factors=(("Label",), ("=1+1",)), Links=LINKS), "Cell A2 of “Factors” holds a formula"),
    "no links": (book(Factors=FACTORS), "There is no sheet called Links in this workbook. Its sheets: “factors”"),
    "an empty sheet": (book(Factors=(), Links=LINKS), "The sheet “Factors” is empty"),
    "no label": (book(Factors=(("Name",), ("Rents",)), Links=LINKS), "Column Label is missing in the sheet “Factors”"),
    "no ends": (book(Factors=FACTORS, Links=(("From",), ("Rents",))), "Column To is missing in the sheet “Links”"),
    "a row without label": (
        book(Factors=(("Label", "Note"), ("Rents", ""), ("", "x")), Links=LINKS),
        "Row 2 below the head of “Factors” has no Label",
    ),
    "a label twice": (book(Factors=(*FACTORS, ("Rents",)), Links=LINKS), "is there twice"),
    "an unknown end": (book(Factors=FACTORS, Links=(*LINKS, ("Rents", "Sleep"))), "no factor of this file"),
    "a link twice": (book(Factors=FACTORS, Links=(*LINKS, ("Rents", "Debt"))), "is there twice"),
    "to itself": (book(Factors=FACTORS, Links=(*LINKS, ("Debt", "Debt"))), "linked to itself"),
    "a long cell": (book(Factors=(("Label", "Note"), ("Rents", "x" * 10_001)), Links=LINKS), "over 10,000 characters"),
    "a long label": (book(Factors=(("Label",), ("x" * 500,)), Links=LINKS), "has 500. Shorten it"),
    "many factors": (book(Factors=(("Label",), *((f"F{at}",) for at in range(2001))), Links=LINKS), "2,000 factors"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_workbook_that_is_no_map_is_refused_in_one_sentence(what: str) -> None:
    content, said = REFUSED[what]
    with pytest.raises(MapFileError, match=".") as refused:
        prsm_excel.read(content)
    assert said in str(refused.value)
    assert len(str(refused.value)) < 300


def test_more_rows_than_a_map_may_have_links_are_refused() -> None:
    cells = "".join(f'<row><c t="inlineStr"><is><t>F{at}</t></is></c></row>' for at in range(20_003))
    with pytest.raises(MapFileError, match="has over 20,000 rows"):
        prsm_excel.read(with_member(GOOD, SHEET1, sheet_of(cells)))
    with pytest.raises(MapFileError, match="at most 10 MB"):
        prsm_excel.read(GOOD + b"\x00" * 11_000_000)


def test_nothing_outside_of_the_workbook_is_read() -> None:
    rels = b'<Relationships><Relationship Id="rId1" TargetMode="External" Target="file:///etc/passwd"/></Relationships>'
    with pytest.raises(MapFileError, match="no sheet called Factors and Links"):
        prsm_excel.read(with_member(GOOD, "xl/_rels/workbook.xml.rels", rels))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.integers(0, len(GOOD) - 1))
def test_a_damaged_workbook_is_read_or_refused_and_never_breaks(noise: bytes, at: int) -> None:
    broken = GOOD[:at] + noise + GOOD[at + len(noise) :]
    with suppress(MapFileError):
        assert prsm_excel.read(broken).system_map.factors
