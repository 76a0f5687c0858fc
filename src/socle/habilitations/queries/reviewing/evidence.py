"""Reviews sent to the caisse, as evidence that the yearly duty was kept (MCP-26; contrat de service 2.2.2)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from django.utils.timezone import localdate

from socle.conventions.domain.kinds import Review
from socle.conventions.evidence import Evidence
from socle.habilitations.reviews import ReviewCertificate


def reviews_sent(convention_ids: Collection[UUID]) -> Iterator[Evidence]:
    """One certificate each: who reviewed, and the day its result was sent."""
    rows = ReviewCertificate.objects.filter(convention_id__in=convention_ids).only(
        "convention_id", "organisation_id", "issued_at"
    )
    for row in rows:
        day = localdate(row.issued_at)
        yield Evidence(row.convention_id, Review.kind, row.organisation_id, day, f"Revue close le {day:%d/%m/%Y}.")
