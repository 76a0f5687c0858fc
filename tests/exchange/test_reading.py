"""A file of a French office is read whatever wrote it; what cannot be read says what, where and the remedy."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from io import BytesIO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from socle.exchange import refusals
from socle.exchange.encodings import LABELS
from socle.exchange.packages import ODS_TYPE
from socle.exchange.reading import read_table
from socle.exchange.refusals import FileCode, Unreadable
from socle.exchange.tables import Format, Sheet
from socle.exchange.writing import write_table

LIST = "Nom;Prénom;Fonction\nLefèvre;Zoé;Éducatrice spécialisée\nDuçœur;Joëlle;Chargée d'accueil\n"


def refused(name: str, data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_table(name, data)
    return caught.value


@pytest.mark.parametrize("encoding", LABELS)
def test_each_encoding_of_an_office_is_guessed(encoding):
    try:
        data = LIST.encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("no œ in it")
    table = read_table("liste.csv", data)
    assert [row.cells[1] for row in table.rows] == ["Zoé", "Joëlle"]
    assert f"Texte {LABELS[encoding]}" in table.remarks[0]


@pytest.mark.parametrize("bom", ["utf-8-sig", "utf-16"])
def test_a_mark_at_the_start_says_the_encoding(bom):
    assert read_table("liste.csv", LIST.encode(bom)).columns == ("Nom", "Prénom", "Fonction")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_each_separator_is_found(separator):
    table = read_table("liste.csv", LIST.replace(";", separator).encode())
    assert table.columns == ("Nom", "Prénom", "Fonction")


def test_excel_announces_its_separator_and_lines_keep_their_number():
    table = read_table("liste.csv", b"sep=|\r\n\r\nNom|Note\r\nDurand|un; deux\r\n\r\nPetit|x")
    assert table.columns == ("Nom", "Note")
    assert [(row.number, row.cells) for row in table.rows] == [(4, ("Durand", "un; deux")), (6, ("Petit", "x"))]


def test_a_quoted_line_end_stays_in_its_cell():
    table = read_table("liste.csv", b'Nom;Adresse\r\nDurand;"1, rue A\r\nVilleneuve"\r\nPetit;ici')
    assert [row.cells[1] for row in table.rows] == ["1, rue A\nVilleneuve", "ici"]
    assert [row.number for row in table.rows] == [2, 3]


def test_an_unclosed_quote_is_shown_at_its_line():
    error = refused("liste.csv", b'Nom;Note\nDurand;x\nPetit;"jamais ferm')
    assert error.decision.code == FileCode.QUOTE
    assert error.decision.reason.startswith("Ligne 3 ")


def test_a_name_keeps_neither_folder_nor_control_character():
    assert read_table("C:\\dossier\\li\0ste.csv", b"a;b").name == "liste.csv"


def test_surplus_cells_are_kept_for_the_reader_to_judge():
    assert read_table("l.csv", b"a;b\n1;2;3").rows[0].cells == ("1", "2", "3")


def workbook(*sheets: tuple[str, list[tuple[object, ...]]]) -> bytes:
    book, buffer = Workbook(), BytesIO()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(buffer)
    return buffer.getvalue()


def test_the_first_sheet_that_is_not_empty_is_read_and_said():
    table = read_table("x.xlsx", workbook(("Vide", []), ("Équipe", [("Nom",), ("Durand",)]), ("Notes", [("a",)])))
    assert (table.sheet, table.format) == ("Équipe", Format.XLSX)
    assert table.remarks == ("Le classeur a 3 feuilles : la première qui n'est pas vide, « Équipe », a été lue.",)


def test_numbers_of_a_workbook_lose_no_digit_and_gain_no_point():
    table = read_table("x.xlsx", workbook(("F", [("tel",), (612345678.0,), (1.5,), (True,)])))
    assert [row.cells[0] for row in table.rows] == ["612345678", "1.5", "oui"]


def ods(body: str, kind: bytes = ODS_TYPE) -> bytes:
    names = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text")
    )
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, ZIP_STORED)
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>{body}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return buffer.getvalue()


HEAD = '<table:table table:name="F"><table:table-row><table:table-cell><text:p>Nom</text:p></table:table-cell></table:table-row>'


def test_repeated_rows_and_cells_of_an_ods_are_read_and_their_emptiness_costs_nothing():
    body = (
        HEAD
        + '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        + '<table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>Durand <text:span>Léa</text:span></text:p>'
        + "<office:annotation><text:p>note</text:p></office:annotation></table:table-cell></table:table-row></table:table>"
    )
    rows = read_table("x.ods", ods(body)).rows
    assert [(row.number, row.cells[0]) for row in rows] == [(1_000_002, "Durand Léa"), (1_000_003, "Durand Léa")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('<table:table-row table:number-rows-repeated="99999999"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>', FileCode.ROWS),
        ('<table:table-row><table:table-cell table:number-columns-repeated="99999999"><text:p>x</text:p></table:table-cell></table:table-row>', FileCode.COLUMNS),
    ],
)  # fmt: skip
def test_a_repetition_is_never_believed(line, code):
    assert refused("x.ods", ods(f"{HEAD}{line}</table:table>")).decision.code == code


def bomb() -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 30_000_000)
    return buffer.getvalue()


def lying(data: bytes) -> bytes:
    """The archive declares that its content is small."""
    size = struct.pack("<I", 30_000_000)
    return data.replace(size, struct.pack("<I", 100))


SENT = {
    "an empty file": (b"", FileCode.EMPTY),
    "blank lines": (b"\n\n;;\n", FileCode.EMPTY),
    "a heavy file": (b"a;b\n" * 2_600_000, FileCode.TOO_BIG),
    "an old or protected workbook": (b"\xd0\xcf\x11\xe0" + b"x" * 600, FileCode.OLD_WORKBOOK),
    "a picture": (b"\x89PNG\r\n\x1a\n" + zlib.compress(b"x" * 500) * 20, FileCode.UNKNOWN),
    "too many lines": (b"a\n" + b"x\n" * (refusals.MOST_ROWS + 1), FileCode.ROWS),
    "too many columns": (b";".join(b"x" for _ in range(refusals.MOST_COLUMNS + 1)), FileCode.COLUMNS),
    "a long cell": (b"a;b\nx;" + b"y" * 2_001, FileCode.CELL),
    "a longer cell": (b"a;b\nx;" + b"y" * 200_001, FileCode.QUOTE),
    "a bomb": (bomb(), FileCode.BOMB),
    "a bomb that lies": (lying(bomb()), FileCode.BROKEN),
    "another document": (ods("", kind=b"application/vnd.oasis.opendocument.text"), FileCode.UNKNOWN),
    "a truncated workbook": (workbook(("F", [("a",)]))[:-40], FileCode.UNKNOWN),
    "an ODS without a sheet": (ods(""), FileCode.EMPTY),
}  # fmt: skip


@pytest.mark.parametrize("case", SENT)
def test_what_cannot_be_read_says_why(case):
    data, code = SENT[case]
    decision = refused("C:\\dossier\\liste.csv", data).decision
    assert (decision.code, bool(decision.reason and decision.fix and decision.clause)) == (code, True)
    assert "dossier" not in decision.reason


def test_an_entity_is_not_unfolded():
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", ODS_TYPE)
        archive.writestr("content.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    assert refused("x.ods", buffer.getvalue()).decision.code == FileCode.BROKEN


VALID = [
    b"".join(write_table(one, Sheet("Essai", ("Nom", "du"), [("Zoé", 3), ("=x", None)])).content)
    for one in (Format.CSV, Format.XLSX, Format.ODS)
]


def read_or_refuse(data: bytes) -> None:
    with suppress(Unreadable):
        read_table("fichier", data)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
@example(b"PK\x05\x06" + b"\0" * 18)
@example(b'"')
@example(b"\xff\xfe\xd8")
def test_no_bytes_make_the_reader_fail(data):
    read_or_refuse(data)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(VALID), st.data())
def test_no_damage_to_a_file_makes_the_reader_fail(whole, data):
    where = data.draw(st.integers(0, len(whole) - 1))
    damage = data.draw(st.binary(max_size=8))
    read_or_refuse(whole[:where] + damage + whole[where + data.draw(st.integers(0, 8)) :])


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_xml_makes_the_reader_fail(inside, attribute):
    clean = attribute.encode("ascii", "ignore").decode()
    read_or_refuse(
        ods(
            f"{HEAD}<table:table-row table:number-rows-repeated={quoteattr(clean)}>{inside}</table:table-row></table:table>"
        )
    )
    read_or_refuse(ods(inside))
