"""Paper for a workshop: four cards of A6 on each sheet of A4, and a sheet for dots, as one HTML page to print."""

from collections.abc import Mapping

from markupsafe import Markup

STANCES = ("I am for it", "Yes, if …", "I am against it", "Neither")
STYLE = """
@page { size: A4; margin: 8mm }
* { box-sizing: border-box }
body { margin: 0; font: 14px/1.35 system-ui, sans-serif; color: #000; background: #fff }
.sheet { display: grid; grid-template-columns: 1fr 1fr; grid-auto-rows: 138mm; page-break-after: always }
.card { border: 1px dashed #777; padding: 8mm; display: flex; flex-direction: column; gap: 3mm; overflow: hidden }
h1 { font-size: 20px; margin: 0 } h2 { font-size: 15px; margin: 0 }
.lines { flex: 1; background: repeating-linear-gradient(#fff 0 8mm, #999 8mm calc(8mm + 1px)) }
.boxes span { display: inline-block; margin-right: 4mm } .boxes span::before { content: "□ "; font-size: 18px }
.small { font-size: 12px }
table { width: 100%; border-collapse: collapse } th, td { border: 1px solid #000; padding: 3mm; text-align: left }
td { height: 24mm; width: 17% }
"""


def workshop_paper(title: str, options: Mapping[str, str], groups: tuple[str, ...], safety: str) -> bytes:
    """Make the page.

    Parameters
    ----------
    title : of the workshop. options : letter to name. groups : who people may say they are.
    safety : the fixed sentence that stands on every card.

    Returns
    -------
    HTML, without a script and without an address; four empty cards for each option, then the sheet for dots.
    """
    boxes = Markup("").join(Markup("<span>{}</span>").format(each) for each in STANCES)
    fits = Markup("").join(Markup("<span>{}</span>").format(each) for each in groups)
    card = Markup(
        '<div class="card"><div class="small">{title}</div><h2>{letter} {name}</h2><div class="boxes">{boxes}</div>'
        '<div>Why? Or: yes, if what?</div><div class="lines"></div><div class="boxes small">{fits}</div>'
        '<div class="small">May others read this? <span class="boxes"><span>yes</span><span>only the team</span>'
        "<span>only count me</span></span><br>{safety}</div></div>"
    )
    sheets = Markup("").join(
        Markup('<div class="sheet">{}</div>').format(
            card.format(title=title, letter=letter, name=name, boxes=boxes, fits=fits, safety=safety) * 4
        )
        for letter, name in options.items()
    )
    rows = Markup("").join(
        Markup('<tr><th scope="row">{} {}</th><td></td><td></td><td></td><td></td></tr>').format(letter, name)
        for letter, name in options.items()
    )
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(each) for each in STANCES)
    return str(
        Markup(
            '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}: cards</title>'
            "<style>{style}</style></head><body>{sheets}<h1>{title}: one dot in each row</h1>"
            "<p>Put one dot in each row. You may leave a row empty. Count the dots when everybody has finished.</p>"
            '<table><thead><tr><th scope="col">Option</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'
            "</body></html>"
        ).format(title=title, style=Markup(STYLE), sheets=sheets, heads=heads, rows=rows)
    ).encode()
