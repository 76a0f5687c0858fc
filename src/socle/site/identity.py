"""From a cookie or a bearer token to the kernel's Actor: the only place where the two meet."""

from __future__ import annotations

from django.http import HttpRequest

from socle.accounts import cookies
from socle.accounts import queries as accounts
from socle.database.transactions import transaction
from socle.habilitations import queries as habilitations
from socle.habilitations.domain.roles import permissions_of
from socle.kernel.actor import Actor, Channel, OrganisationKind


def actor_of(found: accounts.Identity, channel: Channel, request_id: str) -> Actor:
    """The actor of an identity, with the roles held at this instant by the membership in use."""
    with transaction(None):
        roles = habilitations.roles_in_use(found.membership_id)
    return Actor(
        person_id=found.person_id,
        membership_id=found.membership_id,
        organisation_id=found.organisation_id,
        organisation_kind=OrganisationKind(found.organisation_kind),
        organisation_name=found.organisation_name,
        name=found.person_name,
        account_id=found.account_id,
        roles=roles,
        permissions=permissions_of(roles, OrganisationKind(found.organisation_kind)),
        step_up_at=found.step_up_at,
        sign_in_id=found.sign_in_id,
        channel=channel,
        request_id=request_id,
    )


def web_actor(request: HttpRequest) -> Actor | None:
    token = cookies.sign_in_token(request)
    found = accounts.resolve_session(token) if token else None
    return actor_of(found, Channel.WEB, request.id) if found else None  # type: ignore[attr-defined]


def api_actor(
    token: str, organisation: str | None, request_id: str, channel: Channel = Channel.API
) -> tuple[Actor, str] | None:
    """The actor of a bearer token and the token's scope; `organisation` chooses among several memberships."""
    found = accounts.resolve_token(token, organisation)
    return (actor_of(found, channel, request_id), found.scope) if found else None
