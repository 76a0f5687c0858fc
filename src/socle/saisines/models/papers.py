"""What belongs to a case: its papers, and the words that go with its answers. No rule here."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from socle.database.tenant import Tenant
from socle.saisines.models.base import OfSaisine


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


class Wording(Tenant):
    """A template of answer of a body: words and closed variables, nothing of anybody."""

    PERSONAL = ()
    RETENTION = "as long as the body answers; withdrawn ones stay with their dates"

    name = models.CharField("nom", max_length=80)
    text = models.TextField("texte")
    written_at = models.DateTimeField()
    written_by_id = models.UUIDField()
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], condition=Q(ended_at=None), name="saisine_wording_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by_id=None) | Q(ended_at__isnull=False, ended_by_id__isnull=False),
                name="saisine_wording_ended_pair",
            ),
        ]


class Invitation(OfSaisine):
    """A question to somebody without an account: the hash of their link, until when it opens, what became of it."""

    PERSONAL = ("email", "question")
    RETENTION = "six months after the closing of its case, or as the convention says"

    side = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    email = models.CharField("courriel", max_length=254)
    question = models.TextField("question")
    token_hash = models.BinaryField(unique=True)
    sent_at = models.DateTimeField()
    sent_by_id = models.UUIDField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by_id = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by_id=None)
                | Q(revoked_at__isnull=False, revoked_by_id__isnull=False),
                name="saisine_invitation_revoked_pair",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("sent_at")), name="saisine_invitation_ends_after"
            ),
        ]
