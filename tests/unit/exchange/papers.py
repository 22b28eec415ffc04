"""A paper with every kind of block, and words that try to break out of a file format."""

import struct
import zlib

from integrated.record.paper import FOR_OFFICERS, QUIET, VERBATIM, Grid, Heading, Paper, Picture, Points, Text

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><b>out",
    "javascript:alert(1)",
    '=HYPERLINK("http://127.0.0.1/","x")',
    "+1+1",
    "@SUM(A1)",
    "{{7*7}} {0} %s",
    "a\x00b\x0bc\x1bd",
    "\u202egnp.exe",
    "]]>&amp;&lt;",
    "name " * 60,
)


def dot() -> bytes:
    """The smallest PNG: one grey dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00\x80")) + chunk(b"IEND", b"")
    )


def paper(words: str = "Words of a person", *, badge: str | None = "Illustrative: an example") -> Paper:
    """One of each block, with `words` wherever a person's words can stand."""
    return Paper(
        title=f"What should we fund? {words}",
        subtitle=f"Northvale {words}",
        badge=badge,
        foot=f"Version 2 {words}",
        blocks=(
            Heading("Purpose"),
            Text(words),
            Text(words, QUIET),
            Text(words, VERBATIM, lead=f"{words}:"),
            Heading("Finance", 2),
            Text("[officer to complete]", FOR_OFFICERS),
            Heading("Options"),
            Points((words, "Second")),
            Points(("First", words), numbered=True),
            Grid(f"Levels {words}", ("Option", words), (("A", words), ("B", "Not known")), (0.3, 0.7)),
            Picture(dot(), f"Forest plot. {words}", f"Studies {words}"),
        ),
    )
