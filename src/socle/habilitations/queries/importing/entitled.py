"""Who an import acts for, read again by the worker: a member still, with an open account and the same permissions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from socle.accounts.domain.states import AccountState
from socle.accounts.queries import states_of
from socle.database.transactions import transaction
from socle.habilitations.domain.importing.launch import may_import
from socle.habilitations.domain.roles import permissions_of
from socle.habilitations.queries.roles import roles_in_use
from socle.kernel.actor import Actor, Channel, OrganisationKind
from socle.organismes.queries import acting_as, organisation

NOWHERE = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Launcher:
    """Who started an import; without an account when it was started by a command."""

    person_id: UUID
    membership_id: UUID
    account_id: UUID | None = None


def entitled(launcher: Launcher) -> Actor | None:
    """The actor of this transaction's instant, None once they may not import any more."""
    actor = actor_for(launcher)
    return actor if actor and may_import(actor) else None


def actor_for(launcher: Launcher) -> Actor | None:
    """The launcher with the roles of this instant, None once they are no member or their account is closed."""
    provisional = Actor(
        person_id=launcher.person_id,
        membership_id=launcher.membership_id,
        organisation_id=NOWHERE,
        organisation_kind=OrganisationKind.PARTNER,
        organisation_name="",
        name="",
        account_id=launcher.account_id,
        channel=Channel.WORKER,
    )
    with transaction(provisional) as at:
        found = acting_as(launcher.membership_id, launcher.person_id, at)
        if found is None or not _is_open(launcher):
            return None
        body = organisation(found.organisation_id)
        roles = roles_in_use(launcher.membership_id)
        side = OrganisationKind(body.kind)
        return replace(
            provisional,
            organisation_id=body.id,
            organisation_kind=side,
            organisation_name=body.legal_name,
            name=found.person.name,
            roles=roles,
            permissions=permissions_of(roles, side),
        )


def _is_open(launcher: Launcher) -> bool:
    """An account that was closed since acts no more; a command acts without one."""
    if launcher.account_id is None:
        return True
    return states_of([launcher.person_id]).get(launcher.person_id) == AccountState.ACTIVE
