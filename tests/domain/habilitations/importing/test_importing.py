"""Columns guessed, days read, seats planned: the pure part of imports (experience.md, « Import with preview »; MCP-21)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.habilitations.domain.importing.columns import SYNONYMS, Field, guess
from socle.habilitations.domain.importing.launch import Mode, State, may_launch
from socle.habilitations.domain.importing.lines import line_of
from socle.habilitations.domain.importing.plan import SeatPlan
from socle.habilitations.domain.importing.progress import Progress
from socle.habilitations.domain.importing.words import day_of, plain
from socle.habilitations.domain.seats import Hold, free_slot
from socle.kernel.period import Period

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize("field", Field)
def test_each_synonym_alone_names_its_field(field):
    for synonym in SYNONYMS[field]:
        rows = [("cdap",)] if field is Field.SERVICE else ()
        assert guess([synonym], rows, ["cdap"]) == (field,), synonym


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("NOM DE L'AGENT", Field.LAST_NAME),
        ("Prénom(s)", Field.FIRST_NAME),
        ("Adresse éléctronique", Field.EMAIL),
        ("e-mail professionnel", Field.EMAIL),
        ("Finalitée", Field.PURPOSE),
        ("Lieu / équipement", Field.SCOPE),
        ("Jusqu’au", Field.END),
        ("Date_de_début", Field.START),
        ("À corriger", None),
        ("Matricule", None),
        ("", None),
    ],
)
def test_a_header_is_recognised_by_its_words(header, field):
    assert guess([header], []) == (field,)


def test_a_field_names_one_column_the_likeliest():
    assert guess(["Adresse mail perso", "Courriel", "Nom"], []) == (None, Field.EMAIL, Field.LAST_NAME)


def test_the_cells_tell_a_service_of_the_portal_from_a_service_of_the_body():
    headers = ["Service"]
    assert guess(headers, [("CDAP",)], ["cdap"]) == (Field.SERVICE,)
    assert guess(headers, [("Petite enfance",)], ["cdap"]) == (Field.UNIT,)


def test_what_the_cells_hold_outweighs_the_header():
    assert guess(["Mail"], [("Durand",)]) == (None,)
    assert guess(["Du"], [("Dupont",)]) == (None,)


@given(st.lists(st.text(max_size=30), max_size=12), st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=4))
def test_a_guess_gives_each_column_at_most_one_field_and_each_field_at_most_one_column(headers, rows):
    found = guess(headers, rows, ["cdap"])
    chosen = [field for field in found if field]
    assert len(found) == len(headers)
    assert len(chosen) == len(set(chosen))


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_a_day_is_read_however_it_is_written(day):
    for text in (
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
        day.isoformat(),
        f"{day.isoformat()} 00:00:00",
    ):
        assert day_of(text) == day


@pytest.mark.parametrize("text", ["", "demain", "32/01/2026", "2026-13-01", "1/2", "12 brumaire 2026", "2026-01-02x"])
def test_what_is_no_day_is_none(text):
    assert day_of(text) is None


@given(st.text(max_size=40))
def test_words_are_plain_once_and_for_all(text):
    assert plain(plain(text)) == plain(text)
    day_of(text)


def period(start: int, length: int | None) -> Period:
    begins = NOW + timedelta(days=start)
    return Period(begins, None if length is None else begins + timedelta(days=length))


PERIODS = st.builds(period, st.integers(0, 6), st.none() | st.integers(1, 6))
MEMBERS = st.integers(0, 4).map(lambda number: UUID(int=number))


@given(
    st.integers(1, 4),
    st.lists(st.builds(Hold, st.integers(1, 6), MEMBERS, PERIODS), max_size=4),
    st.lists(st.tuples(PERIODS, MEMBERS), max_size=12),
    st.booleans(),
)
def test_the_plan_of_a_file_gives_the_seats_that_the_ledger_would(maximum, held, asked, counts_people):
    """MCP-21: counted quickly over thousands of rows, and never otherwise than one by one."""
    plan, holds = SeatPlan(maximum, held, counts_people=counts_people), list(held)
    for wanted, member in asked:
        expected = free_slot(maximum, holds, wanted, member, counts_people=counts_people)
        assert plan.slot(wanted, member) == expected
        if expected is not None:
            plan.add(Hold(expected, member, wanted))
            holds.append(Hold(expected, member, wanted))


def test_a_line_knows_where_each_thing_is_written():
    line = line_of(
        14, ("Durand", "x", " d@y.example ", "", "reste"), (Field.LAST_NAME, None, Field.EMAIL, Field.PROFILE)
    )
    assert (line.get(Field.EMAIL), line.where[Field.EMAIL], line.surplus, line.asks_right) == (
        "d@y.example",
        2,
        4,
        False,
    )


def test_progress_says_the_rate_and_the_time_left_once_they_mean_something():
    assert Progress(3, 100, NOW).rate(NOW + timedelta(seconds=9)) is None
    half = Progress(50, 100, NOW)
    assert (half.share, half.rate(NOW + timedelta(seconds=10)), half.left(NOW + timedelta(seconds=10))) == (
        50,
        5.0,
        timedelta(seconds=10),
    )
    assert Progress(0, 0).share == 100


@pytest.mark.parametrize(
    ("state", "mode", "errors", "doable", "code"),
    [
        (State.PREVIEW, Mode.PARTIAL, 3, 1, None),
        (State.PREVIEW, Mode.ALL_OR_NOTHING, 0, 1, None),
        (State.PREVIEW, Mode.ALL_OR_NOTHING, 1, 1, "import_errors"),
        (State.PREVIEW, Mode.PARTIAL, 3, 0, "import_nothing"),
        *((state, Mode.PARTIAL, 0, 1, "import_started") for state in State if state is not State.PREVIEW),
    ],
)
def test_a_previewed_import_starts_once(state, mode, errors, doable, code):
    decision = may_launch(state, mode, errors=errors, doable=doable)
    assert (None if decision else decision.code) == code
