"""Who was heard by one attribute, as it may be shown."""

from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.co_production.missing_voices import attribute
from integrated.co_production.representation import representation


def test_nobody_heard_comes_first_even_without_a_local_figure() -> None:
    found = attribute("group", {"Carers": 11, "Parents": 0, "Advisers": 9}, {})
    assert [voice.category for voice in found.voices] == ["Parents", "Advisers", "Carers"]
    assert found.voices[0].people == 0


def test_a_small_count_shows_its_state_only() -> None:
    found = attribute("ethnicity", {"A": 2, "B": 20, "C": 38}, {"A": 0.08, "B": 0.35, "C": 0.57})
    small = next(voice for voice in found.voices if voice.category == "A")
    assert small.people is None
    assert small.ratio is None
    assert small.state == "cannot tell"
    assert sum(voice.people is None for voice in found.voices) == 2


def test_a_state_that_would_give_a_hidden_count_away_is_hidden_too() -> None:
    found = attribute("ethnicity", {"White": 11, "Black": 5, "not recorded": 2}, {"White": 0.74, "Black": 0.08})
    states = {voice.category: (voice.people, voice.state) for voice in found.voices}
    assert states["White"] == (11, "cannot tell")
    assert states["Black"] == (None, None)
    assert found.not_recorded is None


def test_more_than_a_fifth_not_recorded_says_that_nothing_can_be_told() -> None:
    found = attribute("ethnicity", {"A": 20, "B": 30, "not recorded": 20}, {"A": 0.1, "B": 0.9})
    assert found.mostly_not_recorded
    assert {voice.state for voice in found.voices} == {"cannot tell"}


def test_a_total_hidden_elsewhere_is_hidden_here_with_all_that_follows_from_it() -> None:
    found = attribute("group", {"A": 12, "B": 3, "C": 20}, {"A": 0.5}, hidden=frozenset({"B"}), total_hidden=True)
    assert found.total is None
    assert all(voice.ratio is None for voice in found.voices)
    assert {voice.category: voice.people for voice in found.voices} == {"A": 12, "B": None, "C": 20}


@settings(max_examples=60)
@given(
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 40), min_size=2, max_size=4),
    st.dictionaries(st.sampled_from("abcd"), st.floats(0.05, 0.9), max_size=4),
    st.integers(0, 9),
)
def test_a_reader_who_tries_every_count_is_left_with_five_for_a_small_one(
    heard: dict[str, int], population: dict[str, float], unknown: int
) -> None:
    counts = heard | {"not recorded": unknown}
    found = attribute("x", counts, population)
    shown = {voice.category: voice for voice in found.voices}
    hidden = [each for each in heard if shown[each].people is None]
    if found.not_recorded is None:
        hidden.append("not recorded")
    rest = sum(counts[each] for each in hidden)
    if len(hidden) != 2 or not all(shown[each].state for each in hidden if each in shown):
        return
    possible = []
    for value in range(1, rest):
        tried = counts | {hidden[0]: value, hidden[1]: rest - value}
        states = dict(zip(*(representation(tried, population)[c] for c in ("category", "state")), strict=True))
        if all(states[each] == shown[each].state for each in shown):
            possible.append(value)
    assert counts[hidden[0]] in possible
    for place, each in enumerate(hidden):
        if counts[each] < 5:
            values = {value if place == 0 else rest - value for value in possible}
            assert max(values) - min(values) + 1 >= 5


def test_the_order_of_hidden_counts_does_not_follow_the_counts() -> None:
    shares = {"A": 0.1, "B": 0.1, "C": 0.8}
    for few, more in ((1, 4), (2, 3), (2, 4)):
        one, other = (attribute("x", {"A": a, "B": b, "C": 55}, shares) for a, b in ((few, more), (more, few)))
        assert one == other
