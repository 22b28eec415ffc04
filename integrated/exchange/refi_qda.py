"""REFI-QDA: a codebook (.qdc) or a project (.qdpx: codes, sources, coded words) of any qualitative analysis program.

The .qdpx is a zip. It is read member by member, never unpacked to disk; names that climb out of it, more text than
declared, and entity bombs are refused.

Source: REFI-QDA standard 1.5, https://www.qdasoftware.org (elements Codebook, Code, TextSource, PlainTextSelection).
"""

from pathlib import PurePosixPath
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from integrated.co_production.voices_in import IncomingCode, IncomingContribution, IncomingWords, RowProblem
from integrated.exchange.delimited import CONTROL, MOST_BYTES, Unreadable
from integrated.exchange.packed import unpacked

MOST_CODES = 1_000
MOST_SOURCES = 2_000
LONGEST = 4_000
LONGEST_NAME = 80


def read_codebook(content: bytes) -> IncomingWords:
    """Read a codebook (.qdc).

    Raises
    ------
    Unreadable
        If it is too large, is no XML, holds entities, or has no code.
    """
    root = _xml(content, "The codebook")
    codes = _codes(root)
    if not codes:
        raise Unreadable("The file holds no code. Export the codebook as REFI-QDA (.qdc) and try again.")
    return IncomingWords(codes=codes)


def read_project(content: bytes, *, consent: str = "internal") -> IncomingWords:
    """Read a project (.qdpx): its codes, its text sources and the words that were coded.

    Parameters
    ----------
    consent : what the people agreed to, as the person who brings the file in says; never guessed.

    Returns
    -------
    IncomingWords. A text source is a person; each coded piece of it is a contribution, under a theme. Sources without
    coded words come in whole if they are short enough.

    Raises
    ------
    Unreadable
        If it is no such zip, would unpack to too much, or a name in it climbs out of it.
    """
    members = unpacked(content, (".qde", ".txt"), what="REFI-QDA project")
    project = next((name for name in members if PurePosixPath(name).suffix == ".qde"), None)
    if project is None:
        raise Unreadable("There is no project in this file (a .qde is missing). Export it as REFI-QDA (.qdpx).")
    root = _xml(members[project], "The project")
    texts = {PurePosixPath(name).name: text for name, text in members.items() if PurePosixPath(name).suffix == ".txt"}
    return _project(root, texts, consent)


def _xml(content: bytes, what: str) -> Any:
    if len(content) > MOST_BYTES:
        raise Unreadable(f"{what} has {len(content) / 1_048_576:.0f} MB; at most 10 MB are read.")
    try:
        return fromstring(content, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise Unreadable(f"{what} defines entities, which can hide a bomb: it is refused.") from None
    except (ParseError, ValueError, LookupError):
        raise Unreadable(f"{what} is no XML that can be read. Export it again as REFI-QDA.") from None


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _codes(root: Any) -> tuple[IncomingCode, ...]:
    found: dict[str, IncomingCode] = {}
    for element in root.iter():
        if _name(element) != "Code" or not element.get("guid"):
            continue
        text = next((child.text or "" for child in element if _name(child) == "Description"), "")
        name = " ".join(_clean(element.get("name") or "").split())[:LONGEST_NAME]
        if name:
            found[element.get("guid")] = IncomingCode(element.get("guid"), name, _clean(text).strip()[:LONGEST])
    if len(found) > MOST_CODES:
        raise Unreadable(f"The codebook has {len(found):,} codes; at most {MOST_CODES:,} are read.")
    return tuple(found.values())


def _project(root: Any, texts: dict[str, bytes], consent: str) -> IncomingWords:
    codes = _codes(root)
    known = {code.key for code in codes}
    sources = [element for element in root.iter() if _name(element) == "TextSource"]
    if len(sources) > MOST_SOURCES:
        raise Unreadable(f"The project has {len(sources):,} sources; at most {MOST_SOURCES:,} are read.")
    found: list[IncomingContribution] = []
    problems: list[RowProblem] = []
    missing, too_long = 0, 0
    for source in sources:
        person = source.get("guid") or source.get("name") or str(len(found))
        text = _text(source, texts)
        if text is None:
            missing += 1
            continue
        pieces = _pieces(source, known)
        for start, end, given in pieces:
            if not 0 <= start < end <= len(text):
                fix = f"The source has {len(text):,} characters: the words that were coded lie outside of it."
                problems.append(RowProblem(source.get("name") or person, None, None, f"{start}-{end}", fix))
                continue
            words = _clean(text[start:end]).strip()[:LONGEST]
            if words:
                codings = tuple((code, 0, len(words)) for code in given)
                found.append(IncomingContribution(person, "", words, consent, codes=codings))
        if not pieces and len(text) <= LONGEST and text.strip():
            found.append(IncomingContribution(person, "", _clean(text).strip(), consent))
        elif not pieces:
            too_long += 1
    notes = []
    if missing:
        notes.append(f"{missing} sources have no plain text in the file; they are left out.")
    if too_long:
        notes.append(f"{too_long} sources are over {LONGEST:,} characters and nothing in them was coded; left out.")
    if not found and not codes:
        raise Unreadable("The project holds neither a code nor a text source.")
    return IncomingWords(tuple(found), codes, tuple(problems[:50]), tuple(notes))


def _text(source: Any, texts: dict[str, bytes]) -> str | None:
    """The plain text of a source: inside the project, or a file beside it, named by its last part alone."""
    inside = next((child.text for child in source if _name(child) == "PlainTextContent"), None)
    if inside is not None:
        return str(inside)
    path = source.get("plainTextPath") or ""
    content = texts.get(PurePosixPath(path.rpartition("://")[2].replace("\\", "/")).name)
    return None if content is None else content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")


def _pieces(source: Any, known: set[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    pieces = []
    for selection in source:
        if _name(selection) != "PlainTextSelection":
            continue
        given = tuple(
            dict.fromkeys(
                ref.get("targetGUID")
                for coding in selection
                if _name(coding) == "Coding"
                for ref in coding
                if _name(ref) == "CodeRef" and ref.get("targetGUID") in known
            )
        )
        ends = (selection.get("startPosition") or "", selection.get("endPosition") or "")
        if given and all(each.isdecimal() and len(each) < 10 for each in ends):
            pieces.append((int(ends[0]), int(ends[1]), given))
    return pieces


def _clean(text: str) -> str:
    return CONTROL.sub("", text)
