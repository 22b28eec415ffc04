"""What the person does who reads what came from phones and cards: release, edit, decline, set aside, give a theme."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from integrated.actions.actor import PREPARES, Actor, Refused
from integrated.actions.coding import Coding
from integrated.actions.done import Outcome, outcome_of
from integrated.actions.withdrawing import take_out, withdraw
from integrated.co_production.workshop import Workshop, random_looking_id
from integrated.record.text import cleaned
from integrated.store import Store, uuid4

LONGEST_STATEMENT = 240
TOLD = {
    "approve": "Released.",
    "edit": "Released in your words. What was written stays in the log.",
    "decline": "Kept out, with your reason.",
    "flag": "Set aside. Follow your safeguarding procedure now: this page does not tell anybody.",
}


@dataclass(frozen=True)
class Moderating:
    """The hands of one person who reads for one workshop."""

    store: Store
    actor: Actor
    workshop: Workshop

    @property
    def may_read(self) -> bool:
        """Whether this role may see what nobody has read yet."""
        return self.actor.role in PREPARES and not self.store.read_only

    def release(self, contribution_id: str, *, words: str = "", theme_id: str | None = None) -> Outcome:
        """Let a contribution be counted and, as far as its consent goes, shown.

        Parameters
        ----------
        words : other words to show instead; "" leaves them as they are.
        theme_id : a theme to give it, or None.
        """

        def act() -> str:
            row = self._row(contribution_id)
            text = cleaned(words)
            changed = bool(text) and text != row["words"]
            self._review(row, "edit" if changed else "approve", edited_words=text if changed else None)
            self._condition(row, text if changed else row["words"])
            if theme_id:
                self._theme(row, theme_id)
            return TOLD["edit" if changed else "approve"]

        return outcome_of(act)

    def decline(self, contribution_id: str, reason: str) -> Outcome:
        """Keep a contribution out; the reason stays."""

        def act() -> str:
            if not cleaned(reason):
                raise Refused("Say why it is kept out: the reason stays in the log.")
            self._review(self._row(contribution_id), "decline", reason=cleaned(reason)[:300])
            held = self.store.read("workshop_statements", engagement_id=self.workshop.engagement_id)
            if contribution_id in set(held["statement_id"]):
                which = {"statement_id": contribution_id}
                self.store.erase([("vote", which), ("statement", which)])
            return TOLD["decline"]

        return outcome_of(act)

    def set_aside(self, contribution_id: str) -> Outcome:
        """Flag that somebody may be in danger; it waits at the top of the queue."""

        def act() -> str:
            self._review(self._row(contribution_id), "flag", reason="possible safeguarding")
            return TOLD["flag"]

        return outcome_of(act)

    def new_theme(self, name: str) -> tuple[str | None, Outcome]:
        """Add a theme to the codebook of the decision and answer its id; a theme of that name is taken as it is."""
        known = self._themes()
        wanted = " ".join(name.split())
        if wanted.casefold() not in known:
            made = Coding(self.store, self.actor, self.workshop.decision_id).create(wanted)
            if made.problem:
                return None, made
            known = self._themes()
        return known.get(wanted.casefold()), Outcome()

    def put_to_vote(self, contribution_id: str) -> Outcome:
        """Let phones vote on a released, public contribution; it is a statement of the same id from then on."""

        def act() -> str:
            row = self._row(contribution_id)
            words = row["edited_words"] if row["action"] == "edit" and row["edited_words"] else row["words"]
            if row["action"] not in {"approve", "edit"} or row["consent"] != "public" or not words:
                raise Refused("Only released words that may be public can be voted on.")
            if len(words) > LONGEST_STATEMENT:
                raise Refused(
                    f"A statement has at most {LONGEST_STATEMENT} letters; these are {len(words)}. Edit first."
                )
            statement = {
                "statement_id": contribution_id,
                "engagement_id": self.workshop.engagement_id,
                "words": words,
                "option_id": row["option_id"],
                "reviewed_by_role": self.actor.role,
                "reviewed_on": date.today(),
            }
            self.store.append("statement", [statement]).result()
            return "Phones can vote on it now."

        return outcome_of(act)

    def delete(self, contribution_id: str) -> Outcome:
        """Delete one contribution for good, for somebody who asks."""

        def act() -> str:
            take_out(self.store, self.actor, contribution_id)
            return "Deleted from the database and its copies."

        return outcome_of(act)

    def delete_by_code(self, code: str) -> Outcome:
        """Delete everything that the holder of a withdrawal code said."""

        def act() -> str:
            self.actor.must_be_one_of(PREPARES, "take a contribution out")
            return f"Deleted: {withdraw(self.store, code)}."

        return outcome_of(act)

    def _themes(self) -> dict[str, str]:
        book = self.store.read("themes", decision_id=self.workshop.decision_id)
        return {str(row["name"]).casefold(): row["theme_id"] for row in book.to_dict("records")}

    def _row(self, contribution_id: str) -> dict[str, Any]:
        self.actor.must_be_one_of(PREPARES, "read what people sent")
        held = self.store.read("workshop_contributions", engagement_id=self.workshop.engagement_id)
        mine = held[held["contribution_id"] == contribution_id]
        if mine.empty:
            raise Refused("This is not here any more: it was taken back.")
        return dict(mine.iloc[0]) | {"last": 0 if held["sequence"].isna().all() else int(held["sequence"].max())}

    def _review(self, row: dict[str, Any], action: str, **more: Any) -> None:
        review = {
            "review_id": uuid4(),
            "contribution_id": row["contribution_id"],
            "action": action,
            "reviewer_role": self.actor.role,
            "reviewed_on": date.today(),
            "sequence": row["last"] + 1,
        }
        self.store.append("review", [review | more]).result()

    def _condition(self, row: dict[str, Any], words: str) -> None:
        """Words after "yes, if" are kept as a condition once they were read, and only if they may be public."""
        codings = self.store.read("workshop_codings", engagement_id=self.workshop.engagement_id)
        mine = codings[(codings["contribution_id"] == row["contribution_id"]) & (codings["stance"] == "conditional")]
        if row["consent"] != "public" or mine.empty or not words:
            return
        coding = mine.iloc[0]
        kept = ("coding_id", "contribution_id", "option_id", "stance", "coder")
        self.store.append(
            "coding",
            [
                {each: coding[each] for each in kept}
                | {"version": int(coding["version"]) + 1, "condition_words": words, "removed": False}
            ],
        ).result()

    def _theme(self, row: dict[str, Any], theme_id: str) -> None:
        option_id = row["option_id"]
        self.store.append(
            "coding",
            [
                {
                    "coding_id": random_looking_id("theme", row["contribution_id"], theme_id),
                    "version": 1,
                    "contribution_id": row["contribution_id"],
                    "theme_id": theme_id,
                    "option_id": None if pd.isna(option_id) else option_id,
                    "coder": "first",
                    "removed": False,
                }
            ],
        ).result()
