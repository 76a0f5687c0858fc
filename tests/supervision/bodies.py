"""A partner and the people of its caisse who supervise it, written as the owner."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

import pyotp
from django.utils import timezone

from socle.accounts import actions as accounts
from socle.accounts.domain.client import Client
from socle.conventions.models import Act, Convention, Term
from socle.database.transactions import transaction
from socle.kernel.actor import Actor
from socle.organismes.models import Membership
from tests.factories import MembershipFactory
from tests.habilitations.bodies import Partner, give_role, partner

PASSWORD = "girafe-paisible-corail-4"
SECRET = pyotp.random_base32()
CLIENT = Client(network="192.0.2.0/24", device="Firefox sur Linux")


@dataclass(frozen=True, slots=True)
class Supervised:
    """A partner, an administrator and a supervisor of its caisse, each having just confirmed their identity."""

    partner: Partner
    admin: Actor
    second_admin: Actor
    supervisor: Actor

    @property
    def principal(self) -> Actor:
        return self.partner.principal

    @property
    def people(self) -> tuple[Membership, ...]:
        return self.partner.people

    @property
    def convention(self) -> Convention:
        return self.partner.convention


def supervised(people: int = 2, **signing: object) -> Supervised:
    """Call it as the owner."""
    body = partner(people, **signing)
    caisse = body.convention.organisation
    admin, second, supervisor = (
        give_role(MembershipFactory(organisation=caisse), role, body.convention)
        for role in ("caisse_admin", "caisse_admin", "caisse_supervisor")
    )
    return Supervised(body, admin, second, supervisor)


def account_of(membership: Membership) -> str:
    """An active account for a member, with the password and the secret above; its identifier; as the owner."""
    identifier = f"test{uuid4().hex[:8]}"
    accounts.provision_demonstration(
        membership.person_id, identifier=identifier, password=PASSWORD, totp_secret=SECRET, at=timezone.now()
    )
    return identifier


def code(drift: int = 0) -> str:
    """A code by the database's clock."""
    with transaction(None) as at:
        return pyotp.TOTP(SECRET).at(int(at.timestamp()) + 30 * drift)


def signed_in(identifier: str, drift: int = 0) -> str:
    return accounts.sign_in(identifier, PASSWORD, code(drift), CLIENT).token


def amended(body: Supervised, kind: str, **changes: object) -> None:
    """An avenant that replaces the terms of a kind by themselves with these changes; as the owner."""
    for term in Term.objects.filter(convention=body.convention, kind=kind):
        act = Act.objects.create(
            organisation_id=term.organisation_id,
            convention=body.convention,
            number=Act.objects.filter(convention=body.convention).count(),
            signed_on=term.act.signed_on,
            effective_at=term.validity.lower,
            recorded_at=term.validity.lower,
            text="",
            sha256="0" * 64,
        )
        term.pk, term.act, term.act_number, term.body = None, act, act.number, _changed(term.body, changes)
        term.id = uuid4()
        term.save(force_insert=True)


def _changed(body: dict[str, object], changes: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in (body | changes).items() if value is not None}
