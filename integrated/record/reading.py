"""A record read as the values that screens and papers are made from; nothing is computed that is not in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from integrated.record.decision import Decision, Option
from integrated.record.sealing import Record
from integrated.weighing.perspective import PERSPECTIVES, PerspectiveSummary
from integrated.what_works.study import StudyRow

STUDY_FIELDS = frozenset(each.name for each in fields(StudyRow))


@dataclass(frozen=True)
class Reading:
    """One record, part by part. Parts that an older or edited record lacks come out empty, never made up."""

    record: Record

    @property
    def decision(self) -> Decision:
        """The decision inside."""
        return self.record.decision

    @property
    def inputs(self) -> Mapping[str, Any]:
        """What its numbers were made from."""
        return self.record.inputs

    @property
    def results(self) -> Mapping[str, Any]:
        """Its numbers and sentences."""
        return self.record.results

    @property
    def comparison_id(self) -> str | None:
        """The continue-as-now option."""
        found = self.inputs.get("comparison")
        return found if isinstance(found, str) else None

    @property
    def options(self) -> tuple[Option, ...]:
        """Options by letter, continue-as-now first."""
        return tuple(sorted(self.decision.options, key=lambda o: (o.option_id != self.comparison_id, o.letter)))

    @property
    def compared(self) -> tuple[Option, ...]:
        """Options other than continue-as-now."""
        return tuple(option for option in self.options if option.option_id != self.comparison_id)

    @property
    def outcome(self) -> str:
        """Label of the outcome that everything is about."""
        return str(part(self.inputs, "outcome", "label") or "the outcome")

    @property
    def place(self) -> Mapping[str, Any]:
        """Name, whose figures, and the figures."""
        return mapping(self.inputs.get("place"))

    @property
    def is_illustrative(self) -> bool:
        """Whether the map or what people said is made up for an example."""
        asked = any(row.get("illustrative") for row in self.engagements)
        return bool(asked or part(self.inputs, "map", "illustrative"))

    @property
    def figures(self) -> Sequence[Mapping[str, Any]]:
        """Local figures, with their period."""
        return items(self.place.get("figures"))

    @property
    def engagements(self) -> Sequence[Mapping[str, Any]]:
        """When and how people were asked."""
        return items(self.inputs.get("engagements"))

    @property
    def not_heard(self) -> tuple[tuple[str, str], ...]:
        """Groups that must be heard and were not, with "nobody came" or "not asked"."""
        found = self.inputs.get("not heard")
        pairs = found if isinstance(found, list) else []
        return tuple((str(pair[0]), str(pair[1])) for pair in pairs if isinstance(pair, list) and len(pair) == 2)

    @property
    def what_would_change_this(self) -> tuple[str, ...]:
        """The smallest changes that would change who comes first, in sentences."""
        found = self.inputs.get("what would change this")
        return tuple(str(sentence) for sentence in found) if isinstance(found, list) else ()

    def cell(self, option_id: str, perspective: str) -> PerspectiveSummary:
        """One option from one perspective, as judged or else as suggested."""
        found = mapping(part(self.results, "levels", option_id, perspective))
        told = mapping(part(self.inputs, "told", option_id, perspective))
        used = found.get("used")
        return PerspectiveSummary(
            perspective=perspective,
            levels=None if used is None else tuple(float(share) for share in used),
            cause=told.get("cause"),
            sentence=str(told.get("sentence") or ""),
            certainty=told.get("certainty"),
            agreed=bool(found.get("agreed")),
            is_comparison=option_id == self.comparison_id,
        )

    def suggested(self, option_id: str, perspective: str) -> tuple[float, ...] | None:
        """The five shares that the data suggest."""
        found = part(self.results, "levels", option_id, perspective, "suggested")
        return None if found is None else tuple(float(share) for share in found)

    def agreement(self, option_id: str) -> Mapping[str, Any]:
        """State, clashes, reason, and the computed state where people chose another."""
        return mapping(part(self.results, "agreement", option_id))

    def studies(self, option_id: str, which: str = "used") -> tuple[StudyRow, ...]:
        """The studies of one option, "used" or "excluded"."""
        rows = items(part(self.inputs, "studies", option_id, which))
        whole = [row for row in rows if set(row) >= STUDY_FIELDS]
        return tuple(StudyRow(**{name: row[name] for name in STUDY_FIELDS}) for row in whole)

    def of_studies(self, option_id: str) -> Mapping[str, Any]:
        """Pooled effect, new-place range, searches, evaluations without an effect, other outcomes studied."""
        return mapping(part(self.inputs, "studies", option_id))

    def heard(self, option_id: str) -> Mapping[str, Any]:
        """Stances by group (hidden counts are None) and themes."""
        return mapping(part(self.inputs, "heard", option_id))

    def routes(self, option_id: str) -> Mapping[str, Any]:
        """Counts of routes, what the hindering ones share, and side effects."""
        return mapping(part(self.inputs, "routes", option_id))

    def sentences(self, which: str = "as_judged") -> tuple[str, ...]:
        """What is said about who comes first, most important first."""
        return tuple(str(one["text"]) for one in items(part(self.results, "sentences", which)))

    @property
    def placed(self) -> tuple[Option, ...]:
        """Options that stand in the triangle, in the order of its areas."""
        found = [self.decision.option(str(each)) for each in self.results.get("placed") or ()]
        return tuple(option for option in found if option is not None)

    @property
    def risk_checks(self) -> Mapping[str, Any]:
        """The three checks, by id."""
        found = mapping(self.inputs.get("risk checks"))
        return {check_id: mapping(check) for check_id, check in found.items()}

    @property
    def not_known(self) -> tuple[tuple[Option, str], ...]:
        """Option and perspective of everything that nothing is known about."""
        return tuple((o, p) for o in self.compared for p in PERSPECTIVES if self.cell(o.option_id, p).levels is None)


def part(whole: Any, *path: str) -> Any:
    """What stands at the end of a path of names, None where it breaks off."""
    for name in path:
        whole = whole.get(name) if isinstance(whole, Mapping) else None
    return whole


def mapping(value: Any) -> Mapping[str, Any]:
    """The value if it is a set of named values, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def items(value: Any) -> Sequence[Mapping[str, Any]]:
    """The named values of a list, anything else in it left out."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list | tuple) else []
