"""What each link of a map rests on: evidence, a definition, a stated reason, or somebody's word alone."""

from collections.abc import Collection

from integrated.complexity.model import EntryPoint, Link, SystemMap

GROUNDS = ("evidence", "definition", "reason", "assertion")


def ground(of: Link | EntryPoint, *, attached: Collection[tuple[str, str]] = ()) -> str:
    """What one link or entry point rests on.

    Parameters
    ----------
    of : the link or entry point.
    attached : (source, target) of every link, or (option, factor) of every entry point, to which a study, a finding or
        a contribution has been attached.

    Returns
    -------
    str : "evidence" when something is attached, or when its basis is neither an assumption nor a definition and it
        names its reference; "definition" when it is true by what the words mean; "reason" when it is an
        assumption with a reason written beside it; "assertion" for the rest: someone's view, no evidence attached.
    """
    ends = of.ends if isinstance(of, Link) else (of.option_id, of.factor_id)
    beside = of.reference if isinstance(of, Link) else of.note
    if ends in attached:
        return "evidence"
    if of.basis == "definition":
        return "definition"
    if not beside.strip():
        return "assertion"
    return "reason" if of.basis == "assumption" else "evidence"


def links_on(system_map: SystemMap, which: str, *, attached: Collection[tuple[str, str]] = ()) -> tuple[Link, ...]:
    """The links that rest on one of the four grounds, in map order.

    Parameters
    ----------
    system_map : the map.
    which : one of `GROUNDS`.
    attached : as for `ground`.

    Raises
    ------
    ValueError : any other word.
    """
    if which not in GROUNDS:
        raise ValueError(f'which must be one of {", ".join(GROUNDS)}, got "{which}"')
    return tuple(link for link in system_map.links if ground(link, attached=attached) == which)


def assertions(system_map: SystemMap, *, attached: Collection[tuple[str, str]] = ()) -> tuple[Link, ...]:
    """The links held by assertion, in map order: no evidence, no definition, not even a reason.

    Parameters
    ----------
    system_map, attached : as for `links_on`.
    """
    return links_on(system_map, "assertion", attached=attached)
