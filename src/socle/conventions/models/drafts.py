"""A text before it is signed: its versions, its proposed parties, what they say of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from socle.conventions.domain.drafting import DraftKind, DraftState
from socle.conventions.models.signed import Convention
from socle.database.tenant import Tenant

KEPT = "six years after the end of the convention; one year when nothing was signed"


class Draft(Tenant):
    """A convention or an avenant being written; it belongs to the caisse, its parties read it once it is proposed."""

    PERSONAL = ()
    RETENTION = KEPT

    kind = models.CharField("nature", max_length=12, choices=[(kind, kind) for kind in DraftKind])
    family = models.CharField("famille", max_length=40)
    title = models.CharField("titre", max_length=200)
    base = models.ForeignKey(
        Convention, on_delete=models.PROTECT, related_name="drafts", null=True, blank=True, db_constraint=False
    )
    result = models.ForeignKey(
        Convention, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_constraint=False
    )
    state = models.CharField("état", max_length=12, default=DraftState.DRAFTING)
    version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    opened_by_id = models.UUIDField()
    proposed_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField("motif", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(DraftKind)), name="draft_kind_known"),
            models.CheckConstraint(condition=Q(state__in=list(DraftState)), name="draft_state_known"),
            models.CheckConstraint(
                condition=Q(kind=DraftKind.CONVENTION, base=None) | Q(kind=DraftKind.AVENANT, base__isnull=False),
                name="draft_base_of_avenant",
            ),
        ]


class OfDraft(Tenant):
    """A row of a draft; `organisation` is the caisse that owns it."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="%(class)s_rows", db_constraint=False)

    class Meta:
        abstract = True


class DraftParty(OfDraft):
    """One proposed party: the version it agreed to, the day it signed and what proves it."""

    PERSONAL = ("representative",)
    RETENTION = KEPT

    party = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    role = models.CharField("qualité de partie", max_length=40)
    name = models.CharField("raison sociale", max_length=200)
    is_public = models.BooleanField(default=False)
    representative = models.CharField("représentant", max_length=160, blank=True)
    agreed_version = models.PositiveIntegerField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by_id = models.UUIDField(null=True, blank=True)
    signed_on = models.DateField("signé le", null=True, blank=True)
    evidence = models.CharField("preuve de la signature", max_length=300, blank=True)
    remark = models.CharField("signalement", max_length=400, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by_id = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "party"], name="draft_party_once"),
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed_by_id=None, agreed_version=None)
                | Q(agreed_at__isnull=False, agreed_by_id__isnull=False, agreed_version__isnull=False),
                name="draft_agreed_pair",
            ),
            models.CheckConstraint(
                condition=Q(recorded_at=None, recorded_by_id=None, signed_on=None)
                | Q(recorded_at__isnull=False, recorded_by_id__isnull=False, signed_on__isnull=False),
                name="draft_recorded_pair",
            ),
        ]


class DraftVersion(OfDraft):
    """One text of the draft, never changed; one `is_aside` was refused for coming late, and is kept to be compared."""

    PERSONAL = ("written_by_name",)
    RETENTION = KEPT

    number = models.PositiveIntegerField()
    is_aside = models.BooleanField(default=False)
    text = models.TextField("texte, au format TOML", blank=True)
    note = models.CharField("ce qui change", max_length=200, blank=True)
    written_at = models.DateTimeField()
    written_by_id = models.UUIDField()
    written_by_name = models.CharField(max_length=160)
    body_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], condition=Q(is_aside=False), name="draft_version_once"),
        ]


class DraftComment(OfDraft):
    """What somebody of a party says of the draft, or of one of its terms; never changed."""

    PERSONAL = ("said_by_name",)
    RETENTION = KEPT

    version = models.PositiveIntegerField()
    term_key = models.CharField(max_length=80, blank=True)
    text = models.TextField("commentaire")
    said_at = models.DateTimeField()
    said_by_id = models.UUIDField()
    said_by_name = models.CharField(max_length=160)
    body_name = models.CharField(max_length=200)
