"""The pictures of What people say: they draw, they badge the example, and they hold no count that is hidden."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from integrated.actions.actor import Actor
from integrated.actions.voices import Voices
from integrated.briefing.people import people
from integrated.briefing.shared_about_people import shared_about_people
from integrated.briefing.what_was_said import what_was_said
from integrated.briefing.who_was_heard import who_was_heard
from integrated.co_production.vote_summary import Opinions, StatementVotes, VotesBrief
from integrated.store import Store, open_store
from integrated.views import options_said, themes_said, voice_charts, who_heard
from integrated.views.downloads import png, svg

INK = "#14202b"
HERE = "northvale"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"duckdb:///{tmp_path / 'integrated.duckdb'}")
    yield opened
    opened.close()


def counts(text: str) -> set[int]:
    return {int(each) for each in re.findall(r"\b(\d+) (?:for it|yes, if|neither|against it|of the)\b", text)}


def test_each_picture_is_drawn_and_badged(store: Store) -> None:
    said, who = what_was_said(store, HERE), who_was_heard(store, HERE)
    votes = VotesBrief(
        people=20,
        statements=1,
        agreed=(StatementVotes("s", "Keep the door open", {"Parents": (12, None, None)}, None, None),),
        divides=(),
        opinions=Opinions(why_not="too few"),
        threshold=5,
    )
    for spec in (
        voice_charts.heard(who.attributes, INK, illustrative=True),
        voice_charts.themes(said.themes, INK, illustrative=True),
        voice_charts.stances(said.options, INK, illustrative=True),
        voice_charts.votes(votes, INK, illustrative=True),
    ):
        assert png(spec)[:8] == b"\x89PNG\r\n\x1a\n"
        assert "Illustrative" in svg(spec).decode()
    drawn = svg(voice_charts.votes(votes, INK)).decode()
    assert "12 agree, the rest hidden" in drawn
    assert "Illustrative" not in drawn


def test_a_stance_picture_holds_the_counts_of_the_table_and_no_other(store: Store) -> None:
    said = what_was_said(store, HERE)
    spec = voice_charts.stances(said.options, INK)
    told = {row["row"]: row["told"] for row in spec["data"]["values"]}
    assert told["B Stay longer · Care leavers 22–25"] == "8 for it"
    assert "hidden" in told.values()
    shown = {c for o in said.options for row in o.brief.rows for c in row.counts if c}
    assert set().union(*(counts(each) for each in told.values())) == shown
    pieces = spec["layer"][0]["data"]["values"]
    assert {abs(piece["to"] - piece["from"]) for piece in pieces} == shown


def test_a_threshold_of_ten_hides_in_pictures_tables_files_and_side_by_side(store: Store) -> None:
    before = shared_about_people(store)["stances"]
    assert any(each in range(5, 10) for each in before["people"])
    assert Voices(store, Actor("lead"), HERE).set_threshold(10, "a small place").problem == ""
    said, who = what_was_said(store, HERE), who_was_heard(store, HERE)
    few = set(range(1, 10))
    drawn = {str(spec["data"]["values"]) for spec in (
        voice_charts.stances(said.options, INK), voice_charts.themes(said.themes, INK)
    )}  # fmt: skip
    assert not few & set().union(*(counts(each) for each in drawn))
    for table in (options_said.table(said.options), themes_said.table(said.themes), who_heard.table(who.attributes)):
        cells = table.drop(columns=["Published elsewhere, not counted"], errors="ignore")
        assert not {str(each) for each in few} & set(cells.to_numpy().ravel())
        assert "hidden" in set(cells.to_numpy().ravel())
    for frame in ("stances", "heard"):
        assert not few & set(shared_about_people(store)[frame]["people"])
    for option in said.options:
        for row in people(store, HERE, option.option_id).rows:
            assert not few & {each for each in (*row.counts, row.heard) if each is not None}


def test_a_withdrawn_consent_takes_the_words_out_of_every_briefing_and_file(store: Store) -> None:
    words = shared_about_people(store)["public_words"]
    quote = next(each for each in words.to_dict("records") if len(each["words"]) > 30)
    assert quote["words"] in str(what_was_said(store, HERE))
    hands = Voices(store, Actor("facilitator"), HERE)
    assert hands.withdraw(quote["contribution_id"], erase=False).problem == ""
    assert quote["contribution_id"] not in set(shared_about_people(store)["public_words"]["contribution_id"])
    assert quote["words"] not in str(what_was_said(store, HERE))
    for option in what_was_said(store, HERE).options:
        assert quote["words"] not in str(people(store, HERE, option.option_id))
