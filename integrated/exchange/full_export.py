"""Everything that may leave the machine, as one .zip: Parquet, CSV, a datapackage.json and a checksum for each file.

Two kinds of CSV are in it. The one for machines keeps every cell as it is; an empty cell is a gap, "" an empty text.
The one for spreadsheets starts with a mark that Excel needs, and puts an apostrophe before text that would start a
formula.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd
import pyarrow
import pyarrow.csv
import pyarrow.parquet

DESCRIBED_IN = "datapackage.json"
READ_ME = "README.txt"
TABLES, MACHINE, SPREADSHEET, PEOPLE = "parquet", "csv", "csv-for-spreadsheets", "people"
NO_TIME = (1980, 1, 1, 0, 0, 0)  # so that the same rows give the same bytes
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_BYTES = 512 * 1024 * 1024
WORDS = """Everything from one Integrated database that may leave the machine.

parquet/               every table, with its types: this is what is read back
csv/                   the same tables for machines: UTF-8, an empty cell is a gap, "" an empty text
csv-for-spreadsheets/  the same tables for Excel and its like: an apostrophe before text that would start a formula
people/                what may be shown about people: reviewed public words, and counts with small ones hidden
datapackage.json       what each file is, its columns, and its SHA-256

Left out, and why:
{left_out}
"""


class Whole(Protocol):
    """One table as the store hands it out."""

    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> str: ...

    @property
    def columns(self) -> Mapping[str, str]: ...

    @property
    def rows(self) -> pd.DataFrame: ...


class NotAnExport(ValueError):
    """A file that is not an export, or not whole; one sentence for the screen."""


@dataclass(frozen=True)
class Export:
    """The file, and the checksum of every table in it (path to SHA-256)."""

    content: bytes
    checksums: Mapping[str, str]


def full_export(
    tables: Iterable[Whole], people: Mapping[str, pd.DataFrame], left_out: Mapping[str, str], *, illustrative: bool
) -> Export:
    """The export as one .zip.

    Parameters
    ----------
    tables : the tables that leave whole.
    people : name to rows that may be shown about people, suppressed already.
    left_out : table to why it stays.
    illustrative : whether the database holds an example; the package says so.
    """
    files: dict[str, bytes] = {}
    described: list[dict[str, Any]] = []
    checksums: dict[str, str] = {}
    for table in tables:
        typed = _typed(table.rows, table.columns)
        for path, content in _three(table.name, typed).items():
            files[path] = content
            checksums[path] = hashlib.sha256(content).hexdigest()
            described.append(_resource(path, content, typed.schema, table.kind, len(table.rows)))
    for name, rows in people.items():
        path, content = f"{PEOPLE}/{name}.csv", spreadsheet_csv(rows)
        files[path] = content
        described.append(_resource(path, content, _as_words(rows), PEOPLE, len(rows)))
    files[READ_ME] = WORDS.format(left_out="\n".join(f"- {name}: {why}" for name, why in left_out.items())).encode()
    files[DESCRIBED_IN] = _package(described, left_out, illustrative=illustrative)
    return Export(_zipped(files), checksums)


def read_export(content: bytes) -> tuple[tuple[str, pd.DataFrame], ...]:
    """The tables of an export, after every checksum was compared.

    Raises
    ------
    NotAnExport
        Not a .zip of ours, too large once unpacked, a file missing, or a file that is not as it was written.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            if sum(each.file_size for each in box.infolist()) > MOST_BYTES:
                raise NotAnExport("Unpacked, this file is over 512 MB, which is more than is read here.")
            package = json.loads(box.read(DESCRIBED_IN))
            found = []
            for resource in package["resources"]:
                path, expected = str(resource["path"]), str(resource["hash"])
                held = box.read(path)
                if f"sha256:{hashlib.sha256(held).hexdigest()}" != expected:
                    raise NotAnExport(f"“{path[:80]}” is not as it was written: its checksum differs. Export again.")
                if path.startswith(f"{TABLES}/"):
                    read = pyarrow.parquet.read_table(io.BytesIO(held))
                    found.append((path.removeprefix(f"{TABLES}/").removesuffix(".parquet"), _plain(read)))
            return tuple(found)
    except NotAnExport:
        raise
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, pyarrow.ArrowException, NotImplementedError) as error:
        raise NotAnExport("This is not an export of Integrated, or it was cut off: choose the .zip again.") from error


def same_tables(content: bytes, tables: Iterable[Whole]) -> bool:
    """Whether tables give the very files that an export holds: every table's, by its checksum."""
    package = json.loads(zipfile.ZipFile(io.BytesIO(content)).read(DESCRIBED_IN))
    before = {each["path"]: each["hash"] for each in package["resources"] if each["kind"] != PEOPLE}
    now = full_export(tables, {}, {}, illustrative=False).checksums
    return before == {path: f"sha256:{checksum}" for path, checksum in now.items()}


def machine_csv(typed: pyarrow.Table) -> bytes:
    """CSV for machines: nothing is changed in any cell."""
    buffer = io.BytesIO()
    pyarrow.csv.write_csv(typed, buffer)
    return buffer.getvalue()


def spreadsheet_csv(rows: pd.DataFrame) -> bytes:
    """CSV for spreadsheets: a byte order mark, and an apostrophe before what would start a formula."""
    harmless = rows.map(
        lambda cell: f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS_A_FORMULA) else cell
    )
    return bytes(harmless.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig"))


def _three(name: str, typed: pyarrow.Table) -> dict[str, bytes]:
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(typed, buffer, compression="zstd")
    return {
        f"{TABLES}/{name}.parquet": buffer.getvalue(),
        f"{MACHINE}/{name}.csv": machine_csv(typed),
        f"{SPREADSHEET}/{name}.csv": spreadsheet_csv(_plain(typed)),
    }


def _typed(rows: pd.DataFrame, columns: Mapping[str, str]) -> pyarrow.Table:
    fields = [pyarrow.field(name, _type(kind)) for name, kind in columns.items()]
    arrays = [pyarrow.array(rows[each.name], type=each.type, from_pandas=True) for each in fields]
    return pyarrow.Table.from_arrays(arrays, schema=pyarrow.schema(fields))


def _type(kind: str) -> pyarrow.DataType:
    if kind.startswith(("double", "real", "numeric", "float", "decimal")):
        return pyarrow.float64()
    if "int" in kind:
        return pyarrow.int64()
    if kind == "boolean":
        return pyarrow.bool_()
    if kind == "date":
        return pyarrow.date32()
    return pyarrow.timestamp("us") if kind.startswith("timestamp") else pyarrow.string()


def _as_words(rows: pd.DataFrame) -> pyarrow.Schema:
    """Columns about people are words: a count may be "hidden"."""
    return pyarrow.schema([pyarrow.field(str(name), pyarrow.string()) for name in rows.columns])


def _plain(typed: pyarrow.Table) -> pd.DataFrame:
    """Python's own values, None for a gap: whole numbers with a gap stay whole."""
    return pd.DataFrame({name: pd.Series(typed[name].to_pylist(), dtype=object) for name in typed.column_names})


def _resource(path: str, content: bytes, schema: pyarrow.Schema, kind: str, rows: int) -> dict[str, Any]:
    ending = path.rsplit(".", 1)[-1]
    return {
        "name": path.rsplit(".", 1)[0].replace("/", "-"),
        "path": path,
        "format": ending,
        "mediatype": "text/csv" if ending == "csv" else "application/vnd.apache.parquet",
        "kind": kind,
        "rows": rows,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {"fields": [{"name": each.name, "type": _word(each.type)} for each in schema]},
    }


def _word(kind: pyarrow.DataType) -> str:
    """A type as Frictionless Table Schema names it."""
    if pyarrow.types.is_integer(kind):
        return "integer"
    if pyarrow.types.is_floating(kind):
        return "number"
    if pyarrow.types.is_boolean(kind):
        return "boolean"
    if pyarrow.types.is_date(kind):
        return "date"
    return "datetime" if pyarrow.types.is_timestamp(kind) else "string"


def _package(described: list[dict[str, Any]], left_out: Mapping[str, str], *, illustrative: bool) -> bytes:
    package = {
        "name": "integrated-export",
        "title": "Everything from one Integrated database that may leave the machine",
        "profile": "data-package",
        "illustrative": illustrative,
        "left_out": dict(left_out),
        "resources": described,
    }
    return json.dumps(package, indent=1, ensure_ascii=False).encode()


def _zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as box:
        for path, content in files.items():
            box.writestr(zipfile.ZipInfo(path, NO_TIME), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
