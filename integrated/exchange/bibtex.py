"""References in BibTeX, read by a small scanner that pairs braces and runs nothing."""

import re

from integrated.exchange.ris import MOST_REFERENCES, YEAR
from integrated.what_works.incoming import CellProblem, Reference

ENTRY = re.compile(r"@([A-Za-z]+)\s*([{(])")
FIELD = re.compile(r"\s*([A-Za-z][\w\-]*)\s*=\s*")
PASSED_OVER = frozenset({"comment", "preamble", "string"})
ACCENT = re.compile(r"\\[\"'`^~=.cuvHtdbrk]\s*\{?\\?([A-Za-z])\}?")
LONGEST_ENTRY = 100_000


def looks_like_bibtex(text: str) -> bool:
    """Whether the text holds an entry."""
    return bool(ENTRY.search(text[:20_000]))


def read_bibtex(text: str) -> tuple[tuple[Reference, ...], tuple[CellProblem, ...]]:
    """References and what is wrong with single ones; those without a title, or never closed, are named."""
    found: list[Reference] = []
    problems: list[CellProblem] = []
    place, line, counted = 0, 1, 0
    while entry := ENTRY.search(text, place):
        line += text.count("\n", counted, entry.start())
        counted = entry.start()
        end = _end(text, entry.end(), "}" if entry.group(2) == "{" else ")")
        if end is None:
            # What follows cannot be told apart any more; looking on from every further entry would take n² steps.
            problems.append(CellProblem(line, None, "", "this entry is never closed: a brace is missing"))
            break
        place = end
        if entry.group(1).lower() in PASSED_OVER:
            continue
        fields = _fields(text[entry.end() : end - 1])
        title = fields.get("title", "")
        if not title:
            problems.append(CellProblem(line, "title", "", "this reference has no title: add one, or delete it"))
            continue
        year = YEAR.search(fields.get("year", "") or fields.get("date", ""))
        authors = tuple(each.strip() for each in re.split(r"\s+and\s+", fields.get("author", "")) if each.strip())
        found.append(
            Reference(
                title[:500],
                tuple(_surname_first(each)[:120] for each in authors[:50]),
                year.group() if year else "",
                next((fields[n] for n in ("journal", "booktitle", "publisher", "institution") if fields.get(n)), "")[
                    :300
                ],
                fields.get("doi", "").removeprefix("https://doi.org/")[:200],
            )
        )
        if len(found) > MOST_REFERENCES:
            return (), (CellProblem(None, None, "", f"The file has over {MOST_REFERENCES:,} references: split it."),)
    return tuple(found), tuple(problems)


def _end(text: str, start: int, close: str) -> int | None:
    """Where an entry that was opened before `start` ends, None if it never does."""
    depth = 1 if close == "}" else 0
    for place in range(start, min(len(text), start + LONGEST_ENTRY)):
        letter = text[place]
        if letter == "{":
            depth += 1
        elif letter == "}":
            depth -= 1
            if depth == 0 and close == "}":
                return place + 1
        elif letter == ")" and close == ")" and depth == 0:
            return place + 1
    return None


def _fields(body: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    place = body.find(",") + 1
    while place and (field := FIELD.match(body, place)):
        value, place = _value(body, field.end())
        fields.setdefault(field.group(1).lower(), _plain(value))
        following = body.find(",", place)
        place = following + 1 if following >= 0 else 0
    return fields


def _value(body: str, start: int) -> tuple[str, int]:
    """A value in braces, in quotation marks, or bare, and where it ends."""
    opened = body[start : start + 1]
    if opened not in ("{", '"'):
        end = body.find(",", start)
        end = len(body) if end < 0 else end
        return body[start:end], end
    depth = 0
    for place in range(start, len(body)):
        letter = body[place]
        if letter == "{":
            depth += 1
        elif letter == "}":
            depth -= 1
        closed = depth == 0 and (letter == "}" if opened == "{" else letter == '"' and place > start)
        if closed:
            return body[start + 1 : place], place + 1
    return body[start + 1 :], len(body)


def _plain(value: str) -> str:
    value = ACCENT.sub(r"\1", value)
    value = re.sub(r"\\([&%$#_])", r"\1", value)
    return " ".join(re.sub(r"[{}]", "", value).split())


def _surname_first(author: str) -> str:
    if "," in author or " " not in author:
        return author
    given, _, surname = author.rpartition(" ")
    return f"{surname}, {given}"
