"""What the parties say of their obligations: done and its proof, contested, waived; what opens one; who is in charge.

Every table only grows: the latest entry of an occurrence holds, and the earlier ones stay readable. Occurrences
themselves are never stored: they are drawn from the terms in force (domain/occurrences.py).
"""

from __future__ import annotations

from django.db import models

from socle.conventions.models.signed import OfConvention
from socle.database.tenant import Tenant

SIX_YEARS = "six years after the end of the convention"


class OfTerm(OfConvention):
    """A row about what a term makes somebody owe, and who wrote it for which party."""

    term_key = models.CharField(max_length=80)
    code = models.CharField(max_length=40)
    author_organisation = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    author_id = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True


class ObligationEntry(OfTerm):
    """One step of one occurrence: declared done on a day, withdrawn, contested, waived, owed again."""

    PERSONAL = ("author_id", "note")
    RETENTION = SIX_YEARS

    occasion = models.CharField(max_length=40)
    bearer = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=20)
    state = models.CharField(max_length=20)
    done_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["convention", "term_key", "code", "occasion", "bearer", "rank"],
                name="obligation_entry_rank_once",
            ),
            models.CheckConstraint(
                condition=models.Q(done_on=None) | models.Q(step="declare"), name="obligation_day_of_declared"
            ),
        ]


class ObligationFact(OfTerm):
    """Something that happened and makes the duty owed within its delay: a request, an incident, a change."""

    PERSONAL = ("author_id", "note")
    RETENTION = SIX_YEARS

    happened_at = models.DateTimeField()
    note = models.TextField()


class ObligationHolder(OfTerm):
    """Who is in charge of a duty for a party, from then on; nobody when `person_id` is empty."""

    PERSONAL = ("author_id", "person_id")
    RETENTION = SIX_YEARS

    party = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    person_id = models.UUIDField(null=True)


class CalendarFeed(Tenant):
    """The secret address at which a calendar program reads the dates of a person's body; only its hash is kept."""

    PERSONAL = ("person_id", "membership_id")
    RETENTION = "until it is revoked, then one year"

    membership_id = models.UUIDField()
    person_id = models.UUIDField()
    token_hash = models.BinaryField(max_length=32, unique=True)
    opened_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership_id"], condition=models.Q(revoked_at=None), name="calendar_feed_once"
            )
        ]
