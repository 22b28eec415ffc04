"""Maps to send through files: any map that a file can hold, by Hypothesis, and the embedded one."""

from hypothesis import strategies as st

from integrated.complexity.model import (
    CONFIDENCES,
    DELAYS,
    KINDS,
    STRENGTHS,
    WANTED,
    EntryPoint,
    Factor,
    Link,
    SystemMap,
)

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12)
LABELS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
NOTES = st.one_of(st.just(""), LABELS)
SIGNS = st.sampled_from(("positive", "negative", "uncertain"))


@st.composite
def maps(draw: st.DrawFn, *, distinct_labels: bool = False, options: bool = True) -> SystemMap:
    """A map of up to six factors, with or without places where options act."""
    labels = draw(st.lists(LABELS, min_size=1, max_size=6, unique=distinct_labels))
    factors = tuple(
        Factor(
            f"f{i}",
            label,
            draw(st.sampled_from(KINDS)),
            draw(NOTES),
            draw(st.sampled_from(("", "yes", "partly", "no"))),
            draw(st.sampled_from(WANTED)),
        )
        for i, label in enumerate(labels)
    )
    pairs = [(a.factor_id, b.factor_id) for a in factors for b in factors if a != b]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=8)) if pairs else []
    links = tuple(
        Link(
            *pair,
            draw(SIGNS),
            draw(st.sampled_from(tuple(STRENGTHS))),
            draw(st.sampled_from(DELAYS)),
            draw(st.sampled_from(CONFIDENCES)),
            draw(LABELS),
            draw(NOTES),
        )
        for pair in chosen
    )
    entered = draw(st.lists(st.sampled_from(factors), unique=True, max_size=3)) if options else []
    entries = tuple(
        EntryPoint(
            "p1",
            factor.factor_id,
            draw(SIGNS),
            draw(st.sampled_from(tuple(STRENGTHS))),
            draw(st.sampled_from(CONFIDENCES)),
            draw(LABELS),
            draw(NOTES),
        )
        for factor in entered
    )
    return SystemMap(factors, links, entries)
