"""What the browser tells of a map, read with care: it may send anything, and only what is on the map counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from integrated.complexity.model import SystemMap
from integrated.views.system_map.payload import Point, factor_node, link_id, option_node


@dataclass(frozen=True)
class MapClick:
    """What people did on a map.

    Attributes
    ----------
    factor, link, option, entry_point : what was chosen since the last run; at most one of them is not None. A link is
        (source, target), an entry point (option, factor).
    cleared : the choice was taken back since the last run (Escape, or a click beside everything).
    positions : boxes moved by hand, by factor or option id, in the pixels of the positions given.
    """

    factor: str | None = None
    link: tuple[str, str] | None = None
    option: str | None = None
    entry_point: tuple[str, str] | None = None
    cleared: bool = False
    positions: Mapping[str, Point] = field(default_factory=dict)

    @property
    def focus(self) -> str | None:
        """What was chosen as the address writes it, `factor~id` or `link~a~b`; None when nothing of the two was."""
        if self.factor is not None:
            return f"factor~{self.factor}"
        return f"link~{self.link[0]}~{self.link[1]}" if self.link else None


class Drawn:
    """The ids that a map has in the browser, and what each of them stands for.

    Parameters
    ----------
    system_map : the map.
    options : ids of the options drawn.
    """

    def __init__(self, system_map: SystemMap, options: Mapping[str, str]) -> None:
        self.factors = {factor_node(each): each for each in system_map.factor_ids}
        self.options = {option_node(each): each for each in options}
        self.links = {link_id(factor_node(a), factor_node(b)): (a, b) for a, b in (x.ends for x in system_map.links)}
        acting = [(e.option_id, e.factor_id) for e in system_map.entry_points if e.option_id in options]
        self.entry_points = {link_id(option_node(a), factor_node(b)): (a, b) for a, b in acting}

    def chosen(self, told: Any) -> str | None:
        """The id that the browser says is chosen, None when nothing on the map is."""
        named = told.get("id") if isinstance(told, dict) else told
        known = (self.factors, self.options, self.links, self.entry_points)
        return named if isinstance(named, str) and any(named in each for each in known) else None

    def focus(self, focus: str | None) -> str | None:
        """The id of `factor~id`, `link~a~b` or `entry~option~factor`, None for anything else."""
        kind, _, name = (focus or "").partition("~")
        if kind == "factor":
            return factor_node(name) if factor_node(name) in self.factors else None
        lines = {"link": self.links, "entry": self.entry_points}.get(kind, {})
        return {f"{a}~{b}": drawn_id for drawn_id, (a, b) in lines.items()}.get(name)

    def faint(self, names: Sequence[str], links: Sequence[tuple[str, str]]) -> list[str]:
        """The ids of factors, options and links that are to be drawn faintly; those not on the map are left out."""
        boxes = {name: drawn_id for drawn_id, name in (*self.options.items(), *self.factors.items())}
        lines = {ends: drawn_id for drawn_id, ends in self.links.items()}
        return [boxes[each] for each in names if each in boxes] + [lines[each] for each in links if each in lines]

    def click(self, drawn_id: str | None, positions: Mapping[str, Point]) -> MapClick:
        """What was done when this id was chosen; None: the choice was taken back."""
        return MapClick(
            factor=self.factors.get(drawn_id or ""),
            link=self.links.get(drawn_id or ""),
            option=self.options.get(drawn_id or ""),
            entry_point=self.entry_points.get(drawn_id or ""),
            cleared=drawn_id is None,
            positions=positions,
        )

    def moved(self, told: Any, given: Mapping[str, tuple[int, int]]) -> dict[str, Point]:
        """Where boxes were put by hand, by factor or option id.

        Parameters
        ----------
        told : what the browser sent: node id to [x, y, given x, given y].
        given : where each node is given now; a box given another place since stands there again.
        """
        names = self.factors | self.options
        return {
            names[node_id]: (float(place[0]), float(place[1]))
            for node_id, place in (told.items() if isinstance(told, dict) else ())
            if node_id in names and _is_place(place) and tuple(place[2:]) == given.get(node_id)
        }


def _is_place(place: Any) -> bool:
    return isinstance(place, list) and len(place) == 4 and all(isinstance(each, int | float) for each in place)
