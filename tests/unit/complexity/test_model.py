"""A map fits together or says everything that is wrong with it."""

from dataclasses import FrozenInstanceError

import pytest

from integrated.complexity.model import EntryPoint, Factor, Link, SystemMap
from tests.unit.complexity.embedded import OPTIONS, embedded_map


@pytest.mark.parametrize(
    ("mark", "word"),
    [
        ("positive", "positive"),
        ("+", "positive"),
        ("negative", "negative"),
        ("-", "negative"),
        ("−", "negative"),
        ("uncertain", "uncertain"),
        ("?", "uncertain"),
        (" Positive ", "positive"),
    ],
)
def test_signs_are_read_as_words_and_as_marks(mark: str, word: str) -> None:
    assert Link("a", "b", mark).polarity == word
    assert EntryPoint("o", "a", mark).push == word


def test_fields_stand_in_the_order_of_the_contract() -> None:
    factor = Factor("a", "Alpha", "outcome", "housing", "partly", "decrease")
    link = Link("a", "b", "negative", "strong", "years", "low", "evaluation", "F15")
    entry = EntryPoint("o", "a", "uncertain", "weak", "high")
    assert (factor.label, factor.kind, factor.domain, factor.controllable, factor.wanted) == (
        "Alpha",
        "outcome",
        "housing",
        "partly",
        "decrease",
    )
    assert (link.strength, link.delay, link.confidence, link.basis, link.reference) == (
        "strong",
        "years",
        "low",
        "evaluation",
        "F15",
    )
    assert (entry.push, entry.strength, entry.confidence) == ("uncertain", "weak", "high")


def test_text_nobody_entered_is_empty_whatever_brought_it() -> None:
    factor = Factor("a", "A", "factor", None, float("nan"), None)  # type: ignore[arg-type]
    assert (factor.domain, factor.controllable, factor.wanted) == ("", "", "")
    assert factor.wanted_sign == 1
    assert Factor("a").label == "a"


def test_one_message_names_every_fault() -> None:
    factors = (Factor("a"), Factor("b"), Factor("b"))
    links = (
        Link("a", "ghost", "+"),
        Link("lost", "b", "+"),
        Link("a", "a", "-"),
        Link("a", "b", "+"),
        Link("a", "b", "-"),
    )
    entries = (EntryPoint("o", "nowhere", "+"), EntryPoint("o", "a", "+"), EntryPoint("o", "a", "-"))
    with pytest.raises(ValueError) as caught:
        SystemMap(factors, links, entries)
    message = str(caught.value)
    for name in ("ghost", "lost", "nowhere", "from a factor to itself: a.", "given twice: b.", "a > b", "o at a"):
        assert name in message


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Link("a", "b", "sideways"), 'got "sideways" on a > b'),
        (lambda: Link("a", "b", "+", "huge"), 'strength must be one of weak, medium, strong, got "huge"'),
        (lambda: Link("a", "b", "+", "weak", "soon"), 'delay must be one of none, months, years, got "soon"'),
        (lambda: Link("a", "b", "+", "weak", "none", "sure"), 'got "sure"'),
        (
            lambda: Factor("a", "A", "factor", "", "", "more"),
            'wanted must be one of empty, increase, decrease, got "more"',
        ),
        (lambda: Factor(""), "factor_id must be a word or more"),
        (
            lambda: EntryPoint("o", "a", "maybe"),
            'push must be positive (+), negative (-) or uncertain (?), got "maybe"',
        ),
    ],
)
def test_a_value_out_of_its_set_is_named_with_the_choices(make, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError) as caught:
        make()
    assert words in str(caught.value)


def test_a_map_cannot_be_changed_and_equal_maps_are_equal() -> None:
    system_map = embedded_map()
    assert system_map == embedded_map()
    assert hash(system_map) == hash(embedded_map())
    with pytest.raises(FrozenInstanceError):
        system_map.links = ()  # type: ignore[misc]
    assert SystemMap([Factor("a")]).factors == (Factor("a"),)  # type: ignore[arg-type]


def test_the_embedded_map_has_25_factors_49_links_and_15_entry_points() -> None:
    system_map = embedded_map()
    assert (len(system_map.factors), len(system_map.links), len(system_map.entry_points)) == (25, 49, 15)
    assert system_map.option_ids == OPTIONS
    assert [entry.factor_id for entry in system_map.entries_of("extended_care")] == [
        "age_at_leaving",
        "carer_support",
        "prevention_budget",
    ]


def test_an_unknown_factor_gets_a_sentence() -> None:
    with pytest.raises(ValueError, match='There is no factor "ghost" on this map'):
        embedded_map().factor("ghost")
