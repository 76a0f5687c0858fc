"""A file somebody handed over: what it is, what the checks said, and the wrapped key that opens it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from socle.database.tenant import Tenant


class StoredFile(Tenant):
    """One file; a refused one keeps its row and its reason, never its content."""

    PERSONAL = ("name", "received_by_name")
    RETENTION = "as long as the object it proves; emptying the wrapped key shreds the content at once"

    name = models.CharField("nom", max_length=120)
    kind = models.CharField("nature", max_length=10, blank=True)
    size = models.PositiveBigIntegerField("octets gardés")
    received_sha256 = models.CharField("empreinte reçue", max_length=64)
    sha256 = models.CharField("empreinte gardée", max_length=64, blank=True)
    state = models.CharField("état", max_length=12)
    code = models.CharField(max_length=40, blank=True)
    reason = models.TextField("raison", blank=True)
    checks = models.JSONField("contrôles")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    shared_with = ArrayField(models.UUIDField(), verbose_name="organismes qui le lisent aussi", default=list)
    received_at = models.DateTimeField("reçu le")
    received_by_id = models.UUIDField()
    received_by_name = models.CharField("reçu de", max_length=160, blank=True)
    key_id = models.CharField(max_length=16, blank=True)
    wrapped_key = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="file_of_subject")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=("quarantined", "clean", "refused")), name="file_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | models.Q(wrapped_key=None), name="file_refused_has_no_content"
            ),
        ]
