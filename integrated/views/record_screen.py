"""Step 4 around its forms: the band, the list of what the record holds, and each part as it stands."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from integrated.record.decide import DecideAndRecord, RedLineHere
from integrated.record.decision import Condition, Decision, Dissent
from integrated.record.equality import DUTY
from integrated.views import icons, words
from integrated.views.decision_screen import long_date
from integrated.weighing.risk import RiskCheck

PARTS = {
    "equality": "Who is affected",
    "conclusion": "What we decide",
    "conditions": "Conditions",
    "dissent": "Disagreement",
    "review": "Looking again",
    "notes": "Notes for officers",
    "history": "History and versions",
}
NOTHING = words.NOT_ENTERED.rstrip(".")


def band(page: DecideAndRecord) -> Markup:
    """The conclusion in one sentence; a red line in its way comes before it."""
    red = Markup(" ").join(_red_words(line) for line in page.gated)
    concluded = page.decision.conclusion
    second = concluded.reason if concluded else "Say who is affected first, then what you decide and why."
    return Markup('<div class="{}" role="status">{} {} <span class="quiet clip">{}</span></div>').format(
        "band red" if red else "band", red, page.conclusion, second
    )


def heading(page: DecideAndRecord) -> Markup:
    """The question, and which version this is."""
    return Markup(
        '<div class="head record-head"><h1 class="question long">{}</h1><div class="where quiet s16">{}{}</div></div>'
    ).format(page.decision.question, _standing(page), illustrative(page.is_example))


def illustrative(is_example: bool) -> Markup:
    """The badge, where something here is illustrative."""
    if not is_example:
        return Markup("")
    return Markup(' <span class="pill">{}</span>').format("Illustrative workshop and map")


def rail(page: DecideAndRecord, chosen: str) -> Markup:
    """The parts of the record in order, each with how far it has come; every one is a link."""
    items = Markup("").join(
        Markup('<li><a href="?step={}" data-go="step~{}" {}><b>{}</b><span class="s14 {}">{}</span></a></li>').format(
            part,
            part,
            Markup('aria-current="step"') if part == chosen else "",
            name,
            "warn" if part == "conclusion" and page.gated else "quiet",
            state,
        )
        for (part, name), state in zip(PARTS.items(), _states(page), strict=True)
    )
    return Markup('<nav aria-label="Parts of the record"><ol class="rail">{}</ol></nav>').format(items)


def gate(lines: Sequence[RedLineHere]) -> Markup:
    """Every red line that waits, the sentence of the gate, and the way to answer it; nothing where none waits."""
    if not lines:
        return Markup("")
    rows = Markup("").join(Markup("<div>{}</div>").format(_red_words(line)) for line in lines)
    return Markup(
        '<div class="gate" role="note">{}<p>{} <a href="/weigh?step=clashes" data-go="answer">Answer it</a></p></div>'
    ).format(rows, words.RED_LINE_GATE)


def equality(page: DecideAndRecord, *, may: bool) -> Markup:
    """Each characteristic with what was said of it; what nobody has considered stands out as such."""
    rows = Markup("").join(
        Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>').format(
            _capital(characteristic),
            Markup("<b>{}</b>").format(words.EQUALITY_EFFECTS[said.effect])
            if said
            else Markup('<span class="quiet">{}</span>').format(NOTHING),
            said.words if said else "",
            _link(f"equality~{characteristic}", "Change" if said else "Add", f" {characteristic}") if may else "",
        )
        for characteristic, said in page.equality.items()
    )
    unheard = ", ".join(f"{group} ({state})" for group, state in page.not_heard)
    missing = Markup('<p class="s15">Not heard yet: <b>{}</b>.</p>').format(unheard) if unheard else ""
    return Markup(
        '<h2>Who is affected, and how</h2><p class="quiet s15">{} {}</p>{}'
        '<table class="said equality"><caption class="sr">Effects on people who share a characteristic</caption>'
        '<thead><tr><th scope="col">Characteristic</th><th scope="col">Effect</th><th scope="col">In words</th>'
        '<th scope="col"><span class="sr">Change</span></th></tr></thead><tbody>{}</tbody></table>'
    ).format("The protected characteristics of the Equality Act 2010, and care experience.", DUTY, missing, rows)


def conclusion(page: DecideAndRecord, *, may: bool) -> Markup:
    """How firmly it is decided as it stands, and the whole of the reason: the band above may cut it."""
    concluded = page.decision.conclusion
    if concluded is None:
        return Markup("<h2>What we decide</h2>")
    firm = words.STRENGTHS_IN_FULL.get(concluded.strength or "", "")
    return Markup(
        '<h2>What we decide</h2><div class="standing"><p class="typed">{}</p><p class="quiet s15">{} {}</p></div>'
    ).format(concluded.reason, firm, _link("back~concluded~*", "Take back", " the conclusion") if may else "")


def conditions(decision: Decision, *, may: bool) -> Markup:
    """The conditions under which an option is chosen."""
    return _listing(
        "Conditions", "No condition is written down.", [_condition(c, decision, may) for c in decision.conditions]
    )


def dissent(decision: Decision, *, may: bool) -> Markup:
    """Disagreement, word for word, by role."""
    return _listing(
        "Disagreement, word for word",
        "Nobody has recorded disagreement. That is not the same as everybody agreeing.",
        [_dissent(said, decision, may) for said in decision.dissent],
    )


def looking_again(page: DecideAndRecord, *, may: bool) -> Markup:
    """Review date and triggers, with where each stands today."""
    reminders = page.reminders
    day = Markup('<div class="standing"><p class="{}">{}</p>{}</div>').format(
        "due" if reminders.overdue else "",
        reminders.review or "No review date yet.",
        _link("back~review_on~*", "Take back", " the review date") if may and reminders.review else "",
    )
    items = [
        Markup('<p class="{}">{}</p><p class="quiet s15">{}</p>{}').format(
            "due" if now.due else "",
            reminders.sentence(now),
            reminders.state(now),
            _link(f"back~trigger_set~{now.trigger.trigger_id}", "Take back", f" {reminders.sentence(now)}")
            if may
            else "",
        )
        for now in reminders.triggers
    ]
    return Markup("<h2>Looking again</h2>{}").format(day) + _items(items, "Nothing is said yet that would reopen it.")


def notes(decision: Decision, *, may: bool) -> Markup:
    """Notes for the officers who fill in finance, legal and staffing; the paper leaves their parts to them."""
    items = [
        Markup('<h3>{}</h3><p class="typed">{}</p><p class="quiet s15">{}</p>{}').format(
            words.OFFICER_NOTES.get(area, _capital(area)),
            note.words,
            note.role or "",
            _link(f"back~note_set~{area}", "Take back", f" the note on {area}") if may else "",
        )
        for area, note in decision.notes.items()
    ]
    return _listing("Notes for officers", "No note yet. The paper leaves finance and legal to the officers.", items)


def whole(inside: Markup, title: str = "") -> Markup:
    """A part of the record as one piece, under a heading where it has none of its own."""
    head = Markup("<h2>{}</h2>").format(title) if title else Markup("")
    return Markup('<div class="record-part">{}{}</div>').format(head, inside)


def small(text: str) -> Markup:
    """One line of small print."""
    return Markup('<p class="quiet s14">{}</p>').format(text) if text else Markup("")


def checks(found: Mapping[str, RiskCheck]) -> Markup:
    """The three risk checks, each opening to its numbers, rows and next step; unknown is never shown as clear."""
    items = Markup("").join(
        Markup('<a class="check" href="?" data-go="risk~{}">{} <b>{}</b></a>').format(
            check_id, words.RISK_CHECKS_SHORT[check_id], words.RISK_STATES[check.state]
        )
        for check_id, check in found.items()
    )
    return Markup('<nav class="checks" aria-label="Three checks">{}</nav>').format(items)


def missing(gaps: Sequence[str]) -> Markup:
    """What a version signed now would say is missing."""
    if not gaps:
        return Markup("")
    return Markup('<h3>Still missing</h3><ul class="gaps">{}</ul><p class="quiet s14">{}</p>').format(
        Markup("").join(Markup("<li>{}</li>").format(each) for each in gaps),
        "It can be signed all the same: the record will say so.",
    )


def _standing(page: DecideAndRecord) -> Markup:
    decision = page.decision
    if not page.versions:
        return Markup("<div>Not signed yet</div>")
    newest = page.versions[0].label
    if decision.reopened:
        return Markup("<div>{}</div><div><b>Reopened:</b> {}</div>").format(newest, decision.reopened.reason)
    if decision.changed_since_signed:
        return Markup("<div>{}</div><div><b>Changed since then</b>, not signed again</div>").format(newest)
    return Markup("<div>{}</div>").format(newest)


def _states(page: DecideAndRecord) -> list[str]:
    decision, concluded = page.decision, page.decision.conclusion
    considered = sum(said is not None for said in page.equality.values())
    triggers = len(decision.triggers)
    reopen = f"{triggers} trigger{'s' if triggers != 1 else ''}" if triggers else ""
    review = f"review {long_date(decision.review_on)}" if decision.review_on else ""
    return [
        f"{considered} of {len(page.equality)} considered" if considered else NOTHING,
        "Red line in the way" if page.gated else words.CONCLUSIONS[concluded.result] if concluded else NOTHING,
        str(len(decision.conditions)) if decision.conditions else NOTHING,
        f"{len(decision.dissent)} recorded" if decision.dissent else "None recorded",
        " · ".join(each for each in (reopen, review) if each) or NOTHING,
        f"{len(decision.notes)} of {len(words.OFFICER_NOTES)}" if decision.notes else NOTHING,
        f"{len(decision.events)} events · {len(page.versions)} version{'s' if len(page.versions) != 1 else ''}",
    ]


def _red_words(line: RedLineHere) -> Markup:
    return Markup('<span class="red-line">{} Red line: {} object strongly to {}.</span>').format(
        icons.RED_LINE, line.group_name, f"{line.option.letter} {line.option.name}"
    )


def _condition(condition: Condition, decision: Decision, may: bool) -> Markup:
    option = decision.option(condition.option_id) if condition.option_id else None
    owner = [f"Owner: {condition.owner}"] if condition.owner else []
    day = [f"by {long_date(condition.by)}"] if condition.by else []
    of = [f"{option.letter} {option.name}"] if option else []
    return Markup('<p class="typed">{}</p><p class="quiet s15">{}</p>{}').format(
        condition.words,
        " · ".join([*of, *owner, *day]),
        _link(f"back~condition_set~{condition.condition_id}", "Take back", f": {condition.words}") if may else "",
    )


def _dissent(said: Dissent, decision: Decision, may: bool) -> Markup:
    option = decision.option(said.option_id) if said.option_id else None
    on = f" on {option.letter} {option.name}" if option else ""
    return Markup('<blockquote class="typed">{}</blockquote><p class="quiet s15">{}{}</p>{}').format(
        said.words,
        said.role,
        on,
        _link(f"back~dissent_recorded~{said.dissent_id}", "Take back", f" what {said.role} said") if may else "",
    )


def _listing(title: str, empty: str, items: Sequence[Markup]) -> Markup:
    return Markup("<h2>{}</h2>{}").format(title, _items(items, empty))


def _items(items: Sequence[Markup], empty: str) -> Markup:
    if not items:
        return Markup('<p class="quiet">{}</p>').format(empty)
    return Markup('<ul class="items">{}</ul>').format(
        Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    )


def _link(go: str, label: str, more: str = "") -> Markup:
    """A link that answers to Python; `more` is read out after its words, so that no two links sound alike."""
    return Markup('<a class="s15" href="?" data-go="{}">{}<span class="sr">{}</span></a>').format(go, label, more)


def _capital(words_: str) -> str:
    return words_[:1].upper() + words_[1:]
