"""Who acts, in which role: every action checks it before anything is stored."""

from dataclasses import dataclass

ROLES = ("lead", "facilitator", "viewer", "participant")
DECIDES = frozenset({"lead"})
PREPARES = frozenset({"lead", "facilitator"})


class Refused(Exception):
    """An action that was not carried out, with one sentence for the person who tried it. Nothing was stored."""


@dataclass(frozen=True)
class Actor:
    """A person by role, never by name."""

    role: str

    def must_be_one_of(self, roles: frozenset[str], doing: str) -> None:
        """Raise `Refused` unless the role may do this.

        Parameters
        ----------
        roles : roles that may.
        doing : the thing, as in "sign a record".
        """
        if self.role not in roles:
            who = " or ".join(sorted(roles))
            raise Refused(
                f"Only a {who} can {doing}. Your role is {self.role}: change it in the menu at the top right."
            )
