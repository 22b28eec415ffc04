"""Fillings of a store, from nothing to ten thousand rows. What is made up here is for tests alone."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from integrated.store import Store, uuid4

IMPORT = "made_for_tests"
WHEN = datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None)


def nothing(store: Store) -> None:
    """A store as the schema makes it."""


def one_row(store: Store) -> None:
    """One decision, one option, one outcome, one study, one voice, one factor; no link."""
    _frame(store, options=1)
    _effects(store, 1)
    _voices(store, 1)
    _map(store, factors=1)


def ten_thousand(store: Store) -> None:
    """Ten thousand effects and voices on ten options, and a map of 200 factors."""
    _frame(store, options=10)
    _effects(store, 10_000)
    _voices(store, 10_000)
    _map(store, factors=200)


FILLS: dict[str, Callable[[Store], None]] = {
    "embedded": nothing,
    "empty": nothing,
    "one row": one_row,
    "ten thousand": ten_thousand,
}


def _frame(store: Store, *, options: int) -> None:
    store.append(
        "import_batch",
        [
            {
                "import_id": IMPORT,
                "kind": "test",
                "file_name": "none",
                "sha256": "0" * 64,
                "row_total": 1,
                "illustrative": True,
                "actor_role": "lead",
                "imported_at": WHEN,
            }
        ],
    ).result()
    store.append(
        "decision", [{"decision_id": "d1", "illustrative": False, "created_at": WHEN, "copied_from": None}]
    ).result()
    store.append(
        "outcome",
        [{"outcome_id": "o1", "label": "Safety", "words_per_100": "be unsafe", "better": "lower", "import_id": IMPORT}],
    ).result()
    store.append(
        "intervention_option",
        [
            {"option_id": f"p{i}", "name": f"Option {i}", "is_continue_as_now": False, "import_id": IMPORT}
            for i in range(options)
        ],
    ).result()
    say = store.record_event
    say("d1", "framed", "*", {"question": "What shall we do?"}, "lead")
    say("d1", "outcome_ranked", "o1", {"importance": "critical", "position": 1}, "lead")
    say("d1", "group_named", "Young people", {"most_affected": True, "must_be_heard": True}, "lead")
    for i in range(options):
        say("d1", "option_listed", f"p{i}", {"letter": chr(65 + i), "name": f"Option {i}"}, "lead")


def _effects(store: Store, count: int) -> None:
    options = min(10, count)
    store.append(
        "effect",
        [
            {
                "effect_id": f"e{i}",
                "option_id": f"p{i % options}",
                "outcome_id": "o1",
                "study_id": f"s{i}",
                "programme": f"Programme {i}",
                "citation": f"Author {i}",
                "country": "GB",
                "design": "rct",
                "metric": "smd_g",
                "effect_towards_benefit": (i % 7 - 3) / 10,
                "standard_error": 0.1 + (i % 5) / 50,
                "participants": 200,
                "measure_kind": "binary",
                "is_primary": True,
                "import_id": IMPORT,
            }
            for i in range(count)
        ],
    ).result()


def _voices(store: Store, count: int) -> None:
    options = min(10, count)
    store.append(
        "engagement",
        [
            {
                "engagement_id": "g1",
                "version": 1,
                "decision_id": "d1",
                "kind": "survey",
                "title": "Survey",
                "held_on": date(2026, 10, 1),
                "illustrative": True,
                "import_id": None,
            }
        ],
    ).result()
    store.append(
        "heard",
        [
            {
                "engagement_id": "g1",
                "dimension": "group",
                "category": "Young people",
                "people": count,
                "as_of": date(2026, 10, 1),
            }
        ],
    ).result()
    ids = [uuid4() for _ in range(count)]
    store.append(
        "contribution",
        [
            {
                "contribution_id": each,
                "engagement_id": "g1",
                "respondent_id": f"r{i}",
                "group_name": "Young people",
                "option_id": f"p{i % options}",
                "words": f"Words {i}",
                "consent": "public",
                "consent_version": "1",
                "received_on": date(2026, 10, 1),
            }
            for i, each in enumerate(ids)
        ],
    ).result()
    store.append(
        "review",
        [
            {
                "review_id": uuid4(),
                "contribution_id": each,
                "action": "approve",
                "reviewer_role": "facilitator",
                "reviewed_on": date(2026, 10, 2),
                "sequence": i,
            }
            for i, each in enumerate(ids)
        ],
    ).result()
    stances = ("supports", "opposes", "conditional")
    store.append(
        "coding",
        [
            {
                "coding_id": uuid4(),
                "version": 1,
                "contribution_id": each,
                "option_id": f"p{i % options}",
                "stance": stances[i % 3],
                "coder": "self",
                "removed": False,
            }
            for i, each in enumerate(ids)
        ],
    ).result()


def _map(store: Store, *, factors: int) -> None:
    store.append(
        "system_map",
        [
            {
                "map_id": "m1",
                "decision_id": "d1",
                "title": "Map",
                "made_by": "test",
                "illustrative": True,
                "import_id": IMPORT,
            }
        ],
    ).result()
    store.append(
        "factor",
        [
            {
                "map_id": "m1",
                "factor_id": f"f{i}",
                "label": f"Factor {i}",
                "kind": "outcome" if i == 0 else "factor",
                "wanted": "decrease" if i == 0 else None,
            }
            for i in range(factors)
        ],
    ).result()
    store.append("outcome_factor", [{"map_id": "m1", "outcome_id": "o1", "factor_id": "f0"}]).result()
    pairs = {(f"f{i}", f"f{(i * 7 + step) % factors}") for i in range(factors) for step in (1, 3, 9)}
    store.append(
        "link",
        [
            {
                "map_id": "m1",
                "source": a,
                "target": b,
                "polarity": "positive" if len(a) % 2 else "negative",
                "strength": "medium",
                "delay": "none",
                "confidence": "low",
                "basis": "assumption",
            }
            for a, b in sorted(pairs)
            if a != b
        ],
    ).result()
    if factors > 1:
        store.append(
            "entry_point",
            [
                {
                    "map_id": "m1",
                    "option_id": f"p{i}",
                    "factor_id": f"f{i + 10}",
                    "push": "positive",
                    "strength": "medium",
                    "confidence": "low",
                    "basis": "assumption",
                }
                for i in range(10)
            ],
        ).result()
