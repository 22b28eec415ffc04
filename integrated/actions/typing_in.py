"""What a facilitator enters for people without a phone: one card, a pasted list, a file of answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from integrated.actions.actor import PREPARES, Actor, Refused
from integrated.actions.done import Outcome, outcome_of
from integrated.actions.taking_part import MOST_WORDS
from integrated.co_production.consent import USES
from integrated.co_production.voices import STANCES
from integrated.co_production.workshop import GROUP, NOT_RECORDED, Workshop, random_looking_id
from integrated.record.text import cleaned
from integrated.store import Store, uuid4

MOST_CARDS = 500


@dataclass(frozen=True)
class Card:
    """What stands on one card; `stance` None where the card does not say."""

    words: str
    group_name: str
    option_id: str | None
    stance: str | None
    consent: str = "internal"


def type_in(
    store: Store,
    actor: Actor,
    workshop: Workshop,
    cards: Sequence[Card],
    *,
    batch: str | None = None,
    same_person: str | None = None,
) -> Outcome:
    """Add cards to the queue, each from another person unless told; all of them, or none.

    Parameters
    ----------
    batch : made when the form was shown, so that a form sent twice is kept once.
    same_person : key of the person who wrote the card before, when it is the same one.

    Returns
    -------
    Outcome with one sentence; they wait to be read like everything else.
    """

    def act() -> str:
        actor.must_be_one_of(PREPARES, "type in cards")
        if not workshop.is_open:
            raise Refused("This workshop is closed. Open another one for more cards.")
        kept = [card for card in cards if cleaned(card.words) or card.stance]
        if not kept:
            raise Refused("There is nothing to add yet: type some words or choose a stance.")
        if len(kept) > MOST_CARDS:
            raise Refused(f"These are {len(kept)} cards; add at most {MOST_CARDS} together.")
        for place, card in enumerate(kept, start=1):
            _check(card, workshop, place)
        one = batch or uuid4()
        people = [same_person or person_of(one, place) for place in range(len(kept))]
        rows = [_rows(workshop, card, one, place, people[place]) for place, card in enumerate(kept)]
        together = [
            ("contribution", [each[0] for each in rows]),
            ("coding", [each[1] for each in rows if each[1] is not None]),
            ("about_me", [each[2] for each in rows] if same_person is None else []),
        ]
        store.append_together(together, pass_over_known=True).result()
        return "Added: 1 card." if len(kept) == 1 else f"Added: {len(kept)} cards."

    return outcome_of(act)


def add_cards(
    store: Store, actor: Actor, workshop: Workshop
) -> Callable[[Sequence[Mapping[str, Any]], str, str | None], Outcome]:
    """A form's save: takes the fields of cards, the id of the form, and that of an earlier form by the same person."""
    return lambda fields, batch, same_as: type_in(
        store,
        actor,
        workshop,
        [Card(**each) for each in fields],
        batch=batch,
        same_person=person_of(same_as) if same_as else None,
    )


def person_of(batch: str, place: int = 0) -> str:
    """The key of the person who wrote a card of a batch."""
    return random_looking_id("card person", batch, str(place))


def _check(card: Card, workshop: Workshop, place: int) -> None:
    if len(cleaned(card.words)) > MOST_WORDS:
        raise Refused(f"Card {place} has {len(cleaned(card.words))} letters; shorten it to {MOST_WORDS}.")
    if card.group_name not in {*workshop.group_names(), NOT_RECORDED}:
        raise Refused(f"Card {place} names the group “{card.group_name:.60}”, which this workshop does not have.")
    if card.option_id is not None and card.option_id not in workshop.option_ids:
        raise Refused(f"Card {place} names an option that this workshop does not have.")
    if card.stance is not None and (card.stance not in STANCES or card.option_id is None):
        raise Refused(f"Card {place} has a stance but no option, or one that is not known: {card.stance:.40}.")
    if card.consent not in USES:
        raise Refused(f"Card {place}: say how its words may be used.")


def _rows(
    workshop: Workshop, card: Card, batch: str, place: int, person: str
) -> tuple[dict[str, Any], dict[str, Any] | None, dict[str, Any]]:
    contribution_id = random_looking_id("card", batch, str(place))
    contribution = {
        "contribution_id": contribution_id,
        "engagement_id": workshop.engagement_id,
        "respondent_id": person,
        "group_name": card.group_name,
        "option_id": card.option_id,
        "words": cleaned(card.words),
        "consent": card.consent,
        "consent_version": workshop.consent_version,
        "received_on": date.today(),
    }
    coding = None
    if card.stance is not None:
        coding = {
            "coding_id": random_looking_id("coding", contribution_id),
            "version": 1,
            "contribution_id": contribution_id,
            "option_id": card.option_id,
            "stance": card.stance,
            "coder": "self",
            "removed": False,
        }
    about = {
        "answer_id": random_looking_id("card about", batch, str(place)),
        "engagement_id": workshop.engagement_id,
        "dimension": GROUP,
        "category": card.group_name,
    }
    return contribution, coding, about
