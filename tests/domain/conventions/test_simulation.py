"""What an avenant changes, against dates computed by hand (MCP-05; issue 3, simulation before signing)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from socle.conventions import catalogue
from socle.conventions.domain.agenda import DateKind
from socle.conventions.domain.avenant import amend_decision, next_number, read_avenant
from socle.conventions.domain.check import load
from socle.conventions.domain.convention import Convention
from socle.conventions.domain.difference import Change, difference
from socle.conventions.domain.force import fold, midnight, projection, terms_in_force
from socle.conventions.domain.kinds import Fee
from socle.conventions.domain.simulation import Simulation, by_year, simulate
from socle.kernel.deadlines import Calendar

AVENANT = """
[[avenants]]
number = 1
title = "Préavis de deux mois, soixante personnes AFAS"
signed_on = 2026-05-04
effective_on = 2026-06-01

[[avenants.terms]]
id = "resiliation-volontaire"
kind = "termination"
ground = "will"
delay = "P2M"
starts = "receipt"
form = "registered_letter"
date_chosen = true
closing_actions = true
clause = "convention, 17.2"
says = "Chacun peut mettre fin à la convention deux mois après réception."

[[avenants.terms]]
id = "sieges-afas-ensemble"
kind = "seats"
service = "afas"
profile = "*"
counts = "people"
max = 60
clause = "bulletin AFAS, 1.1"
says = "Soixante personnes au plus utilisent le service."
"""


@pytest.fixture(scope="module")
def convention() -> Convention:
    found = load("demonstration/saint-aubin-mcp", catalogue.read).convention
    assert found
    return found


def tried(text: str, convention: Convention) -> Simulation:
    read = read_avenant(text, convention)
    assert read.avenant, [str(finding) for finding in read.findings]
    assert read.after
    return simulate(convention, read.after, read.avenant)


def refused(text: str, convention: Convention) -> str:
    read = read_avenant(text, convention)
    assert read.avenant is None
    return " ".join(str(finding) for finding in read.errors)


def test_a_notice_from_three_to_two_months_moves_the_last_useful_day(convention) -> None:
    """Signed on 8 October 2025: the year ends on 7 October 2026. Three months: received by Tuesday 7 July 2026;
    two months: by Friday 7 August 2026."""
    (moved,) = tried(AVENANT, convention).dates

    assert moved.kind is DateKind.LAST_NOTICE
    assert moved.before
    assert moved.after
    assert (moved.before.day, moved.after.day) == (date(2026, 7, 7), date(2026, 8, 7))
    assert moved.days == 31
    assert moved.before.proof
    assert moved.after.proof


def test_a_delay_that_changes_is_said_with_the_date_it_gives(convention) -> None:
    (clock,) = tried(AVENANT, convention).clocks

    assert (clock.term_id, clock.before, clock.after) == ("resiliation-volontaire", "3 mois", "2 mois")
    assert clock.due_before
    assert clock.due_after
    assert (clock.due_before.day, clock.due_after.day) == (date(2026, 9, 1), date(2026, 8, 1))


def test_the_difference_is_field_by_field(convention) -> None:
    found = {change.id: change for change in tried(AVENANT, convention).changes}

    assert set(found) == {"resiliation-volontaire", "sieges-afas-ensemble"}
    assert found["sieges-afas-ensemble"].change is Change.REPLACED
    fields = {field.name: (field.before, field.after) for field in found["sieges-afas-ensemble"].fields}
    assert fields["max"] == (100, 60)
    assert "service" not in fields


def test_an_avenant_changes_nothing_before_its_day(convention) -> None:
    """Use-time: 31 May 2026 at its last instant reads the old term, 1 June 2026 at 0:00 the new one."""
    read = read_avenant(AVENANT, convention)
    assert read.after
    rows = projection(read.after)
    turn = midnight(date(2026, 6, 1), Calendar("34"))

    def seats(at) -> int | None:
        (term,) = [term for term in fold(rows, at) if term.id == "sieges-afas-ensemble"]
        return getattr(term.body, "max", None)

    assert (seats(turn - timedelta(microseconds=1)), seats(turn)) == (100, 60)
    assert [t.body for t in terms_in_force(read.after, date(2026, 5, 31))] == [t.body for t in convention.terms]


def test_a_term_ended_leaves_the_terms_that_name_it_orphan(convention) -> None:
    text = AVENANT.split("[[avenants.terms]]", maxsplit=1)[0] + 'ends = ["profil-cdap-t2"]\n'
    found = {orphan.term.id for orphan in tried(text, convention).orphans}

    assert "sieges-cdap-t2" in found
    assert all("T2" in orphan.says for orphan in tried(text, convention).orphans)


def test_a_price_is_compared_over_a_year(convention) -> None:
    assert str(by_year(Fee("100.00", "P1M")).euros) == "1200.00"
    assert str(by_year(Fee("365.00", "P1Y")).euros) == "365.00"
    assert not by_year(Fee("0"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "sieges-afas-ensemble"', 'id = "sieges-cdap-t2"', "ne règle pas la même chose"),
        ("effective_on = 2026-06-01", 'effective_on = 2026-06-01\nends = ["inconnu"]', "qui n’existe pas avant lui"),
        ('service = "afas"', 'service = "inconnu"', "cite le service « inconnu »"),
        ('clause = "convention, 17.2"\n', "", "« clause » manque"),
        ("[[avenants]]", '[convention]\nfamily = "x"\n[[avenants]]', "n’a pas sa place dans un avenant"),
        ("[[avenants]]\nnumber = 1", "[[avenants]]\n[[avenants]]\nnumber = 1", "2 avenant(s) au lieu d’un"),
        ("[[avenants]]", "[[avenants", "syntaxe TOML"),
    ],
)
def test_an_avenant_that_does_not_hold_is_refused_at_its_line(convention, old: str, new: str, said: str) -> None:
    assert said in refused(AVENANT.replace(old, new, 1), convention)


def test_a_draft_may_leave_its_number_and_its_signature_out(convention) -> None:
    text = AVENANT.replace("number = 1\n", "").replace("signed_on = 2026-05-04\n", "")
    read = read_avenant(text, convention, unsigned_on=date(2026, 4, 1))

    assert read.avenant
    assert (read.avenant.number, read.avenant.signed_on) == (next_number(convention), date(2026, 4, 1))
    assert read_avenant(text, convention).avenant is None


def test_numbers_follow_and_nothing_is_back_dated(convention) -> None:
    read = read_avenant(AVENANT, convention).avenant
    assert read
    today = date(2026, 5, 10)

    assert amend_decision(read, convention, today)
    assert amend_decision(replace(read, number=3), convention, today).code == "avenant_number"
    assert amend_decision(read, convention, date(2026, 5, 3)).code == "avenant_unsigned"
    early = amend_decision(replace(read, effective_on=date(2026, 5, 3)), convention, today)
    assert early.code == "avenant_back_dated"
    assert early.clause
    assert early.fix


def test_the_same_terms_have_no_difference(convention) -> None:
    assert difference(convention.terms, convention.terms) == ()
