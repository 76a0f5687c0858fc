"""Rights and what suspends them."""

from __future__ import annotations

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Q

from socle.database.tenant import Tenant
from socle.habilitations.domain.suspensions import SuspensionKind


class Habilitation(Tenant):
    """A member's right to a service under a profile; it belongs to the partner. Expiry is judged at use."""

    PERSONAL = ()
    RETENTION = "six years after its end (contrat de service, 5.3.2)"

    membership = models.ForeignKey(
        "organismes.Membership", on_delete=models.PROTECT, related_name="habilitations", db_constraint=False
    )
    caisse = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(
        "conventions.Convention", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    service = models.CharField("service", max_length=20)
    profile = models.CharField("profil", max_length=20)
    scope_id = models.UUIDField("lieu ou équipement", null=True, blank=True)
    purpose = models.CharField("finalité", max_length=80)
    period = DateTimeRangeField("période")
    granted_by_id = models.UUIDField()
    granted_at = models.DateTimeField()
    delegation = models.ForeignKey(
        "habilitations.Delegation",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_constraint=False,
    )
    group = models.ForeignKey(
        "habilitations.Group",
        on_delete=models.PROTECT,
        related_name="habilitations",
        null=True,
        blank=True,
        db_constraint=False,
    )
    stands_in_for = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="stand_ins", null=True, blank=True, db_constraint=False
    )
    last_used_at = models.DateTimeField(null=True, blank=True)
    reactivated_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_id = models.UUIDField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    cause = models.CharField("motif du retrait", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by_id=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by_id__isnull=False),
                name="habilitation_withdrawn_pair",
            ),
        ]


class Suspension(Tenant):
    """An interval during which a right gives nothing, though it lasts and keeps its seat."""

    PERSONAL = ()
    RETENTION = "six years after its end (contrat de service, 5.3.2)"

    habilitation = models.ForeignKey(
        Habilitation, on_delete=models.PROTECT, related_name="suspensions", db_constraint=False
    )
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in SuspensionKind])
    period = DateTimeRangeField("période")
    cause = models.CharField("motif", max_length=300)
    suspended_by_id = models.UUIDField()
    suspended_at = models.DateTimeField()
    lifted_by_id = models.UUIDField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(SuspensionKind)), name="suspension_kind_known"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by_id=None) | Q(lifted_at__isnull=False, lifted_by_id__isnull=False),
                name="suspension_lifted_pair",
            ),
        ]
