"""Terms in force: a pure function of the text and its avenants; stored rows say the same at every instant."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.conventions.domain.convention import Avenant, Convention, Document, Family, Term
from socle.conventions.domain.force import fold, midnight, projection, terms_in_force
from socle.conventions.domain.kinds import Gap, Retention, Seats
from socle.conventions.domain.kinds.retention import Kept
from socle.conventions.domain.types import DelayText, DocumentId, ProfileCode, ServiceCode
from socle.conventions.domain.words import DocumentKind, Start
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar
from tests.domain.conventions.texts import commune

CLAUSE = Clause("bulletin CDAP", "2")
START = date(2025, 10, 8)
IDS = ("sieges-t1", "sieges-t2", "sieges-t4", "traces")


def seats(identifier: str, number: int, position: int = 0, until: date | None = None) -> Term:
    return Term(identifier, CLAUSE, "x", position, Seats(ServiceCode("cdap"), ProfileCode("T2"), max=number), until)


def convention(*avenants: Avenant, terms: tuple[Term, ...] = ()) -> Convention:
    paper = Document(DocumentId("convention"), DocumentKind.CONVENTION, "Convention", signed_on=START)
    base = tuple(seats(identifier, 10, position) for position, identifier in enumerate(IDS))
    return Convention(
        Family.MON_COMPTE_PARTENAIRE,
        "Essai",
        number="1",
        territory="34",
        documents=(paper,),
        terms=terms or base,
        avenants=avenants,
    )


def days() -> st.SearchStrategy[date]:
    return st.dates(date(2025, 9, 1), date(2027, 12, 31))


@st.composite
def amended(draw) -> Convention:
    """A convention and up to four avenants that replace, add, end, and sometimes last only a while."""
    known = list(IDS)
    avenants = []
    for number in range(1, draw(st.integers(0, 4)) + 1):
        changed = draw(st.lists(st.sampled_from([*known, f"nouveau-{number}"]), unique=True, max_size=3))
        ends = draw(st.lists(st.sampled_from(known), unique=True, max_size=2))
        position = {identifier: rank for rank, identifier in enumerate(known)}
        terms = tuple(
            seats(identifier, number, position.get(identifier, len(known) + rank), draw(st.none() | days()))
            for rank, identifier in enumerate(changed)
        )
        known += [identifier for identifier in changed if identifier not in known]
        avenants.append(Avenant(number, f"n° {number}", START, draw(days()), terms, tuple(ends)))
    return convention(*avenants)


@given(amended(), days(), st.integers(0, 23))
def test_stored_rows_fold_to_the_terms_in_force(text, day, hour):
    at = datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC)

    assert fold(projection(text), at) == terms_in_force(text, at)


@given(amended(), days(), st.randoms())
def test_the_order_in_which_rows_and_avenants_are_read_does_not_matter(text, day, random):
    rows, avenants = list(projection(text)), list(text.avenants)
    random.shuffle(rows)
    random.shuffle(avenants)
    at = midnight(day, Calendar("34"))

    assert fold(rows, at) == terms_in_force(replace(text, avenants=tuple(avenants)), at) == terms_in_force(text, at)


@given(amended(), days())
def test_a_future_avenant_has_no_effect_before_its_day(text, day):
    present = tuple(avenant for avenant in text.avenants if avenant.effective_on <= day)

    assert terms_in_force(text, day) == terms_in_force(replace(text, avenants=present), day)


@given(amended(), days())
def test_a_term_is_in_force_once_and_in_the_order_of_the_text(text, day):
    terms = terms_in_force(text, day)

    assert len({term.id for term in terms}) == len(terms)
    assert [term.position for term in terms] == sorted(term.position for term in terms)


@given(amended(), days())
def test_signing_one_more_avenant_only_adds_rows(text, effective):
    one_more = Avenant(9, "de plus", START, effective, (seats("sieges-t2", 99, 1),))

    before, after = projection(text), projection(replace(text, avenants=(*text.avenants, one_more)))

    assert after[: len(before)] == before


def test_an_avenant_replaces_adds_and_ends_on_its_day():
    new = Term("traces", CLAUSE, "x", 3, Retention(Kept.TRACES, DelayText("P12M"), Start.ACTION))
    avenant = Avenant(1, "Essai", START, date(2026, 2, 1), (seats("sieges-t2", 15, 1), new), ("sieges-t1",))
    text = convention(avenant)

    before, after = terms_in_force(text, date(2026, 1, 31)), terms_in_force(text, date(2026, 2, 1))

    assert [term.id for term in before] == list(IDS)
    assert [term.id for term in after] == ["sieges-t2", "sieges-t4", "traces"]
    assert after[0].body.max == 15
    assert after[2].body.keep == "P12M"


def test_a_temporary_replacement_gives_back_the_term_it_covered():
    avenant = Avenant(1, "Été", START, date(2026, 6, 1), (seats("sieges-t2", 30, 1, until=date(2026, 8, 31)),))
    text = convention(avenant)

    def at(day: date) -> int:
        return next(term.body.max for term in terms_in_force(text, day) if term.id == "sieges-t2")

    assert (at(date(2026, 5, 31)), at(date(2026, 6, 1)), at(date(2026, 8, 31)), at(date(2026, 9, 1))) == (
        10,
        30,
        30,
        10,
    )


def test_the_day_begins_at_midnight_of_the_territory():
    avenant = Avenant(1, "Essai", START, date(2026, 2, 1), (seats("sieges-t2", 15, 1),))
    text = convention(avenant)
    instant = datetime(2026, 1, 31, 23, 0, tzinfo=UTC)

    assert terms_in_force(text, instant)[1].body.max == 15
    assert terms_in_force(text, instant - timedelta(seconds=1))[1].body.max == 10


def test_nothing_is_in_force_before_the_signature():
    text = convention()

    assert terms_in_force(text, START - timedelta(days=1)) == ()
    assert terms_in_force(replace(text, documents=()), START) == ()


def test_an_unsigned_text_is_not_projected():
    with pytest.raises(ValueError, match="signed_on"):
        projection(replace(commune(), documents=()))


def test_each_row_carries_its_clause_and_a_body_that_its_kind_reads_back():
    text = commune()
    rows = projection(text)

    assert [row.term_id for row in rows] == [term.id for term in text.terms]
    assert {row.act for row in rows} == {0}
    assert fold(rows, rows[0].valid_from) == text.terms


def test_an_unknown_kind_is_not_read_back():
    row = replace(projection(convention())[0], kind="rien")

    with pytest.raises(ValueError, match="« rien » n’existe pas"):
        fold([row], row.valid_from)


def test_a_broken_body_is_not_read_back():
    row = replace(projection(convention(terms=(Term("manque", CLAUSE, "x", 0, Gap("une annexe")),)))[0], body={})

    with pytest.raises(ValueError, match="« missing » manque"):
        fold([row], row.valid_from)
