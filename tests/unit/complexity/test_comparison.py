"""Two maps compared."""

from dataclasses import replace

from hypothesis import given, settings

from integrated.complexity.comparison import compare, sentences
from integrated.complexity.edits import apply_event
from integrated.complexity.model import EntryPoint, Factor, Link, SystemMap
from tests.unit.complexity.embedded import embedded_map
from tests.unit.complexity.random_maps import system_maps


def families() -> SystemMap:
    return SystemMap(
        (Factor("a", "Alpha"), Factor("b", "Beta"), Factor("c", "Gamma")),
        (Link("a", "b", "+"), Link("b", "c", "-")),
        (EntryPoint("o", "a", "+"),),
    )


def professionals() -> SystemMap:
    return SystemMap(
        (Factor("a", "Alpha", controllable="yes"), Factor("x", "beta"), Factor("d", "Delta")),
        (Link("a", "x", "-", delay="months"), Link("x", "d", "?")),
        (EntryPoint("o", "a", "+", "strong"), EntryPoint("o", "d", "-")),
    )


def test_the_same_map_has_no_differences() -> None:
    assert compare(embedded_map(), embedded_map()).same
    assert sentences(compare(embedded_map(), embedded_map())) == ()


def test_factors_of_two_groups_meet_by_id_or_by_label() -> None:
    found = compare(families(), professionals())
    assert [factor.factor_id for factor in found.factors.added] == ["d"]
    assert [factor.factor_id for factor in found.factors.removed] == ["c"]
    assert [(c.after.factor_id, c.fields) for c in found.factors.changed] == [
        ("a", ("controllable",)),
        ("b", ("label",)),
    ]
    assert [link.ends for link in found.links.added] == [("b", "d")]
    assert [link.ends for link in found.links.removed] == [("b", "c")]
    assert [(c.after.ends, c.fields) for c in found.links.changed] == [(("a", "b"), ("polarity", "delay"))]
    assert [change.after.ends for change in found.opposed] == [("a", "b")]
    assert [entry.factor_id for entry in found.entry_points.added] == ["d"]
    assert [change.fields for change in found.entry_points.changed] == [("strength",)]


def test_labels_that_several_factors_share_are_never_guessed() -> None:
    one = SystemMap((Factor("a", "Same"), Factor("b", "Same")))
    other = SystemMap((Factor("x", "Same"),))
    found = compare(one, other)
    assert [factor.factor_id for factor in found.factors.added] == ["x"]
    assert [factor.factor_id for factor in found.factors.removed] == ["a", "b"]


def test_differences_are_told_signs_first() -> None:
    told = sentences(
        compare(families(), professionals()),
        first="families",
        second="professionals",
        option_names={"o": "Stay longer"},
    )
    assert told == (
        "“Alpha” to “beta”: sign more leads to more (families), more leads to less (professionals); "
        "delay no delay (families), months (professionals).",
        "Only professionals: the factor “Delta”.",
        "Only families: the factor “Gamma”.",
        "“Alpha”: whether it can be controlled nothing (families), yes (professionals).",
        "“beta”: name Beta (families), beta (professionals).",
        "Only professionals: the link “beta” to “Delta”.",
        "Only families: the link “beta” to “Gamma”.",
        "Only professionals: the entry point Stay longer acting on “Delta”.",
        "Stay longer acting on “Alpha”: strength medium (families), strong (professionals).",
    )


def test_two_versions_differ_by_what_was_edited() -> None:
    before = embedded_map()
    after = apply_event(before, "map_delete", "m/stigma", {})
    found = compare(before, after)
    assert [factor.factor_id for factor in found.factors.removed] == ["stigma"]
    assert len(found.links.removed) == sum("stigma" in link.ends for link in before.links)
    assert [entry.option_id for entry in found.entry_points.removed] == ["supported_housing"]


@given(system_maps(), system_maps())
@settings(max_examples=60, deadline=None)
def test_the_differences_lead_from_one_map_to_the_other_and_back(one: SystemMap, other: SystemMap) -> None:
    found = compare(one, other)
    for name in ("factors", "links", "entry_points"):
        part, there, back = getattr(found, name), set(getattr(one, name)), set(getattr(found.after, name))
        changed_from, changed_to = {c.before for c in part.changed}, {c.after for c in part.changed}
        assert (there - set(part.removed) - changed_from) | set(part.added) | changed_to == back
    turned = compare(other, one)
    assert len(turned.links.added) == len(found.links.removed)
    assert len(turned.links.changed) == len(found.links.changed)


def test_a_new_id_alone_is_no_difference() -> None:
    renamed = replace(families(), factors=(*families().factors[:2], Factor("z", "Gamma")), links=families().links[:1])
    found = compare(families(), renamed)
    assert found.factors.added == found.factors.removed == found.factors.changed == ()
    assert [link.ends for link in found.links.removed] == [("b", "c")]
