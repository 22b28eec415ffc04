"""What the triangle of mixes is made of: sizes, regions, dots, where a mix stands, and all of it in words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from integrated.views import words
from integrated.weighing.perspective import PERSPECTIVES

HEIGHT = math.sqrt(3) / 2
CORNERS = {"works": (0.5, HEIGHT), "people": (0.0, 0.0), "system": (1.0, 0.0)}


@dataclass(frozen=True)
class TriangleSize:
    """Sizes of one drawing in CSS pixels."""

    side: int = 560
    corner_font: int = 16
    letter_font: int = 24
    dot_font: int = 14
    dot: int = 14
    hatch: int = 11


ON_SCREEN = TriangleSize()


@dataclass(frozen=True)
class Region:
    """One option's part of the triangle.

    Attributes
    ----------
    letter, name : of the option.
    corners : (n, 3) mixes in order, columns works, people, system; empty for an option that is never first.
    told : how often it comes first, in words.
    red_line : whether a red line against it waits for an answer.
    """

    letter: str
    name: str
    corners: tuple[tuple[float, float, float], ...]
    told: str
    red_line: bool = False


@dataclass(frozen=True)
class Dot:
    """One person's mix, or the corners of all mixes that fit what they said.

    Attributes
    ----------
    label : "P1". corners : one for a point, more for an order or bounds; all three shares each.
    """

    label: str
    corners: tuple[tuple[float, float, float], ...]


def in_words(regions: Sequence[Region], dots: Sequence[Dot] = ()) -> str:
    """The drawing as one text, for those who do not see it."""
    told = [
        f"{region.letter} {region.name}: {region.told}{', red line' if region.red_line else ''}" for region in regions
    ]
    people = [f"{dot.label}: {mix_in_words(dot.corners[0])}" for dot in dots if len(dot.corners) == 1]
    return " ".join(
        [
            "A triangle of all mixes of the three perspectives; each option has the part in which it comes first.",
            *(f"{sentence}." for sentence in told + people),
        ]
    )


def mix_in_words(mix: Sequence[float]) -> str:
    """Three shares as whole percent: "studies 45%, people 35%, connections 20%"."""
    names = ("studies", "people", "connections")
    return ", ".join(f"{name} {share:.0%}" for name, share in zip(names, mix, strict=True))


def on_screen(mixes: ArrayLike, size: TriangleSize) -> np.ndarray:
    """Mixes as (n, 2) pixels, y upwards from the lower edge."""
    corners = np.array([CORNERS[name] for name in PERSPECTIVES])
    return np.asarray(mixes, dtype=float).reshape(-1, 3) @ corners * size.side


def only(perspective: str) -> str:
    """What a corner of the triangle is called: "Only what studies found"."""
    label = words.PERSPECTIVES[perspective]
    return f"Only {label[0].lower()}{label[1:]}"
