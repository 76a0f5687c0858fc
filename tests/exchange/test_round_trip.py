"""What is written is read again as it was, in every format, whatever the cells hold."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from socle.exchange.cells import text_of
from socle.exchange.reading import read_table
from socle.exchange.tables import Format, Sheet
from socle.exchange.writing import write_table

TABLES = [one for one in Format if one is not Format.JSON_LINES]
NAMES = st.text(alphabet="ABCDÉÈabcdéèçœ '", min_size=1, max_size=12).map(str.strip).filter(bool)
TEXTS = st.text(max_size=30).map(text_of)
CELLS = (
    TEXTS | st.integers(-(10**12), 10**12) | st.dates(date(1950, 1, 1), date(2100, 1, 1)) | st.none() | st.booleans()
)
FORMULAS = ["=1+1", "+33 1 23 45 67 89", "-2", "@SOMME(A1)", "'=déjà", "''=deux fois", "\t=x", "＝1"]


def written(format_: Format, sheet: Sheet) -> tuple[str, bytes]:
    answer = write_table(format_, sheet)
    return answer.filename, b"".join(answer.content)


@pytest.mark.parametrize("format_", TABLES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_table_is_read_as_it_was_written(format_, data):
    columns = data.draw(st.lists(NAMES, min_size=1, max_size=4))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(columns), max_size=len(columns)), max_size=8))
    table = read_table(*written(format_, Sheet("Essai", columns, rows, about=(("Extrait le", date(2026, 1, 2)),))))
    expected = [tuple(text_of(cell) for cell in row) for row in rows]
    assert table.columns == tuple(columns)
    assert [row.cells for row in table.rows] == [row for row in expected if any(row)]
    assert [row.number for row in table.rows] == [rank for rank, row in enumerate(expected, start=2) if any(row)]


@pytest.mark.parametrize("format_", TABLES)
@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_comes_back_as_a_text(format_, text):
    table = read_table(*written(format_, Sheet("Essai", ("a", "b"), [(text, "x")])))
    assert table.rows[0].cells[0] == text_of(text)


@pytest.mark.parametrize("format_", [Format.CSV, Format.CSV_COMMA])
@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_csv_begins_as_a_formula(format_, text):
    _, data = written(format_, Sheet("Essai", (text,), [(text,)]))
    for line in data.decode("utf-8-sig").splitlines():
        assert line.strip('"').startswith("'")


def test_a_negative_number_stays_a_number():
    _, data = written(Format.CSV, Sheet("Essai", ("a",), [(-2,), (3.5,)]))
    assert data.decode("utf-8-sig").splitlines() == ["a", "-2", "3,5"]


def test_a_workbook_holds_dates_and_texts_not_formulas():
    _, data = written(Format.XLSX, Sheet("Essai", ("a", "b"), [("=1+1", date(2026, 1, 2))]))
    formula, day = load_workbook(BytesIO(data)).active[2]
    assert (formula.data_type, formula.quotePrefix, day.is_date) == ("s", True, True)


def test_a_moment_is_written_as_the_clock_on_the_wall_shows_it():
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    for format_ in TABLES:
        table = read_table(*written(format_, Sheet("Essai", ("a",), [(moment,)])))
        assert table.rows[0].cells == ("2026-07-02 00:30:00",)


def test_json_lines_hold_one_object_a_row():
    name, data = written(Format.JSON_LINES, Sheet("Été", ("a", "b"), [("=x", date(2026, 1, 2)), (None, True)]))
    assert name == "ete.jsonl"
    assert [json.loads(line) for line in data.splitlines()] == [
        {"a": "=x", "b": "2026-01-02"},
        {"a": None, "b": True},
    ]


def test_csv_is_produced_while_its_rows_are_read():
    """A long export is never held whole."""
    asked = []
    rows = ((asked.append(rank), str(rank))[1:] for rank in range(2_000))
    first = next(write_table(Format.CSV, Sheet("Long", ("n",), rows)).content)
    assert first.startswith(b"\xef\xbb\xbf")
    assert len(asked) < 2_000


@pytest.mark.parametrize("format_", [Format.CSV, Format.CSV_COMMA])
@pytest.mark.parametrize("text", [";", ",", ";,", ";,\t", '";"'])
def test_a_single_column_is_not_cut_by_what_it_says(format_, text):
    table = read_table(*written(format_, Sheet("Essai", ("A",), [(text,)])))
    assert [row.cells for row in table.rows] == [(text_of(text),)]
