"""A sign-in or a token is judged at each use, by the database's clock (R06, R09 to R12, R21)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import F
from django.utils import timezone

from socle.accounts import actions, queries
from socle.accounts.domain.states import AccountState, TokenScope
from socle.accounts.models import Account, ApiToken, SignIn
from socle.database.transactions import transaction
from socle.kernel.decision import Refused
from socle.organismes.models import Membership
from tests.accounts.conftest import CLIENT, PASSWORD, Somebody, new_member, new_organisation

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def age(owner, sign_in_id, *, created: timedelta, seen: timedelta) -> None:
    with owner():
        SignIn.objects.filter(id=sign_in_id).update(
            created_at=F("created_at") - created, last_seen_at=F("last_seen_at") - seen
        )


@pytest.mark.parametrize(
    ("created", "seen", "holds"),
    [
        (29 * MINUTE, 29 * MINUTE, True),
        (31 * MINUTE, 31 * MINUTE, False),
        (599 * MINUTE, 1 * MINUTE, True),
        (601 * MINUTE, 1 * MINUTE, False),
    ],
)
def test_r12_idle_and_absolute_ends_need_no_job(zoe: Somebody, owner, created, seen, holds) -> None:
    opened = zoe.sign_in()
    age(owner, opened.sign_in_id, created=created, seen=seen)

    assert (queries.resolve_session(opened.token) is not None) is holds


def test_using_a_sign_in_keeps_it_alive(zoe: Somebody, owner) -> None:
    opened = zoe.sign_in()
    age(owner, opened.sign_in_id, created=20 * MINUTE, seen=20 * MINUTE)

    queries.resolve_session(opened.token)

    with owner():
        assert SignIn.objects.get(id=opened.sign_in_id).last_seen_at > timezone.now() - MINUTE


def test_r10_disabling_ends_everything_at_the_next_request(zoe: Somebody, manager: Somebody, owner) -> None:
    opened = zoe.sign_in()
    token = actions.create_token(zoe.identifier, TokenScope.READ, client=CLIENT)
    principal = manager.actor(manager.sign_in(), frozenset({"principal"}))

    with transaction(principal) as at:
        ended = actions.disable_account(zoe.membership_id, actor=principal, at=at)

    assert ended == 1
    assert queries.resolve_session(opened.token) is None
    assert queries.resolve_token(token.token) is None
    with owner():
        Account.objects.filter(id=zoe.account_id).update(
            state=AccountState.ACTIVE, disabled_at=None, disabled_by_id=None
        )
    assert queries.resolve_session(opened.token) is None
    assert queries.resolve_token(token.token) is None


def test_r11_a_disabled_account_signs_in_nowhere(zoe: Somebody, owner) -> None:
    with owner():
        Account.objects.filter(id=zoe.account_id).update(
            state=AccountState.DISABLED, disabled_at=timezone.now(), disabled_by_id=uuid4()
        )

    with pytest.raises(Refused, match="incorrect"):
        zoe.sign_in()
    with pytest.raises(Refused, match="Aucun compte actif"):
        actions.create_token(zoe.identifier, TokenScope.READ, client=CLIENT)


def test_r09_leaving_the_organisation_ends_what_was_opened_for_it(zoe: Somebody, owner) -> None:
    opened = zoe.sign_in()
    token = actions.create_token(zoe.identifier, TokenScope.READ, client=CLIENT)
    with owner():
        Membership.objects.filter(id=zoe.membership_id).update(left_at=timezone.now() - MINUTE)

    assert queries.resolve_session(opened.token) is None
    assert queries.resolve_token(token.token) is None
    with pytest.raises(Refused, match="rattaché à aucun organisme"):
        zoe.sign_in(drift=1)


def test_r06_a_token_is_never_more_than_its_owner(zoe: Somebody, owner) -> None:
    created = actions.create_token(zoe.identifier, TokenScope.READ, client=CLIENT)
    found = queries.resolve_token(created.token)

    assert found is not None
    assert (found.person_id, found.membership_id, found.scope) == (zoe.person_id, zoe.membership_id, "read")
    assert found.step_up_at is None
    with owner():
        elsewhere = new_organisation("Caf de Montrieux (fictif)").id
    assert queries.resolve_token(created.token, elsewhere) is None
    assert queries.resolve_token(created.token, "n'importe quoi") is None


def test_a_token_lives_one_hour_at_most(zoe: Somebody, owner) -> None:
    created = actions.create_token(zoe.identifier, TokenScope.READ, client=CLIENT)
    with owner():
        row = ApiToken.objects.get(account_id=zoe.account_id)
        assert row.expires_at - row.created_at <= timedelta(hours=1)
        ApiToken.objects.update(created_at=F("created_at") - 61 * MINUTE, expires_at=F("expires_at") - 61 * MINUTE)

    assert queries.resolve_token(created.token) is None


def test_a_managing_token_needs_a_code_and_counts_as_step_up(zoe: Somebody) -> None:
    with pytest.raises(Refused, match="demande un code"):
        actions.create_token(zoe.identifier, TokenScope.MANAGE, client=CLIENT)
    with pytest.raises(Refused, match="incorrect"):
        actions.create_token(zoe.identifier, TokenScope.MANAGE, code="000000", client=CLIENT)

    created = actions.create_token(zoe.identifier, TokenScope.MANAGE, code=zoe.code(), client=CLIENT)

    found = queries.resolve_token(created.token)
    assert found is not None
    assert found.step_up_at is not None


def test_r21_sensitive_acts_need_a_live_confirmed_sign_in(zoe: Somebody, owner) -> None:
    opened = zoe.sign_in()
    with owner():
        SignIn.objects.filter(id=opened.sign_in_id).update(step_up_at=timezone.now() - 11 * MINUTE)
    stale = zoe.actor(opened)

    with pytest.raises(Refused, match="confirmer à nouveau"):
        actions.renew_recovery_codes(stale)
    with pytest.raises(Refused, match="confirmer à nouveau"):
        actions.begin_key(stale)

    fresh = actions.step_up(stale, zoe.code(1), CLIENT)
    assert queries.resolve_session(opened.token) is None
    found = queries.resolve_session(fresh)
    assert found is not None
    assert found.step_up_at is not None


def test_switching_organisation_changes_the_token(zoe: Somebody, owner) -> None:
    with owner():
        other = new_member(
            new_organisation("CCAS de Lodas (fictif)"), person=Membership.objects.get(id=zoe.membership_id).person
        )
    opened = zoe.sign_in()

    token = actions.switch_membership(zoe.actor(opened), other.id)

    assert queries.resolve_session(opened.token) is None
    found = queries.resolve_session(token)
    assert found is not None
    assert found.organisation_name == "CCAS de Lodas (fictif)"


def test_nobody_switches_to_an_organisation_that_is_not_theirs(zoe: Somebody, owner) -> None:
    with owner():
        stranger = new_member(new_organisation("Caf de Montrieux (fictif)"))

    with pytest.raises(Refused, match="ne faites pas partie"):
        actions.switch_membership(zoe.actor(zoe.sign_in()), stranger.id)


def test_changing_the_password_closes_the_other_sign_ins(zoe: Somebody) -> None:
    other = zoe.sign_in(drift=-1)
    mine = zoe.sign_in()

    actions.change_password(zoe.actor(mine), PASSWORD, "orage-lampe-verger-9", zoe.code(1), CLIENT)

    assert queries.resolve_session(other.token) is None
    assert queries.resolve_session(mine.token) is not None


def test_nobody_closes_their_own_account(manager: Somebody) -> None:
    principal = manager.actor(manager.sign_in(), frozenset({"principal"}))

    with pytest.raises(Refused, match="propre compte"), transaction(principal) as at:
        actions.disable_account(manager.membership_id, actor=principal, at=at)
