"""Voices from files: Polis, REFI-QDA, CSV; what is wrong is named by row, what is hostile is refused."""

import io
import time
import zipfile

import numpy as np
import pytest

from integrated.exchange.contributions_csv import read_contributions, read_shares, template
from integrated.exchange.delimited import Unreadable
from integrated.exchange.polis import read_polis
from integrated.exchange.refi_qda import read_codebook, read_project

COMMENTS = b"timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n1,0,7,2,0,1,Rents are too high\n"
COMMENTS += b'1,1,7,1,1,0,"Ask us, first"\n1,2,7,0,0,-1,Moderated out\n1,3,7,0,0,1,Nobody saw this\n'
WIDE = b"participant,group-id,n-votes,0,1,2\n7,0,2,1,-1,1\n8,1,2,1,0,\n9,,0,,,\n"


def polis(wide: bytes = WIDE) -> dict[str, bytes]:
    return {"comments.csv": COMMENTS, "participants-votes.csv": wide}


def test_a_polis_export_becomes_people_by_statements() -> None:
    found = read_polis(polis())
    assert [each.words for each in found.statements] == ["Rents are too high", "Ask us, first", "Nobody saw this"]
    assert found.people == ("7", "8")
    assert found.labels == ("0", "1")
    assert np.array_equal(found.votes, [[1, -1, np.nan], [1, 0, np.nan]], equal_nan=True)
    assert found.ready
    told = " ".join(found.summary)
    assert "2 people, 3 statements, 4 votes: 50% agree, 25% disagree, 25% neither." in told
    assert "1 statements were seen by nobody" in told
    assert "1 people gave no vote" in told


def test_the_long_table_of_votes_says_the_same_and_the_last_vote_counts() -> None:
    votes = b"timestamp,comment-id,voter-id,vote\n1,0,7,1\n2,1,7,1\n3,1,7,-1\n4,0,8,1\n5,1,8,0\n6,2,8,1\n"
    found = read_polis({"comments.csv": COMMENTS, "votes.csv": votes})
    assert np.array_equal(found.votes[:, :2], [[1, -1], [1, 0]])
    assert any("1 votes on statements that are not in comments.csv" in note for note in found.notes)


def test_a_vote_that_is_none_is_named_by_row_and_column() -> None:
    found = read_polis(polis(b"participant,0,1\n7,1,5\n8,yes,0\n"))
    assert not found.ready
    assert [(each.row, each.column, each.value) for each in found.problems] == [(2, "1", "5"), (3, "0", "yes")]
    assert "1 (agree), 0 (pass) or -1 (disagree)" in found.problems[0].words


def test_a_person_in_two_rows_is_named() -> None:
    found = read_polis(polis(b"participant,0\n7,1\n7,-1\n"))
    assert "two rows" in found.problems[0].fix


def test_a_missing_or_foreign_file_is_refused_with_what_to_add() -> None:
    with pytest.raises(Unreadable, match="add comments.csv"):
        read_polis({"participants-votes.csv": WIDE})
    with pytest.raises(Unreadable, match="add participants-votes.csv"):
        read_polis({"comments.csv": COMMENTS})
    with pytest.raises(Unreadable, match="no file of a Polis export"):
        read_polis({"other.csv": b"a,b\n1,2\n"})


def test_two_thousand_people_on_nine_hundred_statements_open_within_five_seconds() -> None:
    rng = np.random.default_rng(5)
    votes = rng.choice(np.array(["1", "0", "-1", ""]), size=(2000, 900))
    head = "participant,group-id," + ",".join(str(i) for i in range(900))
    wide = "\n".join([head, *(f"{i},{i % 3}," + ",".join(row) for i, row in enumerate(votes.tolist()))]).encode()
    comments = "comment-id,moderated,comment-body\n" + "\n".join(f"{i},1,Statement {i}" for i in range(900))
    began = time.perf_counter()
    found = read_polis({"comments.csv": comments.encode(), "participants-votes.csv": wide})
    told = found.summary
    seconds = time.perf_counter() - began
    assert told[0].startswith("2,000 people, 900 statements")
    assert found.cast == int((votes != "").sum())
    assert seconds < 5


QDC = """<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="x"><Codes>
<Code guid="a" name="Rent" isCodable="true"><Description>Paying for a home</Description>
<Code guid="b" name="Rent arrears" isCodable="true"/></Code></Codes></CodeBook>"""
QDE = """<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="p"><CodeBook><Codes><Code guid="a" name="Rent" isCodable="true"/></Codes>
</CodeBook><Sources><TextSource guid="s1" name="Interview 1" plainTextPath="internal://s1.txt">
<PlainTextSelection guid="x" startPosition="6" endPosition="24"><Coding guid="c"><CodeRef targetGUID="a"/></Coding>
</PlainTextSelection></TextSource><TextSource guid="s2" name="Note"><PlainTextContent>Short note</PlainTextContent>
</TextSource></Sources></Project>"""


def qdpx(members: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return packed.getvalue()


def test_a_codebook_gives_its_codes_nested_ones_too() -> None:
    found = read_codebook(QDC.encode())
    assert [(code.name, code.definition) for code in found.codes] == [
        ("Rent", "Paying for a home"),
        ("Rent arrears", ""),
    ]


def test_a_project_gives_codes_and_the_words_that_were_coded() -> None:
    found = read_project(qdpx({"project.qde": QDE, "sources/s1.txt": "Well. The rent went up. Yes."}))
    assert found.ready
    one, two = found.contributions
    assert (one.words, one.codes, one.consent) == ("The rent went up.", (("a", 0, 17),), "internal")
    assert two.words == "Short note"
    assert one.person != two.person


def test_words_coded_outside_of_their_source_are_named() -> None:
    found = read_project(qdpx({"project.qde": QDE, "sources/s1.txt": "Too short"}))
    assert "lie outside" in found.problems[0].words
    assert not found.ready


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(Unreadable, match="would unpack to"):
        read_project(qdpx({"project.qde": QDE, "sources/big.txt": b"0" * 70_000_000}))


def test_a_damaged_project_is_refused_in_a_sentence() -> None:
    whole = qdpx({"project.qde": QDE * 3}, zipfile.ZIP_DEFLATED)
    for at in range(40, 60):
        with pytest.raises(Unreadable, match="damaged or locked"):
            read_project(whole[:at] + b"\x00\xff" * 4 + whole[at + 8 :])


def test_a_name_that_climbs_out_is_refused() -> None:
    for name in ("../evil.txt", "/etc/evil.txt", "sources/../../evil.txt", "C:\\evil.txt"):
        with pytest.raises(Unreadable, match="leads out of it"):
            read_project(qdpx({"project.qde": QDE, name: "x"}))


def test_an_entity_bomb_and_an_outside_entity_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><CodeBook>&b;</CodeBook>'
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><CodeBook>&a;</CodeBook>'
    for text in (bomb, outside):
        with pytest.raises(Unreadable, match="entities"):
            read_codebook(text.encode())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not really", b"<html>", b"\xff\xfe\x00"])
def test_what_is_no_project_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_project(content)
    with pytest.raises(Unreadable):
        read_codebook(content)


def test_a_project_path_reads_no_file_of_the_machine() -> None:
    reaching = QDE.replace("internal://s1.txt", "absolute:///etc/passwd")
    found = read_project(qdpx({"project.qde": reaching}))
    assert [each.words for each in found.contributions] == ["Short note"]
    assert any("no plain text" in note for note in found.notes)


def test_the_template_of_contributions_is_read() -> None:
    found = read_contributions(template())
    assert found.ready
    assert found.contributions[0].stance == "conditional"
    assert found.groups == ("Care leavers 18–21",)


def test_wrong_rows_are_named_with_what_to_write() -> None:
    text = (
        "group,words,consent,stance,option\nA,Hello,yes,,\n,Hello,public,,\nA,Hello,counts_only,,\n"
        "A,Hello,public,maybe,B\nA,Hello,public,supports,\nA,Fine,public,supports,B\n"
    )
    found = read_contributions(text.encode())
    assert [(each.row, each.column) for each in found.problems] == [
        (2, "consent"), (3, "group"), (4, "words"), (5, "stance"), (6, "option"),
    ]  # fmt: skip
    assert not found.ready
    with pytest.raises(Unreadable, match="column consent is missing"):
        read_contributions(b"group,words\nA,b\n")


def test_hostile_words_stay_words() -> None:
    odd = "<script>alert(1)</script> \u202egnirts =1+1"
    found = read_contributions(f"group,words,consent\nA,{odd}\x07,public\n".encode())
    assert found.contributions[0].words == odd


def test_shares_need_a_source_a_period_and_to_fit_together() -> None:
    head = "dimension,category,share,source,period\n"
    good = read_shares(f"{head}sex,a,0.5,Census,2021\nsex,b,0.5,Census,2021\n".encode())
    assert good.ready
    bad = read_shares(
        f"{head}sex,a,50%,Census,2021\nsex,b,0.5,,2021\nsex,c,0.5,Census,soon\nsex,d,1.5,C,2021\n".encode()
    )
    assert [(each.row, each.column) for each in bad.problems] == [
        (2, "share"),
        (3, "source"),
        (4, "period"),
        (5, "share"),
    ]
    over = read_shares(f"{head}sex,a,0.9,Census,2021\nsex,b,0.5,Census,2021\n".encode())
    assert "add up to 1.40" in over.problems[0].words
