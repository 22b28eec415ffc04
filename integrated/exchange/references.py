"""References from RIS or BibTeX, those held already apart."""

import hashlib
import re
from collections.abc import Iterable

from integrated.exchange.bibtex import looks_like_bibtex, read_bibtex
from integrated.exchange.delimited import Unreadable, read_text
from integrated.exchange.ris import looks_like_ris, read_ris
from integrated.exchange.studies_csv import clean_name
from integrated.what_works.incoming import CellProblem, IncomingReferences, Reference


def read_references(content: bytes, file_name: str, held: Iterable[str]) -> IncomingReferences:
    """Read a file of references; nothing is stored.

    Parameters
    ----------
    content, file_name : the file.
    held : citations that the store holds already.
    """
    sha256, name = hashlib.sha256(content).hexdigest(), clean_name(file_name)
    try:
        text = read_text(content)
    except Unreadable as problem:
        said = (
            str(problem)
            .replace("“CSV UTF-8”", "RIS or BibTeX in UTF-8")
            .replace("Fill in the template and try", "Export it")
        )
        return IncomingReferences(name, sha256, problems=(CellProblem(None, None, "", said),))
    if looks_like_ris(text):
        found, problems = read_ris(text)
    elif looks_like_bibtex(text):
        found, problems = read_bibtex(text)
    else:
        fix = "This is neither RIS (lines such as “TI  - …”) nor BibTeX (entries such as “@article{…}”)."
        return IncomingReferences(name, sha256, problems=(CellProblem(None, None, "", fix),))
    if not found and not problems:
        problems = (CellProblem(None, None, "", "The file holds no reference."),)
    return _apart(name, sha256, found, problems, {_key(each) for each in held})


def _apart(
    name: str, sha256: str, found: tuple[Reference, ...], problems: tuple[CellProblem, ...], held: set[str]
) -> IncomingReferences:
    new: list[Reference] = []
    doubled: list[Reference] = []
    seen = set(held)
    for reference in found:
        keys = {_key(reference.citation), *({reference.doi.lower()} if reference.doi else ())}
        (doubled if keys & seen else new).append(reference)
        seen |= keys
    return IncomingReferences(name, sha256, tuple(new), tuple(doubled), problems)


def _key(citation: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", citation.casefold())
