"""The charts of a record as pictures for a paper: one forest plot per option with studies, and the triangle."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from integrated.record.paper import Picture
from integrated.record.reading import Reading, part
from integrated.record.record import Record
from integrated.views.downloads import INK, png
from integrated.views.forest import ForestSize, forest, told
from integrated.views.triangle import Region, TriangleSize, in_words, triangle
from integrated.weighing.phrases import in_mixes

ON_PAPER = ForestSize(plot_px=330, label_px=230, row_px=34, font_px=15)
TRIANGLE = TriangleSize(side=440)
FULL_CM, NARROW_CM = 16.0, 12.0


@dataclass(frozen=True)
class Pictures:
    """Pictures by what they show; an empty one makes a paper without charts, whose tables say the same."""

    forests: Mapping[str, Picture] = field(default_factory=dict)
    triangle: Picture | None = None


def pictures(record: Record) -> Pictures:
    """Draw the charts of a record.

    Parameters
    ----------
    record : drawn from what it holds, so an old version keeps its own pictures.
    """
    seen = Reading(record)
    return Pictures(
        {
            option.option_id: _forest(seen, option.option_id)
            for option in seen.compared
            if seen.studies(option.option_id)
        },
        _triangle(seen),
    )


def _forest(seen: Reading, option_id: str) -> Picture:
    option = seen.decision.option(option_id)
    name = f"{option.letter} {option.name}" if option else option_id
    of = seen.of_studies(option_id)
    studies = seen.studies(option_id)
    pooled, place = of.get("pooled"), of.get("new_place")
    spec = forest(
        studies,
        pooled=(pooled[0], pooled[1], pooled[2]) if pooled else None,
        new_place=(place[0], place[1]) if place else None,
        size=ON_PAPER,
        ink=INK,
    )
    rows = [f"{row.short_name}: {told(row.effect, *row.interval)}" for row in studies]
    together = [f"All together: {told(pooled[0], pooled[1], pooled[2])}"] if pooled else []
    return Picture(
        png(spec),
        f"Chart of the studies of {name} on {seen.outcome.lower()}, one row each, with 95% intervals; more than 0 is "
        f"better for young people. {'. '.join([*rows, *together])}.",
        f"{name}: what studies found on {seen.outcome.lower()}. Right of the dashed line is better.",
        FULL_CM,
    )


def _triangle(seen: Reading) -> Picture | None:
    drawn = part(seen.results, "triangle", "as_judged") or {}
    areas, corners = drawn.get("areas") or [], drawn.get("polygons") or []
    red_lined = {str(line.get("option_id")) for line in seen.results.get("open_red_lines") or []}
    regions = [
        Region(
            option.letter,
            option.name,
            tuple((float(a), float(b), float(c)) for a, b, c in polygon),
            f"first {in_mixes(float(area))}" if polygon else "never first on its own",
            option.option_id in red_lined,
        )
        for option, area, polygon in zip(seen.placed, areas, corners, strict=True)
    ]
    if len(regions) < 2:
        return None
    return Picture(
        png(triangle(regions, size=TRIANGLE, ink=INK)),
        in_words(regions),
        "Who comes first, for every mix of what matters. A bigger area means more mixes, not a better option.",
        NARROW_CM,
    )
