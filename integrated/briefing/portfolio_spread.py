"""How the money of a portfolio is spread over groups of people and over action levels."""

from integrated.briefing.action_levels import action_levels
from integrated.briefing.portfolio import decisions_in_order
from integrated.briefing.rows import framing_of
from integrated.briefing.who_was_heard import who_was_heard
from integrated.record.groups_reached import GroupsReached, groups_reached
from integrated.record.money_spread import Balance, LevelRow, balance, by_level
from integrated.record.portfolio import Portfolio
from integrated.store import Store


def groups_of(store: Store, decision_id: str, page: Portfolio) -> GroupsReached:
    """Groups as they were heard in one decision, beside the grants on the page."""
    if not decision_id:
        return groups_reached((), (), page.grants, page.links)
    heard = who_was_heard(store, decision_id)
    return groups_reached(heard.attributes, heard.not_heard, page.grants, page.links, place=heard.place)


def balance_of(page: Portfolio) -> Balance:
    """What the money on the page stands on."""
    return balance(page.gap_map)


def levels_of_money(store: Store, decision_id: str, page: Portfolio) -> tuple[LevelRow, ...]:
    """Grants on the page by the level of their options, each as said in the decision that the map takes it from."""
    levels: dict[str, str | None] = {}
    for each in decisions_in_order(store, decision_id):
        said = action_levels(store, each)
        for option in framing_of(store, each).options:
            levels.setdefault(option.option_id, said.get(option.option_id))
    return by_level(page.gap_map, levels)
