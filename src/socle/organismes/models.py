"""Bodies, partners, people and where they work. No rule here: columns, constraints, vocabulary."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from socle.database.tenant import Tenant
from socle.kernel.actor import OrganisationKind


class Organisation(models.Model):
    """A body or a partner: the tenant. Its rows carry its id as `organisation_id`."""

    PERSONAL = ()
    RETENTION = "as long as one of its conventions is kept"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in OrganisationKind])
    legal_name = models.CharField("raison sociale", max_length=200)
    nature = models.CharField("nature d'organisme", max_length=40, blank=True)
    siret = models.CharField("SIRET", max_length=14, unique=True)
    seat = models.CharField("siège", max_length=200)
    territory = models.CharField("département", max_length=3)
    caisse_code = models.CharField("code de la caisse", max_length=3, blank=True)
    is_public_body = models.BooleanField("organisme public", default=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(OrganisationKind)), name="organisation_kind_known"),
            models.CheckConstraint(condition=Q(siret__regex=r"^\d{14}$"), name="organisation_siret_digits"),
            models.UniqueConstraint(fields=["caisse_code"], condition=~Q(caisse_code=""), name="caisse_code_once"),
        ]


class Person(models.Model):
    """Somebody who works for one organisation or several; never a beneficiary."""

    PERSONAL = ("first_name", "last_name", "diploma")
    RETENTION = "six years after the last habilitation"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    first_name = models.CharField("prénom", max_length=80)
    last_name = models.CharField("nom", max_length=80)
    diploma = models.CharField("diplôme de travail social", max_length=80, blank=True)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


class Membership(Tenant):
    """A person in an organisation, from their arrival to their departure."""

    PERSONAL = ("email", "phone", "function")
    RETENTION = "six years after the last habilitation"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    function = models.CharField("fonction", max_length=120)
    service = models.CharField("service", max_length=120, blank=True)
    service_traits = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    email = models.EmailField("adresse électronique individuelle")
    phone = models.CharField("téléphone", max_length=30, blank=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=Q(left_at=None), name="membership_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gt=models.F("joined_at")), name="membership_ends_after_start"
            ),
        ]


class DirectoryEntry(Tenant):
    """How the body's own directory calls one of its people: kept apart, so that it never names anybody for us."""

    PERSONAL = ("user_name", "external_id")
    RETENTION = "six years after the last habilitation"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    user_name = models.CharField(max_length=254)
    external_id = models.CharField(max_length=254, blank=True)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], name="directory_entry_once"),
            models.UniqueConstraint("organisation", Lower("user_name"), name="directory_user_name_once"),
            models.UniqueConstraint(
                fields=["organisation", "external_id"], condition=~Q(external_id=""), name="directory_external_id_once"
            ),
        ]


class Equipment(Tenant):
    """An équipement or service of childcare and youth run by a partner (EAJE, ALSH, RPE, LAEP…)."""

    PERSONAL = ()
    RETENTION = "as long as one of its conventions is kept"

    name = models.CharField("nom", max_length=120)
    kind = models.CharField("type", max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="equipment_name_once")]


class Place(Tenant):
    """A lieu d'implantation of an équipement."""

    PERSONAL = ()
    RETENTION = "as long as one of its conventions is kept"

    equipment = models.ForeignKey(Equipment, on_delete=models.PROTECT, related_name="places", db_constraint=False)
    name = models.CharField("nom", max_length=120)
    address = models.CharField("adresse", max_length=200, blank=True)
    activity = models.CharField("nature d'activité", max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["equipment", "name"], name="place_name_once")]


class Commune(models.Model):
    """A commune of the official list, with its former names: public, nobody's data."""

    PERSONAL = ()
    RETENTION = "as long as the official list has it"

    code = models.CharField("code Insee", max_length=5, primary_key=True)
    name = models.CharField("nom", max_length=80)
    departement = models.CharField("département", max_length=3, db_index=True)
    postcodes = ArrayField(models.CharField(max_length=5), verbose_name="codes postaux", default=list)
    district = models.CharField("intercommunalité", max_length=120, blank=True)
    population = models.PositiveIntegerField("population", default=0)
    former = ArrayField(models.TextField(), verbose_name="anciens noms", default=list)
    former_codes = ArrayField(models.CharField(max_length=5), verbose_name="anciens codes", default=list)
    words = models.TextField("noms cherchés")

    @property
    def label(self) -> str:
        return f"{self.name} ({self.code})"
