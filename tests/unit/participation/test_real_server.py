"""The routes on a real server: many phones at once, and a server that is killed while they send."""

import io
import signal
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from integrated.actions.holding_workshop import open_workshop
from integrated.actions.moderating import Moderating
from integrated.briefing.shared_about_people import shared_about_people
from integrated.briefing.workshop_screen import counts, queue
from integrated.co_production.workshop import Workshop
from integrated.exchange.full_export import full_export
from integrated.store import Store, open_store
from integrated.store.whole import STAYS_HERE, whole_tables
from tests.unit.participation.conftest import LEAD, plan
from tests.unit.participation.killing import acknowledged_before_the_kill
from tests.unit.participation.lean_process import LeanServer
from tests.unit.participation.web_phone import DEVICE_NAME, WebPhone

KILLS = 3

TIMES_ABOUT_PEOPLE = """
select table_name, column_name from duckdb_columns()
where table_name in ('contribution', 'about_me', 'coding', 'review', 'vote', 'statement')
and (data_type like 'TIME%' or data_type like 'BIGINT%' and column_name like '%time%')
"""


def prepared(store: Store) -> tuple[str, Workshop]:
    """Open a workshop and let go of the file."""
    workshop = open_workshop(store, LEAD, plan())
    url = f"duckdb:///{store.path}"
    store.close()
    return url, workshop


def kept(url: str, workshop: Workshop) -> list[str]:
    store = open_store(url, data_folder=Path("none"))
    said = store.read("workshop_contributions", engagement_id=workshop.engagement_id)
    coded = store.read("workshop_codings", engagement_id=workshop.engagement_id)
    store.close()
    assert list(said["contribution_id"]) == list(coded["contribution_id"]), "words without their stance"
    return list(said["contribution_id"])


def released(url: str, workshop: Workshop) -> int:
    """Release everything that waits, as a facilitator does after the server is back, and count what is shown."""
    store = open_store(url, data_folder=Path("none"))
    reading = Moderating(store, LEAD, workshop)
    for each in queue(store, workshop):
        assert reading.release(each.contribution_id).problem == ""
    shown = counts(store, workshop).shown
    store.close()
    return shown


def test_what_was_acknowledged_survives_a_kill_stands_once_and_can_be_released(store: Store) -> None:
    url, workshop = prepared(store)
    acknowledged: list[str] = []
    for _ in range(KILLS):
        acknowledged += acknowledged_before_the_kill(url, workshop.join_code)
    found = kept(url, workshop)
    assert len(acknowledged) >= 12 * KILLS
    assert set(acknowledged) <= set(found)
    assert len(found) == len(set(found))
    assert released(url, workshop) == len(found)


def test_twenty_phones_at_once_lose_nothing_and_leave_no_trace(store: Store, tmp_path: Path) -> None:
    url, workshop = prepared(store)
    server = LeanServer(url)

    def person(number: int) -> int:
        phone, done = WebPhone(server.port).take_part(workshop.join_code, number % 3), 0
        for place in range(4):
            letter = "AB"[place % 2]
            status, text = phone.send(
                workshop.join_code, letter, phone.form(workshop.join_code, letter), "supports", f"{number} {place}"
            )
            done += status == 200 and "Thank you" in text
        return done

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(person, range(20))) == 80
    server.end(signal.SIGTERM)
    assert len(kept(url, workshop)) == 80
    assert released(url, workshop) == 80
    opened = open_store(url)
    opened.backup()
    export = full_export(whole_tables(opened), shared_about_people(opened), STAYS_HERE, illustrative=False).content
    times = opened._engine.read(TIMES_ABOUT_PEOPLE, [])
    opened.close()
    assert times.empty, f"the time of day is kept about participants: {times.to_dict('records')}"
    with zipfile.ZipFile(io.BytesIO(export)) as unpacked:
        kept_anywhere = {name: unpacked.read(name) for name in unpacked.namelist()}
    kept_anywhere |= {str(file): file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    assert any("backups" in name for name in kept_anywhere)
    for name, content in kept_anywhere.items():
        for trace in (DEVICE_NAME, "Nosy-Browser", "127.0.0.1"):
            assert trace.encode() not in content, f"{trace} stands in {name}"
