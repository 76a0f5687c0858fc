"""XLSX written row by row: texts stay texts even when they look like formulas, dates are dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from socle.exchange.cells import DANGEROUS, NO, YES, local, printable
from socle.exchange.tables import Cell, Sheet, column_letters

BOLD = Font(bold=True)
DAY, MOMENT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
LONGEST_TITLE = 31
FORBIDDEN_IN_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
ABOUT = "À propos"
WIDTHS = (12, 48)


def xlsx_of(sheet: Sheet) -> Iterator[bytes]:
    """A workbook of one sheet, and of a second one when `about` says where it comes from."""
    book = Workbook(write_only=True)
    body = book.create_sheet(sheet_title(sheet.title))
    body.freeze_panes = "A2"
    for index, column in enumerate(sheet.columns):
        body.column_dimensions[column_letters(index)].width = min(max(len(column) + 4, WIDTHS[0]), WIDTHS[1])
    body.append([_bold(body, column) for column in sheet.columns])
    for row in sheet.rows:
        body.append([_cell(body, value) for value in row])
    if sheet.about:
        _write_about(book, sheet.about)
    buffer = BytesIO()
    book.save(buffer)
    yield buffer.getvalue()


def sheet_title(title: str) -> str:
    """A title as spreadsheets accept it."""
    return printable(title).translate(FORBIDDEN_IN_TITLE).strip()[:LONGEST_TITLE].strip() or "Tableau"


def _write_about(book: Workbook, about: Sequence[tuple[str, Cell]]) -> None:
    notes = book.create_sheet(ABOUT)
    notes.column_dimensions["A"].width = notes.column_dimensions["B"].width = WIDTHS[1]
    for label, value in about:
        notes.append([_bold(notes, label), _cell(notes, value)])


def _bold(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    cell = _text(sheet, text)
    cell.font = BOLD
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Cell) -> WriteOnlyCell:
    if isinstance(value, str):
        return _text(sheet, value)
    if isinstance(value, bool):
        return _text(sheet, YES if value else NO)
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, value=local(value))
        cell.number_format = MOMENT
        return cell
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, date):
        cell.number_format = DAY
    return cell


def _text(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    """A text, never a formula nor an error, whatever its first character; marked so for who edits the cell."""
    clean = printable(text)
    cell = WriteOnlyCell(sheet, value="")
    cell._value, cell.data_type = clean, "s"  # noqa: SLF001 - the only way to keep openpyxl from reading « =1+1 »
    if DANGEROUS.match(clean):
        cell.quotePrefix = True
    return cell
