"""Situations made by hand: what must be said of each, and which rules must keep quiet."""

import math
from dataclasses import dataclass

import numpy as np

U = math.nan
ROW = list[float]
SPECIALISTS = {"A": [1.0, 0, 0], "B": [0, 1.0, 0], "C": [0, 0, 1.0]}


@dataclass(frozen=True)
class Line:
    option_id: str
    group_name: str
    is_open: bool = True


def point(*shares: float) -> np.ndarray:
    return np.array([shares])


P1_WORKS, P1_EVEN = {"P1": point(1, 0, 0)}, {"P1": point(1 / 3, 1 / 3, 1 / 3)}
CASES: list[tuple[str, dict[str, ROW], dict[str, np.ndarray], tuple[Line, ...], list[str], list[str]]] = [
    # what it is | values | people | red lines | sentences that must be there | rules that must not
    ("no option at all", {}, {}, (), ["There is no option to compare yet."], ["share", "none_placed"]),
    (
        "one option",
        {"A": [0.5, 0.5, 0.5]},
        P1_EVEN,
        (),
        ["A is the only option, so there is nothing to compare it with."],
        ["share", "always_first", "person_first"],
    ),
    (
        "one option, not known",
        {"A": [0.5, U, 0.5]},
        {},
        (),
        [
            "No option can be placed: each has at least one perspective that is not known.",
            "A is not placed: what people say is not known.",
        ],
        ["one_placed"],
    ),
    (
        "everything not known",
        {"A": [U, U, U], "B": [U, 0.5, U]},
        {},
        (),
        ["A is not placed: what studies found, what people say and how things connect are not known."],
        ["share"],
    ),
    (
        "one of three placed",
        {"A": [0.5, 0.5, 0.5], "B": [U, 1, 1], "C": [0.2, U, U]},
        P1_EVEN,
        (),
        [
            "A is the only option that can be placed, so there is nothing to compare it with.",
            "B is not placed: what studies found is not known. If that turned out a strong case for it, "
            "it would come first in all of the mixes; if even, in nearly all of the mixes; "
            "if a strong case against, in about 75% of the mixes.",
        ],
        ["share", "person_first"],
    ),
    (
        "a specialist against one on the other two",
        {"A": [1, 0, 0], "B": [0, 1, 1]},
        {},
        (),
        [
            "B comes first in about 75% of the mixes, more than any other option.",
            "A comes first in about 25% of the mixes.",
        ],
        ["close_call", "best_on_average", "dominated"],
    ),
    (
        "three specialists",
        SPECIALISTS,
        {},
        (),
        [
            "A, B and C come first equally often, each in about 35% of the mixes.",
            "Too close to call between A, B and C: each comes first in about 35% of the mixes.",
        ],
        ["best_on_average", "not_separated", "dominated"],
    ),
    (
        "a compromise among specialists",
        SPECIALISTS | {"D": [0.4, 0.4, 0.4]},
        {},
        (),
        [
            "D does best on average over all mixes, but comes first less often than A, B and C.",
            "D comes first in about 5% of the mixes.",
        ],
        ["identical"],
    ),
    (
        "a compromise too weak to come first",
        SPECIALISTS | {"D": [0.33, 0.33, 0.33]},
        {},
        (),
        ["D never comes first."],
        ["best_on_average"],
    ),
    (
        "a compromise that touches at one point",
        SPECIALISTS | {"D": [1 / 3, 1 / 3, 1 / 3]},
        {},
        (),
        ["D comes first in almost none of the mixes."],
        ["best_on_average"],
    ),
    (
        "best on average but never first",
        {"A": [1, 0.2, 0.2], "B": [0.2, 1, 0.2], "C": [0.45, 0.45, 0.55]},
        {},
        (),
        ["C does best on average over all mixes, but comes first less often than A and B."],
        [],
    ),
    (
        "two identical options",
        {"A": [0.5, 0.5, 0.5], "B": [0.5, 0.5, 0.5]},
        P1_EVEN,
        (),
        [
            "A and B come out the same, whatever matters most.",
            "A and B come out the same on all three perspectives.",
            "Nothing separates these options: they are within a tenth of a level of each other on all three.",
        ],
        ["close_call", "dominated", "share", "person_first"],
    ),
    (
        "two identical ones ahead",
        {"A": [0.9, 0.5, 0.5], "B": [0.2, 0.3, 0.2], "C": [0.9, 0.5, 0.5]},
        {},
        (),
        [
            "A and C come out the same, and at least as good as every other option, whatever matters most.",
            "B never comes first.",
        ],
        ["most_often_first", "close_call"],
    ),
    (
        "two identical ones against a third",
        {"A": [1, 0, 0], "B": [0, 1, 1], "C": [0, 1, 1]},
        {},
        (),
        [
            "B and C, which come out the same, share first place in about 75% of the mixes, "
            "more than any other option.",
            "B and C share first place in about 75% of the mixes.",
        ],
        ["close_call"],
    ),
    (
        "two identical ones behind",
        {"A": [0.3, 0.4, 0.5], "B": [0.5, 0.5, 0.5], "C": [0.3, 0.4, 0.5]},
        {},
        (),
        [
            "B is at least as good as every other option, whatever matters most.",
            "A and C share first place in almost none of the mixes.",
            "B is at least as good as A and C, whatever matters most.",
        ],
        ["most_often_first"],
    ),
    (
        "one ahead everywhere",
        {"A": [0.9, 0.8, 0.7], "B": [0.1, 0.2, 0.3], "C": [0.5, 0.1, 0.6]},
        P1_WORKS,
        (),
        [
            "A comes first, whatever matters most.",
            "With the weights of P1, A comes first.",
            "A comes first in all of the mixes.",
            "A is at least as good as B, whatever matters most.",
        ],
        ["corners", "close_call", "smallest_shift", "most_often_first"],
    ),
    (
        "ahead everywhere but one corner",
        {"A": [0.5, 0.8, 0.7], "B": [0.5, 0.2, 0.3]},
        {},
        (),
        [
            "A is at least as good as every other option, whatever matters most.",
            "A comes first in nearly all of the mixes.",
            "B comes first in almost none of the mixes.",
        ],
        ["most_often_first"],
    ),
    (
        "studies do not separate",
        {"A": [0.5, 0.9, 0.2], "B": [0.55, 0.2, 0.9], "C": [0.6, 0.4, 0.5]},
        {},
        (),
        ["Studies do not separate these options: they are less than one level apart."],
        ["always_first"],
    ),
    (
        "studies do not separate those placed",
        {"A": [0.5, 0.9, 0.2], "B": [0.55, 0.2, 0.9], "C": [U, 0.4, 0.5]},
        {},
        (),
        ["Studies do not separate these options: those placed are less than one level apart."],
        [],
    ),
    (
        "what people say and the map do not separate",
        {"A": [0.1, 0.5, 0.6], "B": [0.9, 0.6, 0.5]},
        {},
        (),
        [
            "What people say does not separate these options: they are less than one level apart.",
            "How things connect does not separate these options: they are less than one level apart.",
        ],
        [],
    ),
    ("a full level apart separates", {"A": [0.25, 0.9, 0.1], "B": [0.5, 0.1, 0.9]}, {}, (), [], ["not_separated"]),
    ("all differ by the same little", {"A": [0.5, 0.5, 0.6], "B": [0.6, 0.6, 0.5]}, {}, (), [], ["not_separated"]),
    (
        "a close call over the triangle",
        {"A": [0.8, 0.4, 0.5], "B": [0.4, 0.79, 0.5]},
        {},
        (),
        [
            "A comes first in about 50% of the mixes, more than any other option.",
            "Too close to call between A and B: each comes first in about 50% of the mixes.",
        ],
        ["always_first"],
    ),
    (
        "two close, the third behind",
        {"A": [0.9, 0.3, 0.3], "B": [0.3, 0.9, 0.32], "C": [0.2, 0.2, 0.5]},
        {},
        (),
        [],
        ["always_first"],
    ),
    (
        "three people agree",
        {"A": [0.9, 0.4, 0.4], "B": [0.4, 0.6, 0.5]},
        {"P1": point(0.6, 0.2, 0.2), "P2": point(0.8, 0.1, 0.1), "P3": point(1, 0, 0)},
        (),
        [
            "A comes first for all 3 people who weighed what matters.",
            "If P1 moved 35 points of 100 from what studies found to what people say, B would catch up with A.",
        ],
        [],
    ),
    (
        "three people differ",
        SPECIALISTS,
        {"P1": point(0.6, 0.2, 0.2), "P2": point(0.1, 0.8, 0.1), "P3": point(0.5, 0.1, 0.4)},
        (),
        ["People differ: A comes first for P1 and P3; B comes first for P2."],
        ["person_close"],
    ),
    (
        "too close for one person",
        {"A": [0.6, 0.5, 0.5], "B": [0.5, 0.59, 0.5]},
        P1_EVEN,
        (),
        ["With the weights of P1 it is too close to call between A and B."],
        ["person_first"],
    ),
    (
        "level for one person",
        {"A": [1, 0, 0], "B": [0, 1, 0]},
        {"P1": point(0.4, 0.4, 0.2)},
        (),
        ["With the weights of P1, A and B share first place."],
        ["person_close", "smallest_shift"],
    ),
    (
        "a shift of one point",
        {"A": [0.7, 0.4, 0.5], "B": [0.4, 0.7, 0.5]},
        {"P1": point(0.55, 0.45, 0)},
        (),
        ["If P1 moved 5 points of 100 from what studies found to what people say, B would catch up with A."],
        [],
    ),
    (
        "an order and an open answer",
        SPECIALISTS,
        {"P1": np.array([[0, 1, 0], [0.5, 0.5, 0], [1 / 3, 1 / 3, 1 / 3]]), "P2": np.eye(3)},
        (),
        [
            "Of the mixes that P1 left open, B comes first in nearly all.",
            "Of the mixes that P2 left open, A, B and C come first each in about 35%.",
        ],
        ["people", "smallest_shift"],
    ),
    (
        "an open red line",
        SPECIALISTS,
        {},
        (Line("B", "care leavers"), Line("A", "parents", False)),
        ["Red line: care leavers object strongly to B. Answer it before you choose this option."],
        [],
    ),
    (
        "contradictory red lines",
        SPECIALISTS,
        {},
        (
            Line("A", "parents"),
            Line("B", "parents"),
            Line("C", "parents"),
            Line("A", "care leavers"),
            Line("Z", "others"),
        ),
        [
            "Red line: care leavers and parents object strongly to A. Answer it before you choose this option.",
            "Red line: parents object strongly to C. Answer it before you choose this option.",
        ],
        [],
    ),
    (
        "not known would win or never",
        {"A": [0.5, 0.9, 0.9], "B": [0.2, 0.3, 0.1], "C": [U, 0.4, 0.4]},
        {},
        (),
        [
            "C is not placed: what studies found is not known. If that turned out a strong case for it, "
            "it would come first in about 25% of the mixes; if even, in almost none of the mixes; "
            "if a strong case against, never."
        ],
        [],
    ),
    (
        "everyone at the worst",
        {"A": [0, 0, 0], "B": [0, 0, 0.001]},
        P1_EVEN,
        (),
        ["B is at least as good as every other option, whatever matters most."],
        ["most_often_first"],
    ),
]
