"""The frame of a phone page and the parts of its forms, after the patterns that public services in the UK use."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from markupsafe import Markup

from integrated.briefing.workshop import CHILDLINE, SAFETY_SHORT

STYLE = (Path(__file__).parent / "phone.css").read_text(encoding="utf-8")
Errors = Sequence[tuple[str, str]]


def page(title: str, body: Markup, *, errors: Errors = (), young: bool = False, plain_footer: bool = False) -> str:
    """One whole page.

    Parameters
    ----------
    title : of the window; "Error: " goes before it when there is one.
    body : escaped HTML of the main part, its h1 included.
    errors : (id of a field, sentence) for the summary at the top.
    young : adds whom young people can call.
    plain_footer : without the sentences about safety, for pages on which nothing is said.
    """
    safety = Markup("") if plain_footer else Markup("<p>{}</p>").format(SAFETY_SHORT)
    if young and not plain_footer:
        safety += Markup("<p>{}</p>").format(CHILDLINE)
    return str(
        Markup(
            '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{error}{title}</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            # With the server's "no-referrer" a browser would send "Origin: null" with our own forms.
            '<meta name="referrer" content="same-origin"><style>{style}</style></head><body>'
            "<header>Have your say</header><main>{summary}{body}</main><footer>{safety}</footer></body></html>"
        ).format(
            error="Error: " if errors else "",
            title=title,
            style=Markup(STYLE),
            summary=summary(errors),
            body=body,
            safety=safety,
        )
    )


def summary(errors: Errors) -> Markup:
    """What is wrong with a form, each linked to its field."""
    if not errors:
        return Markup("")
    listed = Markup("").join(Markup('<li><a href="#{}">{}</a></li>').format(field, words) for field, words in errors)
    return Markup(
        '<div class="summary" role="alert" tabindex="-1"><h2>There is a problem</h2><ul>{}</ul></div>'
    ).format(listed)


def form(*parts: Markup, hidden: Mapping[str, str] | None = None) -> Markup:
    """A form that answers to its own address."""
    kept = Markup("").join(
        Markup('<input type="hidden" name="{}" value="{}">').format(name, value)
        for name, value in (hidden or {}).items()
    )
    return Markup('<form method="post" novalidate>{}{}</form>').format(kept, Markup("").join(parts))


def radios(
    name: str, question: str, choices: Mapping[str, str], *, chosen: str = "", error: str = "", heading: bool = False
) -> Markup:
    """One question with one answer; the first choice has the id of the field."""
    rows = Markup("").join(
        Markup(
            '<div class="choice"><input type="radio" id="{id}" name="{name}" value="{value}"{checked}>'
            '<label for="{id}">{label}</label></div>'
        ).format(
            id=name if place == 0 else f"{name}-{place}",
            name=name,
            value=value,
            checked=Markup(" checked") if value == chosen else "",
            label=label,
        )
        for place, (value, label) in enumerate(choices.items())
    )
    title = Markup("<h1>{}</h1>").format(question) if heading else question
    return Markup("<fieldset{}{}><legend>{}</legend>{}{}</fieldset>").format(
        Markup(' class="wrong"') if error else "", _described(name, error), title, _error(name, error), rows
    )


def text_area(name: str, label: str, *, hint: str = "", words: str = "", error: str = "") -> Markup:
    """A field for a few sentences."""
    return Markup(
        '<div{wrong}><label class="field" for="{name}">{label}</label>'
        '<p class="hint" id="{name}-hint">{hint}</p>{error}'
        '<textarea id="{name}" name="{name}" rows="5" aria-describedby="{name}-hint{more}">{words}</textarea></div>'
    ).format(
        wrong=Markup(' class="wrong"') if error else "",
        name=name,
        label=label,
        hint=hint,
        error=_error(name, error),
        more=f" {name}-error" if error else "",
        words=words,
    )


def text_line(name: str, label: str, *, hint: str = "", words: str = "", error: str = "") -> Markup:
    """A field for one line: a code."""
    return Markup(
        '<div{wrong}><label class="field" for="{name}">{label}</label>'
        '<p class="hint" id="{name}-hint">{hint}</p>{error}'
        '<input type="text" id="{name}" name="{name}" value="{words}" autocomplete="off" autocapitalize="characters" '
        'spellcheck="false" aria-describedby="{name}-hint{more}"></div>'
    ).format(
        wrong=Markup(' class="wrong"') if error else "",
        name=name,
        label=label,
        hint=hint,
        error=_error(name, error),
        more=f" {name}-error" if error else "",
        words=words,
    )


def button(words: str, *, name: str = "", value: str = "", second: bool = False) -> Markup:
    """A button that sends the form."""
    return Markup('<button type="submit"{}{}>{}</button>').format(
        Markup(' class="second"') if second else "",
        Markup(' name="{}" value="{}"').format(name, value) if name else "",
        words,
    )


def _described(name: str, error: str) -> Markup:
    return Markup(' aria-describedby="{}-error"').format(name) if error else Markup("")


def _error(name: str, error: str) -> Markup:
    if not error:
        return Markup("")
    return Markup('<p class="error" id="{}-error"><span class="hidden">Error: </span>{}</p>').format(name, error)
