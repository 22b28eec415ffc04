"""Files in and out, drawn: what leaves and what stays, what came in, backups, what is stored about people."""

from collections.abc import Iterable
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from integrated.co_production.kept_about_people import ABOUT_PEOPLE, NOT_ABOUT_PEOPLE, ROLES_ONLY
from integrated.record.files_kept import BackupFile, FilesPage, Import, day, size
from integrated.views import linked, widgets
from integrated.views.navigation import query, standing

STYLE = Path(__file__).parent / "files.css"
PARTS = {
    "out": "Take out",
    "in": "Bring in",
    "safe": "Keep safe",
    "people": "What is stored about people",
}
FORMATS = (
    ("what_works", "Studies", "CSV, RevMan, references (RIS, BibTeX), ratings of other bodies"),
    ("portfolio", "Grants", "360Giving as JSON or CSV"),
    ("record", "A record of a decision", "JSON"),
    ("co_production", "What people said", "typed in or coded on this page"),
    ("complexity", "A map", "factors and links"),
    ("workshop", "A workshop", "cards typed in, votes"),
)


def top(page: FilesPage) -> str:
    """The heading with one sentence, and the choice of part."""
    st.html(STYLE)
    pill = Markup('<span class="pill">Illustrative: the example data are in every file</span>')
    counting = sum(each.undone_at is None for each in page.imports)
    linked.show(
        Markup(
            '<div class="head files-head"><h1 class="question long">Files in and out</h1><div class="where">{}</div>'
            '</div><div class="band">{:,} rows in {} tables can leave as open files. '
            '<span class="quiet">{} · {} files read in.</span></div>'
        ).format(
            pill if page.illustrative else "",
            sum(page.leaves.values()),
            len(page.leaves),
            backups_in_words(page.backups),
            counting,
        ),
        key="files_top",
    )
    with st.container(key="files_parts"):
        part = widgets.choose(
            "part", "Part of the page", PARTS, draw=st.segmented_control, label_visibility="collapsed", required=True
        )
    return part or "out"


def backups_in_words(backups: tuple[BackupFile, ...] | None) -> str:
    """How many backups there are, and when the newest was made."""
    if backups is None:
        return "Backups are made by whoever runs the database server"
    if not backups:
        return "No backup yet"
    one = "1 backup" if len(backups) == 1 else f"{len(backups)} backups"
    return f"{one}, the newest of {day(backups[0].made_at)}"


def leaves_and_stays(page: FilesPage) -> None:
    """What is in the export, and what is left out and why."""
    rows = _rows((name, f"{held:,}") for name, held in page.leaves.items() if held)
    empty = [name for name, held in page.leaves.items() if not held]
    stays = _rows(page.stays.items())
    linked.show(
        Markup(
            '<div class="files sides"><div><h2>What is in it</h2><table class="files two"><thead><tr>'
            '<th scope="col">Table</th><th scope="col">Rows</th></tr></thead><tbody>{}</tbody></table>'
            '<p class="s15 quiet">{}</p></div><div><h2>What is left out, and why</h2><table class="files three">'
            '<thead><tr><th scope="col">Table</th><th scope="col">Why it stays here</th></tr></thead>'
            "<tbody>{}</tbody></table></div></div>"
        ).format(rows, f"In it too, but empty: {', '.join(empty)}." if empty else "", stays),
        key="files_leaves",
    )


def formats() -> str | None:
    """Where each kind of file is read, with a link to the page that has its template; the page that was clicked."""
    rows = Markup("").join(
        Markup('<tr><th scope="row"><a href="/{}{}" data-go="{}">{}</a></th><td>{}</td></tr>').format(
            page, query(), page, name, what
        )
        for page, name, what in FORMATS
        if standing(page)
    )
    return linked.show(
        Markup(
            '<div class="files"><h2>Where to bring a file</h2><p class="s15 quiet">Each page has its template and '
            'shows what it would store before it stores it.</p><table class="files two wide"><thead><tr>'
            '<th scope="col">What</th><th scope="col">Formats</th></tr></thead><tbody>{}</tbody></table></div>'
        ).format(rows),
        key="files_formats",
    )


def imports(found: tuple[Import, ...]) -> str | None:
    """Every file that was read in; the import whose undo was clicked."""
    rows = Markup("").join(_import(each) for each in found)
    body = Markup(
        '<table class="files imports"><thead><tr><th scope="col">File</th><th scope="col">Rows</th>'
        '<th scope="col">When, by whom</th><th scope="col">Licence</th><th scope="col">State</th></tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(rows)
    return linked.show(
        Markup('<div class="files"><h2>What was read in</h2>{}</div>').format(
            body if found else Markup("<p>Nothing was read in yet.</p>")
        ),
        key="files_imports",
    )


def _import(each: Import) -> Markup:
    state: Markup | str = "Came with the app: it stays"
    if each.undone_at is not None:
        state = f"Taken back on {day(each.undone_at)} by a {each.undone_by}"
    elif each.may_be_undone:
        state = Markup('<a href="#" role="button" data-go="undo~{}">Undo this import</a>').format(each.import_id)
    pill = Markup(' <span class="pill">Illustrative</span>') if each.illustrative else ""
    return Markup('<tr><th scope="row">{}{}</th><td>{:,}</td><td>{}, {}</td><td>{}</td><td>{}</td></tr>').format(
        each.file_name, pill, each.rows, day(each.at), each.role, each.licence or "not stated", state
    )


def backups(found: tuple[BackupFile, ...], kept_aside: tuple[str, ...]) -> None:
    """The list of backups."""
    rows = _rows(
        (
            each.name,
            day(each.made_at),
            size(each.size),
            "before a change of the schema" if each.before_migration else "",
        )
        for each in found
    )
    aside = (
        Markup("<p><b>Set aside:</b> {}. An erasure does not reach into these: delete them by hand.</p>").format(
            ", ".join(kept_aside)
        )
        if kept_aside
        else Markup("")
    )
    table = Markup(
        '<table class="files imports"><thead><tr><th scope="col">Backup</th><th scope="col">Made</th>'
        '<th scope="col">Size</th><th scope="col">Note</th></tr></thead><tbody>{}</tbody></table>'
    ).format(rows)
    linked.show(
        Markup('<div class="files"><h2>Backups</h2>{}{}</div>').format(
            table if found else Markup("<p>There is no backup yet.</p>"), aside
        ),
        key="files_backups",
    )


def about_people() -> None:
    """What is stored about people, from the declared list."""
    rows = _rows((each.table, each.what, each.why, each.who, each.until) for each in ABOUT_PEOPLE)
    linked.show(
        Markup(
            '<div class="files"><p>No name, no address, no e-mail, no precise time and no place of a device is ever '
            'asked for or kept.</p><table class="files people"><thead><tr><th scope="col">Table</th>'
            '<th scope="col">What is kept</th><th scope="col">What for</th><th scope="col">Who sees it</th>'
            '<th scope="col">Until</th></tr></thead><tbody>{}</tbody></table>'
            '<p class="s15"><b>The role of whoever acted, never a name:</b> {}.</p>'
            '<p class="s15"><b>Nothing about a person:</b> {}.</p></div>'
        ).format(rows, ", ".join(sorted(ROLES_ONLY)), ", ".join(sorted(NOT_ABOUT_PEOPLE))),
        key="files_people",
    )


def _rows(rows: Iterable[tuple[object, ...]]) -> Markup:
    return Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            first, Markup("").join(Markup("<td>{}</td>").format(cell) for cell in rest)
        )
        for first, *rest in rows
    )
