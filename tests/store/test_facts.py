"""The facts came over whole: counts, key figures, and a digest of every cell that was carried unchanged.

A digest is the first 16 digits of the SHA-256 of a file's rows: the named columns joined by "|", numbers with six
decimals, rows sorted and joined by line ends. They were taken from the facts that the project started from; a change
of one cell changes them. If a fact is corrected on purpose, take the digest again and say in the commit which and why.
"""

import csv
import hashlib
from pathlib import Path

import pytest

from integrated.store import Store

DATA = Path(__file__).parents[2] / "data"

TEXTS_AND_NUMBERS = {
    "effect": (
        "effect_id option_id programme citation country design risk_of_bias_tool risk_of_bias outcome_id measure "
        "measure_kind subgroup metric",
        "follow_up_months effect_towards_benefit standard_error published_standard_error participants "
        "comparison_risk option_risk",
        "b6b928c8acceef56",
    ),
    "indicator_value": ("area_code indicator_id value status", "", "112fb03cda8cd40a"),
    "link": ("source target polarity strength delay confidence basis", "", "b1197b40ab1120ff"),
    "entry_point": ("option_id factor_id push strength confidence basis", "", "459c8095de54cf0b"),
    "factor": ("factor_id label kind domain controllable wanted", "", "01cff7dd0e7027e4"),
    "finding": ("finding_id theme_id option_id words source people_asked", "", "ae777d0a2bba4a15"),
}


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("table", TEXTS_AND_NUMBERS)
def test_no_cell_that_was_carried_over_has_changed(table: str) -> None:
    texts, numbers, expected = TEXTS_AND_NUMBERS[table]
    lines = [
        "|".join(
            [row[name] for name in texts.split()]
            + [f"{float(row[name]):.6f}" if row[name] else "" for name in numbers.split()]
        )
        for row in rows(table)
    ]
    assert hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16] == expected


def test_there_are_116_effects_of_which_95_may_be_used_and_21_say_why_not(built: Store) -> None:
    effects = built.read("effects_all")
    excluded = effects[effects["excluded_because"].notna()]
    assert (len(effects), len(excluded)) == (116, 21)
    assert effects["programme"].nunique() == 11
    assert not excluded["is_used"].any()
    for reason in excluded["excluded_because"]:
        assert reason[0].isupper()
        assert reason.endswith(".")
        assert len(reason) > 40
    because = excluded.set_index("effect_id")["excluded_because"]
    assert {"E046", "E088", "E023", "E024", "E025", "E026", "E027"} < set(because.index)
    assert because["E046"] == "Published sign contradicts the group means."


def test_the_standard_errors_of_illinois_were_recomputed_and_say_so(built: Store) -> None:
    effects = built.read("effects", option_id="extended_care", outcome_id="homelessness").set_index("effect_id")
    recomputed = effects.loc[["E119", "E120", "E121"]]
    assert recomputed["standard_error"].round(3).tolist() == [0.306, 0.319, 0.309]
    assert recomputed["published_standard_error"].round(3).tolist() == [1.035, 0.304, 0.418]
    assert recomputed["data_check"].str.startswith("Standard error recomputed").all()
    assert recomputed["excluded_because"].isna().all()
    used = effects[effects["is_used"]]
    assert used["effect_towards_benefit"].round(2).to_dict() == {"E119": -0.57, "E115": 0.80}


@pytest.mark.parametrize(
    ("option", "studies"),
    [
        ("extended_care", 2),
        ("intensive_case_support", 1),
        ("independent_living_skills", 3),
        ("supported_housing", 0),
        ("coaching_peer_support", 0),
    ],
)
def test_each_option_has_the_studies_of_homelessness_that_the_search_found(
    built: Store, option: str, studies: int
) -> None:
    effects = built.read("effects", option_id=option, outcome_id="homelessness")
    assert effects[effects["is_used"]]["study_id"].nunique() == studies
    searches = built.read("search_log").set_index("option_id")
    assert searches.loc[option, "studies_found"] == studies
    assert searches.loc[option, "searched_on"] is None, "the date of the search was not seen"


def test_one_sample_has_one_primary_effect_per_outcome_and_programme(built: Store) -> None:
    used = built.read("effects_all").query("is_used")
    assert not used.duplicated(["programme", "option_id", "outcome_id"]).any()
    assert used["study_id"].nunique() == 10, "both analyses of the national database are one sample"


def test_what_the_source_hid_stays_empty(built: Store) -> None:
    values = built._engine.read("select * from indicator_value", [])
    assert values.groupby("status").size().to_dict() == {"value": 2551, "suppressed": 393, "not_available": 8}
    assert values[values["status"] != "value"]["value"].isna().all()
    local = values[values["area_code"].str.startswith(("E06", "E08", "E09", "E10"))]
    homeless = local[local["indicator_id"] == "no_fixed_abode"]
    assert len(homeless) == 152
    assert (homeless["status"] == "suppressed").sum() == 88
    assert (homeless["value"] == 0).sum() == 48


def test_a_hidden_figure_of_a_place_is_shown_as_hidden(built: Store) -> None:
    figures = built.read("indicators_of_area", area_code="E06000001").set_index("indicator_id")
    assert figures.loc["no_fixed_abode", "status"] == "suppressed"
    assert figures["value"].isna().sum() == (figures["status"] != "value").sum() > 0


def test_places_are_152_authorities_eleven_regions_england_and_northvale(built: Store) -> None:
    areas = built.read("areas")
    assert areas.groupby("level").size().to_dict() == {
        "local_authority": 152,
        "region": 11,
        "country": 1,
        "fictional": 1,
    }
    first = areas.iloc[0]
    assert (first["area_code"], first["figures_from"]) == ("northvale", "E92000001")
    figures = built.read("indicators_of_area", area_code="northvale").set_index("indicator_id")["value"]
    assert figures["no_fixed_abode"] == 1
    assert figures["care_leavers"] == 29_930
    assert built.read("areas").query("level == 'region'")["name"].str.isupper().sum() == 0


def test_shares_of_the_population_are_those_of_the_local_figures(built: Store) -> None:
    shares = built.read("population_shares", area_code="northvale")
    by_group = shares.set_index("category")["share"].to_dict()
    assert by_group == {
        "White": 0.74,
        "Mixed": 0.10,
        "Asian or Asian British": 0.04,
        "Black or Black British": 0.08,
        "Other ethnic groups": 0.04,
        "Unaccompanied asylum-seeking young people": 0.06,
        "All other care leavers": 0.94,
    }
    assert shares["source"].str.contains("Department for Education").all()
    hidden = {row["area_code"] for row in rows("indicator_value") if row["status"] != "value"}
    assert all(row["share"] for row in rows("population_share"))
    assert hidden, "some places have no share for some groups, and no row says 0 in their stead"


def test_of_49_links_32_are_assertions_and_17_rest_on_something(built: Store) -> None:
    links = built.read("links", map_id="northvale")
    evidence = built.read("link_evidence", map_id="northvale")
    held_by = set(zip(evidence["source"], evidence["target"], strict=True))
    pairs = list(zip(links["source"], links["target"], strict=True))
    asserted = [
        pair
        for pair, basis, note in zip(pairs, links["basis"], links["note"], strict=True)
        if basis == "assumption" and note is None and pair not in held_by
    ]
    assert (len(links), len(asserted)) == (49, 32)
    assert links["basis"].value_counts().to_dict() == {
        "assumption": 33,
        "young people": 11,
        "definition": 4,
        "evaluation": 1,
    }


def test_every_piece_of_evidence_behind_a_link_exists(built: Store) -> None:
    evidence = built.read("link_evidence", map_id="northvale")
    links = built.read("links", map_id="northvale")
    entries = built.read("entry_points", map_id="northvale")
    known = {
        "effect": set(built.read("effects_all")["effect_id"]),
        "finding": set(built.read("findings", decision_id="northvale")["finding_id"]),
    }
    ends = set(zip(links["source"], links["target"], strict=True))
    ends |= set(zip(entries["option_id"], entries["factor_id"], strict=True))
    for row in evidence.to_dict("records"):
        assert row["evidence_id"] in known[row["evidence_kind"]]
        assert (row["source"], row["target"]) in ends
    assert len(evidence) == 26
    skills = evidence[evidence["source"] == "independent_living_skills"]
    assert sorted(skills["evidence_id"]) == ["E122", "E128", "E134"]


def test_published_findings_have_no_stance_and_name_their_source(built: Store) -> None:
    findings = built.read("findings", decision_id="northvale")
    assert len(findings) == 15
    assert findings["stance"].isna().all()
    assert findings.set_index("finding_id")["percent_as_printed"][["F01", "F03"]].tolist() == ["over 33%", "46%"]
    published = built.read("engagements", decision_id="northvale").query("kind == 'published'")
    assert set(findings["engagement_id"]) == set(published["engagement_id"])
    assert not published["illustrative"].any()
