"""What was recalled by mail, to whom, at which step: the row is what keeps a recall from leaving twice."""

from __future__ import annotations

from django.db import models

from socle.conventions.models.obligations import SIX_YEARS
from socle.conventions.models.signed import OfConvention


class Reminder(OfConvention):
    """One recall of one occurrence, or of one renewal, to one person of the party that has to act."""

    PERSONAL = ("person_id",)
    RETENTION = SIX_YEARS

    term_key = models.CharField(max_length=80)
    code = models.CharField(max_length=40)
    occasion = models.CharField(max_length=40)
    bearer = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=20)
    person_id = models.UUIDField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["convention", "term_key", "code", "occasion", "bearer", "step", "person_id"],
                name="reminder_once",
            )
        ]
