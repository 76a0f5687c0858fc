"""How a body's own directory calls its groups."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from socle.database.tenant import Tenant
from socle.habilitations.models.groups import Group


class GroupEntry(Tenant):
    """The identifier that a body's directory gives to one of its groups."""

    PERSONAL = ()
    RETENTION = "six years after the end of the group"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    external_id = models.CharField(max_length=254, blank=True)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "group"], name="group_entry_once"),
            models.UniqueConstraint(
                fields=["organisation", "external_id"], condition=~Q(external_id=""), name="group_external_id_once"
            ),
        ]
