"""The conventions in force of an actor's body, with their parties and some of their terms: what services read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from socle.conventions.models import Convention, ConventionParty
from socle.conventions.queries.portfolio import parties_of, terms_of_many, visible_to
from socle.conventions.queries.reading import Terms
from socle.kernel.actor import Actor
from socle.kernel.deadlines import Calendar
from socle.kernel.identifiers import uuid_of


@dataclass(frozen=True, slots=True)
class InForce:
    """One convention in force: its parties in the order of the text, the terms asked for, its calendar."""

    id: UUID
    title: str
    number: str
    family: str
    caisse_id: UUID
    territory: str
    parties: tuple[ConventionParty, ...]
    terms: Terms

    @property
    def label(self) -> str:
        return f"{self.title} (n° {self.number})"

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.territory or "FR")

    @property
    def names(self) -> Mapping[UUID, str]:
        return {party.party_id: party.party.legal_name for party in self.parties}


def in_force(actor: Actor, kinds: Sequence[str], at: datetime, *, only: Sequence[UUID] | None = None) -> list[InForce]:
    """Three statements, whatever the number of conventions; `only` limits them."""
    rows = visible_to(actor).filter(effective_at__lte=at).filter(Q(ends_at=None) | Q(ends_at__gt=at))
    if only is not None:
        rows = rows.filter(id__in=only)
    return of_conventions(rows.order_by("title", "id"), kinds, at)


def named_in_force(words: str, kinds: Sequence[str], at: datetime) -> InForce | None:
    """One convention in force by its short name or its identifier, for an operator of the portal."""
    named = Q(slug=words) | Q(id=uuid_of(words)) if uuid_of(words) else Q(slug=words)
    rows = Convention.objects.filter(named, effective_at__lte=at).filter(Q(ends_at=None) | Q(ends_at__gt=at))
    return next(iter(of_conventions(rows, kinds, at)), None)


def of_conventions(rows: QuerySet[Convention], kinds: Sequence[str], at: datetime) -> list[InForce]:
    """The same for conventions chosen otherwise."""
    found = list(rows.select_related("organisation"))
    ids = [row.id for row in found]
    parties, terms = parties_of(ids), terms_of_many(ids, kinds, at)
    return [
        InForce(
            row.id,
            row.title,
            row.number,
            row.family,
            row.organisation_id,
            row.organisation.territory,
            tuple(parties.get(row.id, ())),
            terms.get(row.id, Terms()),
        )
        for row in found
    ]
