"""What people do on How we work: answer for themselves, plan what to take in, take either back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from integrated.actions.actor import PREPARES, Actor, Refused
from integrated.actions.day import written_day
from integrated.actions.deciding import say, take_back
from integrated.actions.done import Outcome, outcome_of
from integrated.co_production.identifying_words import identifying_words
from integrated.record.approach import alignment, plan_problem
from integrated.record.decision import Decision
from integrated.record.elements import AUDIENCES
from integrated.record.how_we_work import known, mutual
from integrated.record.record import replay
from integrated.record.text import cleaned
from integrated.store import Store


@dataclass(frozen=True)
class Assessing:
    """The hands of one person at one screen.

    Attributes
    ----------
    store, decision_id : what is changed. actor : who, by role.
    seen : sequence of the last event this person had on screen; what is saved over a newer one says so.
    """

    store: Store
    actor: Actor
    decision_id: str
    seen: int

    @property
    def may_prepare(self) -> bool:
        """Whether this role may answer and plan."""
        return self.actor.role in PREPARES and not self.store.read_only

    def assess(
        self,
        whose: str,
        audience: str,
        answers: Mapping[str, int | None],
        *,
        first_thought: str | None = None,
        mindset: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Keep one person's answers.

        Parameters
        ----------
        whose : a number and perhaps a role, never a name. audience : one of the seven.
        answers : element_id to 0, 1, 2, 3, or None for not applicable; at least one.
        first_thought, mindset : as in `Answered`; questions left empty are left out.
        """

        def keep() -> str:
            if audience not in AUDIENCES:
                raise Refused(f"“{audience:.60}” is not one of the seven kinds of work: choose one above.")
            if not answers:
                raise Refused("No element has an answer yet: answer one or more of the 24.")
            _refuse_names(whose)
            payload: dict[str, Any] = {"audience": audience, "answers": known(answers)}
            if first_thought:
                payload["first_thought"] = first_thought
            said = {question: words for question, words in (mindset or {}).items() if cleaned(words)}
            if said:
                payload["mindset"] = said
            return self._say("approach_assessed", whose, payload)

        return outcome_of(keep)

    def plan(self, element_id: str, payload: Mapping[str, Any]) -> Outcome:
        """Plan to take in one element of another approach: how, who (a role), by when.

        Parameters
        ----------
        payload : how, who, by; how must say something; by is a date, or one as people write it ("31/3/2027"), or empty.
        """

        def keep() -> str:
            decision = self._decision()
            planned = [each.element_id for each in decision.planned_elements]
            problem = plan_problem([*planned, element_id])
            given = [known(each.answers) for each in decision.assessments.values()]
            own = mutual(given)
            if not problem and element_id not in planned and own not in (None, "mixed"):
                problem = plan_problem([element_id], next(a for a in given if alignment(a).most_aligned == own))
            if problem:
                raise Refused(problem)
            if not cleaned(payload.get("how") or ""):
                raise Refused("Say how you will take it in, in a few words.")
            _refuse_names(str(payload.get("who") or ""))
            return self._say("element_planned", element_id, {**payload, "by": written_day(payload.get("by"))})

        return outcome_of(keep)

    def take_back(self, kind: str, subject: str) -> Outcome:
        """Take back the last answers of a person, or a planned element."""

        def back() -> str:
            if kind not in {"approach_assessed", "element_planned"}:
                raise Refused("Only answers and plans are taken back here.")
            kept = take_back(self.store, self.actor, self.decision_id, kind, subject, seen_sequence=self.seen)
            return kept.words if kept.over_newer else "Taken back. It stays in the history."

        return outcome_of(back)

    def _decision(self) -> Decision:
        return replay(self.store.read("decision_events", decision_id=self.decision_id))

    def _say(self, kind: str, subject: str, payload: Mapping[str, Any]) -> str:
        return say(
            self.store, self.actor, self.decision_id, kind, subject, payload, seen_sequence=self.seen
        ).words  # fmt: skip


def _refuse_names(who: str) -> None:
    found = identifying_words(who)
    if found:
        raise Refused(f"“{found[0].words:.60}” could say who somebody is: write a role, such as “Commissioner”.")
