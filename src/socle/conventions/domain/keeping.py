"""An occurrence of a duty through its life: owed, declared done, contested or waived (DRT-05, URS-01).

The party that owes declares, with the day and the proof; the party to whom it is owed may contest, or say that it asks
for nothing. Late is not a state: it is the day being over, read at the instant asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from socle.conventions.domain.occurrences import Occurrence
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, refuse
from socle.kernel.workflow import Step, Workflow

HOUSE = Clause.house("URS-01")
SHORTEST = 3
TITLE = "Une obligation à une échéance"


class Kept(StrEnum):
    """What was last said of an occurrence."""

    OWED = "owed"
    DONE = "done"
    CONTESTED = "contested"
    WAIVED = "waived"


class Standing(StrEnum):
    """What a reader sees of an occurrence at an instant."""

    COMING = "coming"
    OWED = "owed"
    LATE = "late"
    DONE = "done"
    DONE_LATE = "done_late"
    CONTESTED = "contested"
    WAIVED = "waived"
    SUSPENDED = "suspended"


class Place(StrEnum):
    """On which side of a duty a party stands."""

    BEARER = "bearer"
    BENEFICIARY = "beneficiary"


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody wants to say of an occurrence: the day it was done, the proof or the reason, today."""

    text: str
    today: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """The last thing said of an occurrence."""

    state: Kept
    done_on: date | None
    note: str
    recorded_at: datetime
    rank: int


def has_proof(case: Saying) -> Decision:
    """A day that has come, and a proof said."""
    if case.done_on is None or case.done_on > case.today:
        return refuse(
            "done_on_to_come",
            "Le jour où l'obligation a été tenue manque ou n'est pas encore venu.",
            clause=HOUSE,
            fix="Donnez le jour réel, aujourd'hui au plus tard.",
        )
    return said(case)


def said(case: Saying) -> Decision:
    """Words that somebody else can check."""
    if len(case.text.strip()) >= SHORTEST:
        return ALLOWED
    return refuse(
        "proof_missing",
        "La preuve ou la raison n'est pas écrite.",
        clause=HOUSE,
        fix="Dites en quelques mots ce qui le prouve, ou pourquoi : numéro du courrier, nom du document, date.",
    )


LABELS: dict[str, str] = {
    "declare": "déclarer tenue",
    "withdraw": "retirer la déclaration",
    "contest": "contester",
    "waive": "dispenser",
    "ask_again": "demander de nouveau",
    Kept.OWED: "due",
    Kept.DONE: "tenue",
    Kept.CONTESTED: "contestée",
    Kept.WAIVED: "dispensée",
    Place.BEARER: "qui la doit",
    Place.BENEFICIARY: "à qui elle est due",
}
LIFECYCLE: Workflow[Kept, Saying] = Workflow(
    Step("declare", frozenset({Kept.OWED, Kept.CONTESTED}), Kept.DONE, frozenset({Place.BEARER}), has_proof),
    Step("withdraw", frozenset({Kept.DONE}), Kept.OWED, frozenset({Place.BEARER}), said),
    Step("contest", frozenset({Kept.DONE}), Kept.CONTESTED, frozenset({Place.BENEFICIARY}), said),
    Step("waive", frozenset({Kept.OWED, Kept.CONTESTED}), Kept.WAIVED, frozenset({Place.BENEFICIARY}), said),
    Step("ask_again", frozenset({Kept.WAIVED}), Kept.OWED, frozenset({Place.BENEFICIARY}), said),
    initial=Kept.OWED,
    labels=LABELS,
)
TAGS = {
    "declare": "convention:obligation:declared",
    "withdraw": "convention:obligation:withdrawn",
    "contest": "convention:obligation:contested",
    "waive": "convention:obligation:waived",
    "ask_again": "convention:obligation:asked_again",
}


def places_of(organisation_id: UUID, occurrence: Occurrence) -> frozenset[Place]:
    """The places of a party; one that is neither has none."""
    held = {Place.BEARER} if organisation_id == occurrence.bearer else set()
    return frozenset(held | ({Place.BENEFICIARY} if organisation_id in occurrence.beneficiaries else set()))


def decide(step: str, entry: Entry | None, places: Iterable[Place], case: Saying, clause: Clause) -> Decision:
    """Whether this side may say that now, citing the clause of the duty."""
    return LIFECYCLE.decide(step, entry.state if entry else Kept.OWED, places, case).citing(clause)


def standing(occurrence: Occurrence, entry: Entry | None, at: datetime, *, is_suspended: bool = False) -> Standing:
    """How an occurrence reads at an instant; what force majeure suspends on its day is not late (DRT-11)."""
    state = entry.state if entry else Kept.OWED
    if state is Kept.DONE:
        is_late = entry is not None and entry.done_on is not None and entry.done_on > occurrence.due_on
        return Standing.DONE_LATE if is_late else Standing.DONE
    if state is Kept.WAIVED:
        return Standing.WAIVED
    if is_suspended:
        return Standing.SUSPENDED
    if at >= occurrence.due:
        return Standing.LATE
    if state is Kept.CONTESTED:
        return Standing.CONTESTED
    today = at.astimezone(occurrence.due.tzinfo).date()
    return Standing.OWED if today >= occurrence.remind_on else Standing.COMING


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the occurrences due a party kept on time, and late; those waived or suspended are not counted."""

    due: int
    on_time: int
    late: int

    @property
    def percent(self) -> int | None:
        """Kept on time, in whole percents rounded down; None when nothing was due."""
        return 100 * self.on_time // self.due if self.due else None


def rate(standings: Iterable[tuple[Occurrence, Standing]], at: datetime) -> Rate:
    """The rate of some occurrences at an instant: those whose day is over, or that are already done."""
    counted = [
        found
        for occurrence, found in standings
        if found not in {Standing.WAIVED, Standing.SUSPENDED}
        and (occurrence.due <= at or found in {Standing.DONE, Standing.DONE_LATE})
    ]
    return Rate(len(counted), counted.count(Standing.DONE), counted.count(Standing.DONE_LATE))


def rates(standings: Iterable[tuple[Occurrence, Standing]], at: datetime) -> Mapping[UUID, Rate]:
    """The rate of each party."""
    by_party: dict[UUID, list[tuple[Occurrence, Standing]]] = {}
    for one in standings:
        by_party.setdefault(one[0].bearer, []).append(one)
    return {party: rate(found, at) for party, found in by_party.items()}
