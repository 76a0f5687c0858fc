"""The register of readings: what a party proposes to read where the text is unclear, and what each other party says."""

from __future__ import annotations

from django.db import models

from socle.conventions.models.signed import Act, OfConvention

SIX_YEARS = "six years after the end of the convention"


class Reading(OfConvention):
    """A reading proposed for one open point; once settled it is an act, and applies from that instant."""

    PERSONAL = ("author_id",)
    RETENTION = SIX_YEARS

    point_key = models.CharField("point à trancher", max_length=80)
    question = models.TextField("question")
    text = models.TextField("lecture proposée")
    chosen = models.CharField("code de la lecture", max_length=40, blank=True)
    target_key = models.CharField("terme précisé", max_length=80, blank=True)
    fields = models.JSONField("champs précisés", default=dict)
    state = models.CharField("état", max_length=12)
    author_organisation = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    author_id = models.UUIDField()
    proposed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_constraint=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["convention", "point_key"],
                condition=models.Q(state="proposed"),
                name="reading_one_proposed_at_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state="settled", act__isnull=False)
                | ~models.Q(state="settled") & models.Q(act=None),
                name="reading_settled_by_act",
            ),
        ]


class ReadingVoice(OfConvention):
    """What one party says of a proposed reading."""

    PERSONAL = ("author_id", "reason")
    RETENTION = SIX_YEARS

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="voices", db_constraint=False)
    party = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    is_for = models.BooleanField()
    reason = models.TextField(blank=True)
    author_id = models.UUIDField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "party"], name="reading_voice_once")]
