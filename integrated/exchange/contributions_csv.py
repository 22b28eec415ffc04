"""What people said as CSV, and shares of the population as CSV: rows checked, with what to write instead."""

from integrated.co_production.themes import STANCES
from integrated.co_production.voices_in import IncomingContribution, IncomingShares, IncomingWords, RowProblem
from integrated.exchange.delimited import Unreadable, read_table

CONTRIBUTION_COLUMNS = ("group", "words", "consent", "person", "option", "stance", "condition", "age_band")
NEEDED = ("group", "words", "consent")
CONSENTS = ("public", "internal", "counts_only")
SHARE_COLUMNS = ("dimension", "category", "share", "source", "period")
LONGEST = 4_000
MOST_PROBLEMS = 50


def template() -> bytes:
    """A file to fill in: the heading and one row that says what belongs where."""
    return (
        "group,words,consent,person,option,stance,condition,age_band\r\n"
        "Care leavers 18–21,What the person said,public,1,B,conditional,I can still come and go,18–21\r\n"
    ).encode("utf-8-sig")


def read_contributions(content: bytes, name: str = "The file") -> IncomingWords:
    """Read contributions; nothing of them is shown before somebody has read them.

    Parameters
    ----------
    content : CSV with group, words, consent (public, internal or counts_only), and optionally person (what ties the
        rows of one person together), option, stance, condition, age_band.

    Raises
    ------
    Unreadable
        If it is no such table at all.
    """
    header, rows = _table(content, NEEDED)
    problems: list[RowProblem] = []
    found = []
    for number, cells in rows:
        row = dict(zip(header, cells, strict=False))
        wrong = _wrong_contribution(row, len(cells), len(header))
        if wrong:
            problems.append(RowProblem(name, number, *wrong))
            continue
        found.append(
            IncomingContribution(
                person=row.get("person") or f"row {number}",
                group=row["group"],
                words=row["words"],
                consent=row["consent"],
                option=row.get("option", ""),
                stance=row.get("stance", ""),
                condition=row.get("condition", ""),
                age_band=row.get("age_band", ""),
            )
        )
    groups: dict[str, set[str]] = {}
    for each in found:
        groups.setdefault(each.person, set()).add(each.group)
    several = sum(len(held) > 1 for held in groups.values())
    notes = [f"{several} people stand in more than one group; each counts in the first."] if several else []
    unknown = [each for each in header if each not in CONTRIBUTION_COLUMNS]
    if unknown:
        notes.append(f"Columns that are not read: {', '.join(unknown)[:200]}.")
    return IncomingWords(tuple(found), (), tuple(problems[:MOST_PROBLEMS]), tuple(notes))


def _wrong_contribution(row: dict[str, str], cells: int, columns: int) -> tuple[str | None, str, str] | None:
    """(column, value, what to do) of the first thing wrong with a row."""
    if cells != columns:
        return None, "", f"The row has {cells} cells, the heading {columns}: is a quotation mark missing?"
    if not row["group"]:
        return "group", "", "Say which group the person belongs to; write “not recorded” if nobody knows."
    if row["consent"] not in CONSENTS:
        return (
            "consent",
            row["consent"],
            f"Write {', '.join(CONSENTS[:2])} or {CONSENTS[2]}: what the person agreed to.",
        )
    if row["consent"] == "counts_only" and row["words"]:
        return "words", row["words"], "This person agreed to be counted only: take the words out of the file."
    if len(row["words"]) > LONGEST:
        return "words", row["words"], f"At most {LONGEST:,} characters: split it into what is about one thing each."
    stance = row.get("stance", "")
    if stance and stance not in STANCES:
        return "stance", stance, f"Write {', '.join(STANCES[:3])} or {STANCES[3]}, or leave it empty."
    if stance and not row.get("option"):
        return "option", "", "A stance needs the option it is about."
    return None


def read_shares(content: bytes, name: str = "The file") -> IncomingShares:
    """Read shares of the population: dimension, category, share (0 to 1), source, period.

    Raises
    ------
    Unreadable
        If it is no such table at all.
    """
    header, rows = _table(content, SHARE_COLUMNS)
    problems: list[RowProblem] = []
    found: list[dict[str, str | float]] = []
    seen: set[tuple[str, str]] = set()
    for number, cells in rows:
        row = dict(zip(header, cells, strict=False))
        wrong = _wrong_share(row, seen)
        if wrong:
            problems.append(RowProblem(name, number, *wrong))
            continue
        seen.add((row["dimension"], row["category"]))
        found.append({**{each: row[each] for each in SHARE_COLUMNS}, "share": float(row["share"])})
    notes = []
    for dimension in dict.fromkeys(str(each["dimension"]) for each in found):
        total = sum(float(each["share"]) for each in found if each["dimension"] == dimension)
        if total > 1.01:
            fix = f"The shares of “{dimension}” add up to {total:.2f}; together they can be 1 at most."
            problems.append(RowProblem(name, None, "share", "", fix))
        elif total < 0.98:
            notes.append(f"The shares of “{dimension}” add up to {total:.2f}: some people are in none of them.")
    return IncomingShares(tuple(found), tuple(problems[:MOST_PROBLEMS]), tuple(notes))


def _wrong_share(row: dict[str, str], seen: set[tuple[str, str]]) -> tuple[str | None, str, str] | None:
    for column in SHARE_COLUMNS:
        if not row.get(column):
            return column, "", "Every share needs its attribute, category, source and period (a year or a date)."
    if (row["dimension"], row["category"]) in seen:
        return "category", row["category"], "This category stands in the file twice: leave one of them out."
    if not any(mark.isdigit() for mark in row["period"]):
        return "period", row["period"], "Write the year or the day the figure is of, such as 31 March 2024."
    try:
        share = float(row["share"])
    except ValueError:
        return "share", row["share"], "Write a share between 0 and 1 with a point, such as 0.35 for 35%."
    if not 0 <= share <= 1:
        return "share", row["share"], "Write a share between 0 and 1, such as 0.35 for 35%."
    return None


def _table(content: bytes, needed: tuple[str, ...]) -> tuple[list[str], tuple[tuple[int, tuple[str, ...]], ...]]:
    table = read_table(content)
    header = [each.strip().lower().replace(" ", "_") for each in table.header]
    missing = [each for each in needed if each not in header]
    if missing:
        raise Unreadable(f"The column {missing[0]} is missing. Your file has: {', '.join(table.header)[:200]}.")
    if len(set(header)) < len(header):
        raise Unreadable("Two columns have the same name: rename one of them.")
    return header, table.rows
