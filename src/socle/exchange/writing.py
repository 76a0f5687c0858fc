"""One door for what leaves: the same table as CSV, XLSX, ODS or JSON lines, its cells made harmless."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import StringIO
from typing import NamedTuple

from socle.exchange.cells import local, neutral, printable, text_of
from socle.exchange.opendocument_writing import ods_of
from socle.exchange.spreadsheets import xlsx_of
from socle.exchange.tables import Cell, Format, Sheet

BOM = "\ufeff"
LINES_AT_ONCE = 500
LONGEST_NAME = 80
TYPES = {
    Format.CSV: ("text/csv; charset=utf-8", "csv"),
    Format.CSV_COMMA: ("text/csv; charset=utf-8", "csv"),
    Format.XLSX: ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    Format.ODS: ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
    Format.JSON_LINES: ("application/jsonl; charset=utf-8", "jsonl"),
}
LABELS = {
    Format.CSV: "CSV (point-virgule)",
    Format.CSV_COMMA: "CSV (virgule)",
    Format.XLSX: "XLSX (Excel)",
    Format.ODS: "ODS (LibreOffice)",
    Format.JSON_LINES: "JSON, une ligne par objet",
}


class Written(NamedTuple):
    """A file ready to be answered: its bytes piece by piece, its media type, its name."""

    content: Iterator[bytes]
    content_type: str
    filename: str


def write_table(format_: Format, sheet: Sheet) -> Written:
    """The sheet in this format; CSV and JSON lines are produced as they are read, a workbook when its last row is."""
    content_type, extension = TYPES[format_]
    return Written(_content(format_, sheet), content_type, f"{file_stem(sheet.title)}.{extension}")


def file_stem(title: str) -> str:
    """A title as a file name that every system accepts.

    >>> file_stem("Habilitations — été 2026")
    'habilitations-ete-2026'
    """
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME] or "tableau"


def _content(format_: Format, sheet: Sheet) -> Iterator[bytes]:
    match format_:
        case Format.CSV:
            return _csv(sheet, ";")
        case Format.CSV_COMMA:
            return _csv(sheet, ",")
        case Format.JSON_LINES:
            return _json_lines(sheet)
        case Format.XLSX:
            return xlsx_of(sheet)
        case Format.ODS:
            return ods_of(sheet)


def _csv(sheet: Sheet, separator: str) -> Iterator[bytes]:
    """UTF-8 with its mark, which Excel needs; a decimal comma where `;` separates, as French spreadsheets expect."""
    buffer = StringIO()
    buffer.write(BOM)
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n")
    writer.writerow([neutral(printable(column)) for column in sheet.columns])
    for rank, row in enumerate(sheet.rows, start=1):
        writer.writerow([_shown(cell, separator) for cell in row] or [""])
        if rank % LINES_AT_ONCE == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _shown(cell: Cell, separator: str) -> str:
    if isinstance(cell, str):
        return neutral(printable(cell))
    if isinstance(cell, datetime):
        return local(cell).isoformat(" ")
    if isinstance(cell, float) and not cell.is_integer():
        return repr(cell).replace(".", ",") if separator == ";" else repr(cell)
    return text_of(cell)


def _json_lines(sheet: Sheet) -> Iterator[bytes]:
    for row in sheet.rows:
        line = dict(zip(sheet.columns, map(_plain, row), strict=False))
        yield (json.dumps(line, ensure_ascii=False) + "\n").encode()


def _plain(cell: Cell) -> str | int | float | bool | None:
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()
    return printable(cell) if isinstance(cell, str) else cell


def formats() -> Sequence[tuple[str, str]]:
    """The formats as choices of a form, the default first."""
    return [(one.value, LABELS[one]) for one in Format]
