"""What the pages of a convention read from its terms: next dates, points to settle, terms that name each other."""

from datetime import UTC, date, datetime
from functools import cache
from uuid import uuid4

import pytest

from socle.conventions import catalogue
from socle.conventions.domain.access import follows_life, may_list, may_read
from socle.conventions.domain.agenda import DateKind, next_dates, state_at
from socle.conventions.domain.check import check
from socle.conventions.domain.convention import Convention
from socle.conventions.domain.force import terms_in_force
from socle.conventions.domain.life import State
from socle.conventions.domain.links import dependents_of, foundations_of, services_of
from socle.conventions.domain.open_points import PointKind, open_points
from socle.kernel.actor import Actor, OrganisationKind
from socle.kernel.deadlines import Calendar

START = date(2025, 10, 8)


@cache
def convention(slug: str = "saint-aubin-mcp", **replaced: str) -> Convention:
    text = catalogue.read(f"demonstration/{slug}")
    model = catalogue.read("models/mon-compte-partenaire")
    for old, new in replaced.values():
        assert old in text + model, old
        text, model = text.replace(old, new), model.replace(old, new)
    read = check(text, model)
    assert read.convention, read.errors
    return read.convention


def dates(day: date, **replaced: str) -> dict[DateKind, date]:
    found = next_dates(terms_in_force(convention(**replaced), day), START, day, Calendar("34"))
    assert [item.day for item in found] == sorted(item.day for item in found)
    return {item.kind: item.day for item in found}


def test_a_period_ends_renews_and_may_be_objected_to_until_a_working_day() -> None:
    assert dates(date(2026, 3, 12)) == {
        DateKind.LAST_NOTICE: date(2026, 7, 7),
        DateKind.PERIOD_END: date(2026, 10, 7),
        DateKind.RENEWAL: date(2026, 10, 8),
    }


def test_the_last_day_to_object_is_proved_and_cites_the_notice() -> None:
    terms = terms_in_force(convention(), date(2026, 3, 12))
    (notice,) = (
        item
        for item in next_dates(terms, START, date(2026, 3, 12), Calendar("34"))
        if item.kind is DateKind.LAST_NOTICE
    )
    assert str(notice.clause) == "convention, 17.2"
    assert len(notice.proof) > 2
    assert notice.due == datetime(2026, 7, 7, 22, tzinfo=UTC)


def test_once_the_last_day_is_gone_the_next_period_is_objected_to() -> None:
    assert dates(date(2026, 7, 8))[DateKind.LAST_NOTICE] == date(2027, 7, 7)


def test_changing_the_notice_moves_the_last_day() -> None:
    longer = ('delay = "P3M"', 'delay = "P6M"')
    assert dates(date(2026, 3, 12), delay=longer)[DateKind.LAST_NOTICE] < date(2026, 4, 8)


def test_without_renewal_only_the_end_is_to_come_then_nothing() -> None:
    never = ('mode = "tacit"\nevery = "P1Y"', 'mode = "none"')
    assert dates(date(2026, 3, 12), mode=never) == {DateKind.END: date(2026, 10, 7)}
    assert dates(date(2026, 10, 8), mode=never) == {}


def test_a_text_without_duration_or_notice_says_only_what_it_knows() -> None:
    terms = terms_in_force(convention(), date(2026, 3, 12))
    endless = [term for term in terms if term.kind != "duration"]
    assert next_dates(endless, START, date(2026, 3, 12), Calendar("34")) == ()
    silent = [term for term in terms if term.kind != "termination"]
    kinds = [item.kind for item in next_dates(silent, START, date(2026, 3, 12), Calendar("34"))]
    assert kinds == [DateKind.PERIOD_END, DateKind.RENEWAL]


@pytest.mark.parametrize(
    ("effective_at", "ends_at", "state"),
    [
        (None, None, State.COMING),
        (datetime(2026, 4, 1, tzinfo=UTC), None, State.COMING),
        (datetime(2026, 3, 1, tzinfo=UTC), None, State.IN_FORCE),
        (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 13, tzinfo=UTC), State.IN_FORCE),
        (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 12, tzinfo=UTC), State.OVER),
    ],
)
def test_the_state_follows_the_bounds(effective_at, ends_at, state) -> None:
    assert state_at(effective_at, ends_at, datetime(2026, 3, 12, tzinfo=UTC)) is state


def test_an_agreed_reading_settles_a_contradiction_and_no_other() -> None:
    points = {point.term_id: point for point in open_points(convention().terms)}
    assert "contradiction-date-imprimee" not in points
    assert points["contradiction-annexe-des-formulaires"].kind is PointKind.CONFLICT
    assert points["manque-politique-de-mot-de-passe"].kind is PointKind.GAP
    assert points["lecture-validation-du-compte-rendu"].meanwhile == "Ils partent du jour de la réunion."

    undated = ("agreed_on = 2025-10-15\n", "")
    reopened = {point.term_id for point in open_points(convention(undated=undated).terms)}
    assert {"contradiction-date-imprimee", "lecture-jour-de-signature"} <= reopened


def test_terms_name_each_other_both_ways() -> None:
    terms = convention().terms
    by_id = {term.id: term for term in terms}
    for term in terms:
        for other in dependents_of(term, terms):
            assert term in foundations_of(other, terms)
    profile = next(term for term in terms if term.kind == "profile" and getattr(term.body, "code", "") == "T2")
    assert by_id["sieges-cdap-t2"] in dependents_of(profile, terms)
    assert services_of(by_id["sieges-cdap-t2"].body) == {"cdap"}
    assert services_of(by_id["duree"].body) == frozenset()


def actor(*permissions: str) -> Actor:
    return Actor(
        uuid4(), uuid4(), uuid4(), OrganisationKind.PARTNER, "la commune", "X", permissions=frozenset(permissions)
    )


def test_a_convention_is_read_by_its_parties() -> None:
    reader = actor("convention:list")
    assert may_read(reader, [reader.organisation_id, uuid4()])
    assert may_read(reader, [uuid4()]).code == "not_a_party"
    assert may_list(actor()).code == "conventions_not_listed"
    assert follows_life(actor("delegation:grant"))
    assert not follows_life(reader)
