"""The .html stands alone: nothing from outside, no script, real headings and tables, and it prints."""

from html.parser import HTMLParser

import pytest

from integrated.exchange.record_page_html import record_page_html
from integrated.record.text import cleaned
from tests.unit.exchange.papers import HOSTILE, paper


class Read(HTMLParser):
    """Tags with their attributes, and the text under each kind of tag."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1], data))


ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "main", "header", "footer", "h1", "h2", "h3", "p", "span", "b"),
    *("i", "blockquote", "ul", "ol", "li", "div", "table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("figure", "img", "figcaption"),
}


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_a_person_typed_stays_words(words: str) -> None:
    read = Read(record_page_html(paper(words)))
    assert read.open == []
    assert {tag for tag, _ in read.tags} <= ALLOWED
    assert not any(name.startswith("on") for _, attributes in read.tags for name in attributes)
    assert ("li", cleaned(words)) in read.texts


def test_nothing_is_asked_for_outside_the_file() -> None:
    page = record_page_html(paper()).decode()
    read = Read(record_page_html(paper()))
    for _, attributes in read.tags:
        assert "href" not in attributes
        assert (attributes.get("src") or "data:").startswith("data:image/png;base64,") or "src" not in attributes
    assert "url(" not in page and "@import" not in page
    policy = next(a["content"] for tag, a in read.tags if tag == "meta" and a.get("http-equiv"))
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def test_it_has_a_language_a_title_headings_in_order_and_named_columns() -> None:
    read = Read(record_page_html(paper("x")))
    assert dict(read.tags)["html"]["lang"] == "en-GB"
    assert ("title", "What should we fund? x") in read.texts
    assert [t for t in read.texts if t[0] in {"h1", "h2", "h3"}] == [
        ("h1", "What should we fund? x"),
        ("h2", "Purpose"),
        ("h3", "Finance"),
        ("h2", "Options"),
    ]
    scopes = [attributes["scope"] for tag, attributes in read.tags if tag == "th"]
    assert scopes == ["col", "col", "row", "row"]
    assert next(a["alt"] for tag, a in read.tags if tag == "img") == "Forest plot. x"


def test_it_prints_on_a4_with_heads_that_repeat() -> None:
    page = record_page_html(paper()).decode()
    assert "@page { size: A4" in page
    assert "thead { display: table-header-group; }" in page
    assert "break-inside: avoid" in page


def test_the_badge_is_there_only_when_something_is_illustrative() -> None:
    assert ("span", "Illustrative: an example") in Read(record_page_html(paper())).texts
    assert all("Illustrative" not in words for _, words in Read(record_page_html(paper(badge=None))).texts)
