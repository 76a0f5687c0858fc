"""What every row about a case has."""

from __future__ import annotations

from django.db import models

from socle.database.tenant import Tenant


class OfSaisine(Tenant):
    """A row about a case, of the same body."""

    saisine = models.ForeignKey(
        "saisines.Saisine", on_delete=models.PROTECT, related_name="%(class)ss", db_constraint=False
    )

    class Meta:
        abstract = True
