"""Tables of the revue inverse: the campaign, its frozen list, its certificate (MCP-26)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from socle.database.tenant import Tenant


class ReviewCampaign(Tenant):
    """One review of every right of a partner under one convention; its list is frozen at the opening."""

    PERSONAL = ("opened_by_name", "closed_by_name")
    RETENTION = "six years after its closing"

    caisse = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(
        "conventions.Convention", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    label = models.CharField("convention", max_length=300)
    clause = models.CharField(max_length=120)
    due_on = models.DateField("échéance")
    seed = models.CharField("graine du tirage", max_length=32)
    opened_by_id = models.UUIDField()
    opened_by_name = models.CharField(max_length=161)
    opened_at = models.DateTimeField()
    closed_by_id = models.UUIDField(null=True, blank=True)
    closed_by_name = models.CharField(max_length=161, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "convention"], condition=Q(closed_at=None), name="review_open_once"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by_id=None) | Q(closed_at__isnull=False, closed_by_id__isnull=False),
                name="review_closed_pair",
            ),
        ]


class ReviewLine(Tenant):
    """One right as it stood at the opening, its labels copied, and what was decided of it."""

    PERSONAL = ("person_name", "function", "granted_by_name", "judged_by_name", "asked_name")
    RETENTION = "six years after the closing of the review"

    campaign = models.ForeignKey(ReviewCampaign, on_delete=models.PROTECT, related_name="lines", db_constraint=False)
    convention_id = models.UUIDField()
    position = models.PositiveIntegerField()
    control = models.CharField(max_length=10, blank=True)
    original_id = models.UUIDField(null=True, blank=True)
    is_for_caisse = models.BooleanField(default=False)
    habilitation_id = models.UUIDField()
    membership_id = models.UUIDField()
    person_name = models.CharField(max_length=161)
    function = models.CharField(max_length=120, blank=True)
    team = models.CharField(max_length=120, blank=True)
    service = models.CharField(max_length=20)
    service_name = models.CharField(max_length=200)
    profile = models.CharField(max_length=20)
    profile_name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300)
    scope_name = models.CharField(max_length=120, blank=True)
    granted_by_name = models.CharField(max_length=161)
    granted_at = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    peers = models.CharField(max_length=120, blank=True)
    risk = models.PositiveSmallIntegerField()
    reasons = ArrayField(models.CharField(max_length=200), default=list)
    verdict = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    to_profile = models.CharField(max_length=20, blank=True)
    judged_by_id = models.UUIDField(null=True, blank=True)
    judged_by_name = models.CharField(max_length=161, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    is_contradicted = models.BooleanField(default=False)
    asked_id = models.UUIDField(null=True, blank=True)
    asked_name = models.CharField(max_length=161, blank=True)
    opinion = models.CharField(max_length=10, blank=True)
    opinion_reason = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(judged_at=None, judged_by_id=None, verdict="")
                | (Q(judged_at__isnull=False, judged_by_id__isnull=False) & ~Q(verdict="")),
                name="review_judged_pair",
            ),
            models.UniqueConstraint(fields=["campaign", "position"], name="review_position_once"),
        ]


class ReviewCertificate(Tenant):
    """What a closed review says, in the one text that the journal commits to; never changed."""

    PERSONAL = ("body",)
    RETENTION = "six years after its issue (contrat de service, 5.3.2)"

    caisse = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(
        "conventions.Convention", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    campaign = models.OneToOneField(
        ReviewCampaign, on_delete=models.PROTECT, related_name="certificate", db_constraint=False
    )
    issued_at = models.DateTimeField()
    trace_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    body = models.TextField()
