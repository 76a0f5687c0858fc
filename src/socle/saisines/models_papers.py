"""What belongs to a case: its papers, and the words that go with its answers. No rule here."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from socle.database.tenant import Tenant


class OfSaisine(Tenant):
    """A row about a case, of the same body."""

    saisine = models.ForeignKey(
        "saisines.Saisine", on_delete=models.PROTECT, related_name="%(class)ss", db_constraint=False
    )

    class Meta:
        abstract = True


class Paper(OfSaisine):
    """A mandate or a copy of an identity card: how it was given, its dates, its check, when it is shredded."""

    PERSONAL = ("note",)
    RETENTION = "shredded at the closing of the case; its dates stay as the case"

    code = models.CharField("pièce", max_length=40)
    form = models.CharField("forme", max_length=10)
    signed_on = models.DateField("donnée le")
    ends_on = models.DateField("vaut jusqu'au", null=True)
    scope = models.CharField("portée", max_length=200, blank=True)
    file_id = models.UUIDField("fichier", null=True)
    given_at = models.DateTimeField()
    given_by_id = models.UUIDField()
    checked_at = models.DateTimeField("vérifiée le", null=True)
    checked_by_id = models.UUIDField(null=True)
    is_refused = models.BooleanField("refusée", default=False)
    note = models.TextField("motif", blank=True)
    ended_at = models.DateTimeField("retirée le", null=True)
    ended_by_id = models.UUIDField(null=True)
    shredded_at = models.DateTimeField("détruite le", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by_id=None) | Q(ended_at__isnull=False, ended_by_id__isnull=False),
                name="saisine_paper_ended_pair",
            ),
            models.CheckConstraint(
                condition=Q(checked_at=None, checked_by_id=None)
                | Q(checked_at__isnull=False, checked_by_id__isnull=False),
                name="saisine_paper_checked_pair",
            ),
        ]
