"""What can go wrong with the store, in words for the screen."""


class StoreProblem(Exception):  # noqa: N818 (it is not always an error: another process may just be at work)
    """Something about the store that a person has to act on; its text is one to three plain sentences."""


class NotStored(StoreProblem):
    """Rows that the store refused: nothing of the request was kept."""


def in_short(error: Exception) -> str:
    """The first line of what a database raised: the rest is a drawing of the statement."""
    return str(error).strip().split("\n")[0]
