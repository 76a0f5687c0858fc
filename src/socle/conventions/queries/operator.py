"""Every signed convention, as the operator of the command line reads them: the owner's policies open them all."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from socle.conventions.models import Convention, ConventionParty

__all__ = ["Convention", "convention_named", "conventions", "names_of_parties"]


def conventions() -> QuerySet[Convention]:
    """All of them, by family then short name."""
    return Convention.objects.select_related("organisation").order_by("family", "slug")


def convention_named(reference: str) -> Convention | None:
    """A convention by its identifier or its short name."""
    try:
        return Convention.objects.select_related("organisation").filter(id=UUID(reference)).first()
    except ValueError:
        return Convention.objects.select_related("organisation").filter(slug=reference).first()


def names_of_parties(convention_id: UUID) -> Sequence[str]:
    """Who signed, in the order of the text."""
    rows = ConventionParty.objects.filter(convention_id=convention_id).order_by("position")
    return list(rows.values_list("party__legal_name", flat=True))
