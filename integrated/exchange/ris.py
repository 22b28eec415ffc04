"""References in RIS, as reference managers and databases export them."""

import re

from integrated.what_works.incoming import CellProblem, Reference

TAG = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*))?$")
MOST_REFERENCES = 5_000
LONGEST = 10_000
YEAR = re.compile(r"\d{4}")


def looks_like_ris(text: str) -> bool:
    """Whether the text begins with a RIS tag."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return bool(TAG.match(first.strip())) or first.startswith(("TY  -", "TY -"))


def read_ris(text: str) -> tuple[tuple[Reference, ...], tuple[CellProblem, ...]]:
    """References and what is wrong with single ones; those without a title are named.

    Source: the RIS format specification (tags of two letters, TY first, ER last).
    """
    found: list[Reference] = []
    problems: list[CellProblem] = []
    fields: dict[str, list[str]] = {}
    begun, last = 0, ""
    for number, line in enumerate([*text.splitlines(), "ER  - "], start=1):
        tagged = TAG.match(line.strip())
        if tagged is None:
            if last and line.strip() and len(fields[last][-1]) < LONGEST:
                fields[last][-1] = f"{fields[last][-1]} {line.strip()}"
            continue
        tag, value = tagged.group(1), (tagged.group(2) or "").strip()
        if (tag in ("TY", "ER")) and fields:
            _finish(fields, begun, found, problems)
            fields, last = {}, ""
        if tag == "ER":
            continue
        begun = begun if fields else number
        fields.setdefault(tag, []).append(value)
        last = tag
        if len(found) > MOST_REFERENCES:
            return (), (CellProblem(None, None, "", f"The file has over {MOST_REFERENCES:,} references: split it."),)
    return tuple(found), tuple(problems)


def _finish(fields: dict[str, list[str]], begun: int, found: list[Reference], problems: list[CellProblem]) -> None:
    def first(*tags: str) -> str:
        return next((value for tag in tags for value in fields.get(tag, ()) if value), "")

    title = first("TI", "T1", "CT", "BT")
    if not title:
        problems.append(CellProblem(begun, "TI", "", "this reference has no title: add one, or delete it"))
        return
    year = YEAR.search(first("PY", "Y1", "DA"))
    authors = tuple(value for tag in ("AU", "A1") for value in fields.get(tag, ()) if value)
    found.append(
        Reference(
            title[:500],
            tuple(each[:120] for each in authors[:50]),
            year.group() if year else "",
            first("JO", "JF", "T2", "JA", "PB")[:300],
            re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", first("DO"), flags=re.IGNORECASE)[:200],
        )
    )
