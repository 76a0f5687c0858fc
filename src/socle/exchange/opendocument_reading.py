"""ODS read as a stream: the format repeats rows and cells by a number, which must never be believed.

No library in use reads it so: odfpy builds the whole document, and unfolds what is repeated, before any limit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from socle.exchange.cells import checked, printable
from socle.exchange.refusals import MOST_COLUMNS, MOST_ROWS, broken, too_many_columns, too_many_rows
from socle.exchange.tables import Row

TABLE, TEXT, OFFICE = (f"urn:oasis:names:tc:opendocument:xmlns:{one}:1.0 " for one in ("table", "text", "office"))
CELLS = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})
SPACES = f"{TEXT}s"
NOTE = f"{OFFICE}annotation"
DATE = f"{OFFICE}date-value"
NUMBER = f"{OFFICE}value"
BOOLEAN = f"{OFFICE}boolean-value"
KIND = f"{OFFICE}value-type"
NUMERIC = frozenset({"float", "percentage", "currency"})
Attributes = Mapping[str, str]


class _Forbidden(Exception):  # noqa: N818 - a document type has no reason to be in a spreadsheet
    """The document declares entities."""


@dataclass(slots=True)
class _Sheets:
    """What the parser has met so far."""

    file: str
    sheets: list[tuple[str, list[Row]]] = field(default_factory=list)
    number: int = 0
    row_repeats: int = 1
    cells: list[str] = field(default_factory=list)
    width: int = 0
    cell: Attributes | None = None
    paragraphs: list[str] = field(default_factory=list)
    depth_of_note: int = 0
    in_paragraph: bool = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == NOTE or self.depth_of_note:
            self.depth_of_note += 1
        elif tag == f"{TABLE}table":
            self.sheets.append((attributes.get(f"{TABLE}name", ""), []))
            self.number = 1
        elif tag == f"{TABLE}table-row":
            self.cells, self.width = [], 0
            self.row_repeats = _count(attributes.get(f"{TABLE}number-rows-repeated"))
        elif tag in CELLS:
            self.cell, self.paragraphs = attributes, []
        elif self.cell is not None:
            self._inside(tag, attributes)

    def _inside(self, tag: str, attributes: Attributes) -> None:
        if tag == f"{TEXT}p":
            self.paragraphs.append("")
            self.in_paragraph = True
        elif self.in_paragraph and tag == SPACES:
            self.paragraphs[-1] += " " * min(_count(attributes.get(f"{TEXT}c")), 100)
        elif self.in_paragraph and tag in {f"{TEXT}tab", f"{TEXT}line-break"}:
            self.paragraphs[-1] += "\n" if tag.endswith("line-break") else "\t"

    def text(self, data: str) -> None:
        if self.in_paragraph and not self.depth_of_note:
            self.paragraphs[-1] += data

    def end(self, tag: str) -> None:
        if self.depth_of_note:
            self.depth_of_note -= 1
        elif tag == f"{TEXT}p":
            self.in_paragraph = False
        elif tag in CELLS and self.cell is not None:
            self._end_cell(self.cell)
            self.cell = None
        elif tag == f"{TABLE}table-row" and self.sheets:
            self._end_row()

    def _end_cell(self, attributes: Attributes) -> None:
        """An empty cell moves the column and costs nothing; a written one is repeated within the limit."""
        value = _value(attributes, "\n".join(self.paragraphs))
        repeats = _count(attributes.get(f"{TABLE}number-columns-repeated"))
        if value:
            if self.width + repeats > MOST_COLUMNS:
                raise too_many_columns(f"Ligne {self.number}")
            self.cells += [""] * (self.width - len(self.cells))
            self.cells += [checked(value, self.number, self.width)] * repeats
        self.width += repeats

    def _end_row(self) -> None:
        rows = self.sheets[-1][1]
        if self.cells:
            if len(rows) + self.row_repeats > MOST_ROWS + 1:
                raise too_many_rows(self.file)
            rows += [Row(self.number + rank, tuple(self.cells)) for rank in range(self.row_repeats)]
        self.number += self.row_repeats


def _count(text: str | None) -> int:
    return max(int(text), 1) if text and text.isascii() and text.isdigit() else 1


def _value(attributes: Attributes, shown: str) -> str:
    kind = attributes.get(KIND, "")
    if kind == "date" and DATE in attributes:
        day, _, hour = attributes[DATE].partition("T")
        return printable(day if not hour.strip("0:.") else f"{day} {hour}")
    if kind == "boolean" and BOOLEAN in attributes:
        return "oui" if attributes[BOOLEAN] == "true" else "non"
    if kind in NUMERIC and NUMBER in attributes:
        return printable(attributes[NUMBER].removesuffix(".0"))
    return printable(shown).strip()


def sheets_of(name: str, content: bytes) -> list[tuple[str, list[Row]]]:
    """The sheets of an ODS by name, with their written lines; raises Unreadable."""
    found = _Sheets(name)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
    parser.StartDoctypeDeclHandler = _refuse_doctype()
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, _Forbidden, ValueError, LookupError) as error:
        raise broken(name) from error
    return found.sheets


def _refuse_doctype() -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise _Forbidden

    return refuse
