"""Force majeure: the prevented party informs at once, names what is suspended; resumption, or the end after a time.

Source: convention, 10 and 11.4 (DRT-11): informed by any means at once, with what is done to limit the effects; the
named commitments are suspended; each party bears its own costs; after more than six months each may terminate.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from socle.conventions.domain.ending.facts import REACH
from socle.conventions.domain.kinds import Deadline, Termination
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.reading import AnyTerm, of_kind
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, first_refusal, refuse
from socle.kernel.french import say_date

NOTICE = "force_majeure_notice"


@dataclass(frozen=True, slots=True)
class Prevention:
    """What the prevented party declares: the event, what it does against it, the terms suspended, since when."""

    event: str
    measures: str
    terms: tuple[str, ...]
    began_on: date
    informed_on: date


def clause_of(terms: Iterable[AnyTerm]) -> Clause | None:
    """The clause of force majeure: the duty to inform, else the ground to terminate; None when the text has none."""
    found = tuple(terms)
    notice = next((term.clause for term in of_kind(found, Deadline) if term.body.of == NOTICE), None)
    ground = next(
        (term.clause for term in of_kind(found, Termination) if term.body.ground is Ground.FORCE_MAJEURE), None
    )
    return notice or ground


def may_declare(terms: Iterable[AnyTerm], said: Prevention, today: date) -> Decision:
    """Written in the text, said in full, about terms in force, from a day that has come."""
    found = tuple(terms)
    clause = clause_of(found)
    if clause is None:
        reason = "La convention n’écrit rien de la force majeure."
        return refuse("force_majeure_unwritten", reason, fix="Les parties peuvent suspendre un terme par avenant.")
    return first_refusal((_said(said, clause), _named(said.terms, found, clause), _dated(said, today, clause)))


def _said(said: Prevention, clause: Clause) -> Decision:
    if said.event.strip() and said.measures.strip():
        return allow(clause)
    fix = "Écrivez l’événement et ce que vous faites pour en limiter les effets."
    return refuse("prevention_unsaid", "La force majeure se dit.", clause=clause, fix=fix)


def _named(named: Collection[str], terms: Iterable[AnyTerm], clause: Clause) -> Decision:
    known = {term.id for term in terms}
    if named and known.issuperset(named):
        return allow(clause)
    fix = "Cochez les engagements que l’événement empêche."
    return refuse("commitments_unnamed", "Les engagements suspendus sont nommés.", clause=clause, fix=fix)


def _dated(said: Prevention, today: date, clause: Clause) -> Decision:
    if said.began_on.year in REACH and said.began_on <= said.informed_on <= today:
        return allow(clause)
    reason = "La suspension commence, puis les autres parties sont informées, aujourd’hui au plus tard."
    return refuse("dates_out_of_order", reason, clause=clause, fix="Corrigez les deux dates.")


def is_informed_at_once(began_on: date, informed_on: date) -> bool:
    """« Sans délai »: the very day (facts.md §8.4)."""
    return informed_on <= began_on


def may_resume(began_on: date, resumed_on: date, today: date, *, is_author: bool, clause: Clause) -> Decision:
    """The prevented party says on which day it resumed: after the first day, today at the latest."""
    if not is_author:
        fix = "Demandez-lui de déclarer la reprise."
        return refuse("not_the_author", "La partie empêchée déclare sa reprise.", clause=clause, fix=fix)
    if began_on < resumed_on <= today:
        return allow(clause)
    reason = f"La reprise vient après le {say_date(began_on)}, et n’est pas à venir."
    return refuse("dates_out_of_order", reason, clause=clause, fix="Corrigez la date de reprise.")
