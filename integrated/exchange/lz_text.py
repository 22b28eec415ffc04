"""Text compressed as PRSM compresses it: Lempel-Ziv with 15 bits to a character, safe in any text file.

Source: the format of lz-string (compressToUTF16), as pieroxy.net/blog/pages/lz-string describes it.
"""

from collections.abc import Iterator

BITS = 15
SHIFT = 32
EIGHT, SIXTEEN, END = 0, 1, 2


class BrokenTextError(ValueError):
    """What was given is no text that was compressed this way, or it would be too large."""


def decompressed(packed: str, *, most: int) -> str:
    """The text that was compressed.

    Parameters
    ----------
    packed : compressed text. most : most characters that it may have.

    Raises
    ------
    BrokenTextError : it is broken, or longer.
    """
    bits = _bits(packed)
    known: list[str] = ["", "", ""]
    width, room = 2, 1
    told: list[str] = []
    length, last = 0, ""
    while True:
        code = _read(bits, width)
        if code == END:
            return _joined(told)
        if code in (EIGHT, SIXTEEN):
            known.append(chr(_read(bits, 8 if code == EIGHT else 16)))
            code, room = len(known) - 1, room - 1
            if not last:
                width, room = 3, 4
            elif room == 0:
                room, width = 2**width, width + 1
        elif not last:
            raise BrokenTextError("it does not begin with a character")
        if code < len(known):
            entry = known[code]
        elif code == len(known):
            entry = last + last[0]
        else:
            raise BrokenTextError("it names what was not told before")
        told.append(entry)
        length += len(entry)
        if length > most:
            raise BrokenTextError("it is too long")
        if last:
            known.append(last + entry[0])
            room -= 1
            if room == 0:
                room, width = 2**width, width + 1
        last = entry


def compressed(text: str) -> str:
    """Text, compressed.

    Parameters
    ----------
    text : any text.
    """
    out: list[int] = []
    known: dict[str, int] = {}
    new: set[str] = set()
    width, room = 2, 2

    def write(value: int, count: int) -> None:
        out.extend((value >> i) & 1 for i in range(count))

    def tell(word: str) -> None:
        nonlocal width, room
        if word in new:
            small = ord(word) < 256
            write(EIGHT if small else SIXTEEN, width)
            write(ord(word), 8 if small else 16)
            new.remove(word)
            room -= 1
            if room == 0:
                room, width = 2**width, width + 1
        else:
            write(known[word], width)
        room -= 1
        if room == 0:
            room, width = 2**width, width + 1

    word = ""
    for character in _units(text):
        if character not in known:
            known[character] = len(known) + 3
            new.add(character)
        if word + character in known:
            word += character
            continue
        tell(word)
        known[word + character] = len(known) + 3
        word = character
    if word:
        tell(word)
    write(END, width)
    out += [0] * (BITS - len(out) % BITS)
    packed = (out[i : i + BITS] for i in range(0, len(out), BITS))
    return "".join(chr(int("".join(map(str, bits)), 2) + SHIFT) for bits in packed) + " "


def _bits(packed: str) -> Iterator[int]:
    for character in packed:
        value = ord(character) - SHIFT
        if not 0 <= value < 2**BITS:
            raise BrokenTextError("it holds characters that such a text never has")
        for place in range(BITS - 1, -1, -1):
            yield (value >> place) & 1


def _read(bits: Iterator[int], count: int) -> int:
    value = 0
    for place in range(count):
        bit = next(bits, None)
        if bit is None:
            raise BrokenTextError("it ends too soon")
        value |= bit << place
    return value


def _units(text: str) -> str:
    """The text in 16-bit units, as JavaScript sees it."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return "".join(chr(raw[i] | raw[i + 1] << 8) for i in range(0, len(raw), 2))


def _joined(told: list[str]) -> str:
    units = "".join(told)
    return b"".join(ord(unit).to_bytes(2, "little") for unit in units).decode("utf-16-le", "replace")
