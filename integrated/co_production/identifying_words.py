"""Words in a contribution that could say who somebody is, pointed out to the person who reviews it.

A pointer, not a promise: names without a title, nicknames and stories that only one person could tell are not found.
Somebody reads every contribution before it is shown; it is then "checked by", and never called more than that.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class IdentifyingWords:
    """Words at `start` to `end` (characters of the text as given) that could identify somebody, and why."""

    kind: str
    start: int
    end: int
    words: str
    reason: str


def identifying_words(text: str) -> tuple[IdentifyingWords, ...]:
    """Find words that could identify somebody.

    Parameters
    ----------
    text : str
        Any text. Characters that do not show (control, zero-width, direction marks) are looked through; wide or styled
        letters and digits are read as plain ones.

    Returns
    -------
    tuple of IdentifyingWords in the order of the text, not overlapping. Kinds: e-mail, date of birth, NHS number,
    phone, National Insurance number, postcode, school, street, title and surname.

    Source: NHS Data Dictionary (NHS number: check digit modulo 11), HMRC National Insurance Manual NIM39110 (prefixes
    and suffixes), BS 7666 (letters of postcodes), Ofcom National Telephone Numbering Plan (lengths).
    """
    plain, position = _plain(text)
    taken = bytearray(len(plain))
    found = []
    for kind, reason, spans in FINDERS:
        for start, end in spans(plain):
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                first, last = position[start], position[end - 1] + 1
                found.append(IdentifyingWords(kind, first, last, text[first:last], reason))
    return tuple(sorted(found, key=lambda words: words.start))


def _plain(text: str) -> tuple[str, list[int]]:
    """Read text as plain letters, and say where in the text each of them stands."""
    letters, position = [], []
    for at, character in enumerate(text):
        if unicodedata.category(character) in {"Cc", "Cf"} and character not in "\n\r\t":
            continue
        for letter in PLAIN.get(character) or unicodedata.normalize("NFKC", character):
            letters.append(letter)
            position.append(at)
    return "".join(letters), position


PLAIN = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'")
CAPITALS = "".join(chr(code) for code in range(0x41, 0x250) if chr(code).isupper())

Spans = Iterator[tuple[int, int]]


def _search(
    pattern: str, *, exact: bool = False, unless: Callable[[str], bool] | None = None
) -> Callable[[str], Spans]:
    """Make a finder of a pattern, capitals counting if `exact`, that passes over matches `unless` is true of."""
    compiled = re.compile(pattern, re.VERBOSE | (re.NOFLAG if exact else re.IGNORECASE))

    def spans(plain: str) -> Spans:
        for match in compiled.finditer(plain):
            if unless is None or not unless(match.group()):
                yield match.span()

    return spans


def _either(*finders: Callable[[str], Spans]) -> Callable[[str], Spans]:
    def spans(plain: str) -> Spans:
        for finder in finders:
            yield from finder(plain)

    return spans


# E-mail, numbers and dates

E_MAIL = r"(?<![\w.+-]) [\w.+-]+ @ [\w-]+ (?:\.[\w-]+)+"
E_MAIL_SPOKEN = (
    r"\b [\w.+-]{1,64} \s* [([]?\bat\b[])]? \s* [\w-]+ \s* [([]?\bdot\b[])]? \s* (?:co|com|org|net|uk|ac|gov|me)\b"
)
NHS_NUMBER = r"(?<![\d+]) \d{3} [ -]? \d{3} [ -]? \d{4} (?!\d)"
PHONE = r"(?<!\d) (?: (?:\+|00)\s?44 [\s.-]? (?:\(0\))? | \(?0 ) (?:[\s().-]{0,2}\d){9,10} (?!\d)"
PHONE_ABROAD = r"\+ (?:[\s().-]?\d){8,15} (?!\d)"
# Prefixes never given out: D F I Q U V in either place, O second, and a few pairs.
NATIONAL_INSURANCE = r"""\b (?!BG|GB|KN|NK|NT|TN|ZZ) [A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] [ -]?
    (?:\d\d[ -]?){3} [A-D]? \b (?! [ -]? \d)"""
POSTCODE = r"""\b (?: GIR[ ]{0,2}0AA
    | [A-PR-UWYZ] (?: \d{1,2} | [A-HK-Y]\d{1,2} | \d[A-HJKPSTUW] | [A-HK-Y]\d[ABEHMNPRVWXY] )
    [ ]{0,2} \d[ABD-HJLNP-UW-Z]{2} ) \b"""


def _no_nhs_number(words: str) -> bool:
    """Say whether the last of ten digits is not 11 minus the weighted sum of the others modulo 11, 11 being 0."""
    digits = [int(digit) for digit in words if digit.isdigit()]
    weighted = sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False))
    return (11 - weighted % 11) % 11 != digits[9] or len(set(digits)) == 1


MONTH = r"""(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?
    |nov(?:ember)?|dec(?:ember)?)"""
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = r"(?<![\d/.-]) (?: \d{1,2} ([/.-]) \d{1,2} \1 (?:\d{4}|\d\d) | \d{4} ([/.-]) \d{1,2} \2 \d{1,2} ) (?![\d/])"
DATE_IN_WORDS = rf"\b (?: {DAY}(?:\s+of)?[\s-]+{MONTH} | {MONTH}\s+{DAY} ) [\s,.-]+ (?:(?:19|20)\d\d|'\d\d) \b"
BORN = rf"""\b (?:born|birthday|birth\s?date|date\s+of\s+birth|d\.?o\.?b\b) \W+ (?:\w+\W+){{0,3}}?
    (?: (?: {DAY}(?:\s+of)?\s+{MONTH} | {MONTH}\s+{DAY} ) \b (?:[\s,]+(?:19|20)\d\d\b)? | (?:19|20)\d\d\b )"""


def _no_date(words: str) -> bool:
    """Say whether three numbers are no day of the calendar: day or month first, or the year."""
    first, second, third = (int(number) for number in re.findall(r"\d+", words))
    day, month, year = (third, second, first) if first > 31 else (first, second, third)
    return not any(_is_day(year, m, d) for m, d in ((month, day), (day, month)))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return False
    return 1900 <= year < 2100 or year < 100


# Places and names

# A word with a capital, from its first letter on: O'Neill, Mary's, Smith-Jones.
PROPER = rf"(?<![\w'-])[{CAPITALS}][\w'-]{{0,40}}"
PLAIN_ROAD = r"(?:road|rd|street|avenue|ave|lane|crescent|cres|terrace|mews|boulevard)"
ROAD = rf"""(?: {PLAIN_ROAD} | st|ln|close|drive|dr|way|court|ct|gardens|gdns|grove|place|square|hill|park|row|walk
    |green|view|rise|parade|house )"""
CAPITAL_ROAD = r"""(?: Road|Rd|Street|Avenue|Ave|Lane|Crescent|Terrace|Mews|Boulevard|Close|Drive|Grove|Gardens|Court
    |Way )"""
SCHOOL = r"(?:School|Academy|College|Primary|Infants?|Juniors?|Nursery|Grammar|Sixth[ ]Form|University|High)"
# Words that come before a road or a school without naming one.
WORDS_BEFORE = """
    a about across after all along and another any at away bad before best big boarding by but different down
    during each every everyone few first for form foster from go going good grammar had has he her high his home i
    if in infant infants into is it its junior juniors kids last leaving left local main many me mile miles minute
    minutes month months more most my near new next no nursery of off old on one or other our out over own past
    people per primary private same secondary she since sixth so some special state street sunday than that the
    their them then there these they this those through times to too two up us was we were what when where which
    while who whole with year years yards young your you
"""
UNNAMED = frozenset(WORDS_BEFORE.split())
HOUSE = rf"\b (?:flat\s+\d+\w?,?\s+)? \d{{1,4}}[a-z]?,?\s+ (?:[^\W\d][\w'.-]{{0,40}}\s+){{1,3}}? {ROAD}\b"
STREET = rf"(?:{PROPER}\s+){{1,3}} {CAPITAL_ROAD}\b"
FLAT = r"\b (?:flat|apartment)\s+\d+[a-z]?\b"
SCHOOL_NAMED = rf"""(?:\bSt\.\s+)? {PROPER}\s+ (?:(?:{PROPER}|of|and|the|for|RC)\s+){{0,4}}? {SCHOOL}
    (?:\s+{SCHOOL})*\b (?!\s+{CAPITAL_ROAD})"""
SCHOOL_OF = rf"\b (?:School|Academy|College|University)\s+of\s+ {PROPER}"
SCHOOL_SMALL = r"\b [^\W\d_][\w'-]{1,40} \s+ (?:high|primary|secondary|grammar|junior|infant)\s+school\b"
SAINT = rf"\b St\.?\s+ [{CAPITALS}][\w-]{{0,40}} (?:'s|s)\b"
# With or without initials and a particle: J. Okafor, de Souza.
SURNAME = rf"""(?:[{CAPITALS}]\.?\s+){{0,2}} (?:(?:de|da|dos|van|von|der|el|al|bin|le|la)[ -]){{0,2}}
    [{CAPITALS}][\w'-]+ (?:[ ][{CAPITALS}][\w'-]+)?"""
TITLE = rf"""\b (?: (?i:mr|mrs|ms|mx|dr|prof|rev|cllr)\.? | Miss|MISS|Professor|Sir|Dame|Lady|Lord|Reverend
    |Councillor|Judge|Nurse|Sister|Aunt|Auntie|Aunty|Uncle ) \s+ {SURNAME}"""
TITLE_SMALL = r"\b (?:mr|mrs|ms|mx)\.? \s+ [^\W\d_]{2,}"


def _names_no_road(words: str) -> bool:
    """Say whether a number with a road names none: "2 miles down the road", "20 minute drive"."""
    named = re.sub(r"^(?:flat\s+\d+\w?,?\s+)?\d+[a-z]?,?\s+", "", words, flags=re.IGNORECASE).split()
    if named[0][0].isupper() and named[0].casefold() not in UNNAMED:
        return False
    sure = re.fullmatch(PLAIN_ROAD, named[-1], re.IGNORECASE) is not None
    return not sure or any(word.casefold() in UNNAMED for word in named[:-1])


def _unnamed(words: str) -> bool:
    """Say whether no word but the last could be a name."""
    return all(word.casefold().strip(".,'") in UNNAMED for word in words.split()[:-1])


FINDERS: tuple[tuple[str, str, Callable[[str], Spans]], ...] = (
    ("e-mail", "An e-mail address belongs to one person.", _either(_search(E_MAIL), _search(E_MAIL_SPOKEN))),
    (
        "date of birth",
        "A full date, or one beside words of birth, can be a date of birth.",
        _either(_search(BORN), _search(DATE, unless=_no_date), _search(DATE_IN_WORDS)),
    ),
    (
        "NHS number",
        "Ten digits with a right check digit are an NHS number.",
        _search(NHS_NUMBER, unless=_no_nhs_number),
    ),
    ("phone", "A telephone number leads to one person.", _either(_search(PHONE), _search(PHONE_ABROAD))),
    (
        "National Insurance number",
        "Two letters, six digits and a letter are a National Insurance number.",
        _search(NATIONAL_INSURANCE),
    ),
    ("postcode", "A postcode stands for about fifteen homes.", _search(POSTCODE)),
    (
        "school",
        "A named school or college, with an age, can point to one person.",
        _either(
            _search(SCHOOL_NAMED, exact=True, unless=_unnamed),
            _search(SCHOOL_OF, exact=True),
            _search(SCHOOL_SMALL, unless=lambda words: words.split()[0].casefold() in UNNAMED),
        ),
    ),
    (
        "street",
        "A street, house or flat says where somebody lives.",
        _either(_search(HOUSE, unless=_names_no_road), _search(STREET, exact=True, unless=_unnamed), _search(FLAT)),
    ),
    ("school", "A saint's name is often a school, a church or a home.", _search(SAINT, exact=True)),
    (
        "title and surname",
        "A title and a surname name a person.",
        _either(_search(TITLE, exact=True), _search(TITLE_SMALL)),
    ),
)
