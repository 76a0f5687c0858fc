"""Rows for tests, written as the owner: bodies, people, conventions signed from the demonstration's texts."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from itertools import count
from unittest.mock import patch
from uuid import uuid4

from django.utils import timezone
from factory import Faker, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory
from stdnum import luhn

from socle.conventions import catalogue
from socle.conventions.actions import signing
from socle.conventions.domain.check import check, model_named
from socle.conventions.models import Convention
from socle.database.transactions import transaction
from socle.habilitations.domain.roles import permissions_of
from socle.kernel.actor import Actor, OrganisationKind
from socle.organismes.models import Equipment, Membership, Organisation, Person, Place

_numbers = count(20_000_000)
checked = lru_cache(maxsize=64)(check)
"""The check of a text is pure: the same text is read once a process."""


def new_siret() -> str:
    """A SIRET nobody else has in these tests, with its two keys right."""
    root = str(next(_numbers))
    siren = root + luhn.calc_check_digit(root)
    return f"{siren}0001{luhn.calc_check_digit(siren + '0001')}"


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    kind = OrganisationKind.PARTNER
    legal_name = Sequence(lambda n: f"Commune de Test-{n} (fictif)")
    siret = LazyFunction(new_siret)
    seat = "1 place de la Fontaine, 34991 Test"
    territory = "34"


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    first_name = Faker("first_name", locale="fr_FR")
    last_name = Faker("last_name", locale="fr_FR")


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    organisation = SubFactory(OrganisationFactory)
    person = SubFactory(PersonFactory)
    function = "agente d'accueil"
    email = Sequence(lambda n: f"personne.numero{n}@commune.example")
    joined_at = LazyFunction(lambda: timezone.now() - timedelta(days=30))


class EquipmentFactory(DjangoModelFactory[Equipment]):
    class Meta:
        model = Equipment

    organisation = SubFactory(OrganisationFactory)
    name = Sequence(lambda n: f"Crèche des Lilas {n}")
    kind = "EAJE"


class PlaceFactory(DjangoModelFactory[Place]):
    class Meta:
        model = Place

    name = Sequence(lambda n: f"Site {n}")
    activity = "accueil collectif"


def actor_of(membership: Membership, *roles: str) -> Actor:
    """The actor that `site` would resolve for this membership, with these roles."""
    side = OrganisationKind(membership.organisation.kind)
    held = frozenset(roles)
    return Actor(
        person_id=membership.person_id,
        membership_id=membership.id,
        organisation_id=membership.organisation_id,
        organisation_kind=side,
        organisation_name=membership.organisation.legal_name,
        name=membership.person.name,
        roles=held,
        permissions=permissions_of(held, side),
    )


def signed(
    slug: str = "saint-aubin-mcp",
    *,
    siret: str = "",
    replaced: dict[str, str] | None = None,
    at: datetime | None = None,
) -> Convention:
    """A convention of the demonstration signed by bodies made for it; `replaced` changes its text first.

    `siret` gives the partner another number, so that one test may sign the same text twice.
    """
    text = catalogue.read(f"demonstration/{slug}")
    for old, new in (replaced or {}).items():
        assert old in text, old
        text = text.replace(old, new)
    model = model_named(text)
    model_text = catalogue.read(f"models/{model}") if model else None
    read = checked(text, model_text).convention
    assert read is not None, checked(text, model_text).errors
    if siret:
        number = read.parties[-1].siret
        text = text.replace(number, siret).replace(number[:9], siret[:9])
        read = checked(text, model_text).convention
        assert read is not None, checked(text, model_text).errors
    for party in read.parties:
        Organisation.objects.get_or_create(
            siret=party.siret,
            defaults={
                "kind": OrganisationKind(party.role.value),
                "legal_name": party.name,
                "seat": party.seat,
                "territory": party.territory or read.territory,
                "is_public_body": party.is_public,
            },
        )
    with transaction(None) as now, patch.object(signing, "check", checked):
        return signing.sign(text, model_text, slug=f"{slug}-{uuid4().hex[:8]}", actor=None, at=at or now)
