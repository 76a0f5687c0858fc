"""The obligations board of a body: what it owes, what it is owed, and how each party keeps its word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from socle.conventions.domain.keeping import Rate, Standing, rates
from socle.conventions.domain.kinds import Review
from socle.conventions.models import ObligationHolder
from socle.conventions.queries.obligations import Line, lines_of
from socle.conventions.queries.portfolio import conventions_named, parties_of
from socle.kernel.actor import Actor

BACK, AHEAD, FURTHEST = timedelta(days=365), timedelta(days=365), timedelta(days=5 * 365)
SHOWN, MOST, FEW = 200, 500, 100
STATES: Mapping[str, frozenset[Standing]] = {
    "open": frozenset({Standing.OWED, Standing.LATE, Standing.CONTESTED}),
    "late": frozenset({Standing.LATE}),
    "coming": frozenset({Standing.COMING, Standing.SUSPENDED}),
    "kept": frozenset({Standing.DONE, Standing.DONE_LATE, Standing.WAIVED}),
}
_ORDER: Mapping[Standing, int] = {
    Standing.LATE: 0,
    Standing.CONTESTED: 0,
    Standing.OWED: 1,
    Standing.COMING: 2,
    Standing.SUSPENDED: 2,
    **dict.fromkeys((Standing.DONE, Standing.DONE_LATE, Standing.WAIVED), 3),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the board is limited to: side, state, one convention, person in charge, words of the convention."""

    side: str = ""
    state: str = ""
    convention: str = ""
    holder: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """The lines kept by the filter, the most pressing first, how many there are, and the rate of each party."""

    lines: tuple[Line, ...]
    total: int
    rates: Mapping[UUID, Rate]
    names: Mapping[UUID, str]
    signed: int


def board(actor: Actor, wanted: Wanted, at: datetime) -> Board:
    """The obligations due within a year of `at`, and the older ones still open, in the conventions of the body."""
    signed = conventions_named(actor, wanted.words, wanted.convention)
    kept = list(signed[:MOST])
    everything = lines_of(kept, (at - FURTHEST).date(), (at + AHEAD).date(), at)
    found = [line for line in everything if line.occurrence.due > at - BACK]
    names = {
        party.party_id: party.party.legal_name for row in parties_of([r.id for r in kept]).values() for party in row
    }
    mine = [line for line in everything if _is_current(line, at) and _concerns(line, actor, wanted)]
    ordered = sorted(mine, key=lambda line: (_ORDER[line.standing], _when(line, at)))
    return Board(
        lines=tuple(ordered[:SHOWN]),
        total=len(mine),
        rates=rates([(line.occurrence, line.standing) for line in found], at),
        names=names,
        signed=signed.count(),
    )


def _is_current(line: Line, at: datetime) -> bool:
    """Due within a year, before or after; what was never kept stays, however old."""
    return line.occurrence.due > at - BACK or line.standing in STATES["open"]


def _when(line: Line, at: datetime) -> timedelta:
    """What waits, the longest awaited first; what is done, the latest first."""
    elapsed = line.occurrence.due - at
    return -elapsed if line.standing in STATES["kept"] else elapsed


def _concerns(line: Line, actor: Actor, wanted: Wanted) -> bool:
    is_owed = actor.organisation_id in line.occurrence.beneficiaries
    owes = actor.organisation_id == line.occurrence.bearer
    is_side = {"owe": owes, "owed": is_owed and not owes}.get(wanted.side, True)
    in_state = wanted.state not in STATES or line.standing in STATES[wanted.state]
    return is_side and in_state and wanted.holder in ("", str(line.holder_id))


def pressing(actor: Actor, at: datetime) -> list[Line]:
    """What a person is asked today: the late or current duties of their body, or those they are in charge of.

    A paper of the tree and a review have a line of their own elsewhere in « À faire ». A body of many conventions reads
    its board instead: here, only what this person is in charge of.
    """
    held = ObligationHolder.objects.filter(person_id=actor.person_id, convention=OuterRef("pk"))
    rows = conventions_named(actor).annotate(is_held=Exists(held)).order_by("-is_held", "title", "id")
    signed = list(rows[: FEW + 1])
    found = lines_of(signed[:FEW], (at - FURTHEST).date(), (at + AHEAD).date(), at)
    is_keeper = actor.can("obligation:keep") and len(signed) <= FEW
    return [
        line
        for line in found
        if line.occurrence.bearer == actor.organisation_id
        and line.standing in STATES["open"]
        and not line.occurrence.document
        and line.occurrence.kind != Review.kind
        and (line.holder_id == actor.person_id or (is_keeper and line.holder_id is None))
    ]


def held_by_someone(lines: Sequence[Line]) -> frozenset[UUID]:
    """The people in charge of some line."""
    return frozenset(line.holder_id for line in lines if line.holder_id)
