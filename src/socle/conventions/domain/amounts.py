"""Stated amounts against recomputed ones: the gap is shown, the text is never corrected (FSV-02, FSV-08).

Sources: délibération, D and II; convention, 4. The stated amount is the one due.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from socle.conventions.domain.kinds import Fee
from socle.conventions.domain.kinds.budget_line import BudgetLine
from socle.conventions.domain.kinds.fee_formula import FeeFormula
from socle.conventions.domain.kinds.reduced_presence import Cause, ReducedPresence
from socle.conventions.domain.kinds.room import Room
from socle.conventions.domain.reading import AnyTerm, Written, first, of_kind
from socle.conventions.domain.words import decimal
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, refuse
from socle.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Compared:
    """An amount of the text beside another one: what each says, and their gap."""

    term_id: str
    clause: Clause
    stated: Money
    other: Money
    says: str

    @property
    def gap(self) -> Money:
        return self.other - self.stated


def computed(formula: FeeFormula, area: str = "") -> Money | None:
    """Rate × area × days out of the week, to the nearest cent; None while one of them is blank."""
    measured = area or formula.area
    if formula.rate is None or measured is None or formula.days is None or not formula.week:
        return None
    share = Fraction(formula.days, formula.week)
    return Money.rounded(Fraction(Decimal(formula.rate)) * Fraction(Decimal(measured)) * share)


def compared(terms: Iterable[AnyTerm]) -> tuple[Compared, ...]:
    """Every pair of amounts that the text lets compare, equal or not."""
    found = tuple(terms)
    fees = {term.id: term for term in of_kind(found, Fee)}
    rooms = {term.id: term for term in of_kind(found, Room)}
    return (*_budget(found, fees), *_formulas(found, fees, rooms))


def _budget(terms: Iterable[AnyTerm], fees: dict[str, Written[Fee]]) -> Iterator[Compared]:
    for term in of_kind(terms, BudgetLine):
        fee = fees.get(term.body.fee or "")
        if fee and fee.body.amount and term.body.operation:
            stated, other = Money.parse(fee.body.amount), Money.parse(term.body.operation)
            says = f"l’acte écrit {other}, la convention {stated}"
            yield Compared(term.id, term.clause, stated, other, says)


def _formulas(
    terms: Iterable[AnyTerm], fees: dict[str, Written[Fee]], rooms: dict[str, Written[Room]]
) -> Iterator[Compared]:
    for term in of_kind(terms, FeeFormula):
        fee, room = fees.get(term.body.fee), rooms.get(term.body.room or "")
        if fee is None or fee.body.amount is None:
            continue
        stated, said = Money.parse(fee.body.amount), term.body.sentence().rstrip(".")
        if other := computed(term.body):
            yield Compared(term.id, term.clause, stated, other, f"{said} donne {other}, le prix est {stated}")
        if room and room.body.area and (real := computed(term.body, room.body.area)):
            says = (
                f"avec les {decimal(room.body.area)} m² de la salle, le calcul donnerait {real}, le prix est {stated}"
            )
            yield Compared(term.id, room.clause, stated, real, says)


def reduction_decision(terms: Iterable[AnyTerm], cause: Cause, *, fee_changes: bool = False) -> Decision:
    """Slots are reduced only for a written cause, and without touching the flat price (FSV-06)."""
    term = first(terms, ReducedPresence)
    if term is None or cause not in term.body.causes:
        reason = f"La convention ne permet pas de réduire la présence pour cause de {cause.label}."
        return refuse("cause_unwritten", reason, clause=term.clause if term else None, fix="Tenez la permanence.")
    if fee_changes and term.body.fee_unchanged:
        reason = "Le prix forfaitaire ne change pas avec la présence."
        return refuse("fee_is_flat", reason, clause=term.clause, fix="Les parties peuvent le prévoir par un avenant.")
    return allow(term.clause)
