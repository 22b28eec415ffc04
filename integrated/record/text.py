"""Text and dates that people enter, made safe to keep: what is stripped, how long it may be."""

import unicodedata
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

SHORT_TEXT = 300
LONG_TEXT = 4000
KEPT_CONTROLS = {"\n", "\t"}
# These turn the reading direction of what follows, so that a line can show something other than what it says.
DIRECTION_MARKS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def cleaned(words: Any) -> Any:
    """Text without control characters, lone surrogates, non-characters and direction marks, ends trimmed.

    Parameters
    ----------
    words : str, or anything else, which is handed back untouched for the type check to refuse.

    Returns
    -------
    str (line breaks as "\\n"), or the value as it came.

    Source: XML 1.0 section 2.2, the characters that a .docx file may hold.
    """
    if not isinstance(words, str):
        return words
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in words if _is_kept(letter)).strip()


def _is_kept(letter: str) -> bool:
    if letter in KEPT_CONTROLS:
        return True
    if unicodedata.category(letter) in {"Cc", "Cs"} or letter in DIRECTION_MARKS:
        return False
    return ord(letter) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(letter) <= 0xFDEF


def _text(value: Any) -> Any:
    return cleaned(value)


def _text_or_none(value: Any) -> Any:
    return cleaned(value) or None if isinstance(value, str) else value


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        return value


def as_tuple(value: Any) -> Any:
    """A JSON list as a tuple; anything else as it is."""
    return tuple(value) if isinstance(value, list) else value


Short = Annotated[Annotated[str, Field(min_length=1, max_length=SHORT_TEXT)], BeforeValidator(_text)]
Long = Annotated[Annotated[str, Field(min_length=1, max_length=LONG_TEXT)], BeforeValidator(_text)]
Question = Annotated[Annotated[str, Field(min_length=1, max_length=500)], BeforeValidator(_text)]
Letter = Annotated[Annotated[str, Field(pattern=r"^[A-Z]{1,2}$")] | None, BeforeValidator(_text_or_none)]
ShortOrNone = Annotated[Annotated[str, Field(max_length=SHORT_TEXT)] | None, BeforeValidator(_text_or_none)]
LongOrNone = Annotated[Annotated[str, Field(max_length=LONG_TEXT)] | None, BeforeValidator(_text_or_none)]
Day = Annotated[date, BeforeValidator(_day)]
DayOrNone = Annotated[date | None, BeforeValidator(lambda value: None if value == "" else _day(value))]
Ids = Annotated[Annotated[tuple[Short, ...], Field(max_length=500)], BeforeValidator(as_tuple)]
