"""Decisions planted in a store: who said what about which option. Made up for tests alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from integrated.store import Store, uuid4

WHEN = datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None)
DAY = date(2026, 10, 1)


@dataclass(frozen=True)
class Person:
    """One person: a group, a stance on each option, themes by option, and words."""

    group: str
    stances: Mapping[str, str] = field(default_factory=dict)
    themes: Sequence[tuple[str, str]] = ()
    words: str = ""
    consent: str = "public"
    review: str | None = "approve"


def plant(
    store: Store,
    decision_id: str,
    people: Sequence[Person],
    *,
    heard: Sequence[tuple[str, str, int]] = (),
    options: Sequence[str] = ("p0", "p1"),
    threshold: int | None = None,
) -> list[str]:
    """Store a decision with these people in one workshop; the ids of the people, in order."""
    if decision_id in set(store.read("decisions")["decision_id"]):
        raise ValueError(f"{decision_id} is planted already")
    where = f"at_{decision_id}"
    store.append("decision", [{"decision_id": decision_id, "illustrative": False, "created_at": WHEN}])
    store.append(
        "engagement",
        [
            {
                "engagement_id": where,
                "version": 1,
                "decision_id": decision_id,
                "kind": "workshop",
                "title": "Workshop",
                "held_on": DAY,
                "illustrative": False,
            }
        ],
    )
    themes = dict.fromkeys(theme for person in people for theme, _ in person.themes)
    store.append(
        "theme",
        [
            {"theme_id": f"{decision_id}_{theme}", "version": 1, "decision_id": decision_id, "name": theme}
            for theme in themes
        ],
    )
    store.append(
        "heard",
        [
            {"engagement_id": where, "dimension": dimension, "category": category, "people": count, "as_of": DAY}
            for dimension, category, count in heard
        ],
    )
    if threshold is not None:
        store.append(
            "setting",
            [
                {
                    "setting_id": uuid4(),
                    "decision_id": decision_id,
                    "name": "disclosure_threshold",
                    "value": str(threshold),
                    "actor_role": "lead",
                    "sequence": 1,
                }
            ],
        )
    respondents = [uuid4() for _ in people]
    contributions, reviews, codings = [], [], []
    for respondent, person in zip(respondents, people, strict=True):
        about: list[str | None] = [*dict.fromkeys([*person.stances, *(option for _, option in person.themes)])] or [
            None
        ]
        for option in about:
            contribution = uuid4()
            contributions.append(
                {
                    "contribution_id": contribution,
                    "engagement_id": where,
                    "respondent_id": respondent,
                    "group_name": person.group,
                    "option_id": option,
                    "words": person.words,
                    "consent": person.consent,
                    "consent_version": "1",
                    "received_on": DAY,
                }
            )
            if person.review:
                reviews.append(
                    {
                        "review_id": uuid4(),
                        "contribution_id": contribution,
                        "action": person.review,
                        "reviewer_role": "facilitator",
                        "reviewed_on": DAY,
                        "sequence": 1,
                    }
                )
            if option is not None and option in person.stances:
                codings.append(_coding(contribution, option, stance=person.stances[option]))
            codings += [
                _coding(contribution, option, theme_id=f"{decision_id}_{theme}")
                for theme, on in person.themes
                if on == option
            ]
    store.append("contribution", contributions)
    store.append("review", reviews)
    store.append("coding", codings).result()
    for place, option in enumerate(options):
        store.record_event(decision_id, "option_listed", option, {"letter": "ABCDEF"[place], "name": option}, "lead")
    return respondents


def _coding(contribution: str, option: str | None, **what: str) -> dict[str, object]:
    return {
        "coding_id": uuid4(),
        "version": 1,
        "contribution_id": contribution,
        "option_id": option,
        "coder": "first",
        "removed": False,
        **what,
    }
