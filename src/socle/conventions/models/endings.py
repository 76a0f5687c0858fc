"""How a convention ends: what a party announced, the registered letters and their dates, force majeure. No rule here.

`Termination.applies_at` is the instant from which the convention is over in Socle: the effect, never before the
evidence was recorded. A trigger projects the earliest one on `Convention.ends_at` (migration), whoever writes it.
`Termination.leaves_at` is the same instant for its author alone, when the convention goes on between the others
(URS-13): the trigger projects it on `ConventionParty.leaves_at`.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from socle.conventions.models.signed import OfConvention

SIX_YEARS = "six years after the end of the convention"
CLOSED = Q(closed_at=None, closed_by_id=None) | Q(closed_at__isnull=False, closed_by_id__isnull=False)


class OfParty(OfConvention):
    """A row that a party wrote about a convention."""

    author_organisation = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    author_id = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True


class Termination(OfParty):
    """One announced end: its ground and clause, what its author wished, the effect that evidence gives."""

    PERSONAL = ("author_id", "closed_by_id", "closed_reason")
    RETENTION = SIX_YEARS

    ground = models.CharField("motif", max_length=20)
    clause = models.CharField(max_length=120)
    cause = models.TextField("raison donnée", blank=True)
    wished_on = models.DateField("dernier jour souhaité", null=True, blank=True)
    agreed_on = models.DateField("jour de l’accord", null=True, blank=True)
    agreeing = ArrayField(models.UUIDField(), default=list)
    suspension_id = models.UUIDField(null=True)
    state = models.CharField("état", max_length=12)
    last_day = models.DateField("dernier jour", null=True)
    effect_at = models.DateTimeField("effet", null=True)
    applies_at = models.DateTimeField("fin dans Socle", null=True)
    leaves_at = models.DateTimeField("départ de son auteur", null=True)
    mend_until = models.DateTimeField("réparer avant", null=True)
    otherwise_ends_at = models.DateTimeField("fin sans elle", null=True)
    proof = ArrayField(models.TextField(), default=list)
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.UUIDField(null=True)
    closed_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["convention", "author_organisation", "ground"],
                condition=Q(state__in=["announced", "running"]),
                name="termination_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="announced", effect_at=None, applies_at=None)
                | Q(state="running", effect_at__isnull=False)
                | Q(state__in=["mended", "withdrawn"], closed_at__isnull=False),
                name="termination_state_and_effect",
            ),
            models.CheckConstraint(condition=CLOSED, name="termination_closed_pair"),
            models.CheckConstraint(
                condition=Q(applies_at=None) | Q(applies_at__gte=models.F("effect_at")),
                name="termination_applies_after_effect",
            ),
            models.CheckConstraint(
                condition=Q(leaves_at=None) | Q(applies_at=None, leaves_at__gte=models.F("effect_at")),
                name="termination_ends_all_or_leaves",
            ),
        ]

    @property
    def over_at(self) -> datetime | None:
        """The instant from which it has taken effect in Socle: for every party, or for its author alone."""
        return self.applies_at or self.leaves_at


class Letter(OfParty):
    """A registered letter: about what, from which party to which, its number at the post."""

    PERSONAL = ("author_id", "recipient")
    RETENTION = SIX_YEARS

    termination_id = models.UUIDField(null=True)
    about = models.CharField("objet", max_length=20)
    sender = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.CharField("numéro de la lettre", max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["convention", "number"], name="letter_number_once"),
            models.CheckConstraint(condition=~Q(sender=models.F("recipient")), name="letter_to_another"),
        ]


class LetterEvent(OfParty):
    """A dated fact of a letter; a later one of the same kind corrects it and says why."""

    PERSONAL = ("author_id", "evidence", "reason")
    RETENTION = SIX_YEARS

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="events", db_constraint=False)
    what = models.CharField("fait", max_length=12)
    on = models.DateField("jour")
    rank = models.PositiveSmallIntegerField()
    evidence = models.CharField("preuve", max_length=300)
    reason = models.CharField("raison de la correction", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "what", "rank"], name="letter_event_rank_once"),
            models.CheckConstraint(condition=Q(rank=1) | ~Q(reason=""), name="letter_event_correction_said"),
        ]


class ForceMajeure(OfParty):
    """A party that an event prevents: which commitments are suspended, since when, until which resumption."""

    PERSONAL = ("author_id",)
    RETENTION = SIX_YEARS

    clause = models.CharField(max_length=120)
    event = models.TextField("événement")
    measures = models.TextField("ce qui est fait pour en limiter les effets")
    terms = ArrayField(models.CharField(max_length=80))
    began_on = models.DateField("premier jour")
    informed_on = models.DateField("autres parties informées le")
    resumed_on = models.DateField("reprise", null=True, blank=True)
    resumed_at = models.DateTimeField(null=True)
    resumed_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(resumed_on=None, resumed_at=None, resumed_by_id=None)
                | Q(resumed_on__gt=models.F("began_on"), resumed_at__isnull=False, resumed_by_id__isnull=False),
                name="force_majeure_resumed_whole",
            ),
            models.CheckConstraint(
                condition=Q(informed_on__gte=models.F("began_on")), name="force_majeure_informed_after"
            ),
        ]
