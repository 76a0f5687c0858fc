"""Tables of the imports: the file as it was read, and what each of its rows would do or did (MCP-22)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from socle.database.tenant import Tenant
from socle.habilitations.domain.importing.launch import State
from socle.habilitations.domain.importing.lines import Outcome


class Import(Tenant):
    """One file of people and rights: its columns, its state, who sent it and who started it; never its bytes."""

    PERSONAL = ("file_name",)
    RETENTION = "thirty days after it was sent (parameter of the house)"

    file_name = models.CharField("fichier", max_length=120)
    file_format = models.CharField("format", max_length=12)
    remarks = ArrayField(models.TextField(), default=list, blank=True)
    headers = ArrayField(models.TextField())
    fields = ArrayField(models.CharField(max_length=10, blank=True))
    state = models.CharField("état", max_length=8)
    mode = models.CharField(max_length=16, blank=True)
    created_by_id = models.UUIDField()
    created_at = models.DateTimeField()
    previewed_at = models.DateTimeField()
    launched_by_id = models.UUIDField(null=True, blank=True)
    launched_at = models.DateTimeField(null=True, blank=True)
    launched_membership_id = models.UUIDField(null=True, blank=True)
    launched_account_id = models.UUIDField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    code = models.CharField(max_length=40, blank=True)
    reason = models.TextField("motif", blank=True)
    clause = models.CharField(max_length=120, blank=True)
    fix = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(launched_at=None, launched_by_id=None, launched_membership_id=None)
                | Q(launched_at__isnull=False, launched_by_id__isnull=False, launched_membership_id__isnull=False),
                name="import_launched_pair",
            ),
            models.CheckConstraint(condition=Q(state__in=[state.value for state in State]), name="import_state_known"),
        ]


class ImportRow(Tenant):
    """One row of an import: its cells as they were read, what it would do, what is to be mended, when it was done."""

    PERSONAL = ("cells", "says", "reason")
    RETENTION = "thirty days after the file was sent (parameter of the house)"

    batch = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="rows", db_constraint=False)
    number = models.PositiveIntegerField("ligne")
    cells = ArrayField(models.TextField(blank=True))
    outcome = models.CharField(max_length=8)
    says = ArrayField(models.TextField(), default=list, blank=True)
    place = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    clause = models.CharField(max_length=120, blank=True)
    fix = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="import_row_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=[outcome.value for outcome in Outcome]), name="import_outcome_known"
            ),
        ]
