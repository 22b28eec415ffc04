"""What people do with voices: read and release them, take a consent back, set which counts to hide."""

import unicodedata
from dataclasses import dataclass
from datetime import date

import pandas as pd

from integrated.actions.actor import DECIDES, PREPARES, Actor, Refused
from integrated.actions.done import Outcome, outcome_of
from integrated.store import Store, uuid4, uuid7

THRESHOLD_SETTING = "disclosure_threshold"
LOWEST_THRESHOLD, HIGHEST_THRESHOLD = 3, 100
REVIEWS = {
    "approve": "Released: it counts now, and may be shown as its consent allows.",
    "edit": "Released in the words you gave it.",
    "decline": "Kept out: it is neither counted nor shown.",
    "flag": "Held back for somebody else to read.",
    "withdraw": "Withdrawn: it is gone from every page and every file that is made from now on.",
}
LONGEST_WORDS = 4000


@dataclass(frozen=True)
class Voices:
    """The hands of one person who looks after what people said.

    Attributes
    ----------
    store, decision_id : what is changed. actor : who, by role.
    """

    store: Store
    actor: Actor
    decision_id: str

    @property
    def may_review(self) -> bool:
        """Whether this role may read what nobody has reviewed yet."""
        return self.actor.role in PREPARES and not self.store.read_only

    @property
    def may_set_rules(self) -> bool:
        """Whether this role may change a rule that protects people."""
        return self.actor.role in DECIDES and not self.store.read_only

    def review(self, contribution_id: str, action: str, *, edited_words: str = "", reason: str = "") -> Outcome:
        """Say what becomes of one contribution; the last word counts.

        Parameters
        ----------
        action : "approve", "edit", "decline", "flag" or "withdraw".
        edited_words : what may be shown instead, for "edit".
        reason : why, for everything but "approve".
        """

        def review() -> str:
            self.actor.must_be_one_of(PREPARES, "review what people said")
            if action not in REVIEWS:
                raise Refused(f"A review is one of {', '.join(REVIEWS)}, got “{action:.40}”.")
            words = _clean(edited_words)
            if action == "edit" and not words:
                raise Refused("An edit needs the words that may be shown: write them, or keep the contribution out.")
            held = self._held(contribution_id)
            if held["action"] == "withdraw" and action != "withdraw":
                raise Refused("This consent was taken back: ask the person again, nobody else can release it.")
            row = {
                "review_id": uuid4(),
                "contribution_id": contribution_id,
                "action": action,
                "edited_words": words or None,
                "reason": _clean(reason) or None,
                "reviewer_role": self.actor.role,
                "reviewed_on": date.today(),
                "sequence": 1 + (0 if pd.isna(held["sequence"]) else int(held["sequence"])),
            }
            self.store.append("review", [row]).result()
            return REVIEWS[action]

        return outcome_of(review)

    def withdraw(self, contribution_id: str, *, erase: bool) -> Outcome:
        """Take back a consent: hide the contribution at once, and with `erase` delete its words from the file too."""
        hidden = self.review(contribution_id, "withdraw", reason="consent withdrawn")
        if hidden.problem or not erase:
            return hidden

        def gone() -> str:
            self.store.erase_contributions([contribution_id])
            return "Withdrawn and erased: the words are deleted from the database and its copies."

        return outcome_of(gone)

    def set_threshold(self, value: int, reason: str) -> Outcome:
        """Set the smallest count of people that is shown, for this decision.

        Parameters
        ----------
        value : a whole number from 3 to 100. reason : why; it is kept.
        """

        def change() -> str:
            self.actor.must_be_one_of(DECIDES, "change which counts are hidden")
            if isinstance(value, bool) or value != int(value) or not LOWEST_THRESHOLD <= value <= HIGHEST_THRESHOLD:
                raise Refused(
                    f"The smallest count shown must be a whole number from {LOWEST_THRESHOLD} to {HIGHEST_THRESHOLD}, "
                    f"got {value}."
                )
            if not _clean(reason):
                raise Refused("Say why: this rule protects people, and whoever reads the record may ask.")
            settings = self.store.read("settings", decision_id=self.decision_id)
            last = settings.loc[settings["name"] == THRESHOLD_SETTING, "sequence"].max()
            row = {
                "setting_id": uuid7(),
                "decision_id": self.decision_id,
                "name": THRESHOLD_SETTING,
                "value": str(int(value)),
                "reason": _clean(reason),
                "actor_role": self.actor.role,
                "sequence": 1 + (0 if pd.isna(last) else int(last)),
            }
            self.store.append("setting", [row]).result()
            return f"From now on counts under {int(value)} are hidden, on every page and in every file."

        return outcome_of(change)

    def _held(self, contribution_id: str) -> pd.Series:
        held = self.store.read("contributions_held", decision_id=self.decision_id)
        mine = held[held["contribution_id"] == contribution_id]
        if mine.empty:
            raise Refused("This contribution is not here any more: it was erased, or belongs to another decision.")
        return mine.iloc[0]


def _clean(text: str) -> str:
    """Text without control characters, which documents and tables cannot hold."""
    kept = (each for each in text if each in "\n\t" or unicodedata.category(each) != "Cc")
    return "".join(kept).strip()[:LONGEST_WORDS]
