"""Of 100 young people: the dots and the words say the same, and nothing is shown that nobody chose."""

import re

from integrated.views.found.dots import of_hundred
from integrated.what_works.study import OfHundred


def made(low: float, high: float, middle: float) -> OfHundred:
    return OfHundred("become homeless", 27.0, middle, (low, high), (5.0, 60.0), "a trial", 12.0, False)


def dots(html: str) -> list[tuple[int, int]]:
    return [(part.count('class="sure"'), part.count('class="perhaps"')) for part in html.split("<figure")[1:]]


def test_dots_and_words_agree() -> None:
    html = str(of_hundred(made(12.4, 19.6, 15.8), k=3, is_binary=True, may=True))
    assert dots(html) == [(27, 0), (12, 8)]
    assert "about <b>16</b>; the studies fit 12 to 20" in html
    assert "In a new place, likely between 5 and 60." in html
    assert all(len(re.findall("<circle", part)) == 100 for part in html.split("<figure")[1:])


def test_an_interval_around_the_baseline_says_cannot_say() -> None:
    assert "<b>cannot say</b>; anything between 8 and 42 fits" in str(
        of_hundred(made(8, 42, 20), k=3, is_binary=True, may=False)
    )


def test_two_studies_draw_no_second_field() -> None:
    html = str(of_hundred(made(8, 20, 15), k=2, is_binary=True, may=False))
    assert dots(html) == [(27, 0)]
    assert "two studies are too few" in html


def test_nothing_is_shown_before_a_baseline_is_chosen_or_for_a_scale() -> None:
    asked = str(of_hundred(None, k=1, is_binary=True, may=True))
    assert "nobody has chosen" in asked and "<svg" not in asked and 'data-go="baseline"' in asked
    assert 'data-go="baseline"' not in str(of_hundred(None, k=1, is_binary=True, may=False))
    assert str(of_hundred(made(8, 20, 15), k=3, is_binary=False, may=True)) == ""
    assert str(of_hundred(None, k=0, is_binary=True, may=True)) == ""
