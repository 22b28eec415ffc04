"""How much room a label takes on a map."""

import unicodedata

# Widths in em, chosen so that a label reckoned here stays within its padding even in DejaVu Sans, a wide "sans-serif".
THIN = frozenset("ijlI'’|.,:; ")
NARROW = frozenset("frt!()[]-/")
WIDE = frozenset("mwMWÆŒ@%&—…")
EM_THIN, EM_NARROW, EM_WIDE, EM_CAPITAL, EM_OTHER, EM_FULL = 0.30, 0.39, 0.96, 0.74, 0.60, 1.05
LINE_HEIGHT = 18 / 14
PADDING = (8.0, 6.0)


def wrapped(label: str, *, characters: int = 18, lines: int = 4) -> tuple[str, ...]:
    """A label broken into lines between words.

    Parameters
    ----------
    label : any text; white space counts as one space.
    characters : most characters in a line, 2 or more; a longer word is cut.
    lines : most lines, 1 or more; what does not fit is left off with "…".

    Returns
    -------
    tuple of str : at least one line.
    """
    broken: list[str] = []
    for word in label.split():
        while len(word) > characters:
            broken.append(word[: characters - 1] + "-")
            word = word[characters - 1 :]
        if broken and len(broken[-1]) + 1 + len(word) <= characters and not broken[-1].endswith("-"):
            broken[-1] += " " + word
        else:
            broken.append(word)
    if len(broken) > lines:
        broken = broken[:lines]
        broken[-1] = broken[-1][: characters - 1].rstrip(" -,") + "…"
    return tuple(broken) or ("",)


def text_width(text: str, label_px: float) -> float:
    """Width of one line in px, on the generous side for the sans-serif fonts of common systems.

    Parameters
    ----------
    text : one line.
    label_px : font size in px.
    """
    return label_px * sum(_em(character) for character in text)


def box_size(label: str, *, label_px: float = 14.0, characters: int = 18, lines: int = 4) -> tuple[float, float]:
    """Width and height in px of the box that holds a wrapped label.

    Parameters
    ----------
    label, characters, lines : as for `wrapped`.
    label_px : font size; a line is 18/14 of it high, the padding is 8 px at the sides and 6 px above and below.

    Returns
    -------
    (width, height)
    """
    rows = wrapped(label, characters=characters, lines=lines)
    return (
        max(text_width(row, label_px) for row in rows) + 2 * PADDING[0],
        len(rows) * label_px * LINE_HEIGHT + 2 * PADDING[1],
    )


def _em(character: str) -> float:
    if character in THIN:
        return EM_THIN
    if character in NARROW:
        return EM_NARROW
    if character in WIDE:
        return EM_WIDE
    if unicodedata.east_asian_width(character) in "WF":
        return EM_FULL
    return EM_CAPITAL if character.isupper() else EM_OTHER
