"""A stand-in takes a right for a time, inside its seat, and it comes back by itself (MCP-51).

Source: bulletin AFAS 1.1 counts the seats and says nothing of absences; the replacement uses the seat of the person
replaced, so that the ceiling holds. Who typed data never approves them, even as a stand-in (reliability.md §4.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, first_refusal, refuse
from socle.kernel.period import Period

LONGEST = timedelta(days=92)  # dated parameter of the house (2026): beyond, it is a change of holder, not a replacement
SEAT_CLAUSE = Clause("bulletin AFAS", "1.1")
RIGHT_CLAUSE = Clause("contrat de service", "2.2.1")
FOUR_EYES = Clause.house("MCP-51")


class StandInCode(StrEnum):
    """Why a replacement is refused; traced."""

    NO_END = "stand_in_without_end"
    TOO_LONG = "stand_in_too_long"
    OUTSIDE = "stand_in_outside_right"
    SAME_PERSON = "stand_in_same_person"
    HELD_ALREADY = "stand_in_holds_it"
    CHAIN = "stand_in_of_stand_in"
    TYPED_IT = "approver_typed_it"


OUTSIDE = refuse(
    StandInCode.OUTSIDE,
    "La période du remplacement dépasse celle du droit remplacé, ou elle est déjà finie.",
    clause=RIGHT_CLAUSE,
    fix="Choisissez une période à venir, comprise dans celle du droit.",
)


@dataclass(frozen=True, slots=True)
class StandInCase:
    """What the rule needs to judge a replacement, the management of both persons apart."""

    right: Period
    wanted: Period
    is_itself_a_stand_in: bool
    holder_id: UUID
    person_id: UUID
    holds_it_already: bool
    at: datetime


def decide_stand_in(case: StandInCase) -> Decision:
    """A replacement has an end, fits inside the right replaced, and goes to somebody who has not this right."""
    return first_refusal((_bounded(case), _inside(case), _original(case), _somebody_else(case)))


def may_approve(*, typed_by: UUID, approver: UUID, approver_name: str) -> Decision:
    """Nobody approves the data they typed, whatever the right by which they would."""
    if typed_by != approver:
        return ALLOWED
    return refuse(
        StandInCode.TYPED_IT,
        f"{approver_name} a saisi ces données : une autre personne les valide.",
        clause=FOUR_EYES,
        fix="Demandez au titulaire du profil de validation, ou confiez le remplacement à quelqu'un d'autre.",
    )


def _bounded(case: StandInCase) -> Decision:
    if case.wanted.end is None:
        return refuse(
            StandInCode.NO_END,
            "Un remplacement a une date de fin : le droit revient alors à son titulaire.",
            clause=RIGHT_CLAUSE,
            fix="Indiquez le dernier jour de l'absence ; un remplacement se termine aussi plus tôt.",
        )
    if case.wanted.end - case.wanted.start > LONGEST:
        return refuse(
            StandInCode.TOO_LONG,
            f"Un remplacement dure {LONGEST.days} jours au plus.",
            clause=Clause.house("MCP-51"),
            fix="Pour une absence plus longue, retirez le droit et ouvrez-le à une autre personne.",
        )
    return ALLOWED


def _inside(case: StandInCase) -> Decision:
    starts_late = case.wanted.start < max(case.right.start, case.at)
    ends_late = case.right.end is not None and (case.wanted.end is None or case.wanted.end > case.right.end)
    return OUTSIDE if starts_late or ends_late else ALLOWED


def _original(case: StandInCase) -> Decision:
    if not case.is_itself_a_stand_in:
        return ALLOWED
    return refuse(
        StandInCode.CHAIN,
        "Ce droit est lui-même tenu en remplacement : il ne se confie pas une seconde fois.",
        clause=RIGHT_CLAUSE,
        fix="Mettez fin à ce remplacement, puis confiez le droit de son titulaire à quelqu'un d'autre.",
    )


def _somebody_else(case: StandInCase) -> Decision:
    if case.holder_id == case.person_id:
        return refuse(
            StandInCode.SAME_PERSON,
            "Une personne ne se remplace pas elle-même.",
            clause=RIGHT_CLAUSE,
            fix="Choisissez un autre collègue.",
        )
    if case.holds_it_already:
        return refuse(
            StandInCode.HELD_ALREADY,
            "Cette personne a déjà ce droit sur cette période.",
            clause=RIGHT_CLAUSE,
            fix="Aucun remplacement n'est nécessaire ; choisissez sinon un autre collègue.",
        )
    return ALLOWED
