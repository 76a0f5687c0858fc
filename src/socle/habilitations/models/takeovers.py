"""When the caisse manages rights in the place of a partner."""

from __future__ import annotations

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Q

from socle.database.tenant import Tenant


class Takeover(Tenant):
    """A period during which the mode is centralised: the caisse grants and withdraws, the partner no longer does."""

    PERSONAL = ()
    RETENTION = "six years after its end (contrat de service, 5.3.2)"

    caisse = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(
        "conventions.Convention", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    period = DateTimeRangeField("période")
    cause = models.CharField("motif", max_length=300)
    taken_at = models.DateTimeField()
    taken_by_id = models.UUIDField()
    handed_back_at = models.DateTimeField(null=True, blank=True)
    handed_back_by_id = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_back_at=None, handed_back_by_id=None)
                | Q(handed_back_at__isnull=False, handed_back_by_id__isnull=False),
                name="takeover_handed_back_pair",
            )
        ]
