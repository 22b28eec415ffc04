"""Studies from a CSV file: the template, and reading it with a message for every cell that does not fit."""

import csv
import difflib
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from integrated.exchange.delimited import Table, Unreadable, read_table
from integrated.exchange.study_effect import StudyEffect, study_effect
from integrated.exchange.study_line import StudyLine
from integrated.what_works.effect_rows import missing
from integrated.what_works.incoming import Answers, CellProblem, HeldEvidence, Incoming
from integrated.what_works.primary_effects import primary_effects

COLUMNS = tuple(StudyLine.model_fields)
NEEDED = ("outcome", "programme", "citation", "design")
ALIASES = {
    "se": "standard_error",
    "sei": "standard_error",
    "stderr": "standard_error",
    "vi": "variance",
    "var": "variance",
    "yi": "effect",
    "lower": "ci_low",
    "upper": "ci_high",
    "ci_lower": "ci_low",
    "ci_upper": "ci_high",
    "n": "participants",
    "people": "participants",
    "study": "programme",
    "option_id": "option",
    "outcome_id": "outcome",
    "months": "follow_up_months",
}
OF_OUR_EXPORTS = frozenset({"is_primary", "published_standard_error", "data_check", "converted_from", "import_id"})
TEMPLATE_LINES = (
    {"programme": "Example A (replace)", "citation": "Author (2020)", "country": "GB", "design": "rct",
     "risk_of_bias_tool": "RoB 2", "risk_of_bias": "some concerns", "measure_kind": "scale", "follow_up_months": "12",
     "participants": "300", "metric": "smd_g", "effect": "0.20", "standard_error": "0.12"},
    {"programme": "Example B (replace)", "citation": "Author (2021)", "country": "GB", "design": "non_randomised",
     "risk_of_bias_tool": "ROBINS-I", "risk_of_bias": "serious", "measure_kind": "binary", "follow_up_months": "24",
     "events_option": "20", "total_option": "100", "events_comparison": "30", "total_comparison": "100"},
)  # fmt: skip
MOST_PROBLEMS = 500
MOST_STUDIES = 10_000
LONGEST_ID = 80
EXAMPLE = "(replace)"


def template(option: str, outcome: str) -> bytes:
    """A file to fill in, with two example lines, for one option and outcome."""
    names = [name for name in COLUMNS if name not in ("effect_id", "effect_towards_benefit", "excluded_because")]
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, names)
    writer.writeheader()
    writer.writerows({**line, "option": option, "outcome": outcome} for line in TEMPLATE_LINES)
    return buffer.getvalue().encode("utf-8-sig")


def read_studies(content: bytes, file_name: str, held: HeldEvidence, answers: Answers) -> Incoming:
    """Read and check a studies file; nothing is stored.

    Parameters
    ----------
    content : the file. file_name : its name, for the messages.
    held : what the store holds already.
    answers : what a person has said about this file.

    Returns
    -------
    Incoming. It never raises for a bad file: what is wrong stands in `problems`.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        table = read_table(content)
    except Unreadable as problem:
        wrong = (CellProblem(None, None, "", str(problem)),)
        return Incoming("studies_csv", clean_name(file_name), sha256, problems=wrong)
    return check_lines("studies_csv", table, clean_name(file_name), sha256, held, answers)


def check_lines(kind: str, table: Table, file_name: str, sha256: str, held: HeldEvidence, answers: Answers) -> Incoming:
    """Check lines whose columns are those of the template.

    Parameters
    ----------
    kind : of the import.
    table : heading and rows. file_name, sha256 : of the file. held, answers : as in `read_studies`.
    """
    names, problems = _heading(table.header)
    if len(table.rows) > MOST_STUDIES:
        fix = f"the file has {len(table.rows):,} rows; at most {MOST_STUDIES:,} studies are read at once. Split it."
        problems.append(CellProblem(None, None, "", f"T{fix[1:]}"))
    if problems:
        return Incoming(kind, file_name, sha256, total=len(table.rows), problems=tuple(problems))
    reader = _Lines(held, answers)
    for number, cells in table.rows:
        if len(reader.problems) >= MOST_PROBLEMS:
            break
        if len(cells) != len(names):
            fix = (
                f"the row has {len(cells)} cells, the heading {len(names)}: a comma or a quotation mark is out of place"
            )
            reader.problems.append(CellProblem(number, None, "", fix))
            continue
        reader.read(number, {name: cell for name, cell in zip(names, cells, strict=True) if name and cell})
    return Incoming(
        kind,
        file_name,
        sha256,
        rows=tuple(_with_primary(reader.rows, held)),
        total=len(table.rows),
        problems=tuple(reader.problems),
        oddities=tuple(reader.oddities),
        ask_direction=tuple(reader.ask_direction),
        new_outcomes=tuple(reader.new_outcomes),
    )


def clean_name(file_name: str) -> str:
    """A file's own name without folders and without signs that no name holds."""
    name = re.split(r"[/\\]", file_name)[-1]
    return "".join(each for each in name if unicodedata.category(each)[0] != "C")[:120] or "unnamed.csv"


def slug(text: str) -> str:
    """A name as an id: letters, digits and underscores, with a short hash where that would lose letters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    found = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")
    lost = sum(each.isalnum() for each in unicodedata.normalize("NFKD", text)) > sum(e.isalnum() for e in plain)
    if lost or not found or len(found) > LONGEST_ID:
        found = f"{found[:LONGEST_ID]}_{hashlib.sha256(text.encode()).hexdigest()[:8]}".lstrip("_")
    return found


def _heading(header: Iterable[str]) -> tuple[list[str], list[CellProblem]]:
    """Names of the columns ("" for those passed over), and what is wrong with them."""
    problems: list[CellProblem] = []
    names: list[str] = []
    for cell in header:
        key = re.sub(r"[\s\-]+", "_", cell.strip().lower())
        name = ALIASES.get(key, key)
        if name in OF_OUR_EXPORTS or (not name):
            names.append("")
            continue
        if name not in COLUMNS:
            near = difflib.get_close_matches(name[:40], COLUMNS, 1)
            meant = f": is it {near[0]}? Write that" if near else ": delete it, or rename it to one of the template's"
            problems.append(CellProblem(1, None, cell, f"no such column is known{meant}"))
        elif name in names:
            problems.append(CellProblem(1, None, cell, f"the column {name} is there twice: delete one"))
        names.append(name)
    for name in NEEDED:
        if name not in names:
            problems.append(CellProblem(1, None, "", f"the column {name} is missing: add it (see the template)"))
    return names, problems[:MOST_PROBLEMS]


class _Lines:
    """Reads one line after the other, and remembers what the earlier ones said."""

    def __init__(self, held: HeldEvidence, answers: Answers) -> None:
        self.held, self.answers = held, answers
        self.rows: list[dict[str, Any]] = []
        self.problems: list[CellProblem] = []
        self.oddities: list[CellProblem] = []
        self.ask_direction: dict[str, None] = {}
        self.new_outcomes: dict[str, None] = {}
        self.ids: dict[str, int] = {}
        self.same: dict[tuple[Any, ...], int] = {}
        self.options = _by_words(held.options, letters=True)
        self.outcomes = _by_words(held.outcomes)
        self.held_same = {_effect_key(row): row["effect_id"] for row in held.effects}
        self.held_samples = {_plain(str(row["citation"])): str(row["study_id"]) for row in held.effects}

    def read(self, number: int, cells: Mapping[str, str]) -> None:
        """One line: a row, or what is wrong with it."""
        try:
            line = StudyLine.model_validate(dict(cells))
        except ValidationError as error:
            self.problems += [_problem(number, item, cells) for item in error.errors(include_url=False)]
            return
        before = len(self.problems)
        if line.programme.endswith(EXAMPLE):
            fix = "this is an example of the template: write your own study over it, or delete the row"
            self.problems.append(CellProblem(number, "programme", line.programme, fix))
        option_id, outcome_id = self._option(number, line), self._outcome(number, line)
        try:
            found = study_effect(line)
        except ValueError as problem:
            column, fix = problem.args if len(problem.args) == 2 else ("effect", str(problem))
            self.problems.append(CellProblem(number, column, cells.get(column, ""), fix))
            return
        if len(self.problems) > before or outcome_id is None:
            return
        row = self._row(line, found, option_id, outcome_id)
        self._doubled(number, line, row)
        odd = [CellProblem(number, column, cells.get(column, ""), what) for column, what in found.oddities]
        odd += self._other_sample(number, line, row)
        self.oddities += odd
        row["data_check"] = "; ".join(filter(None, [line.note or "", *(each.fix for each in odd)])) or None
        self.rows.append(row)

    def _option(self, number: int, line: StudyLine) -> str | None:
        if line.option is None:
            if line.design != "correlational":
                fix = "the row names no option: write one, or design correlational where nothing was compared"
                self.problems.append(CellProblem(number, "option", "", fix))
            return None
        found = self.options.get(_plain(line.option))
        if found is None:
            known = ", ".join(self.held.options.values())
            fix = f"this is no option of this decision: write one of {known}"
            self.problems.append(CellProblem(number, "option", line.option, fix))
        return found

    def _outcome(self, number: int, line: StudyLine) -> str | None:
        found = self.outcomes.get(_plain(line.outcome))
        if found is None and line.outcome in self.answers.new_outcomes:
            found = self.answers.new_outcomes[line.outcome].outcome_id
        if found is None:
            self.new_outcomes.setdefault(line.outcome)
        return found

    def _row(self, line: StudyLine, found: StudyEffect, option_id: str | None, outcome_id: str) -> dict[str, Any]:
        sign = 1.0
        if line.effect_towards_benefit is None:
            better = self.answers.more_is_better.get(outcome_id)
            if better is None:
                self.ask_direction.setdefault(outcome_id)
            sign = -1.0 if better is False else 1.0
        kind = line.measure_kind
        if kind is None and found.is_binary is not None:
            kind = "binary" if found.is_binary else "scale"
        tool = line.risk_of_bias_tool
        if tool is None and line.risk_of_bias:
            tool = "RoB 2" if line.design == "rct" else "ROBINS-I"
        return {
            "effect_id": line.effect_id,
            "option_id": option_id,
            "outcome_id": outcome_id,
            "study_id": slug(line.study_id or line.programme),
            "programme": line.programme,
            "citation": line.citation,
            "country": line.country,
            "design": line.design,
            "risk_of_bias_tool": tool,
            "risk_of_bias": line.risk_of_bias,
            "measure": line.measure,
            "subgroup": line.subgroup,
            "follow_up_months": line.follow_up_months,
            "metric": "smd_g",
            "effect_towards_benefit": sign * found.effect,
            "standard_error": found.standard_error,
            "participants": found.participants,
            "measure_kind": kind,
            "comparison_risk": found.comparison_risk,
            "option_risk": found.option_risk,
            "excluded_because": line.excluded_because,
            "converted_from": found.converted_from,
        }

    def _doubled(self, number: int, line: StudyLine, row: Mapping[str, Any]) -> None:
        """Refuse a row that is here twice, or held already."""
        if line.effect_id is not None:
            first = self.ids.setdefault(line.effect_id, number)
            if first != number:
                fix = f"row {first} has the same effect_id: give each row its own, or leave the column empty"
                self.problems.append(CellProblem(number, "effect_id", line.effect_id, fix))
        key = _effect_key(row)
        first = self.same.setdefault(key, number)
        if first != number:
            fix = f"this is the same effect as in row {first}: delete one of the two"
            self.problems.append(CellProblem(number, None, row["programme"], fix))
        elif key in self.held_same:
            fix = f"this effect is held already (row {self.held_same[key]}): delete it here"
            self.problems.append(CellProblem(number, None, row["programme"], fix))

    def _other_sample(self, number: int, line: StudyLine, row: Mapping[str, Any]) -> list[CellProblem]:
        sample = self.held_samples.get(_plain(line.citation))
        if sample is None or sample == row["study_id"]:
            return []
        what = f"this publication is held under the study_id {sample}: write that if the people are the same"
        return [CellProblem(number, "study_id", line.study_id or "", what)]


def _problem(number: int, item: Any, cells: Mapping[str, str]) -> CellProblem:
    """What pydantic found, as one sentence for one cell."""
    context = item.get("ctx") or {}
    column = str(item["loc"][0]) if item["loc"] else context.get("column")
    fixes = {
        "missing": "the row needs this: fill it in",
        "string_too_long": f"this is longer than {context.get('max_length')} characters: shorten it",
        "greater_than": f"write a number above {context.get('gt')}",
        "less_than": f"write a number below {context.get('lt')}",
        "greater_than_equal": f"write a number from {context.get('ge')} on",
        "less_than_equal": f"write a number up to {context.get('le')}",
        "literal_error": f"write one of {context.get('expected', 'the words in the template')}",
        "cell": str(context.get("fix", "")),
    }
    if column in ("comparison_risk", "option_risk") and item["type"] in ("greater_than", "less_than"):
        fixes[item["type"]] = "a risk is a share between 0 and 1: write 0.27 for 27 in 100"
    fix = fixes.get(item["type"]) or f"this does not fit ({item['msg']}): look at the template"
    return CellProblem(number, column, cells.get(column or "", ""), fix)


def _with_primary(rows: list[dict[str, Any]], held: HeldEvidence) -> list[dict[str, Any]]:
    """The rows, each marked whether it stands for its study; a study that has such a row already keeps that one."""
    if not rows:
        return []
    taken = {
        (row["option_id"] if not missing(row["option_id"]) else None, row["outcome_id"], row["study_id"])
        for row in held.effects
        if bool(row["is_primary"]) and missing(row["excluded_because"])
    }
    named = [{**row, "effect_id": row["effect_id"] or f"new{i}"} for i, row in enumerate(rows)]
    chosen = primary_effects(named)
    return [
        {**row, "is_primary": bool(is_it) and (row["option_id"], row["outcome_id"], row["study_id"]) not in taken}
        for row, is_it in zip(rows, chosen, strict=True)
    ]


def _effect_key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes two rows the same effect."""

    def text(name: str) -> str:
        value = row.get(name)
        return "" if missing(value) else _plain(str(value))

    months = row.get("follow_up_months")
    return (
        *(text(name) for name in ("option_id", "outcome_id", "study_id", "measure", "subgroup")),
        None if missing(months) else float(str(months)),
        f"{abs(float(row['effect_towards_benefit'])):.5g}",
        f"{float(row['standard_error']):.5g}",
    )


def _by_words(named: Mapping[str, str], *, letters: bool = False) -> dict[str, str]:
    """Id, label, and for options the letter and the name alone, to the id."""
    found: dict[str, str] = {}
    for each, label in named.items():
        letter, _, name = label.partition(" ")
        words = [each, label, *((letter, name) if letters and len(letter) <= 2 else ())]
        for word in words:
            found.setdefault(_plain(word), each)
    return found


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\s_\-]+", " ", text.casefold()).split())
