"""Filters that somebody named to find them again."""

from __future__ import annotations

from django.db import models

from socle.database.tenant import Tenant


class SavedView(Tenant):
    """A name on the filters of a list, for its author or for every manager of the organisation."""

    PERSONAL = ()
    RETENTION = "until its author removes it"

    membership = models.ForeignKey(
        "organismes.Membership", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    list = models.CharField("liste", max_length=10)
    name = models.CharField("nom", max_length=60)
    query = models.TextField("filtres", blank=True)
    is_shared = models.BooleanField("partagée", default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "list", "name"], name="saved_view_once"),
        ]
