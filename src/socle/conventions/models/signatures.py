"""Papers that go round their parties to be signed: who is expected, what each did, who may sign for whom.

Every table only grows, but a delegation, which may be withdrawn: the state of a round is drawn from its entries.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from socle.conventions.models.drafts import Draft
from socle.conventions.models.signed import Convention
from socle.database.tenant import Tenant

SIX_YEARS = "six years after the end of the convention"


class OfPaper(Tenant):
    """A row about a paper of a signed convention, or of the draft of a new one: exactly one of them."""

    convention = models.ForeignKey(
        Convention,
        on_delete=models.PROTECT,
        related_name="%(class)s_rows",
        null=True,
        blank=True,
        db_constraint=False,
    )
    draft = models.ForeignKey(
        Draft, on_delete=models.PROTECT, related_name="%(class)s_rows", null=True, blank=True, db_constraint=False
    )

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=models.Q(convention=None, draft__isnull=False)
                | models.Q(convention__isnull=False, draft=None),
                name="%(class)s_of_one",
            ),
        )

    @property
    def home_id(self) -> UUID:
        """The address of the act: a convention keeps that of its draft."""
        found: UUID | None = self.convention_id or self.draft_id
        assert found is not None, "the database says so"
        return found

    @property
    def home_title(self) -> str:
        found = self.convention or self.draft
        return found.title if found else ""


class SigningRound(OfPaper):
    """One paper, frozen the day it goes to signature; `completes` names what its completion sets going."""

    PERSONAL = ("opened_by_name",)
    RETENTION = SIX_YEARS

    paper_key = models.CharField(max_length=80)
    title = models.CharField("papier", max_length=200)
    is_ordered = models.BooleanField("dans l'ordre")
    author_organisation = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by_id = models.UUIDField()
    opened_by_name = models.CharField(max_length=160)
    file_id = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    completes_kind = models.CharField(max_length=40, blank=True)
    completes_id = models.CharField(max_length=80, blank=True)


class OfRound(OfPaper):
    """A row of a round."""

    round = models.ForeignKey(
        SigningRound, on_delete=models.PROTECT, related_name="%(class)s_rows", db_constraint=False
    )
    party = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    author_organisation = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta(OfPaper.Meta):
        abstract = True


class Signatory(OfRound):
    """One party expected to sign, copied as the text names it the day the paper leaves."""

    PERSONAL = ("name",)
    RETENTION = SIX_YEARS

    position = models.PositiveSmallIntegerField()
    name = models.CharField("représentant", max_length=160)
    capacity = models.CharField("qualité", max_length=120)
    body_name = models.CharField("raison sociale", max_length=200)
    siret = models.CharField("SIRET", max_length=14)

    class Meta(OfPaper.Meta):
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *OfPaper.Meta.constraints,
            models.UniqueConstraint(fields=["round", "party"], name="signatory_once"),
        )


class SigningEntry(OfRound):
    """What a party did: signed, signed by hand, refused; or the end of the round by who opened it."""

    PERSONAL = ("author_name", "signs_as", "note")
    RETENTION = SIX_YEARS

    rank = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=20)
    state = models.CharField(max_length=20)
    author_id = models.UUIDField()
    author_name = models.CharField(max_length=160)
    signs_as = models.CharField("en qualité de", max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    signed_on = models.DateField(null=True, blank=True)
    file_id = models.UUIDField(null=True)
    sha256_before = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    certificate = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)

    class Meta(OfPaper.Meta):
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *OfPaper.Meta.constraints,
            models.UniqueConstraint(fields=["round", "party"], name="signing_entry_once"),
            models.UniqueConstraint(fields=["round", "rank"], name="signing_entry_rank_once"),
        )


class SigningMandate(Tenant):
    """A delegation of signature that a body recorded: the act it comes from, and until when."""

    PERSONAL = ("person_name",)
    RETENTION = "six years after its last day"

    person_id = models.UUIDField()
    person_name = models.CharField(max_length=160)
    capacity = models.CharField("qualité", max_length=120)
    act = models.CharField("acte de délégation", max_length=120)
    since = models.DateField("premier jour")
    until = models.DateField("dernier jour")
    recorded_at = models.DateTimeField()
    recorded_by_id = models.UUIDField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_id = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="mandate_days_in_order"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by_id=None)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by_id__isnull=False),
                name="mandate_withdrawn_pair",
            ),
        ]
