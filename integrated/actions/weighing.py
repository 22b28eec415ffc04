"""What people do while they weigh up: agree judgements, answer red lines and clashes, say what matters most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from integrated.actions.actor import PREPARES, Actor, Refused
from integrated.actions.day import written_day
from integrated.actions.deciding import say, take_back
from integrated.actions.done import Outcome, outcome_of
from integrated.record.text import cleaned
from integrated.store import Store, StoreProblem
from integrated.store.identifiers import uuid7

SET_ASIDE = "Suggested from what people said in the workshop; nobody raised it."


@dataclass(frozen=True)
class Weighing:
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
        """Whether this role may change what is weighed, and show the triangle before all have answered."""
        return self.actor.role in PREPARES and not self.store.read_only

    def agree(
        self,
        option_id: str,
        perspective: str,
        *,
        lowest: int | None = None,
        highest: int | None = None,
        not_known: bool = False,
        as_suggested: bool = False,
        reason: str,
        suggested: Sequence[float] | None,
        confidence: str | None = None,
    ) -> Outcome:
        """Agree one judgement, with its reason: a range of levels, the suggestion as it stands, or not known.

        Parameters
        ----------
        suggested : the five shares that stood as the suggestion, kept beside what people agreed; None for not known.
        """
        payload: dict[str, Any] = {"reason": reason, "confidence": confidence}
        if suggested is not None:
            payload["suggested"] = list(suggested)
        if not_known:
            payload["not_known"] = True
        elif as_suggested:
            payload["as_suggested"] = True
        else:
            payload |= {"lowest": lowest, "highest": highest}
        return outcome_of(lambda: self._judge(option_id, perspective, payload))

    def agree_all(
        self, suggestions: Mapping[tuple[str, str], tuple[Sequence[float] | None, str | None]], reason: str
    ) -> Outcome:
        """Agree every suggestion as it stands, for one reason.

        Parameters
        ----------
        suggestions : (option_id, perspective) to (five shares or None for not known, confidence or None).
        """

        def every() -> str:
            for (option_id, perspective), (levels, confidence) in suggestions.items():
                if levels is None:
                    payload: dict[str, Any] = {"not_known": True}
                else:
                    payload = {"as_suggested": True, "suggested": list(levels), "confidence": confidence}
                self._judge(option_id, perspective, payload | {"reason": reason})
            return f"Agreed: {len(suggestions)} suggestions as they stand."

        return outcome_of(every)

    def take_back_judgement(self, option_id: str, perspective: str) -> Outcome:
        """Take an agreed judgement back: the suggestion stands again."""
        return outcome_of(lambda: self._take_back("judgement_agreed", f"{option_id}/{perspective}"))

    def raise_red_line(self, option_id: str, group_name: str, reason: str, *, suggested: bool = False) -> Outcome:
        """Say that a group objects strongly to an option."""
        payload = {"option_id": option_id, "group_name": group_name, "reason": reason, "suggested": suggested}
        return outcome_of(lambda: self._say("red_line_raised", uuid7(), payload))

    def set_aside(self, option_id: str, group_name: str, reason: str) -> Outcome:
        """Answer a suggested red line that nobody raises: it is kept as raised by the rule, with the reasons."""

        def both() -> str:
            _needed(reason, "Say why it is set aside: it is kept with the red line.")
            line = uuid7()
            self._say(
                "red_line_raised",
                line,
                {"option_id": option_id, "group_name": group_name, "reason": SET_ASIDE, "suggested": True},
            )
            self._say("red_line_answered", line, {"response": "reasons", "words": reason})
            return "Set aside. The reason is kept in the record."

        return outcome_of(both)

    def answer_red_line(self, red_line_id: str, answer: Mapping[str, Any]) -> Outcome:
        """Say what will change because of a red line, or why to go ahead.

        Parameters
        ----------
        answer : response ("change" or "reasons"), words, owner, by (as people write a day), what_the_group_said.
        """
        return outcome_of(
            lambda: self._say("red_line_answered", red_line_id, {**answer, "by": written_day(answer.get("by"))})
        )

    def take_back_red_line(self, red_line_id: str) -> Outcome:
        """Take a raised red line back."""
        return outcome_of(lambda: self._take_back("red_line_raised", red_line_id))

    def take_back_answer(self, red_line_id: str) -> Outcome:
        """Take the answer to a red line back: it is open again."""
        return outcome_of(lambda: self._take_back("red_line_answered", red_line_id))

    def answer_clash(self, option_id: str, pair: tuple[str, str], words: str) -> Outcome:
        """Say what to make of two perspectives that pull apart."""
        return outcome_of(lambda: self._say("clash_answered", "/".join((option_id, *pair)), {"words": words}))

    def take_back_clash(self, option_id: str, pair: tuple[str, str]) -> Outcome:
        """Take the words about a clash back."""
        return outcome_of(lambda: self._take_back("clash_answered", "/".join((option_id, *pair))))

    def say_agreement(self, option_id: str, suggested: str, chosen: str, reason: str) -> Outcome:
        """Say whether the perspectives agree about an option, against what was computed."""
        payload = {"suggested": suggested, "chosen": chosen, "reason": reason}
        return outcome_of(lambda: self._say("convergence_set", option_id, payload))

    def take_back_agreement(self, option_id: str) -> Outcome:
        """Let the computed state stand again."""
        return outcome_of(lambda: self._take_back("convergence_set", option_id))

    def say_what_matters(self, person: str, answer: Mapping[str, Any], *, instead_of: str | None = None) -> Outcome:
        """Keep what matters most to one person.

        Parameters
        ----------
        person : "Person 2 (foster carer)": a number and a role, never a name.
        answer : points, order or bounds, or {"open": True}.
        instead_of : the same person under an earlier role; that answer is taken back.
        """

        def one() -> str:
            told = self._say("weights_set", person, answer)
            if instead_of is not None and instead_of != person:
                self._take_back("weights_set", instead_of)
            return told

        return outcome_of(one)

    def remove_person(self, person: str) -> Outcome:
        """Take one person's answer back."""
        return outcome_of(lambda: self._take_back("weights_set", person))

    def answer_risk(self, check_id: str, words: str, owner: str | None, by: str | None) -> Outcome:
        """Say what is done about a risk check."""
        return outcome_of(
            lambda: self._say("risk_answered", check_id, {"words": words, "owner": owner, "by": written_day(by)})
        )

    def set_threshold(self, name: str, value: float, reason: str) -> Outcome:
        """Change one threshold of the risk checks for this decision.

        Parameters
        ----------
        name : of the setting.
        """

        def one() -> str:
            self.actor.must_be_one_of(PREPARES, "change a threshold")
            _needed(reason, "Say why the threshold is changed: it is kept with its reason.")
            settings = self.store.read("settings", decision_id=self.decision_id)
            row = {
                "setting_id": uuid7(),
                "decision_id": self.decision_id,
                "name": name,
                "value": f"{value:g}",
                "reason": cleaned(reason),
                "actor_role": self.actor.role,
                "sequence": int(settings["sequence"].max()) + 1 if len(settings) else 1,
            }
            try:
                self.store.append("setting", [row]).result()
            except StoreProblem as problem:
                raise Refused(str(problem)) from problem
            return "Saved. The threshold and the reason are kept."

        return outcome_of(one)

    def _judge(self, option_id: str, perspective: str, payload: Mapping[str, Any]) -> str:
        _needed(payload.get("reason"), "Say why in a few words: a judgement is kept with its reason.")
        return self._say("judgement_agreed", f"{option_id}/{perspective}", payload)

    def _say(self, kind: str, subject: str, payload: Mapping[str, Any]) -> str:
        kept = say(self.store, self.actor, self.decision_id, kind, subject, payload, seen_sequence=self.seen)
        return kept.words

    def _take_back(self, kind: str, subject: str) -> str:
        kept = take_back(self.store, self.actor, self.decision_id, kind, subject, seen_sequence=self.seen)
        return kept.words if kept.over_newer else "Taken back. It stays in the history."


def _needed(words: object, sentence: str) -> None:
    if not isinstance(words, str) or not cleaned(words):
        raise Refused(sentence)
