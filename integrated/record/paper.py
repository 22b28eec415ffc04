"""A paper as a value: headings, texts, lists, tables and pictures in reading order, before any file format."""

from dataclasses import dataclass, field

PLAIN, QUIET, VERBATIM, FOR_OFFICERS = "plain", "quiet", "verbatim", "for officers"


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 opens a section, 2 and 3 stand inside it."""

    words: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    """One paragraph.

    Attributes
    ----------
    words : as written by a person or by the product; plain text.
    manner : "plain", "quiet" (small print), "verbatim" (someone's own words), "for officers" (theirs to fill in).
    lead : a few words in bold before it, or "".
    """

    words: str
    manner: str = PLAIN
    lead: str = ""


@dataclass(frozen=True)
class Points:
    """A list; each item is plain text."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Grid:
    """A table whose first row is its head.

    Attributes
    ----------
    caption : what it shows, in one line; read out before it.
    head : column names. rows : cells as text, as many as `head`.
    widths : shares of the page width, sum 1; empty for equal ones.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Refuse rows that are longer or shorter than the head: a cell would stand under the wrong name."""
        for row in (*self.rows, *([self.widths] if self.widths else [])):
            if len(row) != len(self.head):
                raise ValueError(
                    f"{self.caption}: {len(self.head)} columns are named, got {len(row)} cells: {row!r:.80}"
                )


@dataclass(frozen=True)
class Picture:
    """A chart, ready as PNG, with the words that say the same."""

    png: bytes
    alt: str
    caption: str
    width_cm: float = 15.5


Block = Heading | Text | Points | Grid | Picture


@dataclass(frozen=True)
class Paper:
    """A whole paper.

    Attributes
    ----------
    title, subtitle : on its first page, and in the properties of the file.
    badge : what is illustrative about it, or None; repeated on every page.
    foot : in the foot of every page: which version, sealed under which hash.
    blocks : in reading order.
    language : as in BCP 47.
    """

    title: str
    subtitle: str
    badge: str | None
    foot: str
    blocks: tuple[Block, ...] = field(default=())
    language: str = "en-GB"

    def section(self, heading: str) -> tuple[Block, ...]:
        """The blocks under a heading, up to the next one of its level or above; empty when there is none."""
        found: list[Block] = []
        level: int | None = None
        for block in self.blocks:
            if isinstance(block, Heading):
                if level is not None and block.level <= level:
                    break
                if level is None and block.words == heading:
                    level = block.level
                    continue
            if level is not None:
                found.append(block)
        return tuple(found)
