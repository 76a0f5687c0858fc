"""The parties of a convention that have not left it: the others are waited for no more (URS-13)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from socle.conventions.models import ConventionParty


def still_there(rows: QuerySet[ConventionParty], at: datetime) -> QuerySet[ConventionParty]:
    """Those that sign and agree at an instant, in the order of the text."""
    there = Q(leaves_at=None) | Q(leaves_at__gt=at)
    return rows.filter(there).select_related("party").order_by("position")
