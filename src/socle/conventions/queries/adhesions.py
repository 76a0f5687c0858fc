"""The conventions by which an organisation may use services, with their terms at an instant."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from socle.conventions.models import Convention, ConventionParty, Term
from socle.conventions.queries.reading import Terms, terms_at
from socle.kernel.period import Period

START = ("id", "effective_at", "organisation__territory")


@dataclass(frozen=True, slots=True)
class Adhesion:
    """One convention of a partner: who opens the services, since when, under which terms."""

    id: UUID
    caisse_id: UUID
    caisse: str
    title: str
    number: str
    slug: str
    period: Period | None
    terms: Terms
    territory: str = ""

    @property
    def label(self) -> str:
        return f"{self.title} (n° {self.number})"


def adhesions_of(organisation_id: UUID, at: datetime) -> list[Adhesion]:
    """Conventions that the organisation signed as a partner, the oldest first."""
    rows = (
        ConventionParty.objects.filter(party_id=organisation_id, role="partner")
        .select_related("convention", "organisation")
        .order_by("convention__effective_at", "convention__slug")
    )
    return [
        Adhesion(
            id=row.convention_id,
            caisse_id=row.organisation_id,
            caisse=row.organisation.legal_name,
            title=row.convention.title,
            number=row.convention.number,
            slug=row.convention.slug,
            period=Period(row.convention.effective_at, over_for(row)) if row.convention.effective_at else None,
            terms=terms_at(row.convention_id, at),
            territory=row.organisation.territory,
        )
        for row in rows
    ]


def over_for(row: ConventionParty) -> datetime | None:
    """The instant from which a convention is over for this party: its own leaving, or the end for all (URS-13)."""
    return min(filter(None, (row.convention.ends_at, row.leaves_at)), default=None)


def starts_of(convention_ids: Collection[UUID]) -> Mapping[UUID, tuple[datetime | None, str]]:
    """When each convention took effect, and the territory of its caisse."""
    rows = Convention.objects.filter(id__in=convention_ids)
    return {one: (start, territory) for one, start, territory in rows.values_list(*START)}


@dataclass(frozen=True, slots=True)
class Partnership:
    """A partner of one of the caisse's conventions."""

    convention_id: UUID
    convention: str
    number: str
    organisation_id: UUID
    partner: str

    @property
    def key(self) -> tuple[str, str]:
        """Its place in the list."""
        return (self.partner, str(self.convention_id))


def partnerships_of(
    caisse_id: UUID, kind: str, *, words: str = "", after: tuple[str, str] | None = None, limit: int = 50
) -> list[Partnership]:
    """Partners of the conventions that the caisse signed and that hold a term of this kind; one more than `limit`."""
    ruled = Term.objects.filter(convention_id=OuterRef("convention_id"), kind=kind)
    rows = ConventionParty.objects.filter(Exists(ruled), organisation_id=caisse_id, role="partner")
    for word in words.split():
        rows = rows.filter(Q(party__legal_name__icontains=word) | Q(convention__number__startswith=word))
    if after:
        partner, convention = after
        rows = rows.filter(
            Q(party__legal_name__gt=partner) | Q(party__legal_name=partner, convention_id__gt=convention)
        )
    rows = rows.select_related("convention", "party").order_by("party__legal_name", "convention_id")
    return [
        Partnership(row.convention_id, row.convention.title, row.convention.number, row.party_id, row.party.legal_name)
        for row in rows[: limit + 1]
    ]
