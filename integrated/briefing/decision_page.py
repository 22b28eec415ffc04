"""Step 1, the decision: the question, the table of options, who was not heard, local figures, what comes next."""

from dataclasses import dataclass
from datetime import date

from integrated.briefing.overview import Overview, overview
from integrated.briefing.people import not_heard_groups
from integrated.briefing.remembered import remembered
from integrated.briefing.reminders import reminders
from integrated.briefing.rows import framing_of, rows
from integrated.record.decide import Reminders
from integrated.record.sentences import in_words
from integrated.store import Store
from integrated.weighing.sentences import decision_answer

HERE_IN_NUMBERS = ("suitable_accommodation", "neet", "staying_put")
ON_ITS_SIDE = 4


@dataclass(frozen=True)
class LocalFigure:
    """One local figure; `status` is "value", "suppressed" (by the source) or "not_available"."""

    indicator_id: str
    label: str
    unit: str
    value: float | None
    status: str
    period: str

    @property
    def year(self) -> int | None:
        """Year at the end of its period."""
        last = self.period.split()[-1] if self.period else ""
        return int(last) if last.isdigit() else None


@dataclass(frozen=True)
class Place:
    """The place of a decision and whose figures it shows."""

    area_code: str
    name: str
    is_fictional: bool
    figures_from: str


@dataclass(frozen=True)
class DecisionPage:
    """All that step 1 shows."""

    overview: Overview
    place: Place | None
    figures: tuple[LocalFigure, ...]
    not_heard: tuple[tuple[str, str], ...]
    answer: tuple[str, str]
    comparison: str
    without_study: tuple[str, ...]
    is_example: bool
    today: date
    reminders: Reminders

    @property
    def place_name(self) -> str:
        """Name of the place, or that nobody has entered it."""
        return self.place.name if self.place else "Place not entered yet"

    @property
    def figures_from(self) -> str:
        """Name of the area whose figures are shown."""
        return self.place.figures_from if self.place else "no place chosen"

    @property
    def red_lines(self) -> tuple[tuple[str, str], ...]:
        """(group, option letter) of every open red line, raised ones first."""
        decision = self.overview.decision
        raised = [(line.group_name, line.option_id) for line in decision.open_red_lines]
        suggested = [(line.group_name, line.option_id) for line in self.overview.suggested_red_lines]
        letters = {option.option_id: option.letter for option in decision.options}
        return tuple((group, letters[each]) for group, each in raised + suggested if each in letters)

    @property
    def next_words(self) -> str:
        """What waits: red lines to answer, objections that cannot be told, options without a study."""
        waiting = []
        if self.red_lines:
            waiting.append(f"{len(self.red_lines)} red line{'s' if len(self.red_lines) > 1 else ''} to answer")
        if letters := self.overview.letters_not_told:
            waiting.append(f"strong objections to {in_words(letters)} cannot be told from what may be shown")
        if self.without_study:
            count = len(self.without_study)
            waiting.append(
                f"{count} option{'s' if count > 1 else ''} with no study of {self.overview.outcome_label.lower()}"
            )
        if not waiting and any(cell.levels is None for cell in self.overview.cells.values()):
            return "Something is not known: the table says what."
        return " · ".join(waiting) or "Each option has something from all three."

    @property
    def review_words(self) -> str | None:
        """When the decision is looked at again; if that day has passed or a trigger is met, that."""
        return " ".join(self.reminders.due) or self.reminders.review


def decision_page(store: Store, decision_id: str, outcome_id: str | None = None) -> DecisionPage | None:
    """Step 1 for one decision, or None when there is none to show."""
    return _decision_page(store, decision_id, outcome_id, date.today())


@remembered
def _decision_page(store: Store, decision_id: str, outcome_id: str | None, today: date) -> DecisionPage | None:
    seen = overview(store, decision_id, outcome_id)
    if seen is None:
        return None
    place = place_of(store, seen.decision.area_code)
    figures = local_figures(store, place)
    decisions = rows(store, "decisions").set_index("decision_id")
    return DecisionPage(
        overview=seen,
        place=place,
        figures=tuple(figures[each] for each in HERE_IN_NUMBERS if each in figures),
        not_heard=not_heard_groups(store, decision_id),
        answer=_answer(seen),
        comparison=_comparison(place, figures.get("staying_put")),
        without_study=tuple(
            option.letter for option in seen.compared if seen.cells[option.option_id, "works"].levels is None
        ),
        is_example=decision_id in decisions.index and bool(decisions.loc[decision_id, "illustrative"]),
        today=today,
        reminders=reminders(store, decision_id, today),
    )


def place_of(store: Store, area_code: str | None) -> Place | None:
    """The place by its code, with the name of the area whose figures it borrows."""
    areas = rows(store, "areas").set_index("area_code")
    if area_code is None or area_code not in areas.index:
        return None
    row = areas.loc[area_code]
    source = row["figures_from"]
    return Place(
        area_code=area_code,
        name=row["name"],
        is_fictional=row["level"] == "fictional",
        figures_from=areas.loc[source, "name"] if source in areas.index else row["name"],
    )


def local_figures(store: Store, place: Place | None) -> dict[str, LocalFigure]:
    """Every indicator of a place, by id; suppressed and missing ones with their status."""
    if place is None:
        return {}
    held = rows(store, "indicators_of_area", area_code=place.area_code)
    return {
        row["indicator_id"]: LocalFigure(
            row["indicator_id"],
            row["label"],
            row["unit"],
            float(row["value"]) if row["status"] == "value" else None,
            row["status"],
            row["period"],
        )
        for row in held.to_dict("records")
    }


def _answer(seen: Overview) -> tuple[str, str]:
    for_it = {
        option.letter: sum(
            cell.range is not None and cell.range[1] >= ON_ITS_SIDE and not cell.is_wide
            for cell in (seen.cells[option.option_id, p] for p in ("works", "people", "system"))
        )
        for option in seen.compared
    }
    red = {seen.decision.option(each).letter for each in seen.red_lined if seen.decision.option(each)}  # type: ignore[union-attr]
    most = max((count for letter, count in for_it.items() if letter not in red), default=0)
    closest = [letter for letter, count in for_it.items() if count == most and letter not in red]
    return decision_answer(for_it, closest=closest if most else (), red_lined=sorted(red))


def _comparison(place: Place | None, staying: LocalFigure | None) -> str:
    first = "Every option below is judged against this."
    if place is None or staying is None or staying.value is None or staying.year is None:
        return first
    reached = f"Staying Put reached {staying.value:.0f}% of 19 and 20 year olds"
    return f"{first} {reached} in {place.figures_from} ({staying.year})."


@remembered
def place_name(store: Store, decision_id: str | None) -> str:
    """Name of a decision's place for the menu."""
    if decision_id is None:
        return "Menu"
    place = place_of(store, framing_of(store, decision_id).area_code)
    return place.name if place else "Menu"
