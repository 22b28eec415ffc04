"""The map as text: every factor, link and place where an option acts, as tables that can be taken away."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from integrated.complexity.grounds import ground
from integrated.complexity.whole_map import WholeMap
from integrated.views import linked, words
from integrated.views.connected.panel import GROUNDS
from integrated.views.connected.sentences import PUSHES
from integrated.views.downloads import chart_menu

MOST = 300
KINDS = {"factor": "factor", "outcome": "an outcome we care about", "context": "comes from outside"}
WANTED = {"increase": "more of it", "decrease": "less of it", "": words.NOT_ENTERED}


def tables(page: WholeMap) -> None:
    """Draw the three tables, each with its downloads."""
    drawn = page.brief.system_map
    count = f"{page.brief.title}: {len(drawn.factors)} factors, {len(drawn.links)} links"
    badge = ". Illustrative." if page.brief.illustrative else "."
    for title, table in (
        ("Links", links(page)),
        ("Factors", factors(page)),
        ("Where options act", entry_points(page)),
    ):
        st.html(f"<h2 class='s16'>{title}</h2>")
        if not len(table):
            st.text("None yet. Add them under Edit.")
            continue
        # Not st.table: it reads its cells as Markdown, and these are words that people typed.
        linked.show(drawn_table(table.head(MOST), title), key=f"map_rows:{title}")
        if len(table) > MOST:
            st.text(f"The first {MOST} of {len(table)} rows; the download holds all of them.")
        taken = table.assign(Illustrative="yes") if page.brief.illustrative else table
        chart_menu(title, None, taken, count + badge, key=f"map_table:{title}")


def drawn_table(table: pd.DataFrame, title: str) -> Markup:
    """A table as HTML, every cell as it was typed."""
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in table.columns)
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            row[0], Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row[1:])
        )
        for row in table.itertuples(index=False, name=None)
    )
    return Markup(
        '<div class="map-part wide"><table><caption class="sr">{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(title, head, body)


def factors(page: WholeMap) -> pd.DataFrame:
    """Every factor as a row, in words."""
    return pd.DataFrame(
        [
            {
                "Factor": factor.label,
                "Kind": KINDS[factor.kind],
                "Wanted": WANTED[factor.wanted],
                "Changed from here?": factor.controllable or words.NOT_ENTERED,
                "Part of": factor.domain or words.NOT_ENTERED,
            }
            for factor in page.brief.system_map.factors
        ]
    )


def links(page: WholeMap) -> pd.DataFrame:
    """Every link as a row, in words, with what it rests on."""
    label = page.brief.label
    return pd.DataFrame(
        [
            {
                "From": label(link.source),
                "To": label(link.target),
                "How": words.POLARITY[link.polarity],
                "Strength": link.strength,
                "When": words.DELAYS[link.delay],
                "Confidence": link.confidence,
                "Who says it": link.basis,
                "Rests on": GROUNDS[ground(link, attached=page.brief.attached)],
                "Evidence": "; ".join(row.words for row in page.rows_of(*link.ends)) or "none attached",
                "Note": link.reference,
            }
            for link in page.brief.system_map.links
        ]
    )


def entry_points(page: WholeMap) -> pd.DataFrame:
    """Every place where an option acts as a row, in words."""
    return pd.DataFrame(
        [
            {
                "Option": page.options.get(entry.option_id, entry.option_id),
                "Acts on": page.brief.label(entry.factor_id),
                "How": PUSHES[entry.push],
                "Strength": entry.strength,
                "Confidence": entry.confidence,
                "Who says it": entry.basis,
                "Note": entry.note,
            }
            for entry in page.brief.system_map.entry_points
        ]
    )
