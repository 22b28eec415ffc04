"""Files that are zips: read member by member in memory, never unpacked to disk, and never larger than they declare."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Collection
from pathlib import PurePosixPath

from integrated.exchange.delimited import MOST_BYTES, Unreadable

MOST_UNPACKED = 60 * 1024 * 1024
MOST_MEMBERS = 2_000
MOST_RATIO = 200
# Whatever a damaged or locked zip makes the library raise.
BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error,
    NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
)  # fmt: skip


def unpacked(content: bytes, endings: Collection[str], *, what: str) -> dict[str, bytes]:
    """The members of a zip with one of these endings, by their path in it.

    Parameters
    ----------
    content : of the file. endings : such as ".xml"; other members are not read. what : the kind of file, for sentences.

    Raises
    ------
    Unreadable
        If it is no zip, would unpack to too much, holds more than it declares, or a name in it climbs out of it.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(f"The file has {len(content) / 1_048_576:.0f} MB; at most 10 MB are read.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = _safe_members(packed, what)
            wanted = {name: info for name, info in members.items() if PurePosixPath(name).suffix in endings}
            return {name: _member(packed, info) for name, info in wanted.items()}
    except Unreadable:
        raise
    except BROKEN:
        raise Unreadable(f"This is no {what}: it is not a zip, or it is damaged or locked.") from None


def _safe_members(packed: zipfile.ZipFile, what: str) -> dict[str, zipfile.ZipInfo]:
    members = packed.infolist()
    if len(members) > MOST_MEMBERS:
        raise Unreadable(f"The file holds {len(members):,} files; at most {MOST_MEMBERS:,} are read.")
    size = sum(info.file_size for info in members)
    if size > MOST_UNPACKED or any(info.file_size > MOST_RATIO * max(1, info.compress_size) for info in members):
        raise Unreadable(f"The file would unpack to {size / 1_048_576:,.0f} MB: that is no {what}, it is refused.")
    found = {}
    for info in members:
        name = info.filename.replace("\\", "/")
        if name.startswith("/") or ".." in PurePosixPath(name).parts or ":" in name:
            raise Unreadable(f"A file in it is called “{info.filename[:60]}”, which leads out of it: it is refused.")
        if not info.is_dir():
            found[name] = info
    return found


def _member(packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """One member, and not a byte more than it declares."""
    with packed.open(info) as opened:
        content = opened.read(info.file_size + 1)
    if len(content) > info.file_size:
        raise Unreadable(f"“{info.filename[:60]}” holds more than it declares: it is refused.")
    return content
