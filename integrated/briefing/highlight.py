"""One thing highlighted, and what is stated to belong to it in the other columns: never derived along the map."""

from dataclasses import dataclass

from integrated.briefing.connections import system_map
from integrated.briefing.remembered import remembered
from integrated.briefing.rows import rows
from integrated.briefing.stated import stated
from integrated.store import Store


@dataclass(frozen=True)
class Lit:
    """What a highlight lights: ids per kind, the focus itself included, and a sentence for those who cannot see it."""

    focus: str | None
    themes: frozenset[str] = frozenset()
    factors: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    links: frozenset[tuple[str, str]] = frozenset()
    effects: frozenset[str] = frozenset()
    findings: frozenset[str] = frozenset()
    contributions: frozenset[str] = frozenset()
    why: tuple[str, ...] = ()


@remembered
def highlight(store: Store, decision_id: str, focus: str | None) -> Lit:
    """What belongs to one theme, factor, outcome or link, by the tables that say so.

    Parameters
    ----------
    focus : "theme~id", "factor~id", "outcome~id", "link~a~b", or None.
    """
    if not focus:
        return Lit(None)
    kind, _, rest = focus.partition("~")
    brief = system_map(store, decision_id)
    map_id = brief.map_id if brief else ""
    theme_factor = stated(store, decision_id, "theme_factor", map_id=map_id)
    theme_outcome = stated(store, decision_id, "theme_outcome")
    outcome_factor = stated(store, decision_id, "outcome_factor", map_id=map_id)
    if kind == "theme":
        factors = theme_factor[theme_factor["theme_id"] == rest]
        outcomes = theme_outcome[theme_outcome["theme_id"] == rest]
        return Lit(
            focus,
            themes=frozenset({rest}),
            factors=frozenset(factors["factor_id"]),
            outcomes=frozenset(outcomes["outcome_id"]),
            why=(*factors["why"], *outcomes["why"]),
        )
    if kind == "factor":
        themes = theme_factor[theme_factor["factor_id"] == rest]
        outcomes = outcome_factor[outcome_factor["factor_id"] == rest]
        return Lit(
            focus,
            themes=frozenset(themes["theme_id"]),
            factors=frozenset({rest}),
            outcomes=frozenset(outcomes["outcome_id"]),
            why=tuple(themes["why"]),
        )
    if kind == "outcome":
        themes = theme_outcome[theme_outcome["outcome_id"] == rest]
        factors = outcome_factor[outcome_factor["outcome_id"] == rest]
        return Lit(
            focus,
            themes=frozenset(themes["theme_id"]),
            factors=frozenset(factors["factor_id"]),
            outcomes=frozenset({rest}),
            why=tuple(themes["why"]),
        )
    return _of_link(store, decision_id, focus, rest, map_id)


def _of_link(store: Store, decision_id: str, focus: str, rest: str, map_id: str) -> Lit:
    source, _, target = rest.partition("~")
    evidence = rows(store, "link_evidence", map_id=map_id)
    mine = evidence[(evidence["source"] == source) & (evidence["target"] == target)]

    def of(kind: str) -> frozenset[str]:
        return frozenset(mine.loc[mine["evidence_kind"] == kind, "evidence_id"])

    findings, contributions = of("finding"), of("contribution")
    said = rows(store, "findings", decision_id=decision_id)
    codings = rows(store, "codings_reviewed", decision_id=decision_id)
    themes = {each for each in said.loc[said["finding_id"].isin(findings), "theme_id"] if each}
    themes |= {each for each in codings.loc[codings["contribution_id"].isin(contributions), "theme_id"] if each}
    return Lit(
        focus,
        themes=frozenset(themes),
        factors=frozenset({source, target}),
        links=frozenset({(source, target)}),
        effects=of("effect"),
        findings=findings,
        contributions=contributions,
    )


@remembered
def choices(store: Store, decision_id: str) -> dict[str, str]:
    """Everything that can be highlighted, by focus id, in words; links last."""
    themes = rows(store, "themes", decision_id=decision_id)
    themes = themes[themes["merged_into"].isna()]
    outcomes = rows(store, "outcomes")
    named = {"": "Highlight: nothing"}
    named |= {f"theme~{row['theme_id']}": f"Theme: {row['name']}" for row in themes.to_dict("records")}
    named |= {f"outcome~{row['outcome_id']}": f"Outcome: {row['label']}" for row in outcomes.to_dict("records")}
    brief = system_map(store, decision_id)
    if brief:
        drawn = brief.system_map
        named |= {f"factor~{factor.factor_id}": f"Factor: {factor.label}" for factor in drawn.factors}
        named |= {
            f"link~{link.source}~{link.target}": f"Link: {brief.label(link.source)} → {brief.label(link.target)}"
            for link in drawn.links
        }
    return named
