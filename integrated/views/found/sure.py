"""How sure we can be: each step of GRADE with its reason and a person's choice, single studies, small studies."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from integrated.record.decision import CertaintyOverride
from integrated.views import linked, notice, words
from integrated.views.found import phrases
from integrated.views.typed import typed
from integrated.what_works.certainty import Certainty, Step
from integrated.what_works.closer import AllEffects, SmallStudies, WithoutOne
from integrated.what_works.found import StudiesBrief

Save = Callable[[dict[str, object]], str]
TAKEN_OFF = {0: "nothing taken off", -1: "one level down", -2: "two levels down", -3: "three levels down"}
PUT_ON = {0: "nothing put on", 1: "one level up", 2: "two levels up"}
NAMES = {
    "risk_of_bias": "How it was studied (risk of bias)",
    "inconsistency": "Do studies contradict each other (inconsistency)",
    "indirectness": "Other people, places or measures (indirectness)",
    "imprecision": "Exact enough (imprecision)",
    "publication_bias": "Small studies that may be missing (publication bias)",
    "upgrade": "Reasons to be surer (upgrade)",
}


def show(
    brief: StudiesBrief,
    suggested: Certainty | None,
    overrides: Mapping[str, CertaintyOverride],
    everything: AllEffects | None,
    single: Sequence[WithoutOne],
    small: SmallStudies | None,
    *,
    may: bool,
) -> str | None:
    """Draw the part; "step~name" to change a step, "back~name" to take a choice back, or None."""
    if brief.certainty is None or suggested is None:
        linked.show(
            Markup('<div class="found-part"><h2>How sure we can be</h2><p>{}</p></div>').format(
                "Nothing to be sure of: no study of this outcome counts."
            ),
            key="sure_nothing",
        )
        return None
    primary = brief.shown_pool[0] if brief.shown_pool else None
    return linked.show(
        Markup('<div class="found-part">{}{}{}{}</div>').format(
            _steps(brief.certainty, suggested, overrides, may=may),
            _single(single, brief),
            Markup("<h2>Small studies</h2><p>{}</p>").format(phrases.small_studies(small, brief.k)),
            Markup("<h2>Several effects of one study (dependence)</h2><p>{}</p>").format(
                phrases.dependence(everything, primary)
                if everything is not None and everything.is_dependent
                else "Each study gives one usable effect on this outcome."
            ),
        ),
        key="sure_part",
    )


def chosen_words(step: str, chosen: object) -> str:
    """How many levels a step takes off or puts on, in words."""
    if chosen in (None, "look"):
        return "a person decides"
    return (PUT_ON if step == "upgrade" else TAKEN_OFF).get(int(str(chosen)), str(chosen))


def _steps(
    certainty: Certainty, suggested: Certainty, overrides: Mapping[str, CertaintyOverride], *, may: bool
) -> Markup:
    was = {step.name: step for step in suggested.steps}
    body = {"randomised": "randomised trials", "non_randomised": "comparison studies"}.get(certainty.body or "", "")
    lines = Markup("").join(
        _step(step, was.get(step.name), overrides.get(step.name), may=may) for step in certainty.steps
    )
    other = ""
    if certainty.other is not None:
        named = {"randomised": "randomised trials", "non_randomised": "comparison studies"}
        other = (
            f"Apart from these, {certainty.other.k} "
            f"{named.get(certainty.other.body or '', 'studies')}: {words.CERTAINTY[certainty.other.level].lower()} "
            f"({certainty.other.level})."
        )
    computed = (
        ""
        if suggested.level == certainty.level
        else f"The steps alone suggest {suggested.level}; people chose otherwise."
    )
    return Markup(
        "<h2>{} <span class='quiet'>({}, GRADE)</span></h2><p>{}</p>"
        '<div class="scroll" tabindex="0" role="region" aria-label="Steps of certainty"><table class="found">'
        '<thead><tr><th scope="col">Step</th><th scope="col">Suggested</th><th scope="col">Counts</th>'
        '<th scope="col">Why</th><th scope="col"><span class="sr">Change</span></th></tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(
        words.CERTAINTY[certainty.level],
        certainty.level,
        f"Starts at high, for the {certainty.k} {body} that count. {other} {computed}",
        lines,
    )


def _step(step: Step, was: Step | None, said: CertaintyOverride | None, *, may: bool) -> Markup:
    why = Markup("{}").format(step.reason)
    if step.overridden and was is not None:
        then = said.suggested if said is not None else None
        moved = (
            ""
            if then is None or then == was.suggested
            else f" When it was chosen, the suggestion was: {chosen_words(step.name, then)}."
        )
        why = Markup("<b>A person chose this:</b> {}<div class='quiet s14'>The rows say: {}{}</div>").format(
            step.reason, was.reason, moved
        )
    links = Markup("")
    if may:
        links = Markup('<a href="#{}" data-go="step~{}">Change<span class="sr"> {}</span></a>').format(
            step.name, step.name, NAMES[step.name]
        )
        if step.overridden:
            links += Markup(' · <a href="#{}" data-go="back~{}">Take back<span class="sr"> {}</span></a>').format(
                step.name, step.name, NAMES[step.name]
            )
    return Markup('<tr><th scope="row">{}</th><td>{}</td><td><b>{}</b></td><td>{}</td><td>{}</td></tr>').format(
        NAMES[step.name],
        chosen_words(step.name, step.suggested),
        chosen_words(step.name, step.chosen),
        why,
        links,
    )


def _single(single: Sequence[WithoutOne], brief: StudiesBrief) -> Markup:
    if brief.k > 200:
        return Markup("<h2>Single studies</h2><p>{}</p>").format("Not shown: more than 200 studies count.")
    lines = Markup("").join(
        Markup(
            '<tr><th scope="row">{}</th><td class="n">{}</td><td class="n">{}</td><td class="n">{:.0f}%</td>'
            '<td class="n">{}</td><td class="n">{}</td><td class="n">{}</td><td>{}</td></tr>'
        ).format(
            one.row.short_name,
            phrases.number(one.without[0]),
            phrases.interval(*one.without[1:]),
            one.weight_pct,
            phrases.number(one.rstudent),
            phrases.number(one.dffits),
            phrases.number(one.cook_d),
            "another answer" if one.changes else "the same answer",
        )
        for one in single
    )
    table = (
        Markup(
            '<div class="scroll" tabindex="0" role="region" aria-label="Each study left out"><table class="found">'
            '<thead><tr><th scope="col">Without</th><th scope="col" class="n">Average</th>'
            '<th scope="col" class="n">The studies fit</th><th scope="col" class="n">Its weight</th>'
            '<th scope="col" class="n">How far off (rstudent)</th><th scope="col" class="n">Pull (dffits)</th>'
            '<th scope="col" class="n">Cook’s distance</th><th scope="col">Then</th></tr></thead>'
            "<tbody>{}</tbody></table></div>"
        ).format(lines)
        if single
        else Markup("")
    )
    return Markup("<h2>Single studies (leave-one-out, influence)</h2><p>{}</p>{}").format(
        phrases.single_study(single), table
    )


@st.dialog("How sure we can be: change one step", width="large")
def change(step: Step, said: CertaintyOverride | None, save: Save) -> None:
    """Choose how many levels a step takes off, with a reason; shows what `save` answers."""
    st.text(NAMES[step.name])
    st.text(f"Suggested: {chosen_words(step.name, step.suggested)}. {step.reason}")
    levels = PUT_ON if step.name == "upgrade" else TAKEN_OFF
    with st.form("certainty", border=False):
        start = step.chosen if said is not None and step.chosen in levels else step.suggested
        chosen = st.radio(
            "What counts",
            list(levels),
            index=list(levels).index(int(start)) if start in levels else 0,
            format_func=lambda each: levels[each].capitalize(),
        )
        reason = st.text_area("Why", said.reason if said else "", max_chars=2000)
        if st.form_submit_button("Save", type="primary"):
            if not reason.strip():
                st.error("A choice needs a reason: write why, so that others can follow it.")
                return
            problem = save({"step": step.name, "suggested": step.suggested, "chosen": chosen, "reason": reason})
            if problem:
                st.error(typed(problem))
            else:
                notice.leave("Saved. It stays until somebody takes it back, whatever is suggested later.")
                st.rerun()
