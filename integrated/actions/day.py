"""A day as people write it, turned into a day as it is kept."""

from datetime import date, datetime

from integrated.actions.actor import Refused
from integrated.record.text import cleaned


def written_day(given: object) -> str | None:
    """A day in ISO form; None for no day.

    Parameters
    ----------
    given : a date, or text with day, month and year ("31/3/2027", "1.9.2027"), or nothing.

    Raises
    ------
    Refused
        For any other text, with an example.
    """
    if isinstance(given, date):
        return given.isoformat()
    words = str(cleaned(given or ""))
    if not words:
        return None
    try:
        return datetime.strptime(words.replace(".", "/"), "%d/%m/%Y").date().isoformat()
    except ValueError:
        raise Refused(f"“{words:.20}” is not a day: write day, month and year, such as 31/3/2027.") from None
