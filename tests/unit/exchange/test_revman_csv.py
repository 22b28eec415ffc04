"""RevMan's data rows: one analysis becomes our own lines."""

import numpy as np
import pytest

from integrated.exchange.revman_csv import read_revman
from integrated.what_works.incoming import Answers, Incoming
from tests.unit.exchange.hostile import FILES
from tests.unit.exchange.test_studies_csv import HELD, SD

HEAD = (
    "Analysis group,Analysis number,Subgroup,Study,Study year,Experimental cases,Experimental N,Control cases,Control N"
)
ABOUT = {"option": "extended_care", "outcome": "homelessness", "design": "rct", "metric": "smd_g"}


def read(content: bytes, **changes: str) -> Incoming:
    return read_revman(content, "rows.csv", HELD, Answers({"homelessness": False}), **{**ABOUT, **changes})


def rows(*lines: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *lines, ""]).encode()


def test_counts_are_read() -> None:
    found = read(rows("1,1,,Smith 2019,2019,20,100,30,100", "1,1,,Jones,2012,5,50,9,55"))
    assert found.ready
    first, second = found.rows
    assert first["effect_towards_benefit"] == pytest.approx(-np.log(20 * 70 / (80 * 30)) / SD, rel=1e-12)
    assert (first["programme"], first["citation"]) == ("Smith 2019", "Smith 2019")
    assert second["citation"] == "Jones (2012)"
    assert found.kind == "revman_csv"


def test_one_of_several_analyses_is_chosen() -> None:
    content = rows("1,1,,Smith,2019,20,100,30,100", "1,2,,Smith,2019,4,100,8,100")
    assert read(content).analyses == ("1.1", "1.2")
    assert not read(content).ready
    found = read(content, analysis="1.2")
    assert len(found.rows) == 1
    assert "4/100" in found.rows[0]["converted_from"]


def test_a_study_listed_twice_keeps_its_subgroups_and_others_do_not() -> None:
    found = read(
        rows("1,1,Girls,Smith,2019,20,100,30,100", "1,1,Boys,Smith,2019,8,90,9,90", "1,1,Boys,Jones,2012,5,50,9,55")
    )
    assert [row["subgroup"] for row in found.rows] == ["Girls", "Boys", None]


def test_means_and_generic_numbers_are_read() -> None:
    means = rows(
        "Smith,12,4,50,10,5,60",
        head="Study,Experimental mean,Experimental SD,Experimental N,Control mean,Control SD,Control N",
    )
    assert read(means).rows[0]["measure_kind"] == "scale"
    generic = rows("Smith,-0.5,0.25", head="Study,GIV Mean,GIV SE")
    assert read(generic, metric="log_odds_ratio").rows[0]["standard_error"] == pytest.approx(0.25 / SD, rel=1e-12)


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_named(name: str) -> None:
    found = read(FILES[name])
    assert not found.ready
    assert found.problems


def test_a_file_that_is_not_of_revman_is_named() -> None:
    assert "no column Study" in read(b"a,b\n1,2\n").problems[0].words
    assert "hold no data" in read(b"Study,Weight\nSmith,2\n").problems[0].words
    assert "more events" in read(rows("1,1,,Smith,2019,200,100,30,100")).problems[0].words
