"""The right column of Side by side: words around the map of routes, and the routes as sentences."""

from collections.abc import Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from integrated.complexity.connected import MapBrief
from integrated.complexity.grounds import ground
from integrated.complexity.model import Link
from integrated.complexity.structure import Route
from integrated.views import words

EFFECTS = {"helping": "helps", "hindering": "hinders", "uncertain": "could go either way"}


def routes_as_text(option: str, routes: Sequence[Route], labels: Mapping[str, str]) -> Markup:
    """Every route as one line: helps, hinders or either way, and the factors it passes."""
    items = Markup("").join(
        Markup("<li><b>{}</b>: {}</li>").format(
            EFFECTS[route.effect].capitalize(),
            " → ".join([option, *(labels.get(each, each) for each in route.factors)]),
        )
        for route in routes
    )
    return Markup('<ol class="routes">{}</ol>').format(items)


def links_table(brief: MapBrief, pairs: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """The links of the shown routes as rows, with their basis and what is attached to them."""
    system_map = brief.system_map
    attached: dict[tuple[str, str], list[str]] = {}
    for source, target, kind, evidence_id in brief.evidence:
        attached.setdefault((source, target), []).append(f"{kind} {evidence_id}")
    labels = {factor.factor_id: factor.label for factor in system_map.factors}
    wanted = set(pairs)
    return pd.DataFrame(
        [
            {
                "From": labels[link.source],
                "To": labels[link.target],
                "How": words.POLARITY[link.polarity],
                "Strength": link.strength,
                "When": words.DELAYS[link.delay],
                "Confidence": link.confidence,
                "Basis": link.basis,
                "Evidence": ", ".join(attached.get(link.ends, [])) or _without_evidence(link),
                "Note": link.reference,
            }
            for link in system_map.links
            if (link.source, link.target) in wanted
        ]
    )


def _without_evidence(link: Link) -> str:
    told = {"definition": "true by what the words mean", "reason": "a reason, no evidence"}
    return told.get(ground(link), "someone’s view, no evidence attached")
