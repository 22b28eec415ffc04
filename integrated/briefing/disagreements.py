"""Step 3b, clashes: red lines first, then perspectives that pull apart, then whether each option's three agree."""

from dataclasses import dataclass

from integrated.briefing.overview import Overview, overview
from integrated.briefing.people import people
from integrated.briefing.remembered import remembered
from integrated.record.decision import RedLine
from integrated.record.weigh_up import Agreement, ClashCard, Evidence, NotToldCard, RedLineCard
from integrated.store import Store
from integrated.weighing.perspective import PERSPECTIVES


@dataclass(frozen=True)
class Disagreements:
    """All that step 3b shows."""

    red_lines: tuple[RedLineCard, ...]
    clashes: tuple[ClashCard, ...]
    agreements: tuple[Agreement, ...]
    not_told: tuple[NotToldCard, ...] = ()

    @property
    def waiting(self) -> int:
        """How many red lines and clashes wait for an answer."""
        return sum(card.is_open for card in self.red_lines) + sum(card.answer is None for card in self.clashes)


@remembered
def disagreements(store: Store, decision_id: str) -> Disagreements:
    """Red lines and clashes of a decision, those that wait first."""
    seen = overview(store, decision_id)
    if seen is None:
        return Disagreements((), (), ())
    cards = [_suggested(store, seen, line.option_id, line.group_name) for line in seen.suggested_red_lines]
    cards += [_raised(store, seen, line) for line in seen.decision.red_lines if _is_live(seen, line.option_id)]
    clashes = [_clash(seen, option_id, pair) for option_id, found in seen.agree.items() for pair in found.clashes]
    return Disagreements(
        red_lines=tuple(sorted(cards, key=lambda card: (not card.is_open, card.option.letter))),
        clashes=tuple(sorted(clashes, key=lambda card: (card.answer is not None, card.option.letter))),
        agreements=tuple(Agreement(option, seen.agree[option.option_id]) for option in seen.compared),
        not_told=tuple(
            NotToldCard(option, groups)
            for option in seen.compared
            if (groups := seen.objections_not_told_of(option.option_id))
        ),
    )


def _is_live(seen: Overview, option_id: str) -> bool:
    return any(option.option_id == option_id for option in seen.options)


def _suggested(store: Store, seen: Overview, option_id: str, group: str) -> RedLineCard:
    return _card(store, seen, option_id, group, None)


def _raised(store: Store, seen: Overview, line: RedLine) -> RedLineCard:
    return _card(store, seen, line.option_id, line.group_name, line)


def _card(store: Store, seen: Overview, option_id: str, group: str, line: RedLine | None) -> RedLineCard:
    """Where the most affected people stand on the option, and words of someone against it."""
    option = seen.decision.option(option_id)
    assert option is not None
    brief = people(store, seen.decision.decision_id, option_id)
    quote = next((quote for quote in brief.quotes if quote.stance == "opposes"), None)
    return RedLineCard(
        option=option,
        group_name=group,
        rows=tuple(row for row in brief.rows if row.most_affected),
        threshold=brief.threshold,
        quote=Evidence(quote.words, quote.who) if quote else None,
        line=line,
    )


def _clash(seen: Overview, option_id: str, pair: tuple[str, str]) -> ClashCard:
    option = seen.decision.option(option_id)
    assert option is not None
    one, other = sorted(pair, key=PERSPECTIVES.index)
    return ClashCard(
        option=option,
        pair=(one, other),
        sides=(seen.cells[option_id, one], seen.cells[option_id, other]),
        answer=seen.decision.clash_answers.get((option_id, one, other)),
    )
