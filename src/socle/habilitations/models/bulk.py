"""The same act on several rights, and what became of each."""

from __future__ import annotations

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Q

from socle.database.tenant import Tenant
from socle.habilitations.domain.bulk import BulkVerb, Outcome


class BulkAct(Tenant):
    """An act prepared on several rights, then done at once; or the taking back of another one."""

    PERSONAL = ()
    RETENTION = "six years after the act (contrat de service, 5.3.2); one not done, until its author prepares another"

    membership = models.ForeignKey(
        "organismes.Membership", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    verb = models.CharField("acte", max_length=10, choices=[(verb, verb) for verb in BulkVerb])
    cause = models.CharField("motif", max_length=300, blank=True)
    undoes = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="undoings", null=True, blank=True, db_constraint=False
    )
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(verb__in=list(BulkVerb)), name="bulk_verb_known"),
            models.UniqueConstraint(fields=["undoes"], name="bulk_undone_once"),
        ]


class BulkLine(Tenant):
    """One right of such an act: what became of it, the period that the act cut, and what it made or lifted."""

    PERSONAL = ()
    RETENTION = "as long as its act"

    bulk = models.ForeignKey(BulkAct, on_delete=models.PROTECT, related_name="lines", db_constraint=False)
    habilitation = models.ForeignKey(
        "habilitations.Habilitation", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    outcome = models.CharField("issue", max_length=10, choices=[(one, one) for one in Outcome])
    period = DateTimeRangeField("période que l'acte a coupée", null=True, blank=True)
    made_id = models.UUIDField("suspension ou droit rouvert", null=True, blank=True)
    code = models.CharField(max_length=40, blank=True)
    reason = models.TextField("raison", blank=True)
    clause = models.CharField(max_length=120, blank=True)
    fix = models.TextField("que faire", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=list(Outcome)), name="bulk_outcome_known"),
            models.UniqueConstraint(fields=["bulk", "habilitation"], name="bulk_right_once"),
        ]
