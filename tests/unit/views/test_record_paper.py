"""A record as a council paper and as tables: every section, nothing made up, nothing lost."""

import io
import json

import openpyxl
from docx import Document

from integrated.exchange.council_paper import council_paper
from integrated.exchange.record_page_html import record_page_html
from integrated.exchange.record_workbook import record_workbook
from integrated.record.decide import Version
from integrated.record.paper import FOR_OFFICERS, VERBATIM, Grid, Heading, Paper, Text
from integrated.record.record import reopen, seal
from integrated.record.text import cleaned
from integrated.views.event_words import KINDS, about, kind_words, told
from integrated.views.paper_pictures import Pictures, pictures
from integrated.views.record_paper import record_paper
from integrated.views.record_tables import readme, record_tables
from tests.unit.exchange.papers import HOSTILE
from tests.unit.record.test_history import decision
from tests.unit.views.records import record

SECTIONS = [
    "Purpose",
    "Recommendations",
    "Background",
    "Options considered, including doing nothing new",
    "Evidence from three perspectives",
    "Consultation",
    "Equalities",
    "Risks",
    "Disagreement, word for word",
    "Financial implications",
    "Legal implications",
    "Looking again",
    "Appendix: judgements",
    "Appendix: how we work",
    "Appendix: sources",
    "Appendix: hashes",
    "Appendix: limits",
]
NO_PICTURES = Pictures()
VERSION = Version("record-1", 3, "Chair", None, "b" * 64, "{}")


def paper(words: str = "because we say so") -> Paper:
    return record_paper(record(words), None, NO_PICTURES)


def texts(made: Paper, section: str) -> list[str]:
    return [f"{block.lead} {block.words}".strip() for block in made.section(section) if isinstance(block, Text)]


def grid(made: Paper, caption: str) -> Grid:
    return next(block for block in made.blocks if isinstance(block, Grid) and block.caption == caption)


def test_the_sections_stand_in_the_order_of_a_council_paper() -> None:
    assert [block.words for block in paper().blocks if isinstance(block, Heading) and block.level == 1] == SECTIONS


def test_a_draft_says_so_and_a_version_says_who_signed() -> None:
    assert texts(paper(), "nowhere") == []
    assert paper().blocks[0] == Text("Draft, not signed", lead="Status:")
    signed = record_paper(record(), VERSION, NO_PICTURES)
    assert signed.blocks[0] == Text("Version 3, signed by Chair", lead="Status:")
    assert signed.foot.startswith("Version 3 · SHA-256 ")


def test_doing_nothing_is_among_the_options_and_gaps_are_named() -> None:
    rows = grid(paper(), "Options considered").rows
    assert rows[0][0] == "A Continue as now (do nothing new)"
    assert rows[0][2:] == ("Cost not entered", *["Not entered yet."] * 4)
    assert rows[2][2] == "£100 to £200 a year each"


def test_not_known_is_never_a_level() -> None:
    rows = grid(paper(), "Each option, three ways, on homelessness").rows
    assert rows[0][1:4] == ("The comparison",) * 3
    assert rows[2][1] == "Not known. Not searched."
    assert "That is not the same as “no effect”." in texts(paper(), "C Never studied")
    assert "That is not the same as “no effect”." not in texts(paper("w"), "B w")


def test_red_lines_and_clashes_come_with_their_answers_and_the_unanswered_ones_say_so() -> None:
    found = texts(paper("w"), "Red lines")
    assert found == [
        "Red line: w object strongly to C Never studied: w",
        "Answer: Something will change: w Owner: w. By 1 January 2027. What the group said: w",
        "Red line: Young parents object strongly to B w. Suggested by what people said; nobody has answered it.",
    ]
    assert texts(paper("w"), "Where the perspectives pull apart")[-1] == "What we make of it: w"


def test_dissent_stands_word_for_word_by_role() -> None:
    words = "The money should go elsewhere.\nAll of it."
    found = paper(words).section("Disagreement, word for word")
    assert found == (Text(words, VERBATIM, lead=f"{words}, on C Never studied:"),)


def test_finance_and_legal_are_left_to_the_officers() -> None:
    made = paper("a note")
    assert texts(made, "Financial implications") == ["Note from a note: a note", "[officer to complete]"]
    assert made.section("Legal implications") == (Text("[officer to complete]", FOR_OFFICERS),)


def test_equalities_name_every_characteristic_and_the_duty() -> None:
    made = paper("w")
    rows = grid(made, "Who is affected, and how").rows
    assert rows[0] == ("Age", "Some of both", "w")
    assert rows[-1] == ("Care experience", "Not considered", "")
    assert len(rows) == 10
    assert "does not discharge it" in texts(made, "Equalities")[0]


def test_hidden_counts_are_called_hidden_and_only_figures_that_are_asked_for_are_shown() -> None:
    made = paper("w")
    assert grid(made, "Who said what about B w, in people").rows == (
        ("Young people", "7", "hidden", "hidden", "0", "12"),
    )
    figures = grid(made, "Local figures: There").rows
    assert figures == (("In suitable homes", "85%", "year ending 31 March 2019"),)


def test_the_hash_of_the_whole_record_and_of_every_input_is_printed() -> None:
    made = record()
    table = grid(record_paper(made, None, NO_PICTURES), "SHA-256 of the record, of every input, of every file")
    rows = {row[0]: row[1] for row in table.rows}
    assert rows["The whole record"] == made.sha256
    assert {f"Input: {name}" for name in made.inputs} <= set(rows)
    assert rows["File: effect.csv"] == "a" * 64


def test_the_badge_is_there_because_something_is_illustrative() -> None:
    assert paper().badge == "Illustrative: the workshop and the map are made up for an example"
    made = record()
    real = {name: value for name, value in made.inputs.items() if name not in {"engagements", "map"}}
    assert record_paper(seal(made.decision, real), None, NO_PICTURES).badge is None


def test_a_record_without_weights_is_a_whole_paper() -> None:
    from integrated.record.record import seal

    bare = seal(decision(("framed", "*", {"question": "Which first?"})), {})
    made = record_paper(bare, None, NO_PICTURES)
    assert "Nobody’s weights were recorded. A record is valid without them." in texts(
        made, "What matters most, and who comes first"
    )
    assert council_paper(made)[:2] == b"PK"


def test_every_kind_of_words_survives_every_format() -> None:
    words = "\n".join(HOSTILE)
    made = record(words)
    written = record_paper(made, None, NO_PICTURES)
    kept = cleaned(words)
    document = Document(io.BytesIO(council_paper(written)))
    quotes = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Quote"]
    assert quotes == [f"{cleaned(words[:300])}, on C Never studied: {kept}"]
    page = record_page_html(written).decode()
    assert "<script" not in page
    assert page.count("<img") == 0
    book = openpyxl.load_workbook(io.BytesIO(record_workbook(readme(made, None), record_tables(made))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert book["Disagreement"]["B2"].value == kept


def test_a_record_edited_by_hand_still_makes_a_paper_that_says_it_was_changed() -> None:
    body = json.loads(record().content)
    for name in ("studies", "heard", "routes", "map", "place", "told", "risk checks", "sources", "engagements"):
        body["inputs"][name] = "gone"
    changed = reopen(json.dumps(body))
    made = record_paper(changed, None, NO_PICTURES)
    assert len([b for b in made.blocks if isinstance(b, Text) and b.lead == "Changed since it was sealed:"]) >= 9
    assert record_workbook(readme(changed, None), record_tables(changed))[:2] == b"PK"


def test_charts_come_as_pictures_with_words_that_say_the_same() -> None:
    drawn = pictures(record("w"))
    assert set(drawn.forests) == {"b"}
    plot = drawn.forests["b"]
    assert plot.png[:8] == b"\x89PNG\r\n\x1a\n"
    assert "one: 0.80 [0.60, 1.00]" in plot.alt
    assert "All together" not in plot.alt
    assert drawn.triangle is not None
    assert "B w: first in" in drawn.triangle.alt


def test_the_workbook_has_a_sheet_for_every_table_with_numbers_as_numbers() -> None:
    made = record()
    book = openpyxl.load_workbook(io.BytesIO(record_workbook(readme(made, VERSION), record_tables(made))))
    assert book.sheetnames[0] == "README"
    assert {"Options", "Judgements", "Studies", "People", "Equalities", "Events", "Sources", "Hashes"} <= set(
        book.sheetnames
    )
    assert dict(book["README"].iter_rows(min_row=2, values_only=True))["SHA-256 of the record"] == made.sha256
    studies = list(book["Studies"].iter_rows(values_only=True))
    assert [row[studies[0].index("effect")] for row in studies[1:]] == [0.8, -0.5, 3]
    people = list(book["People"].iter_rows(values_only=True))
    assert people[1][3:] == (7, "hidden", "hidden", 0, 12)
    assert len(list(book["Events"].iter_rows())) == len(made.decision.events) + 1


def test_every_kind_of_event_has_a_name_and_a_line_in_the_history() -> None:
    decision = record("some words").decision
    assert {event.kind for event in decision.events} >= set(KINDS)
    for event in decision.events:
        assert told(event, decision).strip()
        assert kind_words(event.kind)
        assert "_" not in about(event, decision)
    long = record("w" * 3000).decision
    assert max(len(told(event, long)) for event in long.events) <= 220
