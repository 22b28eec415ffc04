"""The first risk check: could this be unfair to some groups?"""

import numpy as np
import pandas as pd

from integrated.weighing.risk import CHECKS, Finding, RiskCheck, Thresholds, Voices, answer, pressing

STATE_HIDDEN = "hidden"  # of a group whose state would give a small count away


def reinforcing_discrimination(voices: Voices, *, thresholds: Thresholds | None = None) -> RiskCheck:
    """Could this be unfair to some groups? Who was not heard, who studies left out, whom a majority hides.

    Parameters
    ----------
    voices : what is known of who was heard.
    thresholds : conventions.

    Returns
    -------
    RiskCheck with numbers: groups_not_heard, groups_heard_less, groups_without_effects, groups_hidden, engagements.
    """
    limits = thresholds or Thresholds()
    unheard = _not_heard(voices)
    less = _heard_less(voices)
    left_out = _left_out(voices)
    hidden = _hidden_by_majority(voices, limits)
    power = _power(voices, limits)
    numbers = {
        "groups_not_heard": pressing(unheard),
        "groups_heard_less": pressing(less),
        "groups_without_effects": pressing(left_out),
        "groups_hidden": pressing(hidden),
        "engagements": 0 if voices.engagements is None else len(voices.engagements),
    }
    return answer(CHECKS[0], [*unheard, *less, *left_out, *hidden, *power], numbers)


def _not_heard(voices: Voices) -> list[Finding]:
    question = "voices not heard"
    if not voices.must_be_heard:
        words = "Nobody has said yet who must be heard."
        return [Finding(question, "cannot tell", "", words, "Name the groups that must be heard.")]
    found = []
    for group, people in voices.must_be_heard.items():
        if people is None:
            found.append(Finding(question, "act", group, f"Nobody asked {group}.", f"Ask {group} before you sign."))
        elif people == 0:
            words = f"{group[0].upper()}{group[1:]} were asked, and nobody took part."
            found.append(Finding(question, "act", group, words, f"Find another way to hear {group} before you sign."))
        else:
            found.append(Finding(question, "clear", group, f"{group[0].upper()}{group[1:]} were heard."))
    return found


def _heard_less(voices: Voices) -> list[Finding]:
    question = "heard less than their share"
    if voices.representation is None or voices.representation.empty:
        words = "There is nothing to compare the people heard with."
        return [Finding(question, "cannot tell", "", words, "Add the local shares of the groups.")]
    found = []
    for row in voices.representation.to_dict("records"):
        category, state = str(row["category"]), str(row["state"])
        if state in ("under-represented", "nobody heard"):
            words = f"{category} were heard less than their share."
            if state == "nobody heard":
                words = f"Nobody was heard from: {category}."
            found.append(Finding(question, "look", category, words, f"Hear more people: {category}."))
        elif state == STATE_HIDDEN:
            words = f"Whether this group had its share is hidden to protect people: {category}."
            found.append(Finding(question, "cannot tell", category, words, "Hear more people from this group."))
        elif state == "cannot tell":
            words = f"Too few were heard to tell whether this group had its share: {category}."
            found.append(
                Finding(question, "cannot tell", category, words, "Hear more people, or ask them who they are.")
            )
        else:
            found.append(Finding(question, "clear", category, f"{category}: heard about their share or more."))
    return found


def _left_out(voices: Voices) -> list[Finding]:
    question = "left out of the studies"
    if voices.subgroup_effects is None:
        words = "Nobody has looked for effects by group."
        return [Finding(question, "cannot tell", "", words, "Look for studies that report effects by group.")]
    return [
        Finding(question, "clear", group, f"There are effects for this group: {group}.")
        if count > 0
        else Finding(
            question,
            "look",
            group,
            f"No study held reports effects for this group: {group}.",
            f"Ask what the studies say of this group, and say in the record that it is not known: {group}.",
        )
        for group, count in voices.subgroup_effects.items()
    ]


def _hidden_by_majority(voices: Voices, limits: Thresholds) -> list[Finding]:
    """A majority for or against an option, while most of one group want the opposite."""
    question = "a majority that hides a group"
    if not voices.stances:
        words = "Nobody's stance on the options is held."
        return [Finding(question, "cannot tell", "", words, "Ask people where they stand on each option.")]
    found = []
    for option, by_group in voices.stances.items():
        counts = np.array([list(three) for three in by_group.values()], dtype=float).reshape(-1, 3)
        total = counts.sum()
        sides = {"for": 0, "against": 2}
        leading = [side for side, k in sides.items() if total > 0 and counts[:, k].sum() / total > limits.majority]
        if not leading:
            continue
        other = "against" if leading == ["for"] else "for"
        for group, three in zip(by_group, counts, strict=True):
            heard = float(three.sum())
            if heard >= limits.group_least and three[sides[other]] / heard > limits.majority:
                words = f"Most of those heard are {leading[0]} {option}, but most {group} are {other} it."
                step = f"Show what {group} said about {option} beside the total, and answer it."
                found.append(Finding(question, "look", group, words, step))
    if not found and not any(sum(map(sum, by_group.values())) for by_group in voices.stances.values()):
        return [
            Finding(question, "cannot tell", "", "Nobody took a stance on any option.", "Ask people where they stand.")
        ]
    return found or [
        Finding(question, "clear", "", "Among the counts that may be shown, no group stands against a majority.")
    ]


def _power(voices: Voices, limits: Thresholds) -> list[Finding]:
    question = "power to change anything"
    table = voices.engagements
    if table is None:
        return [Finding(question, "cannot tell", "", "How people were involved is not recorded.", "Record it.")]
    if table.empty:
        return [Finding(question, "act", "", "Nobody has been involved.", "Involve the people most affected.")]
    return [_rungs(table, limits), _influence(table), _fed_back(table)]


def _rungs(table: pd.DataFrame, limits: Thresholds) -> Finding:
    question, rungs = "power to change anything", pd.to_numeric(table["ladder_rung"]).dropna()
    if (rungs >= limits.ladder_least).any():
        return Finding(question, "clear", "", f"At one stage at least the rung was {int(rungs.max())} of 7.")
    if len(rungs) < len(table):
        words = "How much power people had is not recorded for every engagement."
        return Finding(question, "cannot tell", "", words, "Record the rung of the ladder.")
    words = f"At no stage was power shared: the highest rung was {int(rungs.max())} of 7."
    return Finding(question, "look", "", words, "Say which real choice people will share from here on.")


def _influence(table: pd.DataFrame) -> Finding:
    question, influence = "influence", pd.to_numeric(table["influence"]).dropna()
    if (influence > 0).any():
        return Finding(question, "clear", "", "What people said had some influence.")
    if len(influence) < len(table):
        return Finding(question, "cannot tell", "", "The influence people had is not recorded.", "Record what changed.")
    return Finding(
        question, "look", "", "Nothing changed because of what people said.", "Say what will change, or why not."
    )


def _fed_back(table: pd.DataFrame) -> Finding:
    question, told = "fed back", table["fed_back"]
    if bool(told.eq(True).any()):
        return Finding(question, "clear", "", "People were told at least once what came of it.")
    if told.isna().any():
        return Finding(question, "cannot tell", "", "Whether anything was fed back is not recorded.", "Record it.")
    return Finding(question, "look", "", "Nobody was told what came of what they said.", "Tell them, and record when.")
