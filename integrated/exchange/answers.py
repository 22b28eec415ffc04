"""A CSV of answers from Slido, Mentimeter or a form: columns of words, without names, addresses and times."""

import csv
import io
import re
from dataclasses import dataclass

MOST_BYTES = 10 * 1024 * 1024
MOST_COLUMNS = 200
MOST_ROWS = 100_000
MOST_LETTERS = 20_000
PERSONAL = re.compile(
    r"\b(?:name|e-?mail|user|participant|author|phone|address|ip|id|time|timestamp|date|started|start|completed|"
    r"completion|submitted|created|votes?|score|upvotes|downvotes|label|status|session)\b",
    re.IGNORECASE,
)
LIKELY = re.compile(r"\b(?:question|answer|response|idea|comment|text|words|message|post)", re.IGNORECASE)


@dataclass(frozen=True)
class Answers:
    """Answers by column; `likely` is the column that most likely holds what people wrote."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    likely: str

    def of(self, column: str) -> tuple[str, ...]:
        """The answers in one column that are not empty."""
        place = self.columns.index(column)
        return tuple(row[place] for row in self.rows if row[place])


def read_answers(content: bytes) -> Answers | str:
    """Read a CSV file of answers.

    Parameters
    ----------
    content : the file; UTF-8 or UTF-16 with a mark, else UTF-8 or Windows-1252; comma, semicolon or tab.

    Returns
    -------
    Answers with a header's columns, those that name a person, an address or a time left out; or one sentence that says
    what is wrong and what to do.
    """
    if len(content) > MOST_BYTES:
        return f"The file has {len(content) / 1024 / 1024:.0f} MB; at most 10 MB can be read. Split it."
    lines = _text(content).splitlines()
    first = next((line for line in lines if line.strip()), "")
    if not first:
        return "The file is empty. Export the answers once more, as CSV."
    separator = max(",;\t", key=first.count)
    if first.count(separator) >= MOST_COLUMNS:
        return f"The file has more than {MOST_COLUMNS} columns. Leave only those with answers."
    if len(lines) > MOST_ROWS:
        return f"The file has {len(lines)} lines; at most {MOST_ROWS} can be read. Split it."
    table = [row for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=separator) if any(map(str.strip, row))]
    head = [name.strip() or f"Column {place}" for place, name in enumerate(table[0], start=1)]
    kept = [place for place, name in enumerate(head) if not PERSONAL.search(name)]
    if not kept or len(table) < 2:
        return f"No answers were found. The columns are: {', '.join(head[:10])}. One must hold what people wrote."
    rows = tuple(
        tuple(row[place].strip()[:MOST_LETTERS] if place < len(row) else "" for place in kept) for row in table[1:]
    )
    columns = _unlike([head[place] for place in kept])
    return Answers(columns, rows, _likely(columns, rows))


def _text(content: bytes) -> str:
    for encoding in ("utf-16",) if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace").replace("\x00", "")


def _unlike(names: list[str]) -> tuple[str, ...]:
    """Columns of the same name are told apart by a number."""
    return tuple(name if names.index(name) == place else f"{name} ({place + 1})" for place, name in enumerate(names))


def _likely(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    def letters(place: int) -> int:
        return sum(len(row[place]) for row in rows)

    return columns[
        max(range(len(columns)), key=lambda place: (LIKELY.search(columns[place]) is not None, letters(place)))
    ]
