"""Workshops as they are stored: the newest version of each, by decision and by join code.

Phones ask this room alone, so what the pure rooms say about consent and codes is handed on from here.
"""

from dataclasses import dataclass

from integrated.briefing.remembered import remembered
from integrated.briefing.rows import framing_of, rows
from integrated.co_production.consent import CHILDLINE, SAFETY, SAFETY_SHORT, USES, uses
from integrated.co_production.identifying_words import IdentifyingWords
from integrated.co_production.workshop import (
    NOT_RECORDED,
    WITHDRAWAL_LETTERS,
    AboutMe,
    Workshop,
    from_rows,
    new_code,
    spelt,
    tidy_code,
)
from integrated.store import Store

__all__ = [
    "CHILDLINE",
    "NOT_RECORDED",
    "SAFETY",
    "SAFETY_SHORT",
    "USES",
    "WITHDRAWAL_LETTERS",
    "AboutMe",
    "IdentifyingWords",
    "Workshop",
    "choices_on_phones",
    "every_workshop",
    "may_ask",
    "on_paper",
    "new_code",
    "open_statements",
    "said_by",
    "spelt",
    "stances_said_by",
    "tidy_code",
    "uses",
    "voted_on",
    "workshop_by_code",
    "workshop_of",
    "workshops",
]


@remembered
def every_workshop(store: Store) -> tuple[Workshop, ...]:
    """Every workshop, the latest first."""
    return from_rows(rows(store, "workshops").to_dict("records"))


def workshops(store: Store, decision_id: str) -> tuple[Workshop, ...]:
    """Workshops of one decision, the latest first."""
    return tuple(each for each in every_workshop(store) if each.decision_id == decision_id)


def workshop_of(store: Store, engagement_id: str) -> Workshop | None:
    """One workshop as it stands now."""
    return next((each for each in every_workshop(store) if each.engagement_id == engagement_id), None)


def workshop_by_code(store: Store, join_code: str) -> Workshop | None:
    """The open workshop that a code leads to; the code of a closed one leads nowhere."""
    return next((each for each in every_workshop(store) if each.is_open and each.join_code == join_code), None)


@remembered
def choices_on_phones(store: Store, workshop: Workshop) -> dict[str, tuple[str, str, str]]:
    """Letter to (option_id, name, what it means here), for the options of one workshop."""
    listed = {option.option_id: option for option in framing_of(store, workshop.decision_id).options}
    return {
        listed[each].letter: (each, listed[each].name, listed[each].what_it_means_here or "")
        for each in workshop.option_ids
        if each in listed
    }


def on_paper(store: Store, workshop: Workshop) -> dict[str, str]:
    """Letter to name of the options of one workshop."""
    return {letter: name for letter, (_, name, _) in choices_on_phones(store, workshop).items()}


def said_by(store: Store, respondent_id: str) -> dict[str, str | None]:
    """What one person has said so far: contribution_id to option_id."""
    return dict(store.read_few("said_by", respondent_id=respondent_id))


def stances_said_by(store: Store, respondent_id: str) -> dict[str, str]:
    """The stance that one person has given on each option: option_id to stance."""
    return dict(store.read_few("stances_said_by", respondent_id=respondent_id))


def open_statements(store: Store, workshop: Workshop) -> dict[str, str]:
    """Statement id to words, of those that may be voted on."""
    found = rows(store, "workshop_statements", engagement_id=workshop.engagement_id)
    return dict(zip(found["statement_id"], found["words"], strict=True))


def voted_on(store: Store, workshop: Workshop, respondent_id: str) -> frozenset[str]:
    """Statements on which one person has voted."""
    votes = rows(store, "workshop_votes", engagement_id=workshop.engagement_id)
    return frozenset(votes.loc[votes["respondent_id"] == respondent_id, "statement_id"])


@dataclass(frozen=True)
class MayAsk:
    """What a workshop on a decision may ask: options by id, groups, and questions that fit the local figures."""

    options: dict[str, str]
    groups: tuple[str, ...]
    questions: tuple[AboutMe, ...]
    is_example: bool


@remembered
def may_ask(store: Store, decision_id: str) -> MayAsk | None:
    """What a workshop on a decision may ask; None when there is no option to speak about."""
    decided = rows(store, "decisions").set_index("decision_id")
    if decision_id not in decided.index:
        return None
    decision = framing_of(store, decision_id)
    options = {
        each.option_id: f"{each.letter} {each.name}"
        for each in sorted(decision.options, key=lambda each: (len(each.letter), each.letter))
        if not each.retired
    }
    if not options:
        return None
    shares = rows(store, "population_shares", area_code=decision.area_code or "")
    about = tuple(
        AboutMe(str(dimension), QUESTIONS.get(str(dimension), f"Which fits you: {dimension}?"), tuple(found))
        for dimension, found in shares.groupby("dimension", sort=True)["category"].unique().items()
    )
    groups = tuple(group.group_name for group in decision.groups)
    return MayAsk(options, groups, about, bool(decided.loc[decision_id, "illustrative"]))


QUESTIONS = {
    "arrival": "Did you come to the United Kingdom on your own, without family?",
    "ethnicity": "Which of these describes you best?",
}
