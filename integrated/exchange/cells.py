"""One cell of a file as a number or a word, with what to write instead where it is neither."""

import re
from typing import Any

from pydantic_core import PydanticCustomError

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
WITH_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
MINUS_SIGNS = "−–—‐‑﹣－"


def wrong(fix: str) -> PydanticCustomError:
    """An error whose text is the fix itself."""
    return PydanticCustomError("cell", "{fix}", {"fix": fix})


def number(value: Any) -> Any:
    """A cell as a finite number.

    Raises
    ------
    PydanticCustomError
        With what to write instead: a decimal comma, a percent sign, a typographic minus, inf, NaN, words.
    """
    if not isinstance(value, str):
        return value
    text = value.strip()
    if any(sign in text for sign in MINUS_SIGNS):
        plain = text.translate({ord(sign): "-" for sign in MINUS_SIGNS})
        raise wrong(f"the minus sign is a typographic one: write {plain[:30]}")
    if text.endswith("%"):
        share = text[:-1].strip()
        instead = f"{float(share) / 100:g}" if NUMBER.fullmatch(share) else "0.25"
        raise wrong(f"a percent sign cannot be read: write {instead} if it is a share, or the number alone")
    if WITH_COMMA.fullmatch(text):
        raise wrong(f"the decimal mark is a comma: write {text.replace(',', '.')} (no mark between thousands)")
    if not NUMBER.fullmatch(text):
        raise wrong("this is not a number: write one such as 0.25, or leave the cell empty")
    found = float(text)
    if found in (float("inf"), float("-inf")):
        raise wrong("this number is too large to be kept: write a smaller one")
    return found


def whole(value: Any) -> Any:
    """A cell as a whole number."""
    if isinstance(value, str) and re.fullmatch(r"\d{1,3}(,\d{3})+", value.strip(), re.ASCII):
        raise wrong(f"write {value.strip().replace(',', '')}, without marks between thousands")
    found = number(value)
    if isinstance(found, float) and found != int(found):
        raise wrong("people are counted in whole numbers")
    return int(found) if isinstance(found, float) else found


def word_of(value: str, known: dict[str, str], what: str) -> str:
    """A cell as one of a few words, whatever its capitals.

    Parameters
    ----------
    known : what may be written, in lower case, to what it means.
    what : names the column in the message.
    """
    key = " ".join(value.lower().replace("_", " ").replace("-", " ").split())
    if key not in known:
        raise wrong(f"{what} is one of {', '.join(dict.fromkeys(known.values()))}: write one of these")
    return known[key]
