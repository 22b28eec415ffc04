"""Step 3a, judge: the table, the panel that changes one judgement, and agreeing all suggestions for one reason."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import streamlit as st
from markupsafe import Markup

from integrated.record.decision import Option
from integrated.record.weigh_up import JudgedCell, JudgedOption
from integrated.views import judge_table, linked, panel, widgets, words
from integrated.views.level_strip import level_words
from integrated.views.panel import Done
from integrated.views.weigh_frame import Band

PANEL = "judgement"
ALL = "all"
CONFIDENCE = {"": "Not said", **{key: f"{told} ({key})" for key, told in words.CERTAINTY.items()}}


class Judging(Protocol):
    """What this screen may do."""

    @property
    def agree(self) -> Callable[..., Done]: ...

    @property
    def agree_all(self) -> Callable[[Mapping[tuple[str, str], Any], str], Done]: ...

    @property
    def take_back_judgement(self) -> Callable[[str, str], Done]: ...


def band(rows: Sequence[JudgedOption], red_line: str) -> Band:
    """How many judgements are agreed, how many are not known."""
    cells = [cell for row in rows for cell in row.cells]
    agreed = sum(cell.judgement is not None for cell in cells)
    unknown = sum(cell.now.range is None for cell in cells)
    main = f"{agreed} of {len(cells)} judgements are agreed. The others are suggestions from the data."
    if agreed == len(cells):
        main = f"All {len(cells)} judgements are agreed."
    quiet = f"{unknown} {'is' if unknown == 1 else 'are'} not known." if unknown else ""
    return Band(main, quiet, red_line, (ALL, "Agree all suggestions") if agreed < len(cells) else None)


def progress(rows: Sequence[JudgedOption]) -> str:
    """ "3 of 15", or nothing before anyone agreed."""
    cells = [cell for row in rows for cell in row.cells]
    agreed = sum(cell.judgement is not None for cell in cells)
    return f"{agreed} of {len(cells)}" if agreed else ""


def show(rows: Sequence[JudgedOption], comparison: Option | None, do: Judging, went: str | None) -> str | None:
    """Draw the part and carry out what people do in it; "option~…" when they want to see one side by side.

    Parameters
    ----------
    rows, comparison : as in `judge_table.table`.
    went : what was clicked in the frame above.
    """
    if went == ALL:
        widgets.open_panel(PANEL, ALL)
    opened = widgets.opened(PANEL)
    if opened == ALL:
        _agree_all(rows, do)
    cells = {cell.key: (row.option, cell) for row in rows for cell in row.cells}
    at = next((i for i, row in enumerate(rows) if any(cell.key == opened for cell in row.cells)), len(rows) - 1)
    clicked = linked.show(judge_table.table(rows[: at + 1], comparison, opened=opened), key="judge_table")
    if opened in cells:
        _change(*cells[opened], do)
    if rows[at + 1 :]:
        below = judge_table.table(rows[at + 1 :], None, opened=None, heads=False)
        clicked = linked.show(below, key="judge_table_below") or clicked
    if clicked and clicked.startswith("change~"):
        widgets.open_panel(PANEL, clicked.removeprefix("change~"))
        st.rerun()
    if clicked and clicked.startswith("back~"):
        _, cell = cells[clicked.removeprefix("back~")]
        panel.finish(do.take_back_judgement(cell.option_id, cell.perspective), PANEL)
    return clicked


def _agree_all(rows: Sequence[JudgedOption], do: Judging) -> None:
    waiting = {
        (cell.option_id, cell.perspective): (cell.suggested.levels, cell.suggested.certainty)
        for row in rows
        for cell in row.cells
        if cell.judgement is None
    }
    with panel.form("agree_all", ALL):
        reason = st.text_input(
            f"Why do you agree the {len(waiting)} suggestions as they stand? One reason is kept with all of them.",
            max_chars=4000,
        )
        if panel.pressed(PANEL, "Agree them all"):
            panel.finish(do.agree_all(waiting, reason), PANEL)


def _change(option: Option, cell: JudgedCell, do: Judging) -> None:
    """The panel of one judgement. Its fields have keys: else what somebody types would go when another person saves."""
    levels = list(words.LEVELS)
    lowest, _, highest = cell.now.range or (3, 3, 3)
    said = cell.judgement
    if said is not None and said.lowest and said.highest:
        lowest, highest = said.lowest, said.highest
    with panel.form("judge", cell.key):
        title = Markup('<div class="integrated"><b>{} {}, {}</b> · suggested: {}. {}</div>').format(
            option.letter,
            option.name,
            words.PERSPECTIVES[cell.perspective].lower(),
            level_words(cell.suggested),
            cell.suggested.sentence,
        )
        st.html(str(title))
        left, right = st.columns([1, 1], gap="large")
        with left:
            ends = st.select_slider(
                "Lowest and highest level",
                levels,
                (lowest, highest),
                key=f"{cell.key}:levels",
                format_func=lambda level: words.LEVELS_SHORT[level],
            )
            not_known = st.checkbox(
                "Not known, instead of a level", cell.now.range is None, key=f"{cell.key}:not_known"
            )
        with right:
            reason = st.text_input("Why?", said.reason or "" if said else "", max_chars=4000, key=f"{cell.key}:reason")
            sure = st.selectbox(
                "How sure are you?",
                list(CONFIDENCE),
                list(CONFIDENCE).index(cell.now.certainty if cell.now.certainty in CONFIDENCE else ""),
                key=f"{cell.key}:sure",
                format_func=lambda each: CONFIDENCE[each],
            )
        if panel.pressed(PANEL, "Save this judgement"):
            usual = cell.suggested.range
            done = do.agree(
                cell.option_id,
                cell.perspective,
                lowest=int(ends[0]),
                highest=int(ends[1]),
                not_known=not_known,
                as_suggested=usual is not None and tuple(ends) == (usual[0], usual[2]),
                reason=reason,
                suggested=cell.suggested.levels,
                confidence=sure or None,
            )
            panel.finish(done, PANEL)
