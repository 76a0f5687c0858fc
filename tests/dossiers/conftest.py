from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from socle.accounts.actions.provisioning import provision_demonstration
from socle.conventions.models import Convention
from socle.database.transactions import transaction
from socle.habilitations.actions.granting import Wish, grant
from socle.habilitations.models import Habilitation
from socle.kernel.actor import Actor
from socle.organismes.models import Membership, Organisation
from tests.browsing import browser_of, middleware
from tests.factories import MembershipFactory, actor_of, new_siret, signed
from tests.habilitations.bodies import TRAITS, confirmed, give_role

PURPOSES = {
    "T1": "acces-aux-droits",
    "T2": "tarif-selon-quotient",
    "T4": "instruction-rsa",
    "T16": "recours-dalo",
    "T18": "contentieux-rsa",
}


@pytest.fixture(autouse=True)
def _given_actor(settings) -> None:
    settings.MIDDLEWARE = middleware(settings.MIDDLEWARE)


@dataclass(frozen=True, slots=True)
class Body:
    """A partner, its convention, and who gives its rights."""

    convention: Convention
    organisation: Organisation
    principal: Actor


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody with rights and an active account, at their browser."""

    actor: Actor
    membership: Membership
    browser: Client
    rights: tuple[Habilitation, ...]


def new_body(slug: str, nature: str, **signing: object) -> Body:
    siret = new_siret()
    convention = signed(slug, siret=siret, **signing)
    organisation = Organisation.objects.get(siret=siret)
    organisation.nature = nature
    organisation.save()
    Organisation.objects.filter(id=convention.organisation_id).update(caisse_code="999")
    principal = give_role(MembershipFactory(organisation=organisation), "principal", convention)
    return Body(convention, organisation, principal)


@pytest.fixture
def commune(owner) -> Body:
    with owner():
        return new_body("saint-aubin-mcp", "commune")


@pytest.fixture
def departement(owner) -> Body:
    with owner():
        return new_body("departement-mcp", "departement")


@pytest.fixture
def reader(owner) -> Callable[..., Reader]:
    """`reader(body, "T2")`: a member with these profiles, who has activated their account."""

    def make(body: Body, *profiles: str) -> Reader:
        with owner():
            membership = MembershipFactory(organisation=body.organisation, service_traits=TRAITS)
            provision_demonstration(
                membership.person_id,
                identifier=f"test{uuid4().hex[:8]}",
                password="girafe-paisible-corail-4",
                totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
                at=timezone.now(),
            )
        with transaction(body.principal) as at:
            wishes = [Wish(membership.person_id, "cdap", profile, PURPOSES[profile]) for profile in profiles]
            rights = tuple(grant(wish, actor=confirmed(body.principal, at), at=at) for wish in wishes)
        actor = actor_of(membership)
        return Reader(actor, membership, browser_of(actor), rights)

    return make
