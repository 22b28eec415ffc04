"""What a facilitator does with a workshop: open it, reveal, give it more time, close it into the decision."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from integrated.actions.actor import PREPARES, Actor, Refused
from integrated.actions.deciding import problem_with
from integrated.actions.taking_part import utc_now
from integrated.co_production.consent import AUDIENCES, version_of
from integrated.co_production.workshop import GROUP, NOT_RECORDED, AboutMe, Workshop, from_rows, new_code
from integrated.record.text import cleaned
from integrated.store import NotStored, Store, StoreProblem
from integrated.store.identifiers import uuid7

LONGEST_MINUTES = 60 * 24 * 14
LONGEST_KEPT_DAYS = 365 * 2
TRIES = 5


@dataclass(frozen=True)
class Plan:
    """What a facilitator enters to open a workshop.

    Attributes
    ----------
    minutes : for how long phones may answer. keep_until : words are deleted after that day.
    """

    decision_id: str
    title: str
    option_ids: Sequence[str]
    groups: Sequence[str]
    about_me: Sequence[AboutMe]
    audience: str
    consent_words: str
    minutes: int
    keep_until: date
    illustrative: bool = False


def open_workshop(store: Store, actor: Actor, plan: Plan) -> Workshop:
    """Open a workshop under a new code.

    Raises
    ------
    Refused
        With one sentence: what is missing, or may not be.
    """
    actor.must_be_one_of(PREPARES, "open a workshop")
    title, words = cleaned(plan.title), cleaned(plan.consent_words)
    if not title or len(title) > 200:
        raise Refused("Give the workshop a title of up to 200 letters: phones show it first.")
    if not plan.option_ids:
        raise Refused("Choose at least one option to talk about.")
    if not 40 <= len(words) <= 3_000:
        raise Refused(f"The consent words must have 40 to 3,000 letters; these have {len(words)}.")
    if plan.audience not in AUDIENCES:
        raise Refused(f"Choose for whom the words are: {' or '.join(AUDIENCES)}.")
    if not 1 <= plan.minutes <= LONGEST_MINUTES:
        raise Refused(f"A workshop may be open for 1 minute to 14 days, got {plan.minutes} minutes.")
    if not date.today() <= plan.keep_until <= date.today() + timedelta(days=LONGEST_KEPT_DAYS):
        raise Refused("Words may be kept until a day from today to two years on.")
    taken = {each.join_code for each in _every(store)}
    while (code := new_code()) in taken:
        continue
    workshop = Workshop(
        engagement_id=uuid7(),
        version=1,
        decision_id=plan.decision_id,
        title=title,
        join_code=code,
        state="open",
        option_ids=tuple(plan.option_ids),
        groups=tuple(plan.groups),
        about_me=tuple(plan.about_me),
        audience=plan.audience,
        consent_version=version_of(plan.audience, words),
        consent_words=words,
        closes_at=_to_the_second(utc_now() + timedelta(minutes=plan.minutes)),
        keep_until=plan.keep_until,
        revealed=False,
        illustrative=plan.illustrative,
    )
    _append(store, "workshop", [_row(workshop, actor)])
    return workshop


def reveal(store: Store, actor: Actor, engagement_id: str, *, shown: bool = True) -> Workshop:
    """Show what was approved on the shared screen, or go back to counts alone."""
    actor.must_be_one_of(PREPARES, "reveal what people said")
    return _change(store, actor, engagement_id, revealed=shown)


def give_time(store: Store, actor: Actor, engagement_id: str, minutes: int) -> Workshop:
    """Let phones answer for so many minutes from now."""
    actor.must_be_one_of(PREPARES, "give a workshop more time")
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise Refused(f"A workshop may be open for 1 minute to 14 days, got {minutes} minutes.")
    return _change(store, actor, engagement_id, closes_at=_to_the_second(utc_now() + timedelta(minutes=minutes)))


def close(store: Store, actor: Actor, engagement_id: str) -> Workshop:
    """Close a workshop and take it into the decision; may be called again if it was interrupted.

    Phones are refused first. Answers about the people are then summed, the engagement is written, and the single
    answers are deleted: in this order nothing is counted twice and nothing is lost wherever it stops.
    """
    actor.must_be_one_of(PREPARES, "close a workshop")
    workshop = _change(store, actor, engagement_id, state="closed")
    today = date.today()
    answers = store.read("workshop_about_me", engagement_id=engagement_id)
    known = {(row["dimension"], row["category"]): int(row["people"]) for row in answers.to_dict("records")}
    asked = [(GROUP, each) for each in (*workshop.groups, NOT_RECORDED)]
    asked += [(about.dimension, each) for about in workshop.about_me for each in (*about.categories, NOT_RECORDED)]
    heard = {pair: known.get(pair, 0) for pair in asked} | known
    if len(answers) or not _has_engagement(store, workshop):
        rows = [
            {"engagement_id": engagement_id, "dimension": dimension, "category": category, "people": n, "as_of": today}
            for (dimension, category), n in heard.items()
            if n or category != NOT_RECORDED
        ]
        _append(store, "heard", rows)
        _append(store, "engagement", [_engagement(workshop, today)])
    if len(answers):
        try:
            store.delete("about_me", engagement_id=engagement_id)
        except StoreProblem as problem:
            raise Refused(str(problem)) from problem
    return workshop


def is_half_closed(store: Store, workshop: Workshop) -> bool:
    """Whether closing was interrupted: it is closed, but single answers or no engagement are left."""
    if workshop.is_open:
        return False
    left = len(store.read("workshop_about_me", engagement_id=workshop.engagement_id))
    return bool(left) or not _has_engagement(store, workshop)


@dataclass(frozen=True)
class Holding:
    """The hands of one person who holds a workshop; everything answers "" or one sentence about what was wrong."""

    store: Store
    actor: Actor
    engagement_id: str

    def reveal(self, shown: bool) -> str:
        """Show what was released on the shared screen, or hide it again."""
        return problem_with(lambda: reveal(self.store, self.actor, self.engagement_id, shown=shown))

    def give_time(self, minutes: int) -> str:
        """Let phones answer for so many minutes from now."""
        return problem_with(lambda: give_time(self.store, self.actor, self.engagement_id, minutes))

    def close(self) -> str:
        """Close it into the decision."""
        return problem_with(lambda: close(self.store, self.actor, self.engagement_id))


def opening(store: Store, actor: Actor, decision_id: str) -> Callable[[Mapping[str, Any]], str]:
    """A form's save: takes the fields of a plan, opens the workshop, answers "" or one sentence."""
    return lambda fields: problem_with(lambda: open_workshop(store, actor, Plan(decision_id, **fields)))


def _has_engagement(store: Store, workshop: Workshop) -> bool:
    held = store.read("engagements", decision_id=workshop.decision_id)
    return workshop.engagement_id in set(held["engagement_id"])


def _engagement(workshop: Workshop, day: date) -> dict[str, Any]:
    return {
        "engagement_id": workshop.engagement_id,
        "version": 1,
        "decision_id": workshop.decision_id,
        "kind": "workshop",
        "title": workshop.title,
        "held_on": day,
        "consent_version": workshop.consent_version,
        "keep_until": workshop.keep_until,
        "illustrative": workshop.illustrative,
    }


def _change(store: Store, actor: Actor, engagement_id: str, **changes: Any) -> Workshop:
    """Write the next version; if somebody else wrote it first, change theirs."""
    for _ in range(TRIES):
        now = _newest(store, engagement_id)
        if now is None:
            raise Refused("This workshop is not here any more. Open another one.")
        if all(getattr(now, name) == value for name, value in changes.items()):
            return now
        if not now.is_open and "closes_at" in changes:
            raise Refused("This workshop is closed. Open another one to hear more.")
        wanted = replace(now, version=now.version + 1, **changes)
        _append(store, "workshop", [_row(wanted, actor)])
        if _newest(store, engagement_id) == wanted:
            return wanted
    raise Refused("Somebody else is changing this workshop just now. Try once more.")


def _every(store: Store) -> tuple[Workshop, ...]:
    return from_rows(store.read("workshops").to_dict("records"))


def _newest(store: Store, engagement_id: str) -> Workshop | None:
    return next((each for each in _every(store) if each.engagement_id == engagement_id), None)


def _row(workshop: Workshop, actor: Actor) -> dict[str, Any]:
    return asdict(workshop) | {
        "option_ids": json.dumps(workshop.option_ids),
        "groups": json.dumps(workshop.groups, ensure_ascii=False),
        "about_me": json.dumps([asdict(each) for each in workshop.about_me], ensure_ascii=False),
        "actor_role": actor.role,
    }


def _to_the_second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def _append(store: Store, table: str, rows: list[dict[str, Any]]) -> None:
    try:
        store.append(table, rows).result()
    except (NotStored, StoreProblem) as problem:
        raise Refused(str(problem)) from problem
