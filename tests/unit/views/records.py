"""A record made by hand: one of everything that can be said, on three options. Made up for tests alone."""

from typing import Any

from integrated.record.record import Record, seal
from tests.unit.record.test_history import decision

FIVE = [0.0, 0.0, 0.2, 0.6, 0.2]
FINGERPRINT = "a" * 64


def said(words: str) -> tuple[tuple[str, str, dict[str, Any]], ...]:
    """One event of every kind, with `words` wherever a person's words can stand."""
    short = words[:300] or "x"
    return (
        ("framed", "*", {"question": words, "area_code": "here", "decided_by": short, "decide_on": "2027-03-31"}),
        ("outcome_ranked", "homes", {"importance": "critical", "position": 1}),
        ("option_listed", "now", {"letter": "A", "name": "Continue as now"}),
        ("option_listed", "b", {"letter": "B", "name": short, "what_it_means_here": words, "legal_note": words}),
        ("option_listed", "c", {"letter": "C", "name": "Never studied", "cost_low_gbp": 100.0, "cost_high_gbp": 200.0}),
        ("group_named", "Young people", {"most_affected": True, "must_be_heard": True}),
        ("baseline_set", "homes", {"of_100": 27.0, "source": words, "months": 12.0}),
        ("certainty_set", "b/homes", {"step": "imprecision", "suggested": -1, "chosen": 0, "reason": words}),
        ("note_set", "finance", {"words": words, "role": short}),
        ("judgement_agreed", "b/works", {"lowest": 3, "highest": 4, "reason": words, "suggested": FIVE}),
        ("judgement_agreed", "c/works", {"not_known": True, "reason": words}),
        ("convergence_set", "b", {"suggested": "agreement", "chosen": "partial agreement", "reason": words}),
        ("weights_set", "Person 1 (lead)", {"points": {"works": 100.0, "people": 50.0, "system": 50.0}}),
        ("weights_set", "Person 2", {"open": True}),
        ("red_line_raised", "r1", {"option_id": "c", "group_name": short, "reason": words}),
        (
            "red_line_answered",
            "r1",
            {"response": "change", "words": words, "owner": short, "by": "2027-01-01", "what_the_group_said": words},
        ),
        ("clash_answered", "c/people/system", {"words": words}),
        ("risk_answered", "limiting_flexibility", {"words": words, "owner": short}),
        ("equality_considered", "age", {"effect": "mixed", "words": words}),
        ("condition_set", "c1", {"words": words, "option_id": "b", "owner": short, "by": "2027-09-01"}),
        ("dissent_recorded", "d1", {"words": words, "role": short, "option_id": "c"}),
        ("trigger_set", "t1", {"indicator_id": "suitable", "direction": "below", "threshold": 80.0}),
        ("trigger_set", "t2", {"words": words, "check_on": "2027-12-01"}),
        ("review_on", "*", {"date": "2028-03-31"}),
        (
            "concluded",
            "*",
            {"result": "choose_with_conditions", "option_ids": ["b"], "strength": "strong", "reason": words},
        ),
        ("signed", "record-1", {"role": short, "sha256": FINGERPRINT}),
        ("reopened", "*", {"reason": words, "trigger_id": "t2"}),
        ("approach_assessed", "lead", {"audience": "funders", "answers": {"search": 2, "effects": None}}),
        ("element_planned", "search", {"how": words, "who": short, "by": "2027-05-01"}),
        ("map_link_changed", "m/a/b", {"polarity": "negative", "note": words}),
    )


def study(effect: float, name: str) -> dict[str, Any]:
    """A row as `StudyRow` keeps it."""
    return {
        **dict.fromkeys(("risk_of_bias_tool", "measure", "subgroup", "published_standard_error", "comparison_risk")),
        **dict.fromkeys(("option_risk", "excluded_because", "data_check", "participants", "follow_up_months")),
        "effect_id": name,
        "study_id": name,
        "programme": f"Programme {name}",
        "citation": f"Author {name} (2020)",
        "country": "US",
        "design": "rct",
        "risk_of_bias": "high",
        "measure_kind": "binary",
        "effect": effect,
        "standard_error": 0.1,
        "is_primary": True,
        "weight": 50.0,
    }


def record(words: str = "because we say so") -> Record:
    """The record, with studies of one option, a hidden count, and a red line that is only suggested."""
    told = {
        p: {"sentence": f"What {p} says.", "cause": None, "certainty": "low"} for p in ("works", "people", "system")
    }
    inputs: dict[str, Any] = {
        "comparison": "now",
        "outcome": {"outcome_id": "homes", "label": "Homelessness", "words": "become homeless"},
        "outcomes": {"homes": "Homelessness"},
        "place": {
            "name": "Here",
            "figures_from": "There",
            "is_fictional": True,
            "shown": [],
            "figures": [
                {"indicator_id": "suitable", "label": "In suitable homes", "unit": "percent", "value": 85.0}
                | {"status": "value", "period": "year ending 31 March 2019"},
                {"indicator_id": "other", "label": "Not asked for", "unit": "count", "value": None}
                | {"status": "suppressed", "period": "2019"},
            ],
        },
        "effects": {"b": {"yi": [0.8, -0.5], "vi": [0.01, 0.01]}},
        "studies": {
            "b": {
                "used": [study(0.8, "one"), study(-0.5, "two")],
                "excluded": [study(3.0, "three") | {"excluded_because": "the sign contradicts the means"}],
                "pooled": None,
                "new_place": [-1.0, 1.2],
                "searches": [{"searched_where": "everywhere", "searched_year": 2023, "studies_found": 2}],
                "evaluations": [],
                "elsewhere": [],
            },
            "c": {"used": [], "excluded": [], "searches": [], "evaluations": [], "elsewhere": []},
        },
        "suggested": {"b": {"people": FIVE}, "c": {"people": [0.9, 0.1, 0.0, 0.0, 0.0]}},
        "simulation": {"b": [0.6, 0.3, 0.1], "c": [0.9, 0.05, 0.05]},
        "confidence": {"b": {"works": "low", "people": "high", "system": "low"}},
        "told": {"b": told, "c": told | {"works": {"sentence": "Not searched.", "cause": "not searched"}}},
        "heard": {
            "b": {
                "rows": [{"group": "Young people", "heard": 12, "counts": [7, None, None, 0], "most_affected": True}],
                "themes": [{"name": "Trust", "people": None, "of": 12}, {"name": "Time", "people": 6, "of": 12}],
                "threshold": 5,
                "illustrative": True,
            }
        },
        "engagements": [{"title": "Workshop", "kind": "workshop", "held_on": "2026-10-14", "illustrative": True}],
        "routes": {"b": {"helping": 3, "hindering": 1, "uncertain": 0, "links": 6, "asserted": 4}},
        "map": {"title": "Map", "made_by": "us", "illustrative": True, "links": 9, "asserted": 5},
        "suggested_red_lines": [{"option_id": "b", "group_name": "Young parents"}],
        "not heard": [["Young parents", "not asked"]],
        "risk checks": {
            "limiting_flexibility": {
                "state": "cannot tell",
                "next_step": "Enter it.",
                "rows": [{"state": "cannot tell", "words": "Undoing B is not entered.", "next_step": "Enter it."}],
            }
        },
        "sources": [
            {"file_name": "effect.csv", "sha256": FINGERPRINT, "licence": "CC BY 4.0", "attribution": "Taylor"}
        ],
    }
    return seal(decision(*said(words)), inputs)
