"""Committees and minutes: who sits, what was sent and validated in time (DRT-09, FSV-12, ISU-02 to 04)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from socle.conventions.domain.kinds import Minutes
from socle.conventions.domain.kinds.committee import Committee
from socle.conventions.domain.kinds.yearly_letter import YearlyLetter
from socle.conventions.domain.reading import AnyTerm, Written, of_kind
from socle.conventions.domain.rules.due import Due, due
from socle.conventions.domain.words import Office
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import Decision, allow, refuse

Members = Mapping[str, tuple[Office, ...]]


def committee(terms: Iterable[AnyTerm], code: str) -> Written[Committee] | None:
    """One committee of the text."""
    return next((term for term in of_kind(terms, Committee) if term.body.code == code), None)


def composition_decision(terms: Iterable[AnyTerm], code: str, members: Members) -> Decision:
    """A committee decides when each party sends the written offices, in equal numbers when the text says so."""
    term = committee(terms, code)
    if term is None:
        return refuse("no_committee", "La convention ne crée pas ce comité.")
    body = term.body
    for party, sent in members.items():
        left = [office for office in body.offices if sent.count(office) < body.each]
        if left:
            reason = f"Il manque à « {party} » : {', '.join(office.label for office in left)}."
            return refuse("seat_empty", reason, clause=term.clause, fix="Complétez la liste de cette partie.")
    if body.parity and len({len(sent) for sent in members.values()}) > 1:
        counted = ", ".join(f"{party} : {len(sent)}" for party, sent in members.items())
        return refuse("no_parity", f"Les parties ne sont pas à égalité ({counted}).", clause=term.clause)
    if body.quorum and sum(len(sent) for sent in members.values()) < body.quorum:
        return refuse("no_quorum", f"Le quorum de {body.quorum} présents n’est pas atteint.", clause=term.clause)
    return allow(term.clause)


def next_sitting(terms: Iterable[AnyTerm], code: str, last_on: date, calendar: Calendar) -> Due | None:
    """Until when the committee sits again; None when no frequency is written."""
    term = committee(terms, code)
    return due(code, last_on, term.body.every, calendar, term.clause) if term and term.body.every else None


def host(terms: Iterable[AnyTerm], code: str, parties: tuple[str, ...], held_before: int) -> str | None:
    """Whose turn it is to host; None when no turn is written."""
    term = committee(terms, code)
    return parties[held_before % len(parties)] if term and term.body.hosted_in_turn and parties else None


def sending_due(terms: Iterable[AnyTerm], held_on: date, calendar: Calendar) -> Due | None:
    """Until when minutes are sent after the meeting."""
    term = next((term for term in of_kind(terms, Minutes) if term.body.sent_within), None)
    return due("minutes_sent", held_on, term.body.sent_within or "", calendar, term.clause) if term else None


def letter_due(terms: Iterable[AnyTerm], code: str, year: int, calendar: Calendar) -> Due | None:
    """Until when a yearly letter is received: its delay counts from the last day of the year before (ISU-01)."""
    term = next((term for term in of_kind(terms, YearlyLetter) if term.body.code == code), None)
    if term is None or term.body.within is None:
        return None
    return due(code, date(year - 1, 12, 31), term.body.within, calendar, term.clause, roll=False)
