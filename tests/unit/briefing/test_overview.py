"""The embedded decision as steps 1 to 4 see it: the screens say the truth of the example."""

import pytest

from integrated.briefing.baselines import baseline_offers
from integrated.briefing.connections import connections, system_map
from integrated.briefing.decision_page import decision_page
from integrated.briefing.highlight import choices, highlight
from integrated.briefing.overview import Overview, overview
from integrated.briefing.people import people
from integrated.briefing.side_by_side import side_by_side
from integrated.briefing.studies import studies
from integrated.store import Store

OPTIONS = (
    "extended_care",
    "supported_housing",
    "intensive_case_support",
    "independent_living_skills",
    "coaching_peer_support",
)


@pytest.fixture
def seen(embedded: Store) -> Overview:
    found = overview(embedded, "northvale")
    assert found is not None
    return found


def test_continue_as_now_comes_first_and_has_no_cell(seen: Overview) -> None:
    assert [option.letter for option in seen.options] == ["A", "B", "C", "D", "E", "F"]
    assert seen.comparison_id == "status_quo"
    assert not any(option_id == "status_quo" for option_id, _ in seen.cells)


def test_every_sentence_fits_its_cell(seen: Overview) -> None:
    assert all(0 < len(cell.sentence) <= 90 for cell in seen.cells.values())


def test_supported_housing_and_coaching_are_not_known_from_studies(seen: Overview) -> None:
    unknown = {option_id for (option_id, p), cell in seen.cells.items() if p == "works" and cell.levels is None}
    assert unknown == {"supported_housing", "coaching_peer_support"}
    assert {seen.cells[each, "works"].cause for each in unknown} == {"none found"}


def test_a_red_line_is_suggested_where_care_leavers_object_and_nowhere_else(seen: Overview) -> None:
    assert [line.option_id for line in seen.suggested_red_lines] == ["supported_housing"]
    assert seen.suggested_red_lines[0].group_name.startswith("Care leavers")


def test_staying_longer_shows_both_studies_and_no_average(embedded: Store) -> None:
    brief = studies(embedded, "northvale", "extended_care", "homelessness")
    assert [round(row.effect, 2) for row in brief.used] == [0.80, -0.57]
    assert brief.shown_pool is None
    recomputed = brief.used[1]
    assert recomputed.standard_error == pytest.approx(0.305756)
    assert recomputed.published_standard_error == pytest.approx(1.035, abs=1e-3)
    assert "recomputed" in (recomputed.data_check or "").lower()
    assert brief.evaluations[0]["country"] == "GB"


def test_the_one_to_one_worker_and_the_classes_have_the_figures_of_their_trials(embedded: Store) -> None:
    worker = studies(embedded, "northvale", "intensive_case_support", "homelessness")
    assert worker.k == 1
    assert [round(v, 2) for v in (worker.used[0].effect, *worker.used[0].interval)] == [0.19, 0.03, 0.34]
    classes = studies(embedded, "northvale", "independent_living_skills", "homelessness")
    assert classes.k == 3
    assert classes.shown_pool is not None
    assert [round(v, 2) for v in classes.shown_pool] == [0.20, -0.36, 0.77]
    assert classes.wald is not None
    assert [round(float(v[0]), 2) for v in (classes.wald.ci_lb, classes.wald.ci_ub)] == [-0.05, 0.46]


def test_the_baseline_is_the_one_a_person_chose(embedded: Store) -> None:
    worker = studies(embedded, "northvale", "intensive_case_support", "homelessness")
    assert worker.of_hundred is not None
    assert worker.of_hundred.baseline == 27
    stand_in = [offer for offer in baseline_offers(embedded, "northvale", "homelessness") if offer.is_stand_in]
    assert [offer.of_100 for offer in stand_in] == [1]
    assert "not used" in (stand_in[0].why_not or "")


def test_all_hindering_routes_run_through_the_budget_for_prevention(embedded: Store) -> None:
    counted = {}
    for option_id in OPTIONS:
        brief = connections(embedded, "northvale", option_id, "homelessness")
        assert brief.routes is not None
        assert brief.map is not None
        assert "prevention_budget" in brief.through
        counted[option_id] = (brief.routes.helping, brief.routes.hindering, brief.routes.uncertain)
    assert counted["extended_care"] == (16, 8, 3)
    assert counted["supported_housing"] == (5, 8, 8)
    assert counted["intensive_case_support"] == (11, 8, 11)
    assert counted["coaching_peer_support"] == (14, 8, 6)
    assert counted["independent_living_skills"][:2] == (0, 8)


def test_thirty_two_of_forty_nine_links_are_assertions(embedded: Store) -> None:
    brief = system_map(embedded, "northvale")
    assert brief is not None
    assert len(brief.system_map.links) == 49
    assert len(brief.assertions) == 32


def test_twenty_one_rows_are_held_but_not_used_each_with_its_reason(embedded: Store) -> None:
    effects = embedded.read("effects_all")
    held = effects[effects["excluded_because"].notna()]
    assert len(held) == 21
    assert (held["excluded_because"].str.len() > 20).all()


def test_a_highlight_lights_what_is_stated_in_all_directions(embedded: Store) -> None:
    theme = highlight(embedded, "northvale", "theme~timing_of_leaving")
    assert "age_at_leaving" in theme.factors
    assert "homelessness" in theme.outcomes
    assert "timing_of_leaving" in highlight(embedded, "northvale", "factor~age_at_leaving").themes
    assert "timing_of_leaving" in highlight(embedded, "northvale", "outcome~homelessness").themes
    link = highlight(embedded, "northvale", "link~age_at_leaving~abruptness")
    assert link.findings == {"F01", "F02"}
    assert "timing_of_leaving" in link.themes
    assert set(choices(embedded, "northvale")) >= {"theme~timing_of_leaving", "link~age_at_leaving~abruptness"}


def test_the_first_screen_names_who_was_not_heard_and_local_figures_with_their_age(embedded: Store) -> None:
    page = decision_page(embedded, "northvale")
    assert page is not None
    assert page.not_heard[0] == ("Unaccompanied asylum-seeking young people", "nobody came")
    assert {state for _, state in page.not_heard} == {"nobody came", "not asked"}
    assert [(figure.value, figure.year) for figure in page.figures] == [(85, 2019), (39, 2019), (26, 2019)]
    assert page.place is not None
    assert page.place.is_fictional


def test_the_shown_map_fits_its_column(embedded: Store) -> None:
    for option_id in OPTIONS:
        page = side_by_side(embedded, "northvale", option_id, "homelessness", None)
        assert page is not None
        assert page.shown_map is not None
        effects = {route.effect for route in page.shown_map.routes}
        assert "hindering" in effects
        assert len(page.shown_map.system_map.factors) <= 12


def test_no_hidden_count_is_shown_and_published_findings_are_not_counted(embedded: Store) -> None:
    for option_id in OPTIONS:
        brief = people(embedded, "northvale", option_id)
        for row in brief.rows:
            assert all(count is None or count == 0 or count >= 5 for count in row.counts)
        assert brief.heard == 38
        assert all(theme.of == 38 for theme in brief.themes)
