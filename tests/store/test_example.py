"""The example decision and its workshop: what the screens need is there, and what must not be seen is not."""

import json
from collections import Counter

import pandas as pd
import pytest

from integrated.co_production.disclosure import suppress
from integrated.record.record import replay
from integrated.store import Store
from integrated.weighing.red_lines import objection_chance

PEOPLE = {"Care leavers 18–21": 10, "Care leavers 22–25": 8, "Foster carers": 11, "Personal advisers": 9}
STANCES = ["supports", "conditional", "neutral", "opposes"]
OPTIONS = [
    "status_quo",
    "extended_care",
    "supported_housing",
    "intensive_case_support",
    "independent_living_skills",
    "coaching_peer_support",
]


@pytest.fixture(scope="module")
def reviewed(built: Store) -> pd.DataFrame:
    return built.read("contributions_reviewed", decision_id="northvale")


@pytest.fixture(scope="module")
def codings(built: Store) -> pd.DataFrame:
    return built.read("codings_reviewed", decision_id="northvale")


@pytest.fixture(scope="module")
def stances(built: Store) -> dict[str, pd.DataFrame]:
    """option -> groups x stances, people."""
    people = built.read("stance_people", decision_id="northvale")
    return {
        option: rows.pivot_table(index="group_name", columns="stance", values="people", aggfunc="sum", fill_value=0)
        .reindex(index=list(PEOPLE), columns=STANCES, fill_value=0)
        .astype(int)
        for option, rows in people.groupby("option_id")
    }


def of_care_leavers(table: pd.DataFrame) -> tuple[int, int, int]:
    total = table.loc[["Care leavers 18–21", "Care leavers 22–25"]].sum()
    return int(total["supports"]), int(total["conditional"] + total["neutral"]), int(total["opposes"])


def test_38_people_have_one_stance_on_every_option(reviewed: pd.DataFrame, stances: dict[str, pd.DataFrame]) -> None:
    assert reviewed.groupby("group_name")["respondent_id"].nunique().to_dict() == PEOPLE
    assert set(stances) == set(OPTIONS)
    for table in stances.values():
        assert table.sum(axis=1).to_dict() == PEOPLE


def test_care_leavers_want_to_stay_longer_and_a_worker_and_not_the_building(stances: dict[str, pd.DataFrame]) -> None:
    net = {option: (table := of_care_leavers(rows))[0] - table[2] for option, rows in stances.items()}
    assert net["extended_care"] > 0.6 * 18
    assert net["intensive_case_support"] > 0.6 * 18
    assert 0.2 * 18 < net["coaching_peer_support"] < 0.6 * 18
    assert abs(net["independent_living_skills"]) < 0.2 * 18
    assert net["supported_housing"] < -0.6 * 18


def test_only_supported_housing_meets_the_rule_for_a_red_line(stances: dict[str, pd.DataFrame]) -> None:
    for option in OPTIONS[1:]:
        table = stances[option]
        for group in ("Care leavers 18–21", "Care leavers 22–25"):
            row = table.loc[group]
            chance = objection_chance((row["supports"], row["conditional"] + row["neutral"], row["opposes"]))
            assert (chance >= 0.8) == (option == "supported_housing"), (option, group, chance)


def test_many_say_yes_if_about_classes_and_the_conditions_are_in_words(
    stances: dict[str, pd.DataFrame], codings: pd.DataFrame
) -> None:
    conditional = {option: int(table["conditional"].sum()) for option, table in stances.items()}
    assert max(conditional, key=lambda option: conditional[option]) == "independent_living_skills"
    words = codings[codings["condition_words"].notna()]
    assert (words["stance"] == "conditional").all()
    assert (words["option_id"] == "independent_living_skills").sum() >= 5
    assert "it is not instead of people" in set(words["condition_words"])


def test_most_stances_by_group_survive_suppression_and_some_do_not(stances: dict[str, pd.DataFrame]) -> None:
    shown, held = 0, 0
    for table in stances.values():
        people, cells = table > 0, suppress(table).cells.notna()
        held += int(people.to_numpy().sum())
        shown += int((people & cells).to_numpy().sum())
    assert 0.5 < shown / held < 0.9


def test_about_sixty_contributions_have_words_and_every_one_of_these_a_theme(
    built: Store, reviewed: pd.DataFrame, codings: pd.DataFrame
) -> None:
    stored = built._engine.read("select contribution_id, words, consent from contribution", [])
    passed = stored[stored["contribution_id"].isin(reviewed["contribution_id"])]
    with_words = passed[passed["words"] != ""]
    assert 55 <= len(with_words) <= 70
    coded = codings[codings["theme_id"].notna()]
    assert set(with_words["contribution_id"]) == set(coded["contribution_id"])
    assert set(coded["theme_id"]) == set(built.read("themes", decision_id="northvale")["theme_id"])
    consents = with_words["consent"].value_counts()
    assert consents.index[0] == "public"
    assert set(consents.index) == {"public", "internal", "counts_only"}
    assert (passed[passed["words"] == ""]["consent"] == "counts_only").all()


def test_excerpts_lie_inside_the_words_that_may_be_read(reviewed: pd.DataFrame, codings: pd.DataFrame) -> None:
    words = reviewed.set_index("contribution_id")["words"].to_dict()
    excerpts = codings[codings["excerpt_start"].notna()]
    for row in excerpts.to_dict("records"):
        text = words[row["contribution_id"]]
        if text is not None:
            cut = text[int(row["excerpt_start"]) : int(row["excerpt_end"])]
            assert len(cut) == row["excerpt_end"] - row["excerpt_start"] > 5
            assert cut == cut.strip()


def test_words_for_counting_only_and_their_conditions_are_never_read(
    reviewed: pd.DataFrame, codings: pd.DataFrame
) -> None:
    assert reviewed[reviewed["consent"] == "counts_only"]["words"].isna().all()
    assert codings[codings["consent"] == "counts_only"]["condition_words"].isna().all()
    assert reviewed[reviewed["consent"] != "counts_only"]["words"].notna().all()


def test_the_gate_holds_back_what_was_declined_flagged_or_not_read_yet(built: Store, reviewed: pd.DataFrame) -> None:
    held = built._engine.read(
        "select c.words, r.action, r.edited_words from contribution c "
        "left join review r on r.contribution_id = c.contribution_id",
        [],
    )
    waiting = held[held["action"].isna() | held["action"].isin(["decline", "flag"])]
    assert Counter(waiting["action"].fillna("not read")) == {"decline": 2, "flag": 1, "not read": 3}
    assert not set(waiting["words"]) & set(reviewed["words"].dropna())
    edited = held[held["action"] == "edit"]
    assert len(edited) == 2
    assert set(edited["edited_words"]) < set(reviewed["words"].dropna())
    assert not set(edited["words"]) & set(reviewed["words"].dropna())
    assert (reviewed["reviewer_role"] == "facilitator").all()


def test_a_second_reader_is_there_for_comparison_and_changes_no_count(built: Store, codings: pd.DataFrame) -> None:
    second = codings[codings["coder"] == "second"]
    assert len(second) == 24
    assert second["stance"].isna().all()
    first = codings[codings["coder"] == "first"].groupby("contribution_id")["theme_id"].agg(set)
    agreed = sum(row["theme_id"] in first[row["contribution_id"]] for row in second.to_dict("records"))
    assert 18 <= agreed < 24


def test_who_did_not_come_has_a_zero_and_who_was_never_asked_has_no_row(built: Store) -> None:
    heard = built.read("heard", decision_id="northvale")
    groups = heard[heard["dimension"] == "group"].set_index("category")["people"].to_dict()
    assert groups == PEOPLE | {"Unaccompanied asylum-seeking young people": 0}
    must = {group.group_name for group in replay(built.read("decision_events", decision_id="northvale")).groups}
    assert must - set(groups) == {"Care leavers who are parents", "Young people leaving custody"}
    assert "not recorded" in set(heard["category"])
    for dimension in ("ethnicity", "arrival", "last placement", "age band"):
        assert heard[heard["dimension"] == dimension]["people"].sum() == 18
    shares = built.read("population_shares", area_code="northvale")
    for dimension, rows in shares.groupby("dimension"):
        asked = set(heard[heard["dimension"] == dimension]["category"])
        assert set(rows["category"]) == asked - {"not recorded"}
        assert rows["share"].sum() == pytest.approx(1)


def test_a_highlight_finds_its_way_in_every_direction(built: Store) -> None:
    themes = set(built.read("themes", decision_id="northvale")["theme_id"])
    factors = set(built.read("factors", map_id="northvale")["factor_id"])
    outcomes = set(built.read("outcomes")["outcome_id"])
    to_factor = built.read("theme_factor", map_id="northvale")
    to_outcome = built.read("theme_outcome", decision_id="northvale")
    as_factor = built.read("outcome_factor", map_id="northvale")
    assert set(to_factor["theme_id"]) == set(to_outcome["theme_id"]) == themes
    assert set(as_factor["outcome_id"]) == outcomes
    assert set(to_factor["factor_id"]) | set(as_factor["factor_id"]) <= factors
    decision = replay(built.read("decision_events", decision_id="northvale"))
    used = {outcome.outcome_id for outcome in decision.outcomes if outcome.importance != "not_used"}
    assert used <= set(to_outcome["outcome_id"]) <= outcomes
    for why in [*to_factor["why"], *to_outcome["why"]]:
        assert len(why) > 20
        assert why.endswith(".")


def test_the_decision_reads_as_it_should(built: Store) -> None:
    events = built.read("decision_events", decision_id="northvale")
    assert built.broken_link("northvale") is None
    decision = replay(events)
    assert decision.question is not None
    assert decision.question.startswith("What should our council fund first")
    assert decision.area_code == "northvale"
    assert str(decision.decide_on) == "2027-03-31"
    assert [(option.letter, option.option_id) for option in decision.options] == list(
        zip("ABCDEF", OPTIONS, strict=True)
    )
    assert all(option.undo is None and option.cost_low_gbp is None for option in decision.options)
    assert [outcome.outcome_id for outcome in decision.outcomes if outcome.importance == "critical"] == ["homelessness"]
    baseline = decision.baselines["homelessness"]
    assert (baseline.of_100, baseline.months, baseline.is_stand_in) == (27, 12, False)
    affected = {group.group_name for group in decision.groups if group.most_affected}
    assert {"Care leavers 18–21", "Care leavers 22–25"} < affected


def test_events_hold_no_words_of_a_contributor(built: Store) -> None:
    words = built._engine.read("select words from contribution where words <> ''", [])["words"]
    payloads = " ".join(built.read("decision_events", decision_id="northvale")["payload"])
    assert not [text for text in words if text in payloads]


def test_all_that_was_made_up_says_illustrative(built: Store) -> None:
    assert built.read("decisions")["illustrative"].all()
    assert built.read("maps_of_decision", decision_id="northvale")["illustrative"].all()
    engagements = built.read("engagements", decision_id="northvale").set_index("engagement_id")
    assert engagements.loc["example_workshop", "illustrative"]
    imports = built.read("imports").set_index("file_name")["illustrative"]
    made_up = {"contribution.csv", "coding.csv", "review.csv", "heard.csv", "theme.csv", "decision.csv", "link.csv"}
    assert imports[sorted(made_up)].all()
    assert not imports[["effect.csv", "indicator_value.csv", "finding.csv"]].any()
    assert json.loads(built.read("decision_events", decision_id="northvale")["payload"][0])["area_code"] == "northvale"
