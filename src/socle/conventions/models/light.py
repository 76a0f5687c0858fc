"""Changes of a paper in the light form that the text allows: each is a new row, the latest one holds."""

from __future__ import annotations

from django.db import models

from socle.conventions.models.signed import OfConvention


class PaperChange(OfConvention):
    """A paper changed by a letter, without an avenant; `contacts` is the list that one party gives anew."""

    PERSONAL = ("contacts", "evidence")
    RETENTION = "six years after the end of the convention"

    document_key = models.CharField(max_length=80)
    rank = models.PositiveSmallIntegerField()
    party = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    form = models.CharField("forme", max_length=20)
    clause = models.CharField(max_length=120)
    dated_on = models.DateField("datée du")
    received_on = models.DateField("reçue le")
    is_resent = models.BooleanField("papier renvoyé")
    evidence = models.CharField("preuve", max_length=300)
    contacts = models.JSONField("interlocuteurs", default=list)
    changed_at = models.DateTimeField()
    changed_by_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["convention", "document_key", "rank"], name="paper_change_rank_once")
        ]
