"""A partner with its convention, its managers and its people, written as the owner."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone

from socle.conventions.models import Convention
from socle.database.transactions import transaction
from socle.habilitations.actions.granting import Wish, grant
from socle.habilitations.models import Delegation, Habilitation
from socle.kernel.actor import Actor
from socle.organismes.models import Membership, Organisation
from tests.factories import MembershipFactory, actor_of, new_siret, signed

TRAITS = ["action-sociale-caf"]


@dataclass(frozen=True, slots=True)
class Partner:
    """What a test of rights needs; `principal` has just confirmed their identity."""

    convention: Convention
    organisation: Organisation
    principal: Actor
    people: tuple[Membership, ...]


def confirmed(actor: Actor, at: datetime | None = None) -> Actor:
    """The same actor, identity confirmed now."""
    return replace(actor, step_up_at=at or timezone.now())


def give_role(
    membership: Membership, role: str, convention: Convention, *, service: str = "", **limits: object
) -> Actor:
    now = timezone.now()
    Delegation.objects.create(
        organisation_id=membership.organisation_id,
        membership=membership,
        role=role,
        caisse_id=convention.organisation_id,
        convention=convention,
        services=[service] if service else [],
        **limits,
        period=(now - timedelta(days=1), None),
        granted_at=now,
    )
    return confirmed(actor_of(membership, role))


def partner(people: int = 3, **signing: object) -> Partner:
    """A partner of the demonstration's commune text, with a SIRET of its own; call it as the owner."""
    siret = new_siret()
    convention = signed("saint-aubin-mcp", siret=siret, **signing)
    organisation = Organisation.objects.get(siret=siret)
    head = MembershipFactory(organisation=organisation)
    principal = give_role(head, "principal", convention)
    members = tuple(MembershipFactory(organisation=organisation, service_traits=TRAITS) for _ in range(people))
    return Partner(convention, organisation, principal, members)


def opened(body: Partner, membership: Membership, profile: str = "T2", **limits: object) -> Habilitation:
    """A right of the CDAP, given by the principal."""
    with transaction(body.principal) as at:
        wish = Wish(membership.person_id, "cdap", profile, "tarif-selon-quotient", **limits)
        return grant(wish, actor=confirmed(body.principal, at), at=at)


def caisse_admin(convention: Convention, role: str = "caisse_admin") -> Actor:
    """Somebody of the caisse that signed the convention, identity confirmed now."""
    caisse = Organisation.objects.get(id=convention.organisation_id)
    return confirmed(actor_of(MembershipFactory(organisation=caisse), role))
