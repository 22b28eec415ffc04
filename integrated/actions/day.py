"""A day as people write it, turned into a day as it is kept."""

from datetime import date, datetime

from integrated.actions.actor import Refused
from integrated.record.text import cleaned


def written_day(given: object) -> str | None:
    """A day in ISO form; None for no day.

    Parameters
    ----------
    given : a date, or text with day, month and year ("31/3/2027", "1.9.2027", "1 9 2027", "2027-09-01"), or nothing.
        Days are typed as text where they may be left out: an empty date field is a spin button without a value, which
        screen readers stumble over.

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
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(words.replace(".", "/").replace(" ", "/"), form).date().isoformat()
        except ValueError:
            continue
    raise Refused(f"“{words:.20}” is not a day: write day, month and year, such as 31/3/2027.")
