"""Taking words out for good: by the code a person holds, by one contribution, at the end of the time to keep them."""

from integrated.actions.actor import PREPARES, Actor, Refused
from integrated.actions.taking_part import answer_id
from integrated.co_production.workshop import GROUP, WITHDRAWAL_LETTERS, Workshop, respondent_of, tidy_code
from integrated.store import Store, StoreProblem


def withdraw(store: Store, typed_code: str, *, seed: str | None = None, workshop: Workshop | None = None) -> int:
    """Delete everything that the holder of a code said and voted, wherever it stands.

    Parameters
    ----------
    typed_code : as the person typed it.
    seed, workshop : given on the phone that was used, so that its answers about the person go too while it is open.

    Returns
    -------
    Contributions deleted; 0 with a right code means that nothing was there any more.

    Raises
    ------
    Refused
        If this is no such code, or the file could not be rewritten.
    """
    code = tidy_code(typed_code, WITHDRAWAL_LETTERS)
    if code is None:
        raise Refused("A code has 12 letters and numbers, like K7QF-2M9X-4TDA. Check it and type it again.")
    respondent_id = respondent_of(code)
    found = [each for each, _ in store.read_few("said_by", respondent_id=respondent_id)]
    answers = []
    if seed is not None and workshop is not None:
        answers = [answer_id(seed, each) for each in (GROUP, *(about.dimension for about in workshop.about_me))]
    _erase(store, found, respondent_id=respondent_id, answers=answers)
    return len(found)


def take_out(store: Store, actor: Actor, contribution_id: str) -> None:
    """Delete one contribution, for somebody who asks and has no code."""
    actor.must_be_one_of(PREPARES, "take a contribution out")
    _erase(store, [contribution_id])


def purge(store: Store, actor: Actor, engagement_id: str) -> int:
    """Delete all words and votes of one engagement; counts of people and its record stay.

    Returns
    -------
    Rows deleted.
    """
    actor.must_be_one_of(PREPARES, "delete what people wrote")
    held = store.read("words_of", engagement_id=engagement_id)
    contributions = list(held.loc[held["kind"] == "contribution", "id"])
    statements = list(held.loc[held["kind"] == "statement", "id"])
    try:
        return store.erase(
            [
                ("coding", {"contribution_id": contributions}),
                ("review", {"contribution_id": contributions}),
                ("contribution", {"engagement_id": engagement_id}),
                ("vote", {"statement_id": statements}),
                ("statement", {"engagement_id": engagement_id}),
                ("about_me", {"engagement_id": engagement_id}),
            ]
        )
    except StoreProblem as problem:
        raise Refused(str(problem)) from problem


def _erase(
    store: Store, contributions: list[str], *, respondent_id: str | None = None, answers: list[str] | None = None
) -> None:
    which = {"contribution_id": contributions}
    # A statement made from a contribution has its id.
    made = {"statement_id": contributions}
    own = [("vote", {"respondent_id": [respondent_id]})] if respondent_id else []
    try:
        store.erase(
            [
                ("coding", which),
                ("review", which),
                ("contribution", which),
                ("vote", made),
                ("statement", made),
                *own,
                ("about_me", {"answer_id": answers or []}),
            ]
        )
    except StoreProblem as problem:
        raise Refused(str(problem)) from problem
