"""Obligations of the demonstration: most were kept on time, some late, some still wait."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from socle.conventions.domain.keeping import Kept
from socle.conventions.models import Convention, ObligationEntry
from socle.conventions.queries.obligations import Line, lines_of
from socle.organismes.models import Membership
from socle.site.demonstration.rights import Members

FIRST_DAY = date(2015, 1, 1)
ONE_LATE_IN, ONE_OPEN_IN = 7, 5
NOT_SAID = frozenset({"review", "report"})


def keep_obligations(memberships: Members, at: datetime) -> None:
    """What each party said of what was due: a fixed rank decides which came late and which still waits."""
    people = {row.organisation_id: row for row in reversed(list(memberships.values()))}
    signed = list(Convention.objects.select_related("organisation").order_by("slug"))
    lines = [line for line in lines_of(signed, FIRST_DAY, at.date(), at) if line.entry is None]
    said = [line for line in lines if line.occurrence.bearer in people and line.occurrence.kind not in NOT_SAID]
    ObligationEntry.objects.bulk_create(
        _entry(line, people, rank, at) for rank, line in enumerate(said, 1) if rank % ONE_OPEN_IN
    )


def _entry(line: Line, people: Mapping[UUID, Membership], rank: int, at: datetime) -> ObligationEntry:
    one = line.occurrence
    done_on = one.due_on + timedelta(days=6) if rank % ONE_LATE_IN == 0 else max(one.begins_on, one.due_on)
    return ObligationEntry(
        organisation_id=line.convention.organisation_id,
        convention=line.convention,
        term_key=one.term_id,
        code=one.code,
        occasion=one.occasion,
        bearer_id=one.bearer,
        rank=1,
        step="declare",
        state=Kept.DONE,
        done_on=min(done_on, at.date()),
        note="Fait et remis à l'autre partie (démonstration).",
        author_organisation_id=one.bearer,
        author_id=people[one.bearer].person_id,
        recorded_at=min(one.due + timedelta(days=7), at),
    )
