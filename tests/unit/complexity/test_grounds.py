"""What links rest on."""

import pytest

from integrated.complexity.grounds import GROUNDS, assertions, ground, links_on
from integrated.complexity.model import EntryPoint, Link
from tests.unit.complexity.embedded import embedded_map


@pytest.mark.parametrize(
    ("basis", "reference", "expected"),
    [
        ("young people", "F01 F02", "evidence"),
        ("young people", " ", "assertion"),
        ("evaluation", "F15", "evidence"),
        ("definition", "", "definition"),
        ("assumption", "", "assertion"),
        ("assumption", "every option has to be paid for; no cost data", "reason"),
    ],
)
def test_a_link_rests_on_what_is_written_beside_it(basis: str, reference: str, expected: str) -> None:
    assert ground(Link("a", "b", "+", basis=basis, reference=reference)) == expected
    assert ground(EntryPoint("o", "a", "+", basis=basis, note=reference)) == expected


def test_attached_evidence_counts_whatever_the_basis() -> None:
    link = Link("a", "b", "+")
    assert ground(link, attached={("a", "b")}) == "evidence"
    assert ground(link, attached={("b", "a")}) == "assertion"


def test_32_of_the_49_embedded_links_are_held_by_assertion() -> None:
    system_map = embedded_map()
    assert {which: len(links_on(system_map, which)) for which in GROUNDS} == {
        "evidence": 12,
        "definition": 4,
        "reason": 1,
        "assertion": 32,
    }
    assert len(assertions(system_map)) == 32
    assert [link.ends for link in links_on(system_map, "reason")] == [("trusted_adult", "readiness")]
    assert len(assertions(system_map, attached={("debt", "mental_health")})) == 31


def test_an_unknown_ground_is_named() -> None:
    with pytest.raises(ValueError, match='got "hope"'):
        links_on(embedded_map(), "hope")
