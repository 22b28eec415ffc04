"""Studies from CSV: what gets in is right to the last digit, and what is wrong is named and never half read."""

import csv
import io
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.exchange.studies_csv import read_studies, slug, template
from integrated.what_works.effect_sizes import smd_from_means, smd_variance
from integrated.what_works.incoming import Answers, HeldEvidence, Incoming, NewOutcome
from tests.unit.exchange.hostile import COUNTS, FILES, GOOD, HEAD, many, one

HELD = HeldEvidence(
    options={"extended_care": "B Stay longer"},
    outcomes={"homelessness": "Homelessness"},
    effects=(
        {
            "effect_id": "E900", "option_id": "extended_care", "outcome_id": "homelessness", "study_id": "held",
            "programme": "Held", "citation": "Somebody (2001)", "measure": None, "subgroup": None,
            "follow_up_months": None, "effect_towards_benefit": -0.5, "standard_error": 0.12, "is_primary": True,
            "excluded_because": None,
        },
    ),
)  # fmt: skip
WORSE = Answers({"homelessness": False})
SD = np.pi / np.sqrt(3)


def read(content: bytes, answers: Answers = WORSE) -> Incoming:
    return read_studies(content, "studies.csv", HELD, answers)


def row(content: bytes, answers: Answers = WORSE) -> dict:
    found = read(content, answers)
    assert found.ready, [problem.words for problem in found.problems]
    return dict(found.rows[0])


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_named_and_nothing_of_it_could_be_stored(name: str) -> None:
    begun = time.process_time()
    found = read(FILES[name])
    spent = time.process_time() - begun
    assert not found.ready
    assert found.problems or found.new_outcomes
    for problem in found.problems:
        assert problem.fix.strip()
        assert "Traceback" not in problem.words and "pydantic" not in problem.words
    assert spent < (2 if len(FILES[name]) <= 10 * 1024 * 1024 else 1)


def test_there_are_at_least_sixty_hostile_files() -> None:
    assert len(FILES) >= 60


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a negative error", "Row 2, column standard_error, “-0.12”: this must be above 0"),
        ("a decimal comma", "Row 2, column effect, “0,20”: the decimal mark is a comma: write 0.20"),
        ("a percent sign", "write 0.2 if it is a share"),
        ("a typographic minus", "write -0.20"),
        ("swapped ends", "the ends are swapped: write ci_low 0.1 and ci_high 0.4"),
        ("an interval without the effect", "the effect lies outside its own interval (0.3 to 0.5)"),
        ("1e400", "too large"),
        ("NaN", "this is not a number"),
        ("Latin-1", "line 2 holds the byte 0xe9"),
        ("a spreadsheet renamed", "a spreadsheet or zip file (.xlsx, .zip), whatever its name says"),
        ("50,000 columns", "50,000 columns; at most 200"),
        ("100 MB", "100 MB; at most 10 MB"),
        ("rows too short", "Row 3: the row has 3 cells, the heading 8"),
        ("the same row twice", "the same effect as in row 2"),
        ("the same id twice", "row 2 has the same effect_id"),
        ("an effect held already", "held already (row E900)"),
        ("a risk in percent", "write 0.27 for 27 in 100"),
        ("an unknown option", "write one of B Stay longer"),
    ],
)
def test_the_message_says_where_what_and_what_to_write(name: str, said: str) -> None:
    assert said in " | ".join(problem.words for problem in read(FILES[name]).problems)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"effect": "2.5", "standard_error": "0.12"}, "an effect of"),
        ({"standard_error": "0.0144"}, "looks like a variance"),
        ({"standard_error": "0.001", "participants": "713"}, "smaller than 713 people allow"),
        ({"standard_error": "0.9"}, "larger than 300 people would give"),
        ({"citation": "Somebody (2001)"}, "held under the study_id held"),
    ],
)
def test_what_is_odd_is_asked_about_and_kept_with_the_row(changes: dict[str, str], said: str) -> None:
    found = read(one(**changes))
    assert found.ready
    assert said in found.oddities[0].words
    assert said in found.rows[0]["data_check"]


def test_an_effect_with_its_error_is_turned_towards_benefit() -> None:
    found = row(one())
    assert (found["effect_towards_benefit"], found["standard_error"]) == (-0.2, 0.12)
    assert found["converted_from"] is None
    assert row(one(), Answers({"homelessness": True}))["effect_towards_benefit"] == 0.2


def test_variance_and_interval_give_the_same_error() -> None:
    by_variance = row(one(standard_error="", variance="0.0144"))
    by_interval = row(one(standard_error="", ci_low=str(0.2 - 1.959963984540054 * 0.12), ci_high="0.43519567814480648"))
    assert by_variance["standard_error"] == pytest.approx(0.12, rel=1e-12)
    assert by_interval["standard_error"] == pytest.approx(0.12, rel=1e-12)
    assert "interval" in by_interval["converted_from"]


def test_counts_become_an_odds_ratio_and_then_a_difference() -> None:
    found = row(
        one(
            **COUNTS,
            participants="",
            events_option="20",
            total_option="100",
            events_comparison="30",
            total_comparison="100",
        )
    )
    log_or = np.log(20 * 70 / (80 * 30))
    assert found["effect_towards_benefit"] == pytest.approx(-log_or / SD, rel=1e-12)
    assert found["standard_error"] == pytest.approx(np.sqrt(1 / 20 + 1 / 80 + 1 / 30 + 1 / 70) / SD, rel=1e-12)
    assert (found["comparison_risk"], found["option_risk"]) == (0.3, 0.2)
    assert found["participants"] == 200
    assert found["measure_kind"] == "binary"
    assert "20/100 against 30/100" in found["converted_from"]


def test_an_empty_cell_gets_a_half_and_is_asked_about() -> None:
    found = read(one(**COUNTS, events_option="0", total_option="20", events_comparison="5", total_comparison="20"))
    log_or = np.log(0.5 * 15.5 / (20.5 * 5.5))
    assert found.rows[0]["effect_towards_benefit"] == pytest.approx(-log_or / SD, rel=1e-12)
    assert found.oddities


def test_means_become_hedges_g() -> None:
    numbers = {"mean_option": "12", "sd_option": "4", "n_option": "50"}
    numbers |= {"mean_comparison": "10", "sd_comparison": "5", "n_comparison": "60"}
    found = row(one(**COUNTS, **numbers))
    g = smd_from_means(12, 10, 4, 5, 50, 60)
    assert found["effect_towards_benefit"] == pytest.approx(-g, rel=1e-12)
    assert found["standard_error"] == pytest.approx(np.sqrt(smd_variance(g, 50, 60)), rel=1e-12)
    assert found["measure_kind"] == "scale"


def test_an_odds_ratio_is_converted_by_its_logarithm() -> None:
    found = row(one(metric="odds ratio", effect="0.62", standard_error="", ci_low="0.40", ci_high="0.96"))
    assert found["effect_towards_benefit"] == pytest.approx(-np.log(0.62) / SD, rel=1e-12)
    expected = (np.log(0.96) - np.log(0.40)) / (2 * 1.959963984540054) / SD
    assert found["standard_error"] == pytest.approx(expected, rel=1e-12)
    assert found["converted_from"] == "odds ratio 0.62 [0.4, 0.96], by ln(OR)·√3/π"


def test_a_risk_ratio_goes_through_the_odds_at_its_comparison_risk() -> None:
    found = row(
        one(metric="RR", effect="0.8", standard_error="", ci_low="0.65", ci_high="0.98", comparison_risk="0.27")
    )
    odds = {ratio: ratio * 0.73 / (1 - ratio * 0.27) for ratio in (0.8, 0.65, 0.98)}
    assert found["effect_towards_benefit"] == pytest.approx(-np.log(odds[0.8]) / SD, rel=1e-12)
    expected = np.log(odds[0.98] / odds[0.65]) / (2 * 1.959963984540054) / SD
    assert found["standard_error"] == pytest.approx(expected, rel=1e-12)
    assert "comparison risk of 0.27" in found["converted_from"]


def test_a_correlation_takes_its_error_from_the_people() -> None:
    found = row(one(metric="r", effect="0.3", standard_error="", participants="103", design="correlational", option=""))
    assert found["effect_towards_benefit"] == pytest.approx(-0.6 / np.sqrt(0.91), rel=1e-12)
    assert found["standard_error"] == pytest.approx(2 / np.sqrt(100) / np.sqrt(0.91), rel=1e-12)
    assert found["option_id"] is None


def test_a_log_odds_ratio_keeps_its_error_on_the_same_scale() -> None:
    found = row(one(metric="log odds ratio", effect="-0.5", standard_error="0.25"))
    assert found["effect_towards_benefit"] == pytest.approx(0.5 / SD, rel=1e-12)
    assert found["standard_error"] == pytest.approx(0.25 / SD, rel=1e-12)


def test_the_direction_is_asked_once_per_outcome() -> None:
    content = many(GOOD, GOOD.replace("Alpha", "Beta").replace("0.20", "0.30"))
    found = read(content, Answers())
    assert found.ask_direction == ("homelessness",)
    assert not found.ready and not found.problems
    assert read(content).ready


def test_effects_towards_benefit_need_no_answer() -> None:
    content = one().replace(b"effect,", b"effect_towards_benefit,", 1)
    assert row(content, Answers())["effect_towards_benefit"] == 0.2


def test_a_new_outcome_is_asked_for_and_then_used() -> None:
    content = one(outcome="Debt")
    assert read(content).new_outcomes == ("Debt",)
    new = NewOutcome("new_debt", "Debt", "are in debt", "lower")
    found = read(content, Answers({"new_debt": False}, {"Debt": new}))
    assert found.ready
    assert found.rows[0]["outcome_id"] == "new_debt"


def test_one_effect_per_study_is_primary_and_a_study_held_keeps_its_own() -> None:
    head = f"{HEAD},study_id,follow_up_months"
    rows = [
        f"{GOOD},s1,6",
        f"{GOOD.replace('0.20', '0.3')},s1,24",
        f"{GOOD.replace('0.20', '0.4')},held,24",
    ]
    found = read(many(*rows, head=head))
    assert [each["is_primary"] for each in found.rows] == [False, True, False]
    assert found.several_effects == (("Alpha", "homelessness", 2),)


def test_other_marks_aliases_and_our_own_apostrophe_are_read() -> None:
    semicolons = HEAD.replace(",", ";").replace("standard_error", "SE") + "\n" + GOOD.replace(",", ";") + "\n"
    assert row(semicolons.encode("utf-8-sig"))["standard_error"] == 0.12
    assert row(one(programme="'=Alpha"))["programme"] == "=Alpha"
    assert row(one(programme="'Alpha"))["programme"] == "'Alpha"


def test_lines_may_end_as_on_an_old_mac() -> None:
    assert row(one().replace(b"\n", b"\r"))["standard_error"] == 0.12


def test_the_template_holds_examples_that_must_be_replaced() -> None:
    content = template("B Stay longer", "Homelessness")
    found = read(content)
    assert [problem.column for problem in found.problems] == ["programme", "programme"]
    assert read(content.replace(b" (replace)", b"")).ready
    assert len(next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))) > 25


def test_names_in_other_scripts_and_long_ones_stay_apart() -> None:
    names = ["学校", "学院", "Школа", "", "a" * 200, "a" * 201, "A 学校", "A 学院"]
    assert len({slug(name) for name in names}) == len(names)
    assert slug("Kern County Employment Services") == "kern_county_employment_services"


@given(st.binary(max_size=300))
def test_no_bytes_at_all_raise(content: bytes) -> None:
    found = read(content)
    assert found.ready or found.problems or found.new_outcomes or found.ask_direction


@given(st.lists(st.text(max_size=12), min_size=8, max_size=8))
def test_no_words_in_a_row_raise(cells: list[str]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([HEAD.split(","), cells])
    found = read(buffer.getvalue().encode("utf-8", "surrogatepass"))
    assert found.ready or found.problems or found.new_outcomes


@given(st.floats(-3, 3), st.floats(0.01, 2))
def test_every_number_read_is_the_number_written(effect: float, error: float) -> None:
    found = read(one(effect=repr(effect), standard_error=repr(error), participants=""), Answers({"homelessness": True}))
    assert not found.problems
    assert found.rows[0]["effect_towards_benefit"] == effect
    assert found.rows[0]["standard_error"] == error
