"""A workshop held on phones: what is asked, under which consent, until when; its codes."""

import hashlib
import json
import secrets
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

NOT_RECORDED = "not recorded"
SOMEONE_ELSE = "Someone else"
GROUP = "group"
# Crockford's letters: none that is taken for a digit, so a code can be read out and typed.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOK_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
JOIN_LETTERS = 8
WITHDRAWAL_LETTERS = 12


@dataclass(frozen=True)
class AboutMe:
    """One optional question about the person: the dimension it fills in `heard`, and its answers."""

    dimension: str
    question: str
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Workshop:
    """One workshop as it stands.

    Attributes
    ----------
    engagement_id : never sent to a phone; the engagement that it becomes when it is closed has the same id.
    join_code : 8 letters and digits, 40 bits; it works while the workshop takes answers.
    state : "open" or "closed".
    option_ids : what people may speak about. groups : who they may say they are.
    about_me : optional questions, never joined to what a person says.
    audience : "adults" or "young people": which consent words, whom to call.
    closes_at : UTC without zone. keep_until : words are deleted after that day.
    revealed : whether the shared screen shows more than counts.
    """

    engagement_id: str
    version: int
    decision_id: str
    title: str
    join_code: str
    state: str
    option_ids: tuple[str, ...]
    groups: tuple[str, ...]
    about_me: tuple[AboutMe, ...]
    audience: str
    consent_version: str
    consent_words: str
    closes_at: datetime
    keep_until: date
    revealed: bool
    illustrative: bool

    @property
    def is_open(self) -> bool:
        """Whether it has not been closed by hand."""
        return self.state == "open"

    def takes_answers(self, now: datetime) -> bool:
        """Whether phones may still answer, at a moment in UTC without zone."""
        return self.is_open and now < self.closes_at

    def group_names(self) -> tuple[str, ...]:
        """Groups a person may choose, with "Someone else" at the end."""
        return (*self.groups, SOMEONE_ELSE)


def new_code(letters: int = JOIN_LETTERS) -> str:
    """Draw a random code: five bits a letter."""
    return "".join(secrets.choice(LETTERS) for _ in range(letters))


def tidy_code(typed: str, letters: int = JOIN_LETTERS) -> str | None:
    """Read a code as it was typed (small letters, spaces, dashes, O for 0, I for 1), or None if it is none."""
    plain = "".join(letter for letter in typed.upper() if letter not in " -–—\t\n").translate(LOOK_ALIKE)
    return plain if len(plain) == letters and all(letter in LETTERS for letter in plain) else None


def spelt(code: str) -> str:
    """A code in blocks of four: "K7QF-2M9X"."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def withdrawal_hash(code: str) -> str:
    """What is stored of a withdrawal code (60 random bits): its SHA-256."""
    return hashlib.sha256(f"withdrawal {code}".encode()).hexdigest()


def respondent_of(code: str) -> str:
    """The random key of the person who holds a withdrawal code; the code cannot be worked out from it.

    Returns
    -------
    A UUID of version 4, the same for the same code.
    """
    return random_looking_id("respondent", code)


def random_looking_id(*parts: str) -> str:
    """A UUID of version 4 that only who knows the parts (one of them secret) can make again."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))


def from_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[Workshop, ...]:
    """Workshops from rows of the table of that name, in the order of the rows."""
    return tuple(_workshop(row) for row in rows)


def _workshop(row: Mapping[str, Any]) -> Workshop:
    return Workshop(
        engagement_id=row["engagement_id"],
        version=int(row["version"]),
        decision_id=row["decision_id"],
        title=row["title"],
        join_code=row["join_code"],
        state=row["state"],
        option_ids=tuple(json.loads(row["option_ids"])),
        groups=tuple(json.loads(row["groups"])),
        about_me=tuple(
            AboutMe(each["dimension"], each["question"], tuple(each["categories"]))
            for each in json.loads(row["about_me"])
        ),
        audience=row["audience"],
        consent_version=row["consent_version"],
        consent_words=row["consent_words"],
        closes_at=pd.Timestamp(row["closes_at"]).to_pydatetime(),
        keep_until=pd.Timestamp(row["keep_until"]).date(),
        revealed=bool(row["revealed"]),
        illustrative=bool(row["illustrative"]),
    )
