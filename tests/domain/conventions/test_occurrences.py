"""Duties as dated occurrences, and what the parties say of them (DRT-05, FSV-10, ISU-01, URS-01)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from socle.conventions.domain import keeping
from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty, Rhythm, Year
from socle.conventions.domain.keeping import Entry, Kept, Place, Saying, Standing, decide, rate, standing
from socle.conventions.domain.kinds import KINDS, Deliverable
from socle.conventions.domain.occurrences import Course, Fact, Stretch, Version, occurrences, stretches
from socle.conventions.domain.words import Side, Start
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar

PARIS = ZoneInfo("Europe/Paris")
CALENDAR = Calendar("34")
CLAUSE = Clause("convention", "6")
START = date(2025, 4, 1)


@dataclass(frozen=True)
class Owing(Body):
    kind = "owing"
    title = "Essai"
    obliges = ""
    duty: Duty

    def owed(self):
        return (self.duty,)


@dataclass(frozen=True)
class Term:
    id: str
    body: Body
    clause: Clause = CLAUSE
    says: str = "Essai."


@dataclass(frozen=True)
class Party:
    key: str
    role: str
    party_id: UUID
    leaves_at: datetime | None = None


URSSAF, CPSTI, MAIRES = (
    Party(k, r, uuid4()) for k, r in (("urssaf", "caisse"), ("cpsti", "caisse"), ("maires", "partner"))
)


def instant(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS)


def course(duty: Duty, *, parties=(URSSAF, MAIRES), facts=(), ends_at=None, since=None, until=None):
    stretch = Stretch(Term("attestation", Owing(duty)), since or instant(2025, 4, 1), until)
    return Course((stretch,), parties, START, ends_at, CALENDAR, facts)


def due(found) -> list[str]:
    return [one.due_on.isoformat() for one in found]


YEARLY = Duty("remise", "remettre", Side.CAISSE, Side.PARTNER, every="P1Y", chased_before="P1M")


def test_a_yearly_duty_is_due_on_the_last_day_of_each_year_of_the_convention():
    """FSV-10: from 1 April 2025, by 31 March of each year."""
    found = occurrences(course(YEARLY), START, date(2028, 3, 31))
    assert due(found) == ["2026-03-31", "2027-03-31", "2028-03-31"]
    assert found[0].remind_on == date(2026, 2, 28)
    assert found[0].bearer == URSSAF.party_id
    assert found[0].beneficiaries == (MAIRES.party_id,)


def test_a_civil_year_with_a_limit_falls_at_the_end_of_the_first_quarter():
    """ISU-01: the letter is received before the end of March, of each year that follows the effect."""
    duty = replace(YEARLY, year=Year.CIVIL, within="P3M")
    assert due(occurrences(course(duty), START, date(2027, 12, 31))) == ["2026-03-31", "2027-03-31"]


def test_what_begins_on_the_thirty_first_keeps_the_last_day_of_short_months():
    monthly = replace(YEARLY, every="P1M")
    found = replace(course(monthly), starts_on=date(2024, 1, 31))
    assert due(occurrences(found, date(2025, 4, 1), date(2025, 6, 30))) == ["2025-04-29", "2025-05-30", "2025-06-29"]


def test_nothing_is_due_after_the_end_of_the_convention_nor_of_the_term():
    ended = course(YEARLY, ends_at=instant(2026, 3, 31))
    assert due(occurrences(ended, START, date(2030, 1, 1))) == []
    assert due(occurrences(course(YEARLY, ends_at=instant(2026, 4, 1)), START, date(2030, 1, 1))) == ["2026-03-31"]
    assert due(occurrences(course(YEARLY, until=instant(2027, 3, 31)), START, date(2030, 1, 1))) == ["2026-03-31"]


def test_a_term_added_by_an_avenant_owes_only_from_its_first_day():
    late = course(YEARLY, since=instant(2026, 9, 1))
    assert due(occurrences(late, START, date(2027, 12, 31))) == ["2027-03-31"]


def test_all_owe_each_other_one_occurrence_each():
    found = occurrences(
        course(replace(YEARLY, bearer=Side.ALL, beneficiary=Side.ALL), parties=(URSSAF, CPSTI, MAIRES)),
        START,
        date(2026, 3, 31),
    )
    assert {one.bearer for one in found} == {URSSAF.party_id, CPSTI.party_id, MAIRES.party_id}
    assert all(one.bearer not in one.beneficiaries and len(one.beneficiaries) == 2 for one in found)


def test_one_of_two_caisses_owes_alone_when_the_term_names_it():
    """URS-01: three parties, asymmetric duties."""
    duty = replace(YEARLY, bearer="cpsti", beneficiary="maires")
    (one,) = occurrences(course(duty, parties=(URSSAF, CPSTI, MAIRES)), START, date(2026, 3, 31))
    assert (one.bearer, one.beneficiaries) == (CPSTI.party_id, (MAIRES.party_id,))


def test_a_fact_opens_an_occurrence_within_its_delay_and_another_fact_another():
    """DRT-08: 48 hours from the awareness, in real time."""
    duty = Duty("avis", "prévenir", Side.PARTNER, Side.CAISSE, within="PT48H", starts=Start.KNOWLEDGE)
    facts = [
        Fact(uuid4(), "attestation", "avis", instant(2026, 5, 2, 23, 30)),
        Fact(uuid4(), "autre", "avis", instant(2026, 5, 3)),
    ]
    (one,) = occurrences(course(duty, facts=tuple(facts)), START, date(2027, 1, 1))
    assert one.due == instant(2026, 5, 4, 23, 30)
    assert one.occasion == str(facts[0].id)
    assert one.proof


def test_a_duty_without_delay_is_due_the_very_day_and_a_standing_one_never():
    once = Duty("remise", "remettre", Side.CAISSE, Side.PARTNER, starts=Start.SIGNATURE)
    assert due(occurrences(course(once), START, date(2027, 1, 1))) == ["2025-04-01"]
    standing_one = Duty("secret", "garder le secret", Side.ALL, Side.ALL)
    assert standing_one.rhythm is Rhythm.STANDING
    assert occurrences(course(standing_one), START, date(2027, 1, 1)) == ()


def test_the_highest_act_in_force_wins_then_gives_way():
    """An avenant that lasts a year replaces the term, which comes back after it."""
    first, second = Term("attestation", Owing(YEARLY)), Term("attestation", Owing(replace(YEARLY, every="P6M")))
    found = stretches(
        [
            Version(0, "attestation", instant(2025, 4, 1), None, first),
            Version(1, "attestation", instant(2026, 4, 1), instant(2027, 4, 1), second),
            Version(2, "attestation", instant(2028, 4, 1), None, None),
        ]
    )
    assert [(one.term, one.since.year, one.until.year if one.until else None) for one in found] == [
        (first, 2025, 2026),
        (second, 2026, 2027),
        (first, 2027, 2028),
    ]


def one_occurrence():
    return occurrences(course(YEARLY), START, date(2026, 3, 31))[0]


def entry(state: Kept, done_on: date | None = None) -> Entry:
    return Entry(state, done_on, "preuve", instant(2026, 4, 2), 1)


@pytest.mark.parametrize(
    ("said", "at", "expected"),
    [
        (None, instant(2025, 12, 1), Standing.COMING),
        (None, instant(2026, 2, 28), Standing.OWED),
        (None, instant(2026, 3, 31, 23, 59), Standing.OWED),
        (None, instant(2026, 4, 1), Standing.LATE),
        (entry(Kept.DONE, date(2026, 3, 31)), instant(2026, 6, 1), Standing.DONE),
        (entry(Kept.DONE, date(2026, 4, 1)), instant(2026, 6, 1), Standing.DONE_LATE),
        (entry(Kept.CONTESTED), instant(2026, 3, 1), Standing.CONTESTED),
        (entry(Kept.CONTESTED), instant(2026, 4, 1), Standing.LATE),
        (entry(Kept.WAIVED), instant(2026, 6, 1), Standing.WAIVED),
    ],
)
def test_how_an_occurrence_stands(said, at, expected):
    assert standing(one_occurrence(), said, at) is expected


def test_what_force_majeure_suspends_is_neither_late_nor_counted():
    """DRT-11: the named commitments are suspended."""
    one, late = one_occurrence(), instant(2026, 6, 1)
    assert standing(one, None, late, is_suspended=True) is Standing.SUSPENDED
    assert standing(one, entry(Kept.DONE, date(2026, 3, 31)), late, is_suspended=True) is Standing.DONE
    assert rate([(one, Standing.SUSPENDED)], late).due == 0


TODAY = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("step", "said", "place", "case", "code"),
    [
        ("declare", None, Place.BEARER, Saying("Envoyée.", TODAY, TODAY), "allowed"),
        ("declare", None, Place.BEARER, Saying("Envoyée.", TODAY, date(2026, 3, 16)), "done_on_to_come"),
        ("declare", None, Place.BEARER, Saying(" ", TODAY, TODAY), "proof_missing"),
        ("declare", None, Place.BENEFICIARY, Saying("Envoyée.", TODAY, TODAY), "wrong_role"),
        ("declare", entry(Kept.DONE), Place.BEARER, Saying("Envoyée.", TODAY, TODAY), "wrong_state"),
        ("contest", entry(Kept.DONE), Place.BENEFICIARY, Saying("Rien reçu.", TODAY), "allowed"),
        ("contest", entry(Kept.DONE), Place.BEARER, Saying("Rien reçu.", TODAY), "wrong_role"),
        ("waive", None, Place.BENEFICIARY, Saying("Inutile.", TODAY), "allowed"),
        ("waive", None, Place.BEARER, Saying("Inutile.", TODAY), "wrong_role"),
        ("oublier", None, Place.BEARER, Saying("Inutile.", TODAY), "unknown_step"),
    ],
)
def test_each_side_says_what_is_its_own_to_say(step, said, place, case, code):
    found = decide(step, said, (place,), case, CLAUSE)
    assert found.code == code
    assert found or (found.clause and found.fix)


def test_a_body_that_is_neither_side_says_nothing():
    assert keeping.places_of(CPSTI.party_id, one_occurrence()) == frozenset()
    assert not decide("declare", None, (), Saying("Envoyée.", TODAY, TODAY), CLAUSE)


def test_the_rate_counts_what_was_due_and_leaves_out_what_was_waived():
    rows = occurrences(course(replace(YEARLY, every="P3M")), START, date(2026, 12, 31))
    stands = [
        Standing.DONE,
        Standing.DONE_LATE,
        Standing.LATE,
        Standing.WAIVED,
        Standing.COMING,
        Standing.COMING,
        Standing.COMING,
    ]
    found = rate(list(zip(rows, stands, strict=True)), instant(2026, 4, 1))
    assert (found.due, found.on_time, found.late, found.percent) == (3, 1, 1, 33)
    assert rate([], instant(2026, 4, 1)).percent is None


def test_every_kind_says_what_it_makes_owe_with_codes_of_its_own():
    """FSV-10: the certificate is chased a month before."""
    body = Deliverable("attestation", Side.CAISSE, Side.PARTNER, every="P1Y", chased_before="P1M")
    (duty,) = body.owed()
    assert (duty.every, duty.chased_before, duty.rhythm) == ("P1Y", "P1M", Rhythm.PERIODIC)
    assert "deliverable" in KINDS
