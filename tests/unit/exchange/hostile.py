"""Files that must not get in: each by what is wrong with it, made here and never kept as files."""

import io
import zipfile

HEAD = "option,outcome,programme,citation,design,effect,standard_error,participants"
GOOD = "B,Homelessness,Alpha,Author (2020),rct,0.20,0.12,300"


def one(**changes: str) -> bytes:
    """A file of one row, good but for the changes; new columns are added at the end."""
    row = dict(zip(HEAD.split(","), GOOD.split(","), strict=True)) | changes
    cells = [f'"{value}"' if "," in value else value for value in row.values()]
    return f"{','.join(row)}\n{','.join(cells)}\n".encode()


def many(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *rows, ""]).encode()


def xlsx() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as book:
        book.writestr("[Content_Types].xml", "<Types/>")
    return buffer.getvalue()


COUNTS = {"effect": "", "standard_error": ""}
FILES: dict[str, bytes] = {
    "nothing in it": b"",
    "blanks only": b"  \n \n",
    "a byte order mark only": b"\xef\xbb\xbf",
    "a heading only": HEAD.encode(),
    "a spreadsheet renamed": xlsx(),
    "an old spreadsheet renamed": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100,
    "a PDF renamed": b"%PDF-1.7\n" + b"x" * 100,
    "a picture renamed": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
    "a compressed file renamed": b"\x1f\x8b\x08\x00" + b"\x00" * 100,
    "a web page": b"<!DOCTYPE html><html><body>no</body></html>",
    "XML with an entity bomb": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>',
    "rich text": b"{\\rtf1 hello}",
    "UTF-16": "option,outcome\nB,Homelessness\n".encode("utf-16"),
    "UTF-16 without a mark": "option,outcome\nB,Homelessness\n".encode("utf-16-le"),
    "Latin-1": one(programme="Caf").replace(b"Caf", b"Caf\xe9"),
    "half a letter at the end": one() + b"\xe2\x82",
    "zero bytes": many(GOOD).replace(b"Alpha", b"Al\x00pha"),
    "binary": bytes(range(256)) * 50,
    "over 10 MB": many(GOOD) + b"x" * (10 * 1024 * 1024),
    "100 MB": b"a," * (50 * 1024 * 1024),
    "50,000 columns": (",".join(f"c{i}" for i in range(50_000)) + "\n" + "1," * 49_999 + "1\n").encode(),
    "long unknown names": (",".join("x" * 9_000 + str(i) for i in range(150)) + "\n").encode() + b"1\n",
    "201 columns": (",".join(f"c{i}" for i in range(201)) + "\n").encode() + b"1\n",
    "200,000 rows": many(*[GOOD] * 200_000),
    "20,000 studies": many(*[GOOD.replace("Alpha", f"A{i}") for i in range(20_000)]),
    "one very long cell": one(programme="x" * 50_000),
    "a cell over the field limit": one(programme="x" * 200_000),
    "a quotation mark never closed": many('"' + GOOD),
    "a quotation mark inside a cell": many(GOOD.replace("Alpha", '"Al"pha')),
    "rows too short": many(GOOD, "B,Homelessness,Beta"),
    "rows too long": many(GOOD, GOOD.replace("Alpha", "Beta") + ",9,9"),
    "an unknown column": one(sample_size="300"),
    "a column twice": b"option,option,outcome,programme,citation,design\nB,B,Homelessness,A,C,rct\n",
    "a column missing": one().replace(b"citation,", b"").replace(b"Author (2020),", b""),
    "a heading of numbers": b"1,2,3\n4,5,6\n",
    "JSON": b'{"effect": 0.2}\n[1, 2]\n',
    "an unknown option": one(option="Mentoring"),
    "no option": one(option=""),
    "an unknown outcome": one(outcome="Homelesness"),
    "no outcome": one(outcome=""),
    "an unknown design": one(design="before and after"),
    "an unknown metric": one(metric="hazard ratio"),
    "an unknown rating": one(risk_of_bias="quite good"),
    "a rating of the other tool": one(risk_of_bias="serious", risk_of_bias_tool="RoB 2"),
    "a negative error": one(standard_error="-0.12"),
    "an error of zero": one(standard_error="0"),
    "no error": one(standard_error=""),
    "no effect": one(effect=""),
    "a negative variance": one(standard_error="", variance="-0.01"),
    "an error and a variance that disagree": one(variance="0.12"),
    "an interval and an error that disagree": one(ci_low="-0.9", ci_high="1.3"),
    "an interval without the effect": one(standard_error="", ci_low="0.3", ci_high="0.5"),
    "swapped ends": one(standard_error="", ci_low="0.4", ci_high="0.1"),
    "one end of an interval": one(standard_error="", ci_low="0.1"),
    "an interval of no width": one(standard_error="", ci_low="0.2", ci_high="0.2"),
    "an interval of 0 percent": one(standard_error="", ci_low="0.1", ci_high="0.3", ci_level="0"),
    "a ratio with an error": one(metric="odds ratio", effect="0.6"),
    "a ratio below zero": one(metric="odds ratio", effect="-0.6", standard_error="", ci_low="0.4", ci_high="0.9"),
    "a ratio whose interval reaches zero": one(metric="OR", effect="0.6", standard_error="", ci_low="0", ci_high="0.9"),
    "a risk ratio without a risk": one(metric="RR", effect="0.6", standard_error="", ci_low="0.4", ci_high="0.9"),
    "a risk ratio over 100 in 100": one(
        metric="RR", effect="3", standard_error="", ci_low="2", ci_high="4.5", comparison_risk="0.4"
    ),
    "a correlation of 1": one(metric="r", effect="1", standard_error=""),
    "NaN": one(effect="NaN"),
    "infinity": one(effect="inf"),
    "1e400": one(effect="1e400"),
    "1e-400 as an error": one(standard_error="1e-400"),
    "a decimal comma": one(effect="0,20"),
    "a percent sign": one(effect="20%"),
    "a typographic minus": one(effect="−0.20"),
    "words for a number": one(effect="small"),
    "a number with an underscore": one(effect="1_0"),
    "Arabic digits": one(effect="٠.٢"),
    "a date for a number": one(effect="2020-01-02"),
    "people in halves": one(participants="300.5"),
    "people with a mark between thousands": one(participants="1,300"),
    "no people": one(participants="0"),
    "minus people": one(participants="-5"),
    "months below zero": one(follow_up_months="-3"),
    "a risk in percent": one(comparison_risk="27"),
    "more events than people": one(
        **COUNTS, events_option="30", total_option="20", events_comparison="3", total_comparison="20"
    ),
    "three of four counts": one(**COUNTS, events_option="3", total_option="20", events_comparison="3"),
    "nobody with the event": one(
        **COUNTS, events_option="0", total_option="20", events_comparison="0", total_comparison="20"
    ),
    "counts and an effect": one(events_option="3", total_option="20", events_comparison="4", total_comparison="20"),
    "means without a deviation": one(**COUNTS, mean_option="3", n_option="20", mean_comparison="4", n_comparison="20"),
    "a deviation of zero": one(
        **COUNTS,
        mean_option="3",
        sd_option="0",
        n_option="20",
        mean_comparison="4",
        sd_comparison="1",
        n_comparison="20",
    ),
    "a group of one": one(
        **COUNTS,
        mean_option="3",
        sd_option="1",
        n_option="1",
        mean_comparison="4",
        sd_comparison="1",
        n_comparison="20",
    ),
    "the same row twice": many(GOOD, GOOD),
    "the same id twice": many(
        f"{GOOD},E1", f"{GOOD.replace('Alpha', 'Beta').replace('0.20', '0.3')},E1", head=f"{HEAD},effect_id"
    ),
    "an effect held already": one(programme="Held", effect="0.5"),
    "an example of the template": one(programme="Example A (replace)"),
    "a name too long": one(programme="x" * 2000),
    "a formula for a number": one(effect="=1+1"),
    "a script for a number": one(effect="<script>alert(1)</script>"),
    "SQL for a number": one(effect="0); drop table effect; --"),
    "two bad rows among good ones": many(
        GOOD,
        GOOD.replace("Alpha", "Beta").replace("0.12", "-1"),
        GOOD.replace("Alpha", "Gamma").replace("rct", "guess"),
    ),
}
