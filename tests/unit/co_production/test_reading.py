"""Sentences of a contribution."""

from hypothesis import given
from hypothesis import strategies as st

from integrated.co_production.reading import sentences


def test_sentences_end_at_stops_and_lines() -> None:
    words = "I left at 16. Nobody asked me!  Why?\nThe end"
    assert [words[a:b] for a, b in sentences(words)] == ["I left at 16.", "Nobody asked me!", "Why?", "The end"]


def test_a_number_with_a_point_is_one_sentence_and_nothing_is_none() -> None:
    assert [*sentences("About 2.5 miles")] == [(0, 15)]
    assert sentences(" \n ") == ()


@given(st.text(max_size=200))
def test_nothing_but_space_is_left_out_and_spans_do_not_overlap(words: str) -> None:
    spans = sentences(words)
    assert "".join("".join(words[a:b] for a, b in spans).split()) == "".join(words.split())
    assert all(one[1] <= other[0] for one, other in zip(spans, spans[1:], strict=False))
    assert all(words[a:b] == words[a:b].strip() and a < b for a, b in spans)
