"""A Polis export: comments.csv with participants-votes.csv or votes.csv, read into people x statements.

In these files 1 is agree, -1 disagree and 0 pass; an empty cell was not seen.
"""

import csv
import io
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from integrated.co_production.voices_in import IncomingStatement, IncomingVotes, RowProblem
from integrated.exchange.delimited import MOST_BYTES, Unreadable, read_text

MOST_STATEMENTS, MOST_PEOPLE, MOST_CELLS = 3_000, 20_000, 20_000_000
MOST_PROBLEMS = 50
LONGEST = 1_000
VOTES = {"1": 1.0, "-1": -1.0, "0": 0.0, "": np.nan, "1.0": 1.0, "-1.0": -1.0, "0.0": 0.0}
GROUP_COLUMNS = ("group", "group-id", "group_id")
PERSON_COLUMNS = ("participant", "participant-id", "voter-id")
VOTE_FIX = "A vote is 1 (agree), 0 (pass) or -1 (disagree); leave the cell empty where it was not seen."


def read_polis(files: Mapping[str, bytes]) -> IncomingVotes:
    """Read the files of one conversation.

    Parameters
    ----------
    files : file name to content; comments (with "comment" in the name or its columns), and votes, wide or long.

    Returns
    -------
    IncomingVotes, with the first 50 problems named by file, row and column.

    Raises
    ------
    Unreadable
        If a file is missing, too large or no such table at all.
    """
    statements: dict[str, str] = {}
    wide = long = None
    problems: list[RowProblem] = []
    for name, content in files.items():
        header, rows = _table(name, content)
        if "comment-body" in header or "comment_body" in header:
            statements |= _statements(name, header, rows, problems)
        elif "vote" in header and _index(header, PERSON_COLUMNS) is not None:
            long = (name, header, rows)
        elif _index(header, PERSON_COLUMNS) is not None:
            wide = (name, header, rows)
        else:
            raise Unreadable(f"{name} is no file of a Polis export: its columns are {', '.join(header[:6])}.")
    if not statements:
        raise Unreadable("The statements are missing: add comments.csv of the same export.")
    if wide is not None:
        return _wide(*wide, statements, problems)
    if long is not None:
        return _long(*long, statements, problems)
    raise Unreadable("The votes are missing: add participants-votes.csv (or votes.csv) of the same export.")


Rows = list[list[str]]


def _table(name: str, content: bytes) -> tuple[list[str], Rows]:
    if len(content) > MOST_BYTES:
        raise Unreadable(
            f"{name} has {len(content) / 1_048_576:.0f} MB; at most 10 MB are read. Use participants-votes.csv, "
            "which holds the same votes in less room."
        )
    text = read_text(content)
    first = text.split("\n", 1)[0]
    if first.count(",") > MOST_STATEMENTS + 20 or (first.count(",") + 1) * text.count("\n") > MOST_CELLS:
        raise Unreadable(f"{name} has more cells than can be read ({MOST_STATEMENTS:,} statements at most).")
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if any(row)]
    except csv.Error:
        raise Unreadable(f"{name}: the cells cannot be told apart; export it again.") from None
    return [each.strip().lower() for each in rows[0]], rows[1:]


def _index(header: list[str], names: tuple[str, ...]) -> int | None:
    return next((header.index(name) for name in names if name in header), None)


def _statements(name: str, header: list[str], rows: Rows, problems: list[RowProblem]) -> dict[str, str]:
    key, body = header.index("comment-id"), header.index("comment-body")
    moderated = header.index("moderated") if "moderated" in header else None
    found: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            _note(problems, name, number, None, "", f"The row has {len(row)} cells, the heading {len(header)}.")
        elif not row[body].strip():
            _note(problems, name, number, "comment-body", "", "The statement has no words: take the row out.")
        elif moderated is None or row[moderated].strip() != "-1":
            found[row[key].strip()] = row[body].strip()[:LONGEST]
    return found


def _note(problems: list[RowProblem], name: str, row: int | None, column: str | None, value: str, fix: str) -> None:
    if len(problems) < MOST_PROBLEMS:
        problems.append(RowProblem(name, row, column, value, fix))


def _wide(
    name: str, header: list[str], rows: Rows, statements: dict[str, str], problems: list[RowProblem]
) -> IncomingVotes:
    person = _index(header, PERSON_COLUMNS)
    group = _index(header, GROUP_COLUMNS)
    assert person is not None
    places = [(at, each) for at, each in enumerate(header) if each in statements]
    if len(rows) > MOST_PEOPLE:
        raise Unreadable(f"{name} has {len(rows):,} people; at most {MOST_PEOPLE:,} are read.")
    votes = np.full((len(rows), len(places)), np.nan)
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            _note(problems, name, number, None, "", f"The row has {len(row)} cells, the heading {len(header)}.")
            continue
        try:
            votes[number - 2] = [VOTES[row[at]] for at, _ in places]
        except KeyError:
            for column, (at, key) in enumerate(places):
                value = row[at].strip()
                if value in VOTES:
                    votes[number - 2, column] = VOTES[value]
                else:
                    _note(problems, name, number, key, value, VOTE_FIX)
    return _checked(
        name,
        [key for _, key in places],
        [row[person].strip() if len(row) > person else "" for row in rows],
        votes,
        [row[group].strip() if group is not None and len(row) > group else "" for row in rows],
        statements,
        problems,
    )


def _long(
    name: str, header: list[str], rows: Rows, statements: dict[str, str], problems: list[RowProblem]
) -> IncomingVotes:
    person, comment, vote = _index(header, PERSON_COLUMNS), header.index("comment-id"), header.index("vote")
    assert person is not None
    keys = {key: at for at, key in enumerate(statements)}
    people: dict[str, int] = {}
    cast: list[tuple[int, int, float]] = []
    left_out = 0
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            _note(problems, name, number, None, "", f"The row has {len(row)} cells, the heading {len(header)}.")
            continue
        value = row[vote].strip()
        if value not in VOTES or not value:
            _note(problems, name, number, "vote", value, VOTE_FIX)
        elif row[comment].strip() not in keys:
            left_out += 1
        else:
            at = people.setdefault(row[person].strip(), len(people))
            cast.append((at, keys[row[comment].strip()], VOTES[value]))
    if len(people) * len(keys) > MOST_CELLS:
        raise Unreadable(f"{name} has {len(people):,} people on {len(keys):,} statements: more than can be read.")
    votes = np.full((len(people), len(keys)), np.nan)
    for at, column, one in cast:  # the last vote of a person on a statement counts, as in Polis
        votes[at, column] = one
    notes = [f"{left_out:,} votes on statements that are not in comments.csv, or were moderated out, are left out."]
    return _checked(
        name, list(keys), list(people), votes, [""] * len(people), statements, problems, notes if left_out else []
    )


def _checked(
    name: str,
    keys: list[str],
    people: list[str],
    votes: NDArray[np.float64],
    labels: list[str],
    statements: dict[str, str],
    problems: list[RowProblem],
    notes: list[str] | None = None,
) -> IncomingVotes:
    told = list(notes or [])
    twice = {each for each in people if people.count(each) > 1} if len(set(people)) < len(people) else set()
    for each in sorted(twice)[:MOST_PROBLEMS]:
        _note(problems, name, None, "participant", each, "This person stands in two rows: leave one of them out.")
    seen = ~np.isnan(votes)
    nobody_saw = int((~seen.any(axis=0)).sum()) + len([key for key in statements if key not in set(keys)])
    if nobody_saw:
        told.append(f"{nobody_saw:,} statements were seen by nobody; they are kept without a vote.")
    silent = int((~seen.any(axis=1)).sum())
    if silent:
        told.append(f"{silent:,} people gave no vote; they are left out.")
    groupless = sum(not label for label in labels)
    if groupless and groupless < len(labels):
        told.append(f"{groupless:,} people have no group in the file.")
    keep = np.flatnonzero(seen.any(axis=1))
    every = [*keys, *(key for key in statements if key not in set(keys))]
    full = np.full((len(keep), len(every)), np.nan)
    full[:, : len(keys)] = votes[keep]
    return IncomingVotes(
        statements=tuple(IncomingStatement(key, statements[key]) for key in every),
        people=tuple(people[at] for at in keep),
        votes=full,
        labels=tuple(labels[at] for at in keep),
        problems=tuple(problems),
        notes=tuple(told),
    )
