"""The conventions of a body by the nearness of their last useful day to object; texts alike are reckoned once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from socle.conventions.domain.keeping import Standing
from socle.conventions.domain.kinds import Fee
from socle.conventions.domain.radar import Blip, blip
from socle.conventions.models import Convention
from socle.conventions.queries.ending import calendar_of
from socle.conventions.queries.obligations import Line, lines_of
from socle.conventions.queries.portfolio import LIFE_KINDS, dates_of, parties_of
from socle.conventions.queries.reading import ReadTerm, terms_at
from socle.conventions.queries.written import conventions_alike
from socle.kernel.actor import Actor

MOST, SHOWN = 200, 200
BACK = timedelta(days=365)
OWED = frozenset({Standing.LATE, Standing.CONTESTED})


@dataclass(frozen=True, slots=True)
class Spotted:
    """One convention of the radar, and with whom it is signed."""

    convention: Convention
    others: tuple[str, ...]
    blip: Blip


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a decision to renew needs of the convention itself: its dates, its price, what is late."""

    blip: Blip | None
    fees: tuple[ReadTerm[Fee], ...]
    late: tuple[Line, ...]
    names: Mapping[UUID, str]


def radar(actor: Actor, at: datetime, *, within: int | None = None) -> tuple[int, list[Spotted]]:
    """The conventions in force with a date to come, the nearest first; how many, and the first ones."""
    found: list[tuple[Convention, Blip]] = []
    total = 0
    for alike in conventions_alike(actor.organisation_id, LIFE_KINDS, at, most=MOST):
        first = alike.first[0]
        seen = blip(dates_of(first, alike.terms, at), calendar_of(first).day_of(at))
        if seen is None or (within is not None and seen.days_left > within):
            continue
        total += alike.total
        found += [(row, seen) for row in alike.first]
    nearest = sorted(found, key=lambda one: (one[1].days_left, one[0].title))[:SHOWN]
    return total, _spotted(nearest, actor)


def _spotted(found: Sequence[tuple[Convention, Blip]], actor: Actor) -> list[Spotted]:
    parties = parties_of([row.id for row, _ in found])
    return [
        Spotted(
            row,
            tuple(one.party.legal_name for one in parties.get(row.id, ()) if one.party_id != actor.organisation_id),
            seen,
        )
        for row, seen in found
    ]


def dossier(convention: Convention, at: datetime) -> Dossier:
    """The file of one convention, as it stands at `at`."""
    terms = terms_at(convention.id, at)
    today = calendar_of(convention).day_of(at)
    late = [line for line in lines_of([convention], today - BACK, today, at) if line.standing in OWED]
    names = {row.party_id: row.party.legal_name for row in parties_of([convention.id]).get(convention.id, ())}
    return Dossier(blip(dates_of(convention, terms, at), today), terms.of(Fee), tuple(late), names)
