"""The gap map over a large portfolio: 100,000 effects, 20,000 contributions, 5,000 grants; and its cost per row."""

import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from integrated.briefing.portfolio import portfolio
from integrated.record.grants import Filter
from integrated.store import Store, open_store, seals

OPTIONS, OUTCOMES, FACTORS = 10, 8, 25
CONTRIBUTIONS, GRANTS = 20_000, 5_000
SIZES = (10_000, 100_000, 1_000_000)
NOW = datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None)
GROUPS = ("Care leavers 18–21", "Care leavers 22–25", "Foster carers", "Personal advisers")
STANCES = ("supports", "opposes", "conditional")


def run() -> list[tuple[str, str]]:
    """Seconds cold and warm, and what one effect costs at each size."""
    found = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            store = _filled(Path(name), size)
            try:
                cold = _seconds(store)
                warm, filtered = _seconds(store), _seconds(store, Filter(year=2025))
                found.append(
                    (f"gap map, {size:,} effects, cold", f"{cold:.2f} s, {1e6 * cold / size:.1f} µs an effect")
                )
                found.append((f"gap map, {size:,} effects, warm", f"{warm:.3f} s; another filter {filtered:.3f} s"))
            finally:
                store.close()
    return [*found, ("bars at 100,000 effects", "cold at most 2 s, warm at most 0.5 s; per effect level or falling")]


def _seconds(store: Store, chosen: Filter | None = None) -> float:
    began = time.perf_counter()
    page = portfolio(store, "d1", chosen) if chosen else portfolio(store, "d1")
    taken = time.perf_counter() - began
    assert len(page.gap_map.cells) == (OPTIONS + 1) * (OUTCOMES + 1)
    return taken


def _filled(folder: Path, effects: int) -> Store:
    path = folder / "bench.duckdb"
    open_store(f"duckdb:///{path}", data_folder=folder / "none").close()
    _effects(path, effects)
    store = open_store(f"duckdb:///{path}", data_folder=folder / "none")
    batch = {"import_id": "b", "kind": "bench", "file_name": "none", "sha256": "0" * 64, "row_total": effects}
    store.append("import_batch", [batch | {"illustrative": True, "actor_role": "lead", "imported_at": NOW}]).result()
    _frame(store)
    _voices(store)
    _grants(store)
    _map(store)
    return store


def _frame(store: Store) -> None:
    store.append("decision", [{"decision_id": "d1", "illustrative": False, "created_at": NOW}]).result()
    store.append(
        "outcome",
        [
            {"outcome_id": f"o{i}", "label": f"Outcome {i}", "words_per_100": "x", "better": "lower", "import_id": "b"}
            for i in range(OUTCOMES)
        ],
    ).result()
    store.append(
        "intervention_option",
        [
            {"option_id": f"p{i}", "name": f"Option {i}", "is_continue_as_now": False, "import_id": "b"}
            for i in range(OPTIONS)
        ],
    ).result()
    store.record_event("d1", "framed", "*", {"question": "What shall we do?"}, "lead")
    for i in range(OUTCOMES):
        store.record_event("d1", "outcome_ranked", f"o{i}", {"importance": "critical", "position": i + 1}, "lead")
    for i in range(OPTIONS):
        store.record_event("d1", "option_listed", f"p{i}", {"letter": chr(65 + i), "name": f"Option {i}"}, "lead")


def _effects(path: Path, count: int) -> None:
    drawn = np.random.default_rng(0)
    frame = pd.DataFrame().assign(
        effect_id=[f"e{i}" for i in range(count)],
        option_id=[f"p{i}" for i in drawn.integers(0, OPTIONS, count)],
        outcome_id=[f"o{i}" for i in drawn.integers(0, OUTCOMES, count)],
        study_id=[f"s{i}" for i in range(count)],
        programme=[f"Programme {i % 400}" for i in range(count)],
        country=drawn.choice(["GB", "USA"], count),
        design=drawn.choice(["rct", "non_randomised"], count),
        effect_towards_benefit=drawn.normal(0.1, 0.2, count),
        standard_error=drawn.uniform(0.05, 0.3, count),
        participants=drawn.integers(40, 900, count),
        excluded_because=np.where(drawn.random(count) < 0.1, "not usable", None),
    )
    frame = frame.assign(citation="Bench", metric="smd_g", measure_kind="binary", is_primary=True, import_id="b")
    # Straight into the file: handing a million rows to the writer one by one would take half an hour.
    seals.remove(path)
    connection = duckdb.connect(path)
    connection.register("made", frame)
    listed = ", ".join(frame.columns)
    connection.execute(f"insert into effect ({listed}) select {listed} from made")
    connection.close()


def _voices(store: Store) -> None:
    day = date(2026, 10, 1)
    held = {"engagement_id": "g1", "version": 1, "decision_id": "d1", "kind": "survey", "title": "Survey"}
    store.append("engagement", [held | {"held_on": day, "illustrative": True}]).result()
    said, seen, coded = [], [], []
    for i in range(CONTRIBUTIONS):
        words = {"contribution_id": f"c{i}", "engagement_id": "g1", "respondent_id": f"r{i}"}
        who = {"group_name": GROUPS[i % 4], "option_id": f"p{i % OPTIONS}", "words": "Words", "consent": "public"}
        said.append(words | who | {"consent_version": "1", "received_on": day})
        review = {"review_id": f"v{i}", "contribution_id": f"c{i}", "action": "approve"}
        seen.append(review | {"reviewer_role": "facilitator", "reviewed_on": day, "sequence": i})
        code = {"coding_id": f"k{i}", "version": 1, "contribution_id": f"c{i}", "option_id": f"p{i % OPTIONS}"}
        coded.append(code | {"stance": STANCES[i % 3], "coder": "self", "removed": False})
    for table, rows in (("contribution", said), ("review", seen), ("coding", coded)):
        store.append(table, rows).result()


def _grants(store: Store) -> None:
    made, links = [], []
    for i in range(GRANTS):
        made.append(
            {
                "grant_id": f"360G-bench-{i}",
                "title": f"Option {i % OPTIONS} in one town",
                "description": "Pays for work with young people after they leave care.",
                "amount": 1000.0 + i,
                "currency": "GBP",
                "award_date": date(2021 + i % 6, 4, 1),
                "recipient_id": "r",
                "recipient_name": "Receiver",
                "funder_id": "f",
                "funder_name": "Funder",
                "import_id": "b",
            }
        )
        if i % 5:
            for kind, target in (("option", f"p{i % OPTIONS}"), ("outcome", f"o{i % OUTCOMES}")):
                link = {"grant_id": f"360G-bench-{i}", "kind": kind, "target_id": target, "state": "confirmed"}
                links.append(link | {"actor_role": "lead", "sequence": 1})
    store.append("grant_award", made).result()
    store.append("grant_link", links).result()


def _map(store: Store) -> None:
    held = {"map_id": "m1", "decision_id": "d1", "title": "Map", "made_by": "bench", "illustrative": True}
    store.append("system_map", [held | {"import_id": "b"}]).result()
    factors = [
        {"map_id": "m1", "factor_id": f"f{i}", "label": f"Factor {i}", "kind": "outcome" if i < OUTCOMES else "factor"}
        for i in range(FACTORS)
    ]
    store.append("factor", factors).result()
    stands = [{"map_id": "m1", "outcome_id": f"o{i}", "factor_id": f"f{i}"} for i in range(OUTCOMES)]
    store.append("outcome_factor", stands).result()
    way = {"polarity": "positive", "strength": "medium", "confidence": "low", "basis": "assumption"}
    pairs = sorted({(i, (i * 7 + step) % FACTORS) for i in range(FACTORS) for step in (1, 3)})
    links = [{"map_id": "m1", "source": f"f{a}", "target": f"f{b}", "delay": "none", **way} for a, b in pairs if a != b]
    store.append("link", links).result()
    entry = {"push": "positive", "strength": "medium", "confidence": "low", "basis": "assumption"}
    store.append(
        "entry_point",
        [{"map_id": "m1", "option_id": f"p{i}", "factor_id": f"f{i + 10}", **entry} for i in range(OPTIONS)],
    ).result()
