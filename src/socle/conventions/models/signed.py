"""A signed convention at rest: parties, documents, acts and append-only terms (house.md, « Terms at rest »)."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models

from socle.database.tenant import Tenant


class Convention(Tenant):
    """The legal act; it belongs to the caisse, the partner reaches it as a party."""

    PERSONAL = ()
    RETENTION = "six years after its end"

    family = models.CharField("famille", max_length=40)
    number = models.CharField("numéro", max_length=40)
    title = models.CharField("titre", max_length=200)
    slug = models.CharField(max_length=80)
    state = models.CharField("état", max_length=20, default="in_force")
    signed_on = models.DateField("signée le", null=True, blank=True)
    effective_at = models.DateTimeField("effet", null=True, blank=True)
    ends_at = models.DateTimeField("fin", null=True, blank=True)
    ends_clause = models.CharField("clause qui y met fin", max_length=120, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "family", "number"], name="convention_number_once"),
            models.UniqueConstraint(fields=["slug"], name="convention_slug_once"),
        ]


class OfConvention(Tenant):
    """A row of a convention; `organisation` is the caisse that owns the convention."""

    convention = models.ForeignKey(
        Convention, on_delete=models.PROTECT, related_name="%(class)s_rows", db_constraint=False
    )

    class Meta:
        abstract = True


class ConventionParty(OfConvention):
    """One signatory, with who signs for it."""

    PERSONAL = ("representative",)
    RETENTION = "six years after the end of the convention"

    party = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    key = models.CharField("identifiant dans le texte", max_length=80, default="")
    role = models.CharField("qualité de partie", max_length=40)
    representative = models.CharField("représentant", max_length=160)
    capacity = models.CharField("qualité", max_length=120)
    formalities_done_on = models.DateField("formalités de protection des données", null=True, blank=True)
    leaves_at = models.DateTimeField("quitte la convention", null=True, blank=True)
    leaves_clause = models.CharField("clause de son départ", max_length=120, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["convention", "party"], name="convention_party_once")]

    def has_left(self, at: datetime) -> bool:
        """Whether this party alone has left, at an instant, a convention that goes on between the others."""
        return self.leaves_at is not None and self.leaves_at <= at


class ConventionDocument(OfConvention):
    """One paper of the tree: convention, contrat, bulletin, annexe, pièce justificative."""

    PERSONAL = ()
    RETENTION = "six years after the end of the convention"

    key = models.CharField(max_length=80)
    kind = models.CharField("nature", max_length=20)
    parent_key = models.CharField(max_length=80, blank=True)
    title = models.CharField("titre", max_length=200)
    service = models.CharField(max_length=20, blank=True)
    signed_on = models.DateField("signé le", null=True, blank=True)
    received_on = models.DateField("reçu le", null=True, blank=True)
    ended_on = models.DateField("terminé le", null=True, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["convention", "key"], name="convention_document_once")]


class Act(OfConvention):
    """A signed text, never changed: the convention itself (number 0), an avenant, an agreed reading (`nature`)."""

    PERSONAL = ()
    RETENTION = "six years after the end of the convention"

    number = models.PositiveSmallIntegerField()
    nature = models.CharField("nature", max_length=12, default="avenant")
    title = models.CharField("objet", max_length=200, default="", blank=True)
    signed_on = models.DateField()
    effective_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    text = models.TextField("texte signé, au format TOML")
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["convention", "number"], name="act_number_once")]


class Term(OfConvention):
    """One term of one act, from when to when; the highest act in force wins, `is_end` closes the term."""

    PERSONAL = ()
    RETENTION = "six years after the end of the convention"

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="terms", db_constraint=False)
    act_number = models.PositiveSmallIntegerField()
    term_key = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    clause = models.CharField(max_length=120)
    says = models.TextField()
    position = models.PositiveSmallIntegerField()
    validity = DateTimeRangeField()
    is_end = models.BooleanField(default=False)
    body = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["convention", "kind", "term_key", "-act_number"], name="term_in_force"),
            models.Index(fields=["kind", "convention"], name="term_of_kind"),
        ]
        constraints = [models.UniqueConstraint(fields=["act", "term_key"], name="term_once_per_act")]
