"""XLSX and ODS: the first sheet that is not empty, its dates as dates, under the limits."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from socle.exchange.cells import checked, text_of
from socle.exchange.opendocument_reading import sheets_of
from socle.exchange.packages import ODS_TYPE, unpacked
from socle.exchange.refusals import (
    MOST_COLUMNS,
    MOST_ROWS,
    FileCode,
    Unreadable,
    broken,
    empty,
    too_many_columns,
    too_many_rows,
    unreadable,
)
from socle.exchange.tables import Format, Row, Table
from socle.exchange.trimming import headed

CONTENT, BOOK = "content.xml", "xl/workbook.xml"
DOCTYPE = b"<!DOCTYPE"
DOCTYPE_WITHIN = 4_096
HIGHEST_SHEET = 1_048_576


def read_workbook(name: str, data: bytes) -> Table:
    """The table of a XLSX or ODS file; raises Unreadable."""
    files = unpacked(name, data)
    if files.get("mimetype", b"").strip() == ODS_TYPE and CONTENT in files:
        sheets, format_ = sheets_of(name, files[CONTENT]), Format.ODS
    elif BOOK in files:
        sheets, format_ = _sheets_of_xlsx(name, data, files), Format.XLSX
    else:
        raise _other_document(name)
    written = [(title, rows) for title, rows in sheets if rows]
    if not written:
        raise empty(name)
    title, rows = written[0]
    columns, kept = headed(name, rows)
    return Table(name, format_, columns, kept, sheet=title, remarks=_remarks([one for one, _ in sheets], title))


def _remarks(titles: list[str], chosen: str) -> tuple[str, ...]:
    if len(titles) == 1:
        return ()
    return (f"Le classeur a {len(titles)} feuilles : la première qui n'est pas vide, « {chosen} », a été lue.",)


def _other_document(name: str) -> Unreadable:
    return unreadable(
        FileCode.UNKNOWN,
        f"« {name} » n'est pas un classeur : c'est une archive ou un autre document.",
        "Choisissez un fichier CSV, XLSX ou ODS.",
    )


def _sheets_of_xlsx(name: str, data: bytes, files: dict[str, bytes]) -> list[tuple[str, list[Row]]]:
    if any(DOCTYPE in content[:DOCTYPE_WITHIN] for content in files.values()):
        raise broken(name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            return [(sheet.title, list(_rows(name, sheet))) for sheet in book.worksheets]
    except Unreadable:
        raise
    except Exception as error:
        raise broken(name) from error


def _rows(name: str, sheet: ReadOnlyWorksheet) -> Iterator[Row]:
    """The written lines of a sheet; what it says of its own size is not believed."""
    sheet.reset_dimensions()
    written = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > HIGHEST_SHEET:
            raise broken(name)
        if any(value is not None for value in values[MOST_COLUMNS:]):
            raise too_many_columns(f"Ligne {number}")
        cells = tuple(checked(text_of(value), number, index) for index, value in enumerate(values[:MOST_COLUMNS]))
        if any(cells):
            written += 1
            if written > MOST_ROWS + 1:
                raise too_many_rows(name)
            yield Row(number, cells)
