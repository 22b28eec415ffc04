"""What people do with grants: bring a file in, say what a grant is for, change the rule of what counts as thin."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from integrated.actions.actor import DECIDES, PREPARES, Actor, Refused
from integrated.actions.done import Outcome, outcome_of
from integrated.record.gap_map import ThinRule
from integrated.record.grants import CONFIRMED, REMOVED
from integrated.store import Store, uuid7

KIND = "grants"
EVERYWHERE = "*"
THIN_SETTING = "thin_rule"
LARGEST = 1000


@dataclass(frozen=True)
class Granting:
    """The hands of one person who looks after a portfolio.

    Attributes
    ----------
    store : what is changed. actor : who, by role.
    """

    store: Store
    actor: Actor

    @property
    def may_prepare(self) -> bool:
        """Whether this role may bring grants in and say what they are for."""
        return self.actor.role in PREPARES and not self.store.read_only

    def bring_in(self, file_name: str, content: bytes, grants: Sequence[Mapping[str, Any]]) -> Outcome:
        """Store the good rows of a file as one import, all of them or none."""

        def keep() -> str:
            self.actor.must_be_one_of(PREPARES, "bring grants in")
            if not grants:
                raise Refused("No row of this file can be stored: mend what the preview names.")
            import_id = f"grants-{uuid7()}"
            batch = {
                "import_id": import_id,
                "kind": KIND,
                "file_name": file_name[:200],
                "sha256": hashlib.sha256(content).hexdigest(),
                "row_total": len(grants),
                "licence": None,
                "attribution": None,
                "illustrative": False,
                "actor_role": self.actor.role,
                "imported_at": datetime.now(UTC).replace(tzinfo=None),
            }
            stored = [{**grant, "import_id": import_id} for grant in grants]
            self.store.append_together([("import_batch", [batch]), ("grant_award", stored)]).result()
            return f"{len(grants)} loaded. The whole file can be taken back on Files in and out."

        return outcome_of(keep)

    def link(self, grant_id: str, kind: str, target_id: str, *, stands: bool) -> Outcome:
        """Confirm what a grant is for, or say that it is not."""

        def say() -> str:
            self.actor.must_be_one_of(PREPARES, "say what a grant is for")
            if grant_id not in set(self.store.read("grants")["grant_id"]):
                raise Refused("This grant is not here any more: its import was taken back.")
            held = self.store.read("grant_links")
            mine = held[(held["grant_id"] == grant_id) & (held["kind"] == kind) & (held["target_id"] == target_id)]
            row = {
                "grant_id": grant_id,
                "kind": kind,
                "target_id": target_id,
                "state": CONFIRMED if stands else REMOVED,
                "actor_role": self.actor.role,
                "sequence": 1 + (0 if mine.empty else int(mine["sequence"].iloc[0])),
            }
            self.store.append("grant_link", [row]).result()
            return "Confirmed." if stands else "Taken off. It can be put back."

        return outcome_of(say)

    def set_rule(self, rule: ThinRule, reason: str) -> Outcome:
        """Change what counts as thin, everywhere, with a reason; it is kept."""

        def change() -> str:
            self.actor.must_be_one_of(DECIDES, "change what counts as thin")
            for name, value in asdict(rule).items():
                if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST:
                    raise Refused(f"The limit for {name} must be a whole number from 0 to {LARGEST}, got {value}.")
            if not reason.strip():
                raise Refused("Say why: others will read the map by this rule.")
            held = self.store.read("settings", decision_id=EVERYWHERE)
            last = held.loc[held["name"] == THIN_SETTING, "sequence"]
            row = {
                "setting_id": uuid7(),
                "decision_id": EVERYWHERE,
                "name": THIN_SETTING,
                "value": json.dumps(asdict(rule)),
                "reason": reason.strip()[:500],
                "actor_role": self.actor.role,
                "sequence": 1 + (0 if last.empty else int(last.max())),
            }
            self.store.append("setting", [row]).result()
            return "The rule is changed, and the map is drawn by it."

        return outcome_of(change)
