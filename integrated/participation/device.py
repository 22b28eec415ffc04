"""What a phone keeps between pages: one cookie, gone when the browser closes, sent to these pages only."""

import base64
import json
from dataclasses import dataclass, replace

from integrated.actions.taking_part import Device
from integrated.briefing.workshop import NOT_RECORDED, USES, WITHDRAWAL_LETTERS, Workshop, new_code, tidy_code

NAME = "integrated_part"
NO_GROUP_YET, PREFERS_NOT = -2, -1


@dataclass(frozen=True)
class Kept:
    """The content of the cookie; a number stands for the group, so that no name of one travels.

    Attributes
    ----------
    group : place in `Workshop.group_names()`, PREFERS_NOT, or NO_GROUP_YET.
    """

    join_code: str
    withdrawal_code: str
    seed: str
    consent: str
    group: int = NO_GROUP_YET

    @property
    def text(self) -> str:
        """As it stands in the cookie."""
        parts = [self.join_code, self.withdrawal_code, self.seed, self.consent, self.group]
        return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")

    def in_group(self, group: int) -> "Kept":
        """The same phone, with its group chosen."""
        return replace(self, group=group)

    def device(self, workshop: Workshop) -> Device:
        """Who this phone is to the actions."""
        names = workshop.group_names()
        group = names[self.group] if 0 <= self.group < len(names) else NOT_RECORDED
        return Device(self.withdrawal_code, self.seed, group, self.consent)


def new(join_code: str, consent: str) -> Kept:
    """A phone that has just agreed."""
    return Kept(join_code, new_code(WITHDRAWAL_LETTERS), new_code(WITHDRAWAL_LETTERS), consent)


def read(cookie: str | None) -> Kept | None:
    """The phone that a cookie describes; None for none, or for one that we did not write."""
    try:
        padded = (cookie or "") + "=" * (-len(cookie or "") % 4)
        join_code, withdrawal_code, seed, consent, group = json.loads(base64.urlsafe_b64decode(padded))
        is_ours = (
            tidy_code(join_code) == join_code
            and tidy_code(withdrawal_code, WITHDRAWAL_LETTERS) == withdrawal_code
            and tidy_code(seed, WITHDRAWAL_LETTERS) == seed
            and consent in USES
            and type(group) is int
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    return Kept(join_code, withdrawal_code, seed, consent, group) if is_ours else None
