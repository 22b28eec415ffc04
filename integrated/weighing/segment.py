"""Regions of mixes without an area: the segment or the single point that is left when weights are nearly fixed."""

import math

from integrated.weighing.polygon import Point, Polygon


def thin_regions(points: list[list[float]], region: Polygon, *, tie: float) -> tuple[list[float], list[Polygon]]:
    """How a segment or a point is shared out among the options.

    Parameters
    ----------
    points : m lists of three values.
    region : one corner, or several on one line.
    tie : options closer than this to the best count as first together and share equally.

    Returns
    -------
    shares : m shares of the length (of the point: of first place), sum 1.
    polygons : per option [], one point, or the two ends of its stretch.
    """
    start, end = _ends(region)
    at_start = [_value(point, start) for point in points]
    at_end = [_value(point, end) for point in points]
    cuts = [0.0, 1.0] if start != end else [0.0]
    if start != end:
        cuts = sorted({0.0, 1.0, *_crossings(at_start, at_end)})
    shares = [0.0] * len(points)
    stretches: list[list[float]] = [[] for _ in points]
    for low, high in zip(cuts, cuts[1:] or cuts, strict=False):
        middle, length = (low + high) / 2, (high - low) if start != end else 1.0
        scores = [a + middle * (b - a) for a, b in zip(at_start, at_end, strict=True)]
        first = [i for i, score in enumerate(scores) if score >= max(scores) - tie]
        for option in first:
            shares[option] += length / len(first)
            stretches[option] += [low, high]
    polygons = [_stretch(start, end, times) for times in stretches]
    return shares, polygons


def _ends(region: Polygon) -> tuple[Point, Point]:
    pairs = [(math.dist(p, q), p, q) for p in region for q in region]
    _, start, end = max(pairs)
    return start, end


def _value(point: list[float], mix: Point) -> float:
    return point[0] * mix[0] + point[1] * mix[1] + point[2] * (1 - mix[0] - mix[1])


def _crossings(at_start: list[float], at_end: list[float]) -> list[float]:
    times = []
    for i, (a, b) in enumerate(zip(at_start, at_end, strict=True)):
        for c, d in zip(at_start[:i], at_end[:i], strict=True):
            before, after = a - c, b - d
            if (before < 0 < after) or (after < 0 < before):
                times.append(before / (before - after))
    return times


def _stretch(start: Point, end: Point, times: list[float]) -> Polygon:
    if not times:
        return []
    ends = [(start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1])) for t in (min(times), max(times))]
    return ends[:1] if ends[0] == ends[1] else ends
