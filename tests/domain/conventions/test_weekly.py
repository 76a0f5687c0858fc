"""The week of a house and the slots outside its hours, in minutes of the day, by hand (FSV-04, FSV-05)."""

from __future__ import annotations

from socle.conventions.domain.consistency import findings
from socle.conventions.domain.kinds.presence import Presence
from socle.conventions.domain.weekly import open_ranges, outside, ranges, written_twice
from socle.conventions.domain.words import Day
from tests.domain.conventions.texts import signed, with_term

HOUSE = signed("valmont-france-services")


def told(convention):
    return [one.what for one in findings(convention)]


def test_hours_are_minutes_of_the_day():
    assert ranges("08:30-12:30,13:30-17:00") == ((510, 750), (810, 1020))


def test_the_house_opens_late_on_tuesday_and_not_on_sunday():
    assert open_ranges(HOUSE.terms, "maison", Day.TUESDAY) == ((600, 750), (810, 1020))
    assert open_ranges(HOUSE.terms, "maison", Day.SUNDAY) == ()


def test_the_slot_before_opening_is_allowed_and_shown():
    (early,) = outside(HOUSE.terms)

    assert (early.term_id, early.day, early.ranges) == (
        "permanence-des-travailleurs-sociaux",
        Day.TUESDAY,
        ("08:30-10:00",),
    )
    assert early.allowed
    assert not any("hors des heures" in what for what in told(HOUSE))


def test_a_slot_outside_the_hours_without_agreement_is_flagged():
    refused = with_term(HOUSE, "permanence-des-travailleurs-sociaux", outside_hours_allowed=False)

    assert "permanence hors des heures du lieu : mardi, 08:30-10:00" in told(refused)


def test_only_the_part_outside_is_shown():
    longer = with_term(HOUSE, "permanence-du-jeudi", hours="08:00-17:30")

    assert next(slot.ranges for slot in outside(longer.terms)) == ("08:00-08:30", "12:30-13:30", "17:00-17:30")


def test_a_place_without_hours_has_nothing_outside():
    slots = [term for term in HOUSE.terms if isinstance(term.body, Presence)]

    assert outside(slots) == ()


def test_a_day_opened_by_two_terms_is_told():
    twice = with_term(HOUSE, "horaires-du-mardi", days=(Day.TUESDAY, Day.MONDAY))

    assert written_twice(twice.terms) == (("maison", Day.MONDAY),)
    assert "les heures de « maison » sont écrites deux fois pour le lundi" in told(twice)
