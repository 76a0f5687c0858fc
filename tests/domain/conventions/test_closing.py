"""The closing actions of an announced end, as occurrences on its last day (MCP-04, MCP-13, URS-13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from socle.conventions.domain.closing import closings, everything_owed
from socle.conventions.domain.kinds import DataCopy
from socle.conventions.domain.kinds.termination import Ground, Termination
from socle.conventions.domain.occurrences import Course, DatedEnd, Stretch
from socle.conventions.domain.words import Form, Side, Start
from tests.domain.conventions.test_occurrences import CALENDAR, CPSTI, MAIRES, START, URSSAF, Term, instant

LAST = date(2026, 6, 16)
END = DatedEnd(UUID(int=7), Ground.WILL, instant(2026, 3, 16), LAST)
WILL = Termination(
    ground=Ground.WILL,
    by=Side.ALL,
    form=Form.REGISTERED_LETTER,
    delay="P3M",
    starts=Start.RECEIPT,
    closing_actions=True,
)


def course(*ends: DatedEnd, parties=(URSSAF, MAIRES)) -> Course:
    bodies = (("fin", WILL), ("copies", DataCopy(owner=Side.PARTNER, listed_with=("finalite",))))
    stretches = tuple(Stretch(Term(key, body), instant(2025, 4, 1), None) for key, body in bodies)
    return Course(stretches, parties, START, instant(2026, 6, 17), CALENDAR, dated_ends=ends)


def owed(found) -> set[tuple[str, str]]:
    names = {one.party_id: one.key for one in (URSSAF, CPSTI, MAIRES)}
    return {(one.code, names[one.bearer]) for one in found}


def test_each_party_owes_its_actions_on_the_last_day_and_the_others_may_contest():
    found = tuple(closings(course(END)))
    assert owed(found) == {
        ("liste", "urssaf"),
        ("liste", "maires"),
        ("documents", "urssaf"),
        ("documents", "maires"),
        ("copies", "maires"),
    }
    assert {(one.due_on, one.due, one.remind_on) for one in found} == {(LAST, instant(2026, 6, 17), date(2026, 3, 16))}
    copies = next(one for one in found if one.code == "copies")
    assert copies.beneficiaries == (URSSAF.party_id,)
    assert (copies.term_id, str(copies.clause)) == ("copies", "convention, 6")


def test_nothing_is_to_close_without_a_dated_end():
    """The negative control."""
    assert not list(closings(course()))


def test_who_leaves_alone_owes_alone():
    leaving = replace(END, leaver=MAIRES.party_id)
    found = tuple(closings(course(leaving, parties=(URSSAF, CPSTI, MAIRES))))
    assert {bearer for _, bearer in owed(found)} == {"maires"}
    assert all(set(one.beneficiaries) == {URSSAF.party_id, CPSTI.party_id} for one in found)


def test_evidence_that_comes_late_leaves_the_day_it_was_announced():
    late = replace(END, announced_at=instant(2026, 7, 1))
    assert {one.due_on for one in closings(course(late))} == {date(2026, 7, 1)}


def test_closing_actions_stay_after_the_convention_is_over():
    assert len(everything_owed(course(END), LAST, LAST)) == 5
    assert not everything_owed(course(END), date(2026, 6, 17), date(2027, 1, 1))
