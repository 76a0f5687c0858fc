"""What every row of a tenant has; its foreign keys name models by string, so that rooms stay apart (house.md)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class Tenant(models.Model):
    """A row that belongs to one organisation; keys that cannot cross tenants are added by the migrations."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
