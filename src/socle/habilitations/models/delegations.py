"""Who manages rights: roles held over a period, and the signed forms of administrators."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.db.models import Q

from socle.database.tenant import Tenant
from socle.habilitations import reviews

REVIEWS = reviews.ReviewCampaign, reviews.ReviewLine, reviews.ReviewCertificate  # tables kept in a module of their own


class Delegation(Tenant):
    """A role held by a member: a role, a perimeter, a period and a grantor; never a boolean on a user.

    An empty list of the perimeter limits nothing. `parent` is the delegation it was passed on from, None when an
    administrator or the caisse gave it.
    """

    PERSONAL = ()
    RETENTION = "six years after its end"

    membership = models.ForeignKey(
        "organismes.Membership", on_delete=models.PROTECT, related_name="delegations", db_constraint=False
    )
    role = models.CharField("rôle", max_length=20)
    caisse = models.ForeignKey(
        "organismes.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    convention = models.ForeignKey(
        "conventions.Convention", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_constraint=False
    )
    services = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    profiles = ArrayField(models.CharField(max_length=41), default=list, blank=True)
    scopes = ArrayField(models.UUIDField(), default=list, blank=True)
    groups = ArrayField(models.UUIDField(), default=list, blank=True)
    may_pass_on = models.BooleanField("peut transmettre l'administration", default=False)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="passed_on", null=True, blank=True, db_constraint=False
    )
    period = DateTimeRangeField("période")
    granted_by_id = models.UUIDField(null=True, blank=True)
    granted_at = models.DateTimeField()
    withdrawn_by_id = models.UUIDField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    cause = models.CharField("motif", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by_id=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by_id__isnull=False),
                name="delegation_withdrawn_pair",
            ),
            models.CheckConstraint(
                condition=Q(caisse=None, convention=None) | Q(caisse__isnull=False, convention__isnull=False),
                name="delegation_convention_pair",
            ),
        ]


class AppointmentForm(Tenant):
    """The signed form behind an administrator's arrival or departure; its coordinates serve nothing else (annexe 2)."""

    PERSONAL = ("name", "function", "phones", "email", "replaced_name", "replaced_email")
    RETENTION = "six years after the end of the role (contrat de service, 5.3.2)"

    caisse = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(
        "conventions.Convention", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    role = models.CharField("rôle", max_length=20)
    delegation_id = models.UUIDField("rôle ouvert", null=True, blank=True)
    replaced_delegation_id = models.UUIDField("rôle terminé", null=True, blank=True)
    name = models.CharField("nom", max_length=170, blank=True)
    function = models.CharField("fonction", max_length=120, blank=True)
    phones = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    email = models.EmailField("adresse électronique individuelle", blank=True)
    replaced_name = models.CharField("personne remplacée", max_length=170, blank=True)
    replaced_email = models.EmailField("adresse de la personne remplacée", blank=True)
    signed_by_partner_on = models.DateField("signé par le partenaire le")
    signed_by_administrator_on = models.DateField("signé par le nouvel administrateur le", null=True, blank=True)
    clause = models.CharField(max_length=120)
    recorded_by_id = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(delegation_id__isnull=False) | Q(replaced_delegation_id__isnull=False),
                name="appointment_form_acts",
            ),
        ]
