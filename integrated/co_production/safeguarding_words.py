"""Phrases after which somebody should look at once: a pointer for the person who reads, never an answer to anyone.

The list is short and plain, made for English as it is typed on a phone. It will miss much: somebody reads everything.
"""

import re

PHRASES = (
    r"(?:hurt|harm|cut|kill)(?:s|ing|ting)?\s+(?:my\s?self|her\s?self|him\s?self|them\s?sel(?:f|ves))",
    r"self[\s-]?harm\w*",
    r"suicid\w*",
    r"over\s?dos\w*",
    r"end\s+(?:it\s+all|my\s+life|her\s+life|his\s+life)",
    r"(?:want|wanted|going)\s+to\s+die",
    r"(?:do(?:n[’']?t| not)|no reason to)\s+(?:want\s+to\s+)?(?:live|be here|wake up)\b",
    r"(?:hits?|hitting|beats?|beating|punche[sd]|hurts?|hurting|touche[sd]|touching|threaten(?:s|ed)?)\s+"
    r"(?:me|us|her|him|my\s+\w+)\b",
    r"(?:is|are|was|were|being|been|getting)\s+(?:sexually\s+|physically\s+)?(?:abused|raped|beaten|groomed|exploited)",
    r"\brap(?:e|ed|ing)\b",
    r"sexual\w*\s+(?:abuse|assault\w*|exploit\w*)",
    r"abus(?:es|ed|ing|er)\b",
    r"(?:not|never|isn[’']?t|don[’']?t\s+feel)\s+safe\b",
    r"(?:scared|afraid|frightened)\s+(?:of|to\s+go\s+home)",
    r"forced?\s+(?:me|her|him|us)\s+to",
    r"(?:county\s+lines|trafficked|kidnap\w*)",
)
_FOUND = re.compile(r"\b(?:" + "|".join(PHRASES) + r")", re.IGNORECASE)


def safeguarding_words(text: str) -> tuple[str, ...]:
    """Find phrases that can mean that somebody is in danger.

    Returns
    -------
    The phrases as they stand in the text, each once, in order.
    """
    plain = re.sub(r"\s+", " ", text)
    return tuple(dict.fromkeys(match.group() for match in _FOUND.finditer(plain)))
