"""The ledger of seats: buckets and the numbered slots taken in them."""

from __future__ import annotations

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Q

from socle.database.tenant import Tenant


class SeatBucket(Tenant):
    """The seats one term opens to a partner (for one place or equipment when `scope_id` says so)."""

    PERSONAL = ()
    RETENTION = "six years after the end of the convention"

    caisse = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(
        "conventions.Convention", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    term_key = models.CharField(max_length=80)
    scope_id = models.UUIDField(null=True, blank=True)
    max_seats = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["convention", "organisation", "term_key", "scope_id"],
                name="seat_bucket_once",
                nulls_distinct=False,
            ),
        ]


class SeatHold(Tenant):
    """One seat taken: a numbered slot of a bucket over a period; two people never hold the same one at once."""

    PERSONAL = ()
    RETENTION = "six years after its end (contrat de service, 5.3.2)"

    bucket = models.ForeignKey(SeatBucket, on_delete=models.PROTECT, related_name="holds", db_constraint=False)
    habilitation = models.ForeignKey(
        "habilitations.Habilitation", on_delete=models.PROTECT, related_name="holds", db_constraint=False
    )
    membership_id = models.UUIDField()
    slot = models.PositiveIntegerField()
    period = DateTimeRangeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(slot__gte=1), name="seat_slot_from_one")]
