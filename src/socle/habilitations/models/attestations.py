"""What people did before some rights serve them: pledges signed, trainings followed, with their proof."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from socle.conventions.domain.kinds.prerequisite import Need
from socle.database.tenant import Tenant


class Attestation(Tenant):
    """What a person did and its proof: a pledge they signed, with its text, or a training recorded by a manager."""

    PERSONAL = ("proof",)
    RETENTION = "six years after the last habilitation (contrat de service, 5.3.2)"

    membership = models.ForeignKey(
        "organismes.Membership", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    caisse = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(
        "conventions.Convention", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    kind = models.CharField(max_length=10, choices=[(need, need) for need in Need])
    code = models.CharField("condition", max_length=80)
    label = models.CharField("ce qui est fait", max_length=300)
    topics = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    text = models.TextField("texte signé", blank=True)
    version = models.CharField(max_length=40, blank=True)
    proof = models.CharField("preuve", max_length=300)
    done_at = models.DateTimeField("fait le")
    recorded_by_id = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(done_at__lte=models.F("recorded_at")), name="attestation_done_before"),
            models.CheckConstraint(
                condition=~Q(kind="pledge") | (~Q(text="") & ~Q(version="")), name="attestation_pledge_has_text"
            ),
        ]
        indexes = [models.Index(fields=["membership", "code"], name="attestation_of_member")]
