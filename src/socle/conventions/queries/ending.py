"""The convention as the termination calculator needs it, read from the base (MCP-04)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from socle.conventions.domain.convention import Document, Term
from socle.conventions.domain.ending import Facts, Setting, Signatory
from socle.conventions.domain.ending.facts import side_of
from socle.conventions.domain.force import midnight
from socle.conventions.domain.kinds import Interpretation
from socle.conventions.domain.types import DocumentId, ServiceCode
from socle.conventions.models import Convention, ConventionDocument, ConventionParty
from socle.conventions.queries.opening import KINDS
from socle.conventions.queries.reading import terms_at
from socle.kernel.deadlines import Calendar

INSTANT = timedelta(microseconds=1)


def calendar_of(convention: Convention) -> Calendar:
    return Calendar(convention.organisation.territory or "FR")


def read_at(facts: Facts, calendar: Calendar, at: datetime) -> datetime:
    """The end of the day of the first fact, whose text dates the letters; `at` without any fact."""
    day = facts.latest()
    return midnight(day + timedelta(days=1), calendar) - INSTANT if day else at


def setting_of(
    convention: Convention, facts: Facts, at: datetime, *, besides: UUID | None = None, as_sent: bool = False
) -> Setting:
    """Its parties, papers, and the terms in force at the end of the day of the first fact (at `at` without any).

    A reading that the parties agreed since then says how the clause was to be read: it counts from now on, unless
    `as_sent` asks for the text of that day alone. A party
    that has left is no signatory any more, `besides` excepted (who announced an end stays its author).
    """
    calendar = calendar_of(convention)
    then = read_at(facts, calendar, at)
    parties = ConventionParty.objects.filter(convention=convention).select_related("party").order_by("position")
    there = Q(leaves_at=None) | Q(leaves_at__gt=at) | Q(party_id=besides)
    papers = ConventionDocument.objects.filter(convention=convention).order_by("position")
    documents = tuple(_document(paper) for paper in papers)
    return Setting(
        terms=terms_at(convention.id, then).as_domain() if as_sent else _terms(convention.id, then, at),
        starts_on=calendar.day_of(convention.effective_at) if convention.effective_at else None,
        concluded_on=convention.signed_on,
        signatories=signatories(parties.filter(there)),
        calendar=calendar,
        documents=documents,
        ended_on=next((paper.ended_on for paper in documents if paper.parent is None), None),
        asked_on=calendar.day_of(at),
        owner=str(convention.organisation_id),
    )


def _terms(convention_id: UUID, then: datetime, at: datetime) -> tuple[Term, ...]:
    found = terms_at(convention_id, then).as_domain()
    if then >= at:
        return found
    read_now = [one for one in terms_at(convention_id, at).as_domain() if isinstance(one.body, Interpretation)]
    replaced = {term.id for term in read_now}
    return (*(term for term in found if term.id not in replaced), *read_now)


def signatories(parties: Iterable[ConventionParty]) -> tuple[Signatory, ...]:
    return tuple(Signatory(str(one.party_id), one.party.legal_name, side_of(one.role)) for one in parties)


def last_day_at(ends_at: datetime | None, calendar: Calendar) -> date | None:
    """The last day that an instant of end leaves whole."""
    return calendar.day_of(ends_at - INSTANT) if ends_at else None


def _document(paper: ConventionDocument) -> Document:
    return Document(
        id=DocumentId(paper.key),
        kind=KINDS[paper.kind],
        title=paper.title,
        parent=DocumentId(paper.parent_key) if paper.parent_key else None,
        service=ServiceCode(paper.service) if paper.service else None,
        signed_on=paper.signed_on,
        received_on=paper.received_on,
        ended_on=paper.ended_on,
    )
