"""The two sides of a text: what one party owes, what it is owed, from the duties of every term (issue 3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from socle.conventions.domain.duty import Duty
from socle.conventions.domain.reading import AnyTerm
from socle.conventions.domain.words import Side


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty and the term that makes it."""

    term: AnyTerm
    duty: Duty


@dataclass(frozen=True, slots=True)
class TwoSides:
    """What a party owes and what it is owed, in the order of the text; a duty of all parties is on both sides."""

    owes: tuple[Owed, ...]
    is_owed: tuple[Owed, ...]


def two_sides(terms: Iterable[AnyTerm], names: Iterable[str]) -> TwoSides:
    """The duties seen by a party, known in the text by its side and its identifier."""
    mine = frozenset(names) | {Side.ALL.value}
    found = [Owed(term, duty) for term in terms for duty in term.body.owed()]
    return TwoSides(
        tuple(one for one in found if str(one.duty.bearer) in mine),
        tuple(one for one in found if str(one.duty.beneficiary) in mine),
    )
