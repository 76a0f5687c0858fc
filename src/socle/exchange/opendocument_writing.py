"""ODS written with the standard library: an archive of two short XML files, cheaper than the library that writes it.

Source: OpenDocument 1.3, parts 2 (packages) and 3 (schema).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from socle.exchange.cells import NO, YES, local, printable
from socle.exchange.packages import ODS_TYPE
from socle.exchange.spreadsheets import ABOUT, sheet_title
from socle.exchange.tables import Cell, Sheet

NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    )
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
MANIFEST = f"""{DECLARATION}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" \
manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE.decode()}"/>\
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
DAY = '<number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/>\
<number:text>/</number:text><number:year number:style="long"/>'
HOUR = '<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text>\
<number:minutes number:style="long"/>'
OPENING = f"""{DECLARATION}<office:document-content {NAMESPACES} office:version="1.3"><office:automatic-styles>\
<number:date-style style:name="N1">{DAY}</number:date-style>\
<number:date-style style:name="N2">{DAY}{HOUR}</number:date-style>\
<style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/>\
<style:style style:name="moment" style:family="table-cell" style:data-style-name="N2"/>\
<style:style style:name="head" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>\
</office:automatic-styles><office:body><office:spreadsheet>"""
CLOSING = "</office:spreadsheet></office:body></office:document-content>"


def ods_of(sheet: Sheet) -> Iterator[bytes]:
    """A workbook of one sheet, and of a second one when `about` says where it comes from."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS_TYPE, ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        with archive.open("content.xml", "w") as content:
            for piece in _document(sheet):
                content.write(piece.encode())
    yield buffer.getvalue()


def _document(sheet: Sheet) -> Iterator[str]:
    yield OPENING
    yield f"<table:table table:name={quoteattr(sheet_title(sheet.title))}>"
    yield _row(sheet.columns, style="head")
    yield from map(_row, sheet.rows)
    yield "</table:table>"
    if sheet.about:
        yield f"<table:table table:name={quoteattr(ABOUT)}>"
        yield from (_row((label, value)) for label, value in sheet.about)
        yield "</table:table>"
    yield CLOSING


def _row(cells: Sequence[Cell], *, style: str = "") -> str:
    return f"<table:table-row>{''.join(_cell(cell, style) for cell in cells)}</table:table-row>"


def _cell(value: Cell, style: str = "") -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, bool):
        return _typed("string", "", _paragraph(YES if value else NO))
    if isinstance(value, (int, float)):
        return _typed("float", f' office:value="{value}"', _paragraph(str(value)))
    if isinstance(value, datetime):
        moment = local(value)
        kept = f' office:date-value="{moment.isoformat()}" table:style-name="moment"'
        return _typed("date", kept, _paragraph(f"{moment:%d/%m/%Y %H:%M}"))
    if isinstance(value, date):
        kept = f' office:date-value="{value.isoformat()}" table:style-name="day"'
        return _typed("date", kept, _paragraph(f"{value:%d/%m/%Y}"))
    styled = f' table:style-name="{style}"' if style else ""
    return _typed("string", styled, "".join(_paragraph(line) for line in printable(value).split("\n")))


def _typed(kind: str, attributes: str, content: str) -> str:
    return f'<table:table-cell office:value-type="{kind}"{attributes}>{content}</table:table-cell>'


def _paragraph(text: str) -> str:
    """A paragraph whose spaces are kept: XML readers fold what is written twice."""
    kept = escape(text).replace("\t", "<text:tab/>").replace("  ", " <text:s/>")
    return f"<text:p>{kept}</text:p>"
