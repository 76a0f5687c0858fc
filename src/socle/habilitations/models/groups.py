"""Groups of colleagues and the local profiles that bundle their rights (MCP-22)."""

from __future__ import annotations

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Q

from socle.database.tenant import Tenant


class Group(Tenant):
    """Colleagues who do the same work: being in the group opens the rights of its local profile (MCP-22)."""

    PERSONAL = ()
    RETENTION = "six years after its end"

    name = models.CharField("nom", max_length=80)
    purpose = models.CharField("à quoi il sert", max_length=300, blank=True)
    local_profile = models.ForeignKey(
        "habilitations.LocalProfile",
        on_delete=models.PROTECT,
        related_name="groups",
        null=True,
        blank=True,
        db_constraint=False,
    )
    created_by_id = models.UUIDField()
    created_at = models.DateTimeField()
    closed_by_id = models.UUIDField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], condition=Q(closed_at=None), name="group_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by_id=None) | Q(closed_at__isnull=False, closed_by_id__isnull=False),
                name="group_closed_pair",
            ),
        ]


class GroupMember(Tenant):
    """A member in a group over a period."""

    PERSONAL = ()
    RETENTION = "six years after its end"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members", db_constraint=False)
    membership = models.ForeignKey(
        "organismes.Membership", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    period = DateTimeRangeField("période")
    added_by_id = models.UUIDField()
    added_at = models.DateTimeField()
    removed_by_id = models.UUIDField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by_id=None)
                | Q(removed_at__isnull=False, removed_by_id__isnull=False),
                name="group_member_removed_pair",
            ),
        ]


class LocalProfile(Tenant):
    """A bundle of rights that fits the work of an organisation, made by its managers (MCP-22)."""

    PERSONAL = ()
    RETENTION = "six years after its end"

    name = models.CharField("nom", max_length=80)
    description = models.CharField("à qui il convient", max_length=300, blank=True)
    created_by_id = models.UUIDField()
    created_at = models.DateTimeField()
    closed_by_id = models.UUIDField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], condition=Q(closed_at=None), name="local_profile_once"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by_id=None) | Q(closed_at__isnull=False, closed_by_id__isnull=False),
                name="local_profile_closed_pair",
            ),
        ]


class LocalProfileLine(Tenant):
    """One right of a local profile: the convention's service, profile and purpose, and a place when it asks for one."""

    PERSONAL = ()
    RETENTION = "six years after its end"

    local_profile = models.ForeignKey(LocalProfile, on_delete=models.PROTECT, related_name="lines", db_constraint=False)
    service = models.CharField("service", max_length=20)
    profile = models.CharField("profil", max_length=20)
    purpose = models.CharField("finalité", max_length=80)
    scope_id = models.UUIDField("lieu ou équipement", null=True, blank=True)
    removed_by_id = models.UUIDField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["local_profile", "service", "profile", "scope_id"],
                condition=Q(removed_at=None),
                name="local_profile_line_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by_id=None)
                | Q(removed_at__isnull=False, removed_by_id__isnull=False),
                name="local_profile_line_removed_pair",
            ),
        ]
