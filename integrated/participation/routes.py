"""Addresses for phones: every form answers with a page or sends on to one; none may be sent from another site."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from integrated.actions import taking_part
from integrated.actions.actor import Refused
from integrated.actions.turnstile import (
    POSTS_PER_ADDRESS,
    POSTS_PER_DEVICE,
    POSTS_PER_SESSION,
    WITHDRAWALS_PER_ADDRESS,
    WRONG_CODES_PER_ADDRESS,
    Turnstile,
    turnstile,
)
from integrated.actions.withdrawing import withdraw
from integrated.briefing.source import Store
from integrated.briefing.workshop import (
    NOT_RECORDED,
    USES,
    Workshop,
    choices_on_phones,
    open_statements,
    said_by,
    stances_said_by,
    tidy_code,
    voted_on,
    workshop_by_code,
)
from integrated.participation import device, screens
from integrated.participation.device import NO_GROUP_YET, PREFERS_NOT, Kept
from integrated.participation.visit import TooLargeError, Visit, comes_from_here, known_host, visit

CHOOSE = "Choose one of the answers."
VOTES = {"1": 1, "0": 0, "-1": -1}
Handler = Callable[["Phones", Visit], Response]


@dataclass(frozen=True)
class Phones:
    """What the addresses need.

    Attributes
    ----------
    store : answers the store; asked at each request. allowed_hosts : names under which this server may be called.
    """

    store: Callable[[], Store]
    allowed_hosts: Callable[[], list[str]] = list
    counts: Turnstile = turnstile

    def routes(self) -> list[Route]:
        """Every address, with and without a slash at its end; Streamlit's page would answer for what is missing."""
        found = []
        for path, handler in ADDRESSES.items():
            for each in (path, f"{path}/"):
                found.append(Route(each, self._endpoint(handler), methods=["GET", "POST"]))
        return [*found, Route("/join/{rest:path}", self._endpoint(not_found), methods=["GET", "POST"])]

    def _endpoint(self, handler: Handler) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            if not known_host(request, self.allowed_hosts):
                return _page(
                    screens.sentence("Not here", "This address is not one of ours."), HTTPStatus.MISDIRECTED_REQUEST
                )
            if request.method == "POST" and not comes_from_here(request):
                return _page(
                    screens.sentence("Not sent", "This form was sent from another site. Nothing was kept."),
                    HTTPStatus.FORBIDDEN,
                )
            try:
                seen = await visit(request)
            except TooLargeError:
                return _page(
                    screens.sentence("Too long", "This is too long to send. Go back and shorten it."),
                    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                )
            if seen.sent and not self.counts.passes("address", seen.address, POSTS_PER_ADDRESS):
                return _wait()
            return await run_in_threadpool(handler, self, seen)

        return answer

    def workshop(self, seen: Visit) -> Workshop | Response:
        """The workshop that an address names, or the page that says why not; wrong guesses are slowed."""
        code = tidy_code(seen.path.get("code", ""))
        found = workshop_by_code(self.store(), code) if code else None
        has_joined = seen.kept is not None and self.counts.how_many("joined", seen.kept.withdrawal_code) > 0
        if not has_joined and not self.counts.passes("wrong", seen.address, WRONG_CODES_PER_ADDRESS, count=False):
            return _wait()
        if found is None:
            self.counts.note("wrong", seen.address, WRONG_CODES_PER_ADDRESS)
            told = "No workshop is open under this code. Look at the screen and type the code again."
            return _page(screens.sentence("Not found", told), HTTPStatus.NOT_FOUND)
        if not found.takes_answers(taking_part.utc_now()):
            return _page(
                screens.sentence("Closed", taking_part.CLOSED, link=("/join/withdraw", "Take back what you said"))
            )
        return found

    def joined(self, seen: Visit, *, group_needed: bool = True) -> tuple[Workshop, Kept] | Response:
        """The workshop and the phone's own cookie; a phone that has not agreed yet is sent to the first page."""
        found = self.workshop(seen)
        if isinstance(found, Response):
            return found
        kept = seen.kept
        if kept is None or kept.join_code != found.join_code:
            return _to(f"/join/{found.join_code}{'?kept=no' if seen.query.get('new') else ''}")
        self.counts.note("joined", kept.withdrawal_code, 5)
        if seen.sent and not (
            self.counts.passes("device", kept.withdrawal_code, POSTS_PER_DEVICE)
            and self.counts.passes("session", found.join_code, POSTS_PER_SESSION)
        ):
            return _wait()
        if group_needed and kept.group == NO_GROUP_YET:
            return _to(f"/join/{found.join_code}/about/1")
        return found, kept


def enter(phones: Phones, seen: Visit) -> Response:
    """Type the code."""
    if not seen.sent:
        return _page(screens.enter_code())
    code = tidy_code(seen.field("code"))
    if code is None:
        error = "Type the 8 letters and numbers on the screen."
        return _page(screens.enter_code(typed=seen.field("code")[:40], error=error), HTTPStatus.UNPROCESSABLE_ENTITY)
    return _to(f"/join/{code}")


def agree(phones: Phones, seen: Visit) -> Response:
    """Agree to take part, and in which way."""
    found = phones.workshop(seen)
    if isinstance(found, Response):
        return found
    if not seen.sent:
        if seen.kept is not None and seen.kept.join_code == found.join_code:
            return _to(f"/join/{found.join_code}/say")
        error = "Your phone did not keep the cookie. Allow cookies for this page, then try again."
        return _page(screens.consent(found, error=error if "kept" in seen.query else ""))
    if not phones.counts.passes("session", found.join_code, POSTS_PER_SESSION):
        return _wait()
    chosen = seen.field("consent")
    if chosen == "no":
        return _page(screens.refused(found))
    if chosen not in USES:
        return _page(screens.consent(found, error=CHOOSE), HTTPStatus.UNPROCESSABLE_ENTITY)
    if seen.kept is not None and seen.kept.join_code == found.join_code:
        return _to(f"/join/{found.join_code}/say")  # a double tap: one phone stays one person
    return _remember(_to(f"/join/{found.join_code}/about/1?new=1"), device.new(found.join_code, chosen))


def about(phones: Phones, seen: Visit) -> Response:
    """Which group, then the optional questions, one on a page."""
    met = phones.joined(seen, group_needed=False)
    if isinstance(met, Response):
        return met
    workshop, kept = met
    place = int(seen.path["place"])
    onward = _to(f"/join/{workshop.join_code}/" + (f"about/{place + 1}" if place <= len(workshop.about_me) else "say"))
    if place == 1:
        choices = list(workshop.group_names())
    elif 2 <= place <= len(workshop.about_me) + 1:
        choices = list(workshop.about_me[place - 2].categories)
    else:
        return _to(f"/join/{workshop.join_code}/say")

    def show(error: str = "") -> Response:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
        if place == 1:
            return _page(screens.group(workshop, error=error), status)
        asked = workshop.about_me[place - 2]
        return _page(screens.about_me(asked, place - 1, len(workshop.about_me), error=error), status)

    if not seen.sent:
        return show() if place > 1 or kept.group == NO_GROUP_YET else onward
    chosen = seen.field("answer")
    if chosen not in {str(number) for number in range(PREFERS_NOT, len(choices))}:
        return show(CHOOSE)
    answer = NOT_RECORDED if int(chosen) == PREFERS_NOT else choices[int(chosen)]
    try:
        if place > 1:
            taking_part.say_who(phones.store(), workshop, kept.seed, workshop.about_me[place - 2].dimension, answer)
            return onward
        if kept.group != NO_GROUP_YET:
            return onward
        taking_part.join(phones.store(), workshop, kept.seed, answer)
    except Refused as refused:
        return show(str(refused))
    return _remember(onward, kept.in_group(int(chosen)))


def options(phones: Phones, seen: Visit) -> Response:
    """What there is to speak about."""
    met = phones.joined(seen)
    if isinstance(met, Response):
        return met
    workshop, kept = met
    store = phones.store()
    spoken_on = frozenset(each for each in said_by(store, kept.device(workshop).respondent_id).values() if each)
    return _page(
        screens.options(
            workshop,
            choices_on_phones(store, workshop),
            spoken_on,
            statements=len(open_statements(store, workshop)),
        )
    )


def say(phones: Phones, seen: Visit) -> Response:
    """Say something about one option."""
    met = phones.joined(seen)
    if isinstance(met, Response):
        return met
    workshop, kept = met
    store, letter, mine = phones.store(), seen.path["letter"], kept.device(workshop)
    chosen = choices_on_phones(store, workshop).get(letter)
    if chosen is None:
        return _to(f"/join/{workshop.join_code}/say")
    option_id, name, means = chosen
    said = said_by(store, mine.respondent_id)
    given = stances_said_by(store, mine.respondent_id) if option_id in said.values() else {}
    stands = given.get(option_id, "")
    form_id, words = seen.field("id"), seen.field("words")
    stance = seen.field("stance") if seen.field("stance") in screens.STANCES else ""

    def show(**told: Any) -> Response:
        again = form_id if taking_part.is_id(form_id) else taking_part.new_id()
        shown = screens.say(workshop, (letter, name, means), again, stance=stance, stands=stands, words=words, **told)
        return _page(shown, HTTPStatus.UNPROCESSABLE_ENTITY if "errors" in told else HTTPStatus.OK)

    if not seen.sent:
        return show()
    errors = {}
    if not stance and not stands:
        errors["stance"] = "Say what you think of it: choose one answer."
    if stands and not words.strip():
        errors["words"] = "Write a few words, or go back without sending."
    if len(words) > taking_part.MOST_WORDS:
        errors["words"] = f"This is {len(words)} letters long. Shorten it to {taking_part.MOST_WORDS}."
    if errors:
        return show(errors=errors)
    details = taking_part.personal_details(words)
    if details and not seen.field("asked"):
        return show(details=details)
    if form_id not in said:
        try:
            made = form_id if taking_part.is_id(form_id) else taking_part.new_id()
            taking_part.say_something(store, workshop, mine, made, option_id, stands or stance, words)
        except Refused as refused:
            return show(errors={"words": str(refused)})
    return _to(f"/join/{workshop.join_code}/thanks")


def thanks(phones: Phones, seen: Visit) -> Response:
    """The code to take it back."""
    met = phones.joined(seen)
    if isinstance(met, Response):
        return met
    workshop, kept = met
    store = phones.store()
    said = len(said_by(store, kept.device(workshop).respondent_id))
    return _page(
        screens.thanks(workshop, kept.withdrawal_code, said=said, statements=len(open_statements(store, workshop)))
    )


def vote(phones: Phones, seen: Visit) -> Response:
    """Vote on statements, each phone in an order of its own."""
    met = phones.joined(seen)
    if isinstance(met, Response):
        return met
    workshop, kept = met
    store, mine = phones.store(), kept.device(workshop)
    statements = open_statements(store, workshop)
    error = ""
    if seen.sent:
        choice = VOTES.get(seen.field("vote"))
        if choice is None or seen.field("statement") not in statements:
            error = "Choose agree, disagree or pass."
        else:
            try:
                taking_part.vote(store, workshop, mine, seen.field("statement"), choice)
            except Refused as refused:
                error = str(refused)
            else:
                return _to(f"/join/{workshop.join_code}/vote")
    voted = voted_on(store, workshop, mine.respondent_id)
    left = sorted(set(statements) - voted, key=lambda each: hashlib.sha256(f"{kept.seed}{each}".encode()).digest())
    if not left:
        return _page(screens.nothing_to_vote(workshop, voted=len(voted)))
    return _page(
        screens.vote(workshop, left[0], statements[left[0]], left=len(left), error=error),
        HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK,
    )


def take_back(phones: Phones, seen: Visit) -> Response:
    """Delete what the holder of a code said."""
    if not seen.sent:
        return _page(screens.withdraw())
    if not phones.counts.passes("withdraw", seen.address, WITHDRAWALS_PER_ADDRESS):
        return _wait()
    own = seen.kept if seen.kept and seen.kept.withdrawal_code == tidy_code(seen.field("code"), 12) else None
    workshop = workshop_by_code(phones.store(), own.join_code) if own else None
    try:
        found = withdraw(
            phones.store(), seen.field("code"), seed=own.seed if own and workshop else None, workshop=workshop
        )
    except Refused as refused:
        shown = screens.withdraw(typed=seen.field("code")[:40], error=str(refused))
        return _page(shown, HTTPStatus.UNPROCESSABLE_ENTITY)
    answer = _page(screens.withdrawn(found))
    if own:
        answer.delete_cookie(device.NAME, path="/join")
    return answer


def test_phone(phones: Phones, seen: Visit) -> Response:
    """Whether a phone reaches this server at all."""
    taking_part.arrivals.arrived("phone")
    return _page(screens.test_page())


def not_found(phones: Phones, seen: Visit) -> Response:
    """Anything else under /join."""
    return _page(screens.sentence("Not found", "There is no such page."), HTTPStatus.NOT_FOUND)


ADDRESSES: dict[str, Handler] = {
    "/join": enter,
    "/join/withdraw": take_back,
    "/join/test": test_phone,
    "/join/{code}": agree,
    "/join/{code}/about/{place:int}": about,
    "/join/{code}/say": options,
    "/join/{code}/say/{letter}": say,
    "/join/{code}/thanks": thanks,
    "/join/{code}/vote": vote,
}


def _page(html: str, status: HTTPStatus = HTTPStatus.OK) -> HTMLResponse:
    return HTMLResponse(html, status_code=status, headers={"cache-control": "no-store"})


def _to(path: str) -> Response:
    return RedirectResponse(path, status_code=HTTPStatus.SEE_OTHER, headers={"cache-control": "no-store"})


def _remember(answer: Response, kept: Kept) -> Response:
    answer.set_cookie(device.NAME, kept.text, path="/join", httponly=True, samesite="lax")
    return answer


def _wait() -> Response:
    told = "That was very fast. Wait a minute, then try again. What you sent before was kept."
    answer = _page(screens.sentence("Please wait", told, link=None), HTTPStatus.TOO_MANY_REQUESTS)
    answer.headers["retry-after"] = "60"
    return answer
