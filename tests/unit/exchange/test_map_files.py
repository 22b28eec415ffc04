"""Maps through files and back: nothing is lost that the format can hold, and what is lost is said."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.complexity.model import STRENGTHS, Factor, Link, SystemMap
from integrated.exchange import fcm_csv, gexf, graphml, kumu, map_csv, prsm
from integrated.exchange.lz_text import BrokenTextError, compressed, decompressed
from integrated.exchange.map_file import MapFileError, ReadMap, signed
from tests.unit.complexity.embedded import embedded_map
from tests.unit.exchange.maps import maps

FEW = settings(max_examples=40, deadline=None)
HOSTILE = (
    "<script>document.title='owned'</script>",
    '=HYPERLINK("http://example.org")',
    "+cmd|' /C calc'!A0",
    "'@SUM(1)",
    "]]><!--",
    "a & b < c > d \"quoted\" 'too'",
    "{{7*7}} ${7*7}",
)


def sent(system_map: SystemMap, way: str) -> ReadMap:
    """The map after a journey through one format."""
    if way == "csv":
        return map_csv.read(*map_csv.write(system_map).files.values())
    if way == "kumu csv":
        return kumu.read_csv(*kumu.write_csv(system_map).files.values())
    write = {
        "prsm": prsm.write,
        "prsm packed": lambda drawn: prsm.write(drawn, packed=True),
        "kumu": kumu.write_json,
        "graphml": graphml.write,
        "gexf": gexf.write,
    }[way]
    read = {"kumu": kumu.read_json, "graphml": graphml.read, "gexf": gexf.read}.get(way, prsm.read)
    return read(next(iter(write(system_map).files.values())))


@FEW
@given(maps())
def test_our_csv_files_hold_everything(drawn: SystemMap) -> None:
    back = sent(drawn, "csv")
    assert back.system_map == drawn
    assert not back.unsigned
    assert back.left_out == ()


@pytest.mark.parametrize("way", ["prsm", "prsm packed", "kumu", "graphml", "gexf"])
@FEW
@given(drawn=maps(options=False))
def test_a_map_without_options_comes_back_whole(way: str, drawn: SystemMap) -> None:
    assert sent(drawn, way).system_map == drawn


@FEW
@given(maps(distinct_labels=True, options=False))
def test_kumu_tables_hold_all_but_ids(drawn: SystemMap) -> None:
    back, label = sent(drawn, "kumu csv").system_map, {f.factor_id: f.label for f in drawn.factors}
    again = {f.factor_id: f.label for f in back.factors}
    assert list(again.values()) == list(label.values())
    assert [(again[k.source], again[k.target], k.polarity, k.strength, k.delay, k.reference) for k in back.links] == [
        (label[k.source], label[k.target], k.polarity, k.strength, k.delay, k.reference) for k in drawn.links
    ]


@FEW
@given(maps(distinct_labels=True, options=False))
def test_an_adjacency_table_holds_signs_and_strengths_and_names_uncertain_links(drawn: SystemMap) -> None:
    written = fcm_csv.write(drawn)
    back, label = (
        fcm_csv.read(next(iter(written.files.values()))).system_map,
        {f.factor_id: f.label for f in drawn.factors},
    )
    again = {f.factor_id: f.label for f in back.factors}
    assert {(again[k.source], again[k.target], k.sign, k.strength) for k in back.links} == {
        (label[k.source], label[k.target], k.sign, k.strength) for k in drawn.links if k.sign
    }
    uncertain = sum(not link.sign for link in drawn.links)
    assert any(f"uncertain: {uncertain} left out" in told for told in written.left_out) == bool(uncertain)


@pytest.mark.parametrize("way", ["csv", "prsm", "prsm packed", "kumu", "graphml", "gexf"])
def test_words_that_look_like_code_come_back_as_they_were(way: str) -> None:
    factors = tuple(Factor(f"f{i}", words) for i, words in enumerate(HOSTILE))
    links = tuple(
        Link(a.factor_id, b.factor_id, "negative", reference=a.label)
        for a, b in zip(factors, factors[1:], strict=False)
    )
    assert sent(SystemMap(factors, links), way).system_map == SystemMap(factors, links)


def test_a_spreadsheet_sees_no_formula_in_our_files() -> None:
    drawn = SystemMap(tuple(Factor(f"f{i}", words) for i, words in enumerate(HOSTILE)))
    text = next(iter(map_csv.write(drawn).files.values())).decode("utf-8-sig")
    assert "f1,'=HYPER" in text.replace('"', "")
    assert "f2,'+cmd" in text


def test_where_options_act_is_said_to_be_lost_outside_our_own_files() -> None:
    whole = embedded_map()
    for written in (prsm.write(whole), kumu.write_json(whole), graphml.write(whole), gexf.write(whole)):
        assert f"Where options act: {len(whole.entry_points)} left out, the format has no options." in written.left_out
    assert map_csv.write(whole).left_out == ()


def test_the_embedded_map_survives_every_format() -> None:
    whole = embedded_map()
    bare = SystemMap(whole.factors, whole.links)
    for way in ("prsm", "prsm packed", "kumu", "graphml", "gexf"):
        assert sent(bare, way).system_map == bare
    assert sent(whole, "csv").system_map == whole


# The shape of files that PRSM saves: styles with labels, edges that name a style, notes as Quill deltas.
PRSM = {
    "version": "1.9.1",
    "mapTitle": "A map",
    "styles": {
        "nodes": {"group0": {"groupLabel": "Sample"}},
        "edges": {
            "edge0": {"groupLabel": "Sample"},
            "edge1": {"groupLabel": "Increases"},
            "edge2": {"groupLabel": "-"},
        },
    },
    "nodes": [
        {"id": "a1", "label": "Rent\narrears", "grp": "group0", "x": 0, "y": 0, "note": {"ops": [{"insert": "why"}]}},
        {"id": "b2", "label": "Stable housing", "grp": "group0"},
        {"id": "c3", "label": "Moves", "grp": "group0"},
        {"id": "cluster-1", "label": "Money", "isCluster": True},
    ],
    "edges": [
        {"id": "e1", "from": "a1", "to": "b2", "grp": "edge2", "note": {"ops": [{"insert": "An advisor said"}]}},
        {"id": "e2", "from": "b2", "to": "c3", "grp": "edge1"},
        {"id": "e3", "from": "c3", "to": "a1", "grp": "edge0", "label": "+"},
        {"id": "e4", "from": "a1", "to": "c3", "grp": "edge0"},
    ],
    "history": [{"action": "added"}, {"action": "added"}],
}


@pytest.mark.parametrize("packed", [False, True])
def test_a_prsm_file_brings_signs_that_it_states_and_asks_for_the_others(packed: bool) -> None:
    text = json.dumps(PRSM)
    read = prsm.read((compressed(text) if packed else text).encode())
    links = read.system_map.by_ends
    assert read.title == "A map"
    assert read.system_map.factor("a1").label == "Rent arrears"
    assert links["a1", "b2"].polarity == "negative"
    assert links["a1", "b2"].reference == "An advisor said"
    assert links["c3", "a1"].polarity == "positive"
    assert links["b2", "c3"].polarity == links["a1", "c3"].polarity == "uncertain"
    assert read.unsigned == {"style “Increases”": (("b2", "c3"),), "style “Sample”": (("a1", "c3"),)}
    assert "Clusters of factors: 1." in read.left_out
    assert "Notes on factors: 1." in read.left_out
    assert "Entries of the map’s history: 2." in read.left_out
    given = signed(read, {"style “Increases”": "positive"})
    assert given.system_map.by_ends["b2", "c3"].polarity == "positive"
    assert list(given.unsigned) == ["style “Sample”"]


def test_a_full_export_of_kumu_is_read_by_its_ids_and_a_mutual_connection_both_ways() -> None:
    content = {
        "name": "Ours",
        "elements": [
            {"_id": "elem-1", "attributes": {"label": "Rent", "element type": "factor", "description": "words"}},
            {"_id": "elem-2", "attributes": {"label": "Debt"}},
        ],
        "connections": [
            {
                "_id": "c1",
                "from": "elem-1",
                "to": "elem-2",
                "direction": "mutual",
                "attributes": {"connection type": "+"},
            }
        ],
        "maps": [{"_id": "m1"}],
    }
    read = kumu.read_json(json.dumps(content).encode())
    assert {(k.source, k.target, k.polarity) for k in read.system_map.links} == {
        ("elem-1", "elem-2", "positive"),
        ("elem-2", "elem-1", "positive"),
    }
    assert "Views of Kumu; places are those of its default map: 1." in read.left_out
    assert "Descriptions, tags and pictures of elements: 1." in read.left_out


def test_a_blueprint_that_names_elements_by_label_is_read_and_nothing_is_guessed() -> None:
    content = {
        "elements": [{"label": "A"}, {"label": "B"}],
        "connections": [{"from": "A", "to": "B", "type": "likes"}],
    }
    read = kumu.read_json(json.dumps(content).encode())
    assert read.system_map.links[0].polarity == "uncertain"
    assert read.unsigned == {"type “likes”": (("A", "B"),)}


def test_a_graphml_file_of_yed_is_read_with_its_drawn_labels() -> None:
    content = b"""<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns"
      xmlns:y="http://www.yworks.com/xml/graphml"><key for="node" id="d1" yfiles.type="nodegraphics"/>
      <graph edgedefault="directed"><node id="n0"><data key="d1"><y:ShapeNode><y:NodeLabel>Rent</y:NodeLabel>
      </y:ShapeNode></data></node><node id="n1"/><edge source="n0" target="n1"><data key="d9">
      <y:EdgeLabel>-</y:EdgeLabel></data></edge></graph></graphml>"""
    read = graphml.read(content)
    assert read.system_map.factor("n0").label == "Rent"
    assert read.system_map.links[0].polarity == "negative"


def test_weights_of_a_table_become_the_nearest_word_and_that_is_said() -> None:
    read = fcm_csv.read(b",A,B\nA,0,-0.9\nB,,0\n")
    assert (read.system_map.links[0].polarity, read.system_map.links[0].strength) == ("negative", "strong")
    assert any("nearest of weak, medium and strong" in told for told in read.left_out)
    assert STRENGTHS["strong"] == 0.75


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_packed_text_comes_back(text: str) -> None:
    assert decompressed(compressed(text), most=10_000) == text


def test_packed_text_is_what_others_make_of_it() -> None:
    # "Hello, world!" as in the test vectors that ports of lz-string share.
    packed = "ɢ䰭䰾恔@㯄ʓFȱ "
    assert compressed("Hello, world!").startswith(packed)
    assert decompressed(packed, most=100) == "Hello, world!"


def test_packed_text_that_would_grow_too_large_or_is_broken_is_refused() -> None:
    with pytest.raises(BrokenTextError, match="too long"):
        decompressed(compressed("a" * 100_000), most=1000)
    for broken in ("\x00", "ɢ䰭", "", "zzzz"):
        with pytest.raises(BrokenTextError):
            decompressed(broken, most=1000)


CSV_FACTORS = b"factor_id,label\na,A\nb,B\n"


@pytest.mark.parametrize(
    ("read", "content", "told"),
    [
        (prsm.read, b"", "This file is empty."),
        (prsm.read, b"{not json", "not readable JSON"),
        (prsm.read, b"[1]", "no PRSM file"),
        (prsm.read, b'{"nodes": 3, "edges": []}', "must be a list of objects"),
        (prsm.read, b'{"nodes": [], "edges": []}', "no factor in this file"),
        (prsm.read, b"\xff\xfe\x00", "not text in UTF-8"),
        (prsm.read, b'{"nodes": [{"id": 1, "label": "A"}], "edges": [{"from": 1, "to": 2}]}', "no factor of this file"),
        (prsm.read, b'{"nodes": [{"id": 1, "label": "A"}], "edges": [{"from": 1, "to": 1}]}', "linked to itself"),
        (kumu.read_json, b'{"elements": [{"label": "A"}, {"label": "A"}]}', "is there twice"),
        (kumu.read_json, b'{"elements": [{"label": "' + b"x" * 500 + b'"}]}', "has 500. Shorten it"),
        (kumu.read_json, b"[" * 100_000, "not readable JSON"),
        (graphml.read, b'<!DOCTYPE g [<!ENTITY x "y">]><graphml>&x;</graphml>', "has a DOCTYPE"),
        (graphml.read, b"<graphml><graph>", "not readable XML"),
        (graphml.read, b"<html/>", "no GraphML file"),
        (graphml.read, b"<graphml/>", "no graph in this file"),
        (gexf.read, b'<!DOCTYPE g SYSTEM "file:///etc/passwd"><gexf/>', "has a DOCTYPE"),
        (gexf.read, b"<graphml/>", "no GEXF file"),
        (fcm_csv.read, b",A,B\nA,0,2\nB,0,0\n", "a weight lies from -1 to 1"),
        (fcm_csv.read, b",A,B\nA,0,much\nB,0,0\n", 'got "much"'),
        (fcm_csv.read, b",A,B\nB,0,0\nA,0,0\n", "same factors as the columns"),
        (fcm_csv.read, b",A,B\nA,1,0\nB,0,0\n", "linked to itself"),
        (lambda c: map_csv.read(c, b"source,target\n"), b"name\nA\n", "Column label is missing"),
        (lambda c: map_csv.read(CSV_FACTORS, c), b"source,target,sign\na,b,+\na,b,-\n", "twice, with different signs"),
        (lambda c: map_csv.read(CSV_FACTORS, c), b"source,target,sign\na,b,+\na,b,+\n", "is there twice"),
        (lambda c: map_csv.read(CSV_FACTORS, c), b"source,target,strength\na,b,huge\n", "strength must be one of"),
        (lambda c: map_csv.read(CSV_FACTORS, c), b"source,target\na,b,c\n", "Row 2 has 3 cells, the head has 2"),
        (lambda c: map_csv.read(c, b"source,target\n"), b"label,kind\nA,monster\n", "must be one of factor"),
        (lambda c: map_csv.read(c, b"source,target\n"), b"label\n" + b"x" * 20_000, "over 10,000 characters"),
    ],
)
def test_what_is_no_map_is_refused_in_a_sentence(read: object, content: bytes, told: str) -> None:
    with pytest.raises(MapFileError, match=".") as refused:
        read(content)  # type: ignore[operator]
    assert told in str(refused.value)


def test_files_that_are_too_large_are_refused_before_they_are_read() -> None:
    with pytest.raises(MapFileError, match="may have 10 MB, this one has 11 MB"):
        graphml.read(b" " * 11_000_000)
    many = b"label\n" + b"".join(b"F%d\n" % i for i in range(2001))
    with pytest.raises(MapFileError, match="may have 2,000 factors"):
        map_csv.read(many, b"source,target\n")


def test_an_unknown_sign_is_asked_for_and_not_refused() -> None:
    read = map_csv.read(CSV_FACTORS, b"source,target,sign\na,b,sometimes\n")
    assert read.unsigned == {"sign “sometimes”": (("a", "b"),)}
