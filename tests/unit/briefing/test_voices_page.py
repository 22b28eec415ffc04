"""What the page "What people say" shows of the embedded example, and of votes."""

import pytest

from integrated.briefing.votes import votes_brief
from integrated.briefing.what_was_said import what_was_said
from integrated.briefing.who_was_heard import who_was_heard
from integrated.store import Store, uuid4
from tests.unit.briefing.planted import DAY, Person, plant


def test_the_groups_nobody_heard_come_first(embedded: Store) -> None:
    found = who_was_heard(embedded, "northvale")
    assert found.not_heard[0] == ("Unaccompanied asylum-seeking young people", "nobody came")
    assert {state for _, state in found.not_heard[1:]} == {"not asked"}
    assert all(each.voices[0].people == 0 for each in found.attributes if any(v.people == 0 for v in each.voices))


def test_no_count_of_one_to_four_is_in_the_first_part(embedded: Store) -> None:
    found = who_was_heard(embedded, "northvale")
    counts = [voice.people for each in found.attributes for voice in each.voices]
    counts += [each.not_recorded for each in found.attributes]
    assert any(count is None for count in counts)
    assert not any(count in range(1, 5) for count in counts if count is not None)


def test_published_findings_stand_beside_themes_and_are_in_no_count(embedded: Store) -> None:
    found = what_was_said(embedded, "northvale")
    assert sum(len(theme.elsewhere) for theme in found.themes) == 15
    codings = embedded.read("codings_reviewed", decision_id="northvale")
    first = codings[(codings["coder"] == "first") & codings["theme_id"].notna()]
    people = first.groupby("theme_id")["respondent_id"].nunique()
    shown = {theme.heard.theme_id: theme.heard.people for theme in found.themes}
    assert all(shown[each] in (None, count) for each, count in people.items())
    assert shown["knowing_entitlements"] is None
    assert shown["trusted_worker"] is not None


def test_a_quote_stands_with_one_that_differs_where_there_is_one(embedded: Store) -> None:
    found = what_was_said(embedded, "northvale")
    paired = [quote for theme in found.themes for quote in theme.quotes if quote.counter]
    assert paired
    assert all(
        (each.quote.stance == "opposes") != (each.counter.stance == "opposes") for each in paired if each.counter
    )
    assert all("checked by" in quote.quote.checked for theme in found.themes for quote in theme.quotes)
    assert all(not theme.quotes for theme in found.themes if theme.heard.people is None)


def test_the_groups_divide_on_supported_housing(embedded: Store) -> None:
    divided = {each.option_id: each.division.state for each in what_was_said(embedded, "northvale").options}
    assert divided["supported_housing"] == "divided"
    assert divided["extended_care"] == "differ"


def _vote(store: Store, decision_id: str, votes: dict[str, list[tuple[str, int]]]) -> None:
    """Statement to (group, vote) of each person in order."""
    for statement, cast in votes.items():
        statement_id = f"{decision_id}_{statement}"
        store.append(
            "statement",
            [
                {
                    "statement_id": statement_id,
                    "engagement_id": f"at_{decision_id}",
                    "words": statement,
                    "reviewed_by_role": "facilitator",
                    "reviewed_on": DAY,
                }
            ],
        )
        store.append(
            "vote",
            [
                {"statement_id": statement_id, "respondent_id": f"{decision_id}_{i}", "vote": vote, "group_name": group}
                for i, (group, vote) in enumerate(cast)
            ],
        ).result()


def test_votes_show_what_all_groups_agree_with_and_what_divides_them(bare: Store) -> None:
    plant(bare, "votes", [Person("Parents")])
    parents, carers = ["Parents"] * 20, ["Carers"] * 20
    both = parents + carers
    _vote(bare, "votes", {
        "Everybody": [(group, 1) for group in both],
        "Divided": [(group, 1 if group == "Parents" else -1) for group in both],
    })  # fmt: skip
    brief = votes_brief(bare, "votes")
    assert brief is not None
    assert brief.agreed[0].words == "Everybody"
    assert brief.divides[0].words == "Divided"
    assert brief.divides[0].gap == pytest.approx(1)
    assert brief.agreed[0].groups["Carers"] == (20, 0, 0)
    # 40 of 40 in two groups of 20: the 10% quantile of Beta(20.5, 0.5) is 0.936, shown as 90%.
    assert brief.agreed[0].at_least == pytest.approx(0.90)
    assert brief.opinions.stability is None
    assert "50" in brief.opinions.why_not


def test_a_small_vote_hides_its_figures_and_statements_that_nobody_checked_are_left_out(bare: Store) -> None:
    plant(bare, "few_votes", [Person("Parents")])
    cast = [("Parents", 1)] * 17 + [("Parents", -1)] * 3 + [("Carers", 1)] * 20
    _vote(bare, "few_votes", {"Three disagree": cast})
    bare.append(
        "statement", [{"statement_id": uuid4(), "engagement_id": "at_few_votes", "words": "Not checked"}]
    ).result()
    brief = votes_brief(bare, "few_votes")
    assert brief is not None
    said = brief.agreed[0]
    assert said.words == "Three disagree"
    assert said.groups["Parents"][2] is None
    assert said.at_least is None
    assert brief.statements == 1


def test_statements_with_hidden_votes_are_not_ranked_by_them(bare: Store) -> None:
    plant(bare, "ranked_votes", [Person("Parents")])
    _vote(bare, "ranked_votes", {
        f"{few} disagree": [("Parents", 1)] * (20 - few) + [("Parents", -1)] * few + [("Carers", 1)] * 20
        for few in (1, 2, 3, 4)
    } | {"All": [("Parents", 1)] * 20 + [("Carers", 1)] * 20})  # fmt: skip
    brief = votes_brief(bare, "ranked_votes")
    assert brief is not None
    for listed in (brief.agreed, brief.divides):
        hidden = [said.statement_id for said in listed if said.hidden]
        assert hidden
        assert hidden == sorted(hidden)
        assert [said.hidden for said in listed] == sorted(said.hidden for said in listed)


def test_opinion_groups_come_from_fifty_people_with_their_stability(bare: Store) -> None:
    plant(bare, "opinions", [Person("Parents")])
    one, other = [1, 1, 1, 1, -1, -1, -1, -1], [-1, -1, -1, -1, 1, 1, 1, 1]
    people = [("Parents", one)] * 30 + [("Parents", other)] * 30
    _vote(bare, "opinions", {f"s{i}": [(group, cast[i]) for group, cast in people] for i in range(8)})
    brief = votes_brief(bare, "opinions")
    assert brief is not None
    assert sorted(size or 0 for size in brief.opinions.sizes) == [30, 30]
    assert brief.opinions.stability == pytest.approx(1)
