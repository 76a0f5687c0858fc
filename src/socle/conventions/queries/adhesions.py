"""The conventions by which an organisation may use services, with their terms at an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.conventions.models import ConventionParty
from socle.conventions.queries.reading import Terms, terms_at
from socle.kernel.period import Period


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
            period=Period(row.convention.effective_at, row.convention.ends_at) if row.convention.effective_at else None,
            terms=terms_at(row.convention_id, at),
        )
        for row in rows
    ]
