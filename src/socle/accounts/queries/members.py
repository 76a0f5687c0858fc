"""The account of a member, as those who manage the organisation's people see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.accounts import facts
from socle.accounts.domain import lifecycle, policy
from socle.accounts.domain.states import AccountState
from socle.accounts.facts import Invitee
from socle.accounts.models import Account, ActivationLink
from socle.accounts.queries.identity import memberships_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision


@dataclass(frozen=True, slots=True)
class MemberAccount:
    """A member and their account, with what the actor may do of it and why not."""

    invitee: Invitee
    state: AccountState | None
    identifier: str
    activated_at: datetime | None
    link_until: datetime | None
    invite: Decision
    recover: Decision
    disable: Decision
    reopen: Decision


def case_of(actor: Actor, invitee: Invitee, account: Account | None) -> lifecycle.Case:
    """The bridge from rows to the rules of invitation and closure."""
    memberships = memberships_of(account.id) if account else []
    return lifecycle.Case(
        actor_person_id=actor.person_id,
        actor_organisation_id=actor.organisation_id,
        actor_roles=actor.roles,
        person_id=invitee.person_id,
        organisation_ids=frozenset(one.organisation_id for one in memberships) | invitee.organisation_ids,
        state=AccountState(account.state) if account else None,
        disabled_by_id=account.disabled_by_id if account else None,
        held_roles=facts.roles_in_use(invitee.membership_id),
    )


def member_account(membership_id: UUID, actor: Actor, at: datetime) -> MemberAccount | None:
    """The account of a current member, None when the actor's transaction does not show that member."""
    invitee = facts.invitee(membership_id)
    if invitee is None:
        return None
    account = Account.objects.filter(person_id=invitee.person_id).first()
    case = case_of(actor, invitee, account)
    return MemberAccount(
        invitee=invitee,
        state=case.state,
        identifier=account.identifier if account else "",
        activated_at=account.activated_at if account else None,
        link_until=_link_until(account, at),
        invite=lifecycle.decide(lifecycle.inviting(case.state), case),
        recover=lifecycle.decide("recover", case),
        disable=lifecycle.decide("disable", case),
        reopen=lifecycle.decide("reopen", case),
    )


def states_of(person_ids: Sequence[UUID]) -> Mapping[UUID, AccountState]:
    """The state of the accounts of these people, in one statement; who has none is absent."""
    rows = Account.objects.filter(person_id__in=person_ids).values_list("person_id", "state")
    return {person_id: AccountState(state) for person_id, state in rows}


def open_sign_ins(membership_ids: Sequence[UUID], *, whole: bool) -> tuple[int, int]:
    """Open sign-ins and tokens of these members, of their whole accounts when `whole`; for their caisse alone."""
    return facts.open_of(membership_ids, policy.IDLE_END, policy.ABSOLUTE_END, whole=whole)


def _link_until(account: Account | None, at: datetime) -> datetime | None:
    if account is None:
        return None
    waiting = ActivationLink.objects.filter(account_id=account.id, used_at=None, expires_at__gt=at)
    return waiting.order_by("-expires_at").values_list("expires_at", flat=True).first()


@dataclass(frozen=True, slots=True)
class OpenAccess:
    """How many sign-ins and API tokens of a member are open."""

    sign_ins: int = 0
    tokens: int = 0


def open_access(membership_id: UUID) -> OpenAccess:
    """What closes with the membership; nothing for a member the actor does not see."""
    return facts.one(OpenAccess, "select * from accounts_open_access(%s)", membership_id) or OpenAccess()
