"""What there is to choose from: decisions, options, outcomes, places. Names only."""

from integrated.briefing.overview import overview
from integrated.briefing.remembered import remembered
from integrated.briefing.rows import framing_of, rows
from integrated.store import Store


@remembered
def decisions(store: Store) -> dict[str, str]:
    """Decision id to its question, the newest first; a decision without a question says so."""
    listed = rows(store, "decisions")
    named = {}
    for decision_id in listed["decision_id"]:
        question = framing_of(store, decision_id).question
        named[decision_id] = question or "A decision without a question yet"
    return named


@remembered
def outcomes(store: Store, decision_id: str) -> dict[str, str]:
    """Outcome id to label: the ranked ones of the decision in order, or all when none is ranked."""
    listed = rows(store, "outcomes").set_index("outcome_id")["label"]
    ranked = [
        outcome.outcome_id
        for outcome in framing_of(store, decision_id).outcomes_used
        if outcome.outcome_id in listed.index
    ]
    return {each: str(listed[each]) for each in (ranked or list(listed.index))}


@remembered
def every_outcome(store: Store) -> dict[str, str]:
    """Every outcome in the store, id to label."""
    return {row["outcome_id"]: row["label"] for row in rows(store, "outcomes").to_dict("records")}


@remembered
def places(store: Store) -> dict[str, str]:
    """Area code to name: fictional places first, then by name."""
    areas = rows(store, "areas")
    areas = areas[areas["level"].isin(["fictional", "local_authority", "country"])]
    ordered = areas.assign(last=areas["level"] != "fictional").sort_values(["last", "name"], kind="stable")
    return dict(zip(ordered["area_code"], ordered["name"], strict=True))


@remembered
def option_labels(store: Store, decision_id: str) -> dict[str, str]:
    """Option id to "B Stay longer", those that are compared first, continue-as-now last."""
    seen = overview(store, decision_id)
    if seen is None:
        return {}
    ordered = (*seen.compared, *(option for option in seen.options if option.option_id == seen.comparison_id))
    return {option.option_id: f"{option.letter} {option.name}" for option in ordered}
