"""GRADE-CERQual confidence is entered by people, with reasons, and never changed by us."""

import pytest

from integrated.co_production.cerqual import COMPONENTS, CONCERNS, LEVELS, confidence, question


def test_a_level_comes_with_a_reason_and_with_what_was_looked_at() -> None:
    entered = confidence("moderate", " Heard often. ", {"adequacy": "minor", "coherence": "none or very minor"})
    assert (entered.level, entered.reason) == ("moderate", "Heard often.")
    assert entered.not_looked_at == ("methodological limitations", "relevance")
    assert question(entered) is None


def test_level_and_concerns_that_part_raise_a_question_and_change_nothing() -> None:
    high = confidence("high", "Heard often.", {"relevance": "serious"})
    assert question(high) == "High confidence with a serious concern about relevance: is that meant?"
    assert high.level == "high"
    low = confidence("very low", "Unsure.", dict.fromkeys(COMPONENTS, CONCERNS[0]))
    assert question(low) == "Very low confidence without a concern on any component: what lowers it?"


def test_there_are_four_levels_four_components_and_four_concerns() -> None:
    assert list(LEVELS) == ["high", "moderate", "low", "very low"]
    assert len(COMPONENTS) == len(CONCERNS) == 4


@pytest.mark.parametrize(
    ("level", "reason", "concerns", "words"),
    [
        ("sure", "x", None, "one of high, moderate, low, very low, got 'sure'"),
        ("high", "  ", None, "confidence 'high' needs a reason"),
        ("high", "x", {"depth": "minor"}, "a component is one of methodological limitations, .* got 'depth'"),
        ("high", "x", {"adequacy": "big"}, "a concern is one of none or very minor, .* got 'big' for 'adequacy'"),
    ],
)
def test_bad_entries_are_named(level: str, reason: str, concerns: dict | None, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        confidence(level, reason, concerns)
