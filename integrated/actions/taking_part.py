"""What a participant may do on a phone: say who they are, say something, vote. Everything may be sent twice."""

import threading
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from integrated.actions.actor import Refused
from integrated.co_production.identifying_words import IdentifyingWords, identifying_words
from integrated.co_production.voices import STANCES
from integrated.co_production.workshop import (
    GROUP,
    NOT_RECORDED,
    Workshop,
    random_looking_id,
    respondent_of,
    withdrawal_hash,
)
from integrated.record.text import cleaned
from integrated.store import NotStored, Store, StoreProblem, uuid4

MOST_WORDS = 1_000
CLOSED = "This workshop is closed. What you sent before was kept."


@dataclass(frozen=True)
class Device:
    """One phone in one workshop. Nothing here is stored but the group and what the code leads to.

    Attributes
    ----------
    withdrawal_code : 12 letters; the random key of the person follows from it.
    seed : 12 letters that make an answer about the person count once, and lead to nothing else.
    group_name : as the person chose it. consent : "public", "internal" or "counts_only".
    """

    withdrawal_code: str
    seed: str
    group_name: str
    consent: str

    @property
    def respondent_id(self) -> str:
        """The random key under which this person's words and votes are stored."""
        return respondent_of(self.withdrawal_code)


def utc_now() -> datetime:
    """Now, in UTC without zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def say_who(store: Store, workshop: Workshop, seed: str, dimension: str, category: str) -> None:
    """Keep one answer about a person: it stands alone, and a second answer to the same question changes nothing."""
    _taking_answers(workshop)
    _keep(
        store,
        "about_me",
        {
            "answer_id": answer_id(seed, dimension),
            "engagement_id": workshop.engagement_id,
            "dimension": dimension,
            "category": category,
        },
    )


def answer_id(seed: str, dimension: str) -> str:
    """The id of a phone's answer to one question about the person."""
    return random_looking_id("about me", seed, dimension)


def join(store: Store, workshop: Workshop, seed: str, group_name: str) -> None:
    """Count a person in, under the group they chose or "not recorded"."""
    if group_name not in {*workshop.group_names(), NOT_RECORDED}:
        raise Refused("Choose one of the answers.")
    say_who(store, workshop, seed, GROUP, group_name)


def say_something(
    store: Store,
    workshop: Workshop,
    device: Device,
    contribution_id: str,
    option_id: str,
    stance: str,
    words: str,
) -> None:
    """Keep what a person says about an option, with their stance.

    Parameters
    ----------
    contribution_id : made when the form was shown; the same one again changes nothing.
    stance : supports, conditional, neutral or opposes.
    words : may be empty.

    Raises
    ------
    Refused
        With one sentence; nothing was stored, or only what had been stored before.
    """
    _taking_answers(workshop)
    text = cleaned(words)
    if not is_id(contribution_id) or option_id not in workshop.option_ids or stance not in STANCES:
        raise Refused("The form was not complete. Open it again and send it once more.")
    if len(text) > MOST_WORDS:
        raise Refused(f"This is {len(text)} letters long. Shorten it to {MOST_WORDS}.")
    contribution = {
        "contribution_id": contribution_id,
        "engagement_id": workshop.engagement_id,
        "respondent_id": device.respondent_id,
        "group_name": device.group_name,
        "option_id": option_id,
        "words": text,
        "consent": device.consent,
        "consent_version": workshop.consent_version,
        "withdrawal_hash": withdrawal_hash(device.withdrawal_code),
        "received_on": date.today(),
    }
    coding = {
        "coding_id": random_looking_id("coding", contribution_id),
        "version": 1,
        "contribution_id": contribution_id,
        "option_id": option_id,
        "stance": stance,
        "coder": "self",
        "removed": False,
    }
    try:
        # In one transaction: a stance lost between two would never be asked for again.
        both = [("contribution", [contribution]), ("coding", [coding])]
        store.append_together(both, pass_over_known=True).result()
    except (NotStored, StoreProblem) as problem:
        raise Refused("It could not be saved. Please send it once more.") from problem


def vote(store: Store, workshop: Workshop, device: Device, statement_id: str, choice: int) -> None:
    """Keep a vote: 1 agree, 0 pass, -1 disagree; the first one on a statement stands."""
    _taking_answers(workshop)
    _keep(
        store,
        "vote",
        {
            "statement_id": statement_id,
            "respondent_id": device.respondent_id,
            "vote": choice,
            "group_name": device.group_name,
        },
    )


def personal_details(words: str) -> tuple[IdentifyingWords, ...]:
    """Words that may say who somebody is, so that a phone can ask once before they are sent."""
    return identifying_words(words)


def new_id() -> str:
    """The id of a contribution, made before its form is shown."""
    return uuid4()


def is_id(text: str) -> bool:
    """Whether a text is a UUID of version 4 in its usual spelling."""
    try:
        return str(UUID(text)) == text and UUID(text).version == 4
    except ValueError:
        return False


class Arrivals:
    """Visits to the test page, counted in memory so that a facilitator sees a phone arrive."""

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()
        self._lock = threading.Lock()

    def arrived(self, code: str) -> None:
        """Count one visit."""
        with self._lock:
            self._count[code] += 1

    def how_many(self, code: str) -> int:
        """Visits since the app started."""
        return self._count[code]


arrivals = Arrivals()


def _taking_answers(workshop: Workshop) -> None:
    if not workshop.takes_answers(utc_now()):
        raise Refused(CLOSED)


def _keep(store: Store, table: str, row: dict[str, object]) -> None:
    try:
        store.append(table, [row]).result()
    except (NotStored, StoreProblem) as problem:
        raise Refused("It could not be saved. Please send it once more.") from problem
