"""Who may do what, for whom, until when: delegations, habilitations and the ledger of seats."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.db.models import Q

from socle.database.tenant import Tenant


class Delegation(Tenant):
    """A role held by a member: a role, a perimeter, a period and a grantor; never a boolean on a user."""

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
    service = models.CharField("périmètre", max_length=20, blank=True)
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


class Habilitation(Tenant):
    """A member's right to a service under a profile; it belongs to the partner. Expiry is judged at use."""

    PERSONAL = ()
    RETENTION = "six years after its end (contrat de service, 5.3.2)"

    membership = models.ForeignKey(
        "organismes.Membership", on_delete=models.PROTECT, related_name="habilitations", db_constraint=False
    )
    caisse = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(
        "conventions.Convention", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    service = models.CharField("service", max_length=20)
    profile = models.CharField("profil", max_length=20)
    scope_id = models.UUIDField("lieu ou équipement", null=True, blank=True)
    purpose = models.CharField("finalité", max_length=80)
    period = DateTimeRangeField("période")
    granted_by_id = models.UUIDField()
    granted_at = models.DateTimeField()
    withdrawn_by_id = models.UUIDField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    cause = models.CharField("motif du retrait", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by_id=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by_id__isnull=False),
                name="habilitation_withdrawn_pair",
            ),
        ]


class SeatBucket(Tenant):
    """The seats one term opens to a partner (for one place or equipment when `scope_id` says so)."""

    PERSONAL = ()
    RETENTION = "six years after the end of the convention"

    caisse = models.ForeignKey("organismes.Organisation", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(
        "conventions.Convention", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    term_key = models.CharField(max_length=80)
    scope_id = models.UUIDField(null=True, blank=True)
    max_seats = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["convention", "organisation", "term_key", "scope_id"],
                name="seat_bucket_once",
                nulls_distinct=False,
            ),
        ]


class SeatHold(Tenant):
    """One seat taken: a numbered slot of a bucket over a period; two people never hold the same one at once."""

    PERSONAL = ()
    RETENTION = "six years after its end (contrat de service, 5.3.2)"

    bucket = models.ForeignKey(SeatBucket, on_delete=models.PROTECT, related_name="holds", db_constraint=False)
    habilitation = models.ForeignKey(Habilitation, on_delete=models.PROTECT, related_name="holds", db_constraint=False)
    membership_id = models.UUIDField()
    slot = models.PositiveIntegerField()
    period = DateTimeRangeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(slot__gte=1), name="seat_slot_from_one")]


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
