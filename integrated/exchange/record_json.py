"""A record as a .json file: the sealed text to the letter, and back again with every number computed anew."""

from integrated.record.record import Record, RecordError, reopen

__all__ = ["RecordError", "read_record", "record_json"]


def record_json(record: Record) -> bytes:
    """The file: the text that was sealed and nothing else, so that its SHA-256 is the one that was signed."""
    return record.content.encode("utf-8")


def read_record(content: str | bytes) -> Record:
    """Open a record file.

    Parameters
    ----------
    content : what `record_json` gave, or the text kept with a signature.

    Raises
    ------
    RecordError
        Cut off, damaged, of a newer format, or something else; one sentence for the screen.
    """
    return reopen(content)
