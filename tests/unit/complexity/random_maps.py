"""Random maps for properties that hold for every map."""

from hypothesis import strategies as st

from integrated.complexity.model import EntryPoint, Factor, Link, SystemMap

POLARITIES = ("positive", "negative", "uncertain")
STRENGTHS = ("weak", "medium", "strong")
DELAYS = ("none", "months", "years")
CONFIDENCES = ("low", "medium", "high")
WANTED = ("", "increase", "decrease")


@st.composite
def system_maps(draw: st.DrawFn, *, most_factors: int = 9) -> SystemMap:
    """Maps of up to `most_factors` factors, any links between them, and up to three entry points of one option "o"."""
    size = draw(st.integers(2, most_factors))
    ids = [f"f{i}" for i in range(size)]
    factors = tuple(Factor(name, wanted=draw(st.sampled_from(WANTED))) for name in ids)
    pairs = [(a, b) for a in ids for b in ids if a != b]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=min(len(pairs), 4 * size)))
    links = tuple(
        Link(
            source,
            target,
            draw(st.sampled_from(POLARITIES)),
            draw(st.sampled_from(STRENGTHS)),
            draw(st.sampled_from(DELAYS)),
            draw(st.sampled_from(CONFIDENCES)),
        )
        for source, target in chosen
    )
    entered = draw(st.lists(st.sampled_from(ids), unique=True, max_size=3))
    entries = tuple(
        EntryPoint("o", name, draw(st.sampled_from(POLARITIES)), confidence=draw(st.sampled_from(CONFIDENCES)))
        for name in entered
    )
    return SystemMap(factors, links, entries)
