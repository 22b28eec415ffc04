"""Data rows exported from RevMan (CSV): one analysis of a Cochrane review as lines of our own template."""

import hashlib
import re
from collections import Counter

from integrated.exchange.delimited import Table, Unreadable, read_table
from integrated.exchange.studies_csv import check_lines, clean_name
from integrated.what_works.incoming import Answers, CellProblem, HeldEvidence, Incoming

NAMES = {
    "study": "study",
    "study id": "study",
    "study year": "year",
    "year": "year",
    "analysis group": "group",
    "analysis number": "analysis",
    "analysis name": "name",
    "analysis": "analysis",
    "subgroup": "subgroup",
    "experimental cases": "events_option",
    "experimental events": "events_option",
    "experimental n": "experimental n",
    "experimental total": "experimental n",
    "control cases": "events_comparison",
    "control events": "events_comparison",
    "control n": "control n",
    "control total": "control n",
    "experimental mean": "mean_option",
    "experimental sd": "sd_option",
    "control mean": "mean_comparison",
    "control sd": "sd_comparison",
    "giv mean": "effect",
    "giv se": "standard_error",
}
COUNTED, MEASURED, GIVEN = "events_option", "mean_option", "effect"


def read_revman(
    content: bytes,
    file_name: str,
    held: HeldEvidence,
    answers: Answers,
    *,
    option: str,
    outcome: str,
    design: str,
    metric: str,
    analysis: str | None = None,
) -> Incoming:
    """Read and check the data rows of one analysis; nothing is stored.

    Parameters
    ----------
    content, file_name, held, answers : as in `read_studies`.
    option, outcome, design : of all rows; RevMan's file does not say.
    metric : of generic inverse variance rows: "smd_g" or "log_odds_ratio".
    analysis : which one, where the file holds several; None asks by listing them in `analyses`.

    Source: the columns of RevMan Web's data package (data rows), by name and whatever their order.
    """
    sha256, name = hashlib.sha256(content).hexdigest(), clean_name(file_name)
    try:
        table = read_table(content)
    except Unreadable as problem:
        return Incoming("revman_csv", name, sha256, problems=(CellProblem(None, None, "", str(problem)),))
    columns = [NAMES.get(re.sub(r"[\s_]+", " ", cell.strip().lower()), "") for cell in table.header]
    missing = _missing(columns)
    if missing:
        return Incoming(
            "revman_csv", name, sha256, total=len(table.rows), problems=(CellProblem(1, None, "", missing),)
        )
    lines = []
    for number, cells in table.rows:
        if len(cells) != len(columns):
            fix = f"the row has {len(cells)} cells, the heading {len(columns)}: a comma or quotation mark is misplaced"
            return Incoming("revman_csv", name, sha256, problems=(CellProblem(number, None, "", fix),))
        lines.append((number, {column: cell for column, cell in zip(columns, cells, strict=True) if column and cell}))
    analyses = tuple(dict.fromkeys(_analysis(line) for _, line in lines))
    if len(analyses) > 1:
        if analysis not in analyses:
            return Incoming("revman_csv", name, sha256, total=len(table.rows), analyses=analyses)
        lines = [(number, line) for number, line in lines if _analysis(line) == analysis]
    twice = Counter(line.get("study", "") for _, line in lines)
    about = {"option": option, "outcome": outcome, "design": design}
    ours = [(number, _line(line, about, metric, repeated=twice[line.get("study", "")] > 1)) for number, line in lines]
    header = tuple(dict.fromkeys(column for _, line in ours for column in line))
    as_table = Table(header, tuple((number, tuple(line.get(c, "") for c in header)) for number, line in ours))
    found = check_lines("revman_csv", as_table, name, sha256, held, answers)
    return Incoming(**{**found.__dict__, "analyses": analyses if len(analyses) > 1 else ()})


def _missing(columns: list[str]) -> str | None:
    if "study" not in columns:
        return "these are not RevMan's data rows: there is no column Study. Export “Data rows” from the analysis."
    ways = (
        {COUNTED, "experimental n", "events_comparison", "control n"},
        {MEASURED, "sd_option", "experimental n", "mean_comparison", "sd_comparison", "control n"},
        {GIVEN, "standard_error"},
    )
    if not any(way <= set(columns) for way in ways):
        return (
            "the rows hold no data to work with: they need Experimental and Control cases and N, or means, SDs and N, "
            "or GIV Mean and GIV SE"
        )
    return None


def _analysis(line: dict[str, str]) -> str:
    number = ".".join(part for part in (line.get("group"), line.get("analysis")) if part)
    return " ".join(part for part in (number, line.get("name")) if part)


def _line(line: dict[str, str], about: dict[str, str], metric: str, *, repeated: bool) -> dict[str, str]:
    """A row of RevMan in our columns; empty columns of the other kinds of data are left out."""
    study = line.get("study", "")
    year = line.get("year", "")
    citation = study if not year or year in study else f"{study} ({year})"
    ours = {**about, "programme": study, "citation": citation}
    if repeated and line.get("subgroup"):
        ours["subgroup"] = line["subgroup"]
    if line.get(COUNTED):
        taken = {
            COUNTED: COUNTED,
            "experimental n": "total_option",
            "events_comparison": "events_comparison",
            "control n": "total_comparison",
        }
    elif line.get(MEASURED):
        taken = {each: each for each in (MEASURED, "sd_option", "mean_comparison", "sd_comparison")}
        taken |= {"experimental n": "n_option", "control n": "n_comparison"}
    else:
        taken = {GIVEN: GIVEN, "standard_error": "standard_error"}
        ours["metric"] = metric
    return ours | {to: line[source] for source, to in taken.items() if line.get(source)}
