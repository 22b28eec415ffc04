"""What each phone page says. Plain English for an eleven-year-old; words of people are escaped by Markup."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from integrated.briefing.workshop import CHILDLINE, SAFETY, AboutMe, IdentifyingWords, Workshop, spelt, uses
from integrated.participation.html import Errors, button, form, page, radios, text_area, text_line

STANCES = {"supports": "I am for it", "conditional": "Yes, if …", "opposes": "I am against it", "neutral": "Neither"}
PREFER_NOT = "I would rather not say"
REFUSES = "No, I do not want to take part"
NEW_LINE = Markup("<br>")


def enter_code(*, typed: str = "", error: str = "") -> str:
    """The first page for somebody who has a code and no QR picture."""
    body = Markup("<h1>Join the workshop</h1>") + form(
        text_line(
            "code", "The code on the screen", hint="8 letters and numbers, like K7QF-2M9X", words=typed, error=error
        ),
        button("Go on"),
    )
    errors: Errors = [("code", error)] if error else []
    return page("Join the workshop", body + _withdraw_link(), errors=errors)


def consent(workshop: Workshop, *, error: str = "") -> str:
    """What the person is asked to agree to, before anything else."""
    young = workshop.audience == "young people"
    answers = {**uses(workshop.audience), "no": REFUSES}
    body = Markup("<h1>{}</h1><p>{}</p><p>{}</p>").format(
        workshop.title, Markup(NEW_LINE).join(workshop.consent_words.split("\n")), SAFETY
    )
    if young:
        body += Markup("<p>{}</p>").format(CHILDLINE)
    body += Markup(
        "<p>We delete what you write after {}. You will get a code. With it you can take back what you wrote, at any "
        "time. Your phone keeps one small file (a cookie) for this, until you close the browser. We do not store your "
        "phone’s address.</p>"
    ).format(f"{workshop.keep_until.day} {workshop.keep_until:%B %Y}")
    body += form(radios("consent", "Do you want to take part?", answers, error=error), button("Go on"))
    return page(workshop.title, body, errors=[("consent", error)] if error else [], young=young)


def refused(workshop: Workshop) -> str:
    """For somebody who does not want to take part."""
    body = Markup(
        "<h1>That is fine</h1><p>Nothing was kept. You can close this page.</p>"
        '<p><a href="/join/{}">I have changed my mind</a></p>'
    ).format(workshop.join_code)
    return page("That is fine", body, young=workshop.audience == "young people")


def group(workshop: Workshop, *, error: str = "") -> str:
    """Which group fits the person best."""
    choices = {str(place): name for place, name in enumerate(workshop.group_names())} | {"-1": PREFER_NOT}
    body = form(radios("answer", "Which of these fits you best?", choices, error=error, heading=True), button("Go on"))
    return page("About you", body, errors=[("answer", error)] if error else [])


def about_me(about: AboutMe, place: int, of: int, *, error: str = "") -> str:
    """One optional question about the person."""
    choices = {str(number): name for number, name in enumerate(about.categories)} | {"-1": PREFER_NOT}
    body = Markup('<p class="hint">Question {} of {} about you. It is never put beside what you say.</p>').format(
        place, of
    ) + form(radios("answer", about.question, choices, error=error, heading=True), button("Go on"))
    return page("About you", body, errors=[("answer", error)] if error else [])


def options(
    workshop: Workshop, listed: Mapping[str, tuple[str, str, str]], spoken_on: frozenset[str], *, statements: int
) -> str:
    """What there is to speak about."""
    rows = Markup("").join(
        Markup('<li><a href="/join/{}/say/{}"><b>{}</b> {}</a>{}{}</li>').format(
            workshop.join_code,
            letter,
            letter,
            name,
            Markup('<p class="hint">{}</p>').format(means) if means else "",
            Markup('<p class="hint">You have said something about this.</p>') if option_id in spoken_on else "",
        )
        for letter, (option_id, name, means) in listed.items()
    )
    body = Markup(
        "<h1>What do you want to talk about?</h1><p>Choose one. You can come back for more.</p>"
        '<ul class="plain">{}</ul>'
    ).format(rows)
    body += _vote_link(workshop, statements) + Markup('<p><a href="/join/{}/thanks">I have finished</a></p>').format(
        workshop.join_code
    )
    return page("What do you want to talk about?", body, young=workshop.audience == "young people")


def say(
    workshop: Workshop,
    option: tuple[str, str, str],
    contribution_id: str,
    *,
    stance: str = "",
    stands: str = "",
    words: str = "",
    errors: Mapping[str, str] | None = None,
    details: Sequence[IdentifyingWords] = (),
) -> str:
    """The form for one option.

    Parameters
    ----------
    contribution_id : made for this form; sent back with it.
    stands : the stance the person has given before on this option; it is not asked again.
    details : words that may say who somebody is; the form asks once about them.
    """
    wrong = errors or {}
    letter, name, means = option
    body = Markup("<h1>{} {}</h1>").format(letter, name)
    if means:
        body += Markup("<p>{}</p>").format(means)
    hidden = {"id": contribution_id}
    if details:
        hidden["asked"] = "1"
        found = Markup("").join(Markup("<li>“{}”: {}</li>").format(each.words, each.reason) for each in details)
        body += Markup(
            '<div class="note" role="alert"><h2>Does this say who somebody is?</h2><ul>{}</ul>'
            "<p>Change it below, or send it as it is. Somebody reads it before anyone else does.</p></div>"
        ).format(found)
    asks = (
        Markup("<p>You said before: <b>{}</b>. You can add more words.</p>").format(STANCES[stands])
        if stands
        else radios("stance", "What do you think of it?", STANCES, chosen=stance, error=wrong.get("stance", ""))
    )
    body += form(
        asks,
        text_area(
            "words",
            "Why? Or: yes, if what?",
            hint="In your own words, up to 1,000 letters. Please no names, addresses or phone numbers.",
            words=words,
            error=wrong.get("words", ""),
        ),
        button("Send it as it is" if details else "Send"),
        hidden=hidden,
    )
    body += Markup('<p><a href="/join/{}/say">Back without sending</a></p>').format(workshop.join_code)
    return page(name, body, errors=list(wrong.items()), young=workshop.audience == "young people")


def thanks(workshop: Workshop, code: str, *, said: int, statements: int) -> str:
    """What was kept, the code to take it back, and what else there is to do."""
    young = workshop.audience == "young people"
    told = "Nothing has been sent yet." if said == 0 else f"Things you have said: {said}."
    body = Markup(
        "<h1>Thank you</h1><p>{}</p><h2>Your code</h2>"
        '<p class="code">{}</p><p>Write it down or take a picture. With it you can take back everything you said, '
        "at any time. We cannot find your words without it.</p>"
        '<p><a href="/join/{}/say">Say something else</a></p>'
    ).format(told, spelt(code), workshop.join_code)
    body += _vote_link(workshop, statements) + _withdraw_link()
    return page("Thank you", body, young=young)


def vote(workshop: Workshop, statement_id: str, words: str, *, left: int, error: str = "") -> str:
    """One statement to agree or disagree with."""
    body = Markup(
        '<h1>Do you agree?</h1><p class="hint">Left: {}. Somebody said this, and it was checked.</p>'
        '<p id="statement">“{}”</p>'
    ).format(left, words)
    body += form(
        button("Agree", name="vote", value="1"),
        button("Disagree", name="vote", value="-1"),
        button("Pass", name="vote", value="0", second=True),
        hidden={"statement": statement_id},
    )
    body += Markup('<p><a href="/join/{}/thanks">I have finished</a></p>').format(workshop.join_code)
    return page("Do you agree?", body, errors=[("statement", error)] if error else [])


def nothing_to_vote(workshop: Workshop, *, voted: int) -> str:
    """No statement is left, or none is there yet."""
    told = "You have seen them all. Thank you." if voted else "There is nothing to vote on yet. Look again later."
    body = Markup('<h1>Do you agree?</h1><p>{}</p><p><a href="/join/{}/say">Say something</a></p>').format(
        told, workshop.join_code
    )
    return page("Do you agree?", body)


def withdraw(*, typed: str = "", error: str = "") -> str:
    """The form to take everything back."""
    body = Markup("<h1>Take back what you said</h1><p>It is deleted for good, wherever it stands.</p>") + form(
        text_line("code", "Your code", hint="12 letters and numbers, like K7QF-2M9X-4TDA", words=typed, error=error),
        button("Delete what I said"),
    )
    return page("Take back what you said", body, errors=[("code", error)] if error else [], plain_footer=True)


def withdrawn(found: int) -> str:
    """What became of a withdrawal."""
    told = (
        "Nothing is kept under this code, or it was deleted before."
        if found == 0
        else f"Deleted: {found}. It is gone from the database and its copies."
    )
    body = Markup("<h1>Take back what you said</h1><p role='status'>{}</p>").format(told)
    return page("Take back what you said", body, plain_footer=True)


def test_page() -> str:
    """What a phone shows that has reached the server."""
    body = Markup(
        "<h1>This phone can reach the workshop</h1><p>The screen counts it. Nothing was stored. "
        "You can close this page.</p>"
    )
    return page("It works", body, plain_footer=True)


def sentence(title: str, words: str, *, link: tuple[str, str] | None = ("/join", "Type the code")) -> str:
    """A page with one sentence, and a way on.

    Parameters
    ----------
    link : address and words, or None.
    """
    body = Markup("<h1>{}</h1><p>{}</p>").format(title, words)
    if link:
        body += Markup('<p><a href="{}">{}</a></p>').format(*link)
    return page(title, body)


def _vote_link(workshop: Workshop, statements: int) -> Markup:
    if not statements:
        return Markup("")
    return Markup('<p><a href="/join/{}/vote">Say whether you agree with others</a></p>').format(workshop.join_code)


def _withdraw_link() -> Markup:
    return Markup('<p><a href="/join/withdraw">Take back what you said</a></p>')
