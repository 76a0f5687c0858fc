"""From an invitation to an active account: the link reaches the user directly and serves once (MCP-24)."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.utils import timezone

from socle.accounts import actions, queries
from socle.accounts.domain.states import AccountState
from socle.accounts.models import Account, ActivationLink, RecoveryCode
from socle.accounts.tokens import hash_token
from socle.database.transactions import transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.notifications.models import Message
from tests.accounts.conftest import CLIENT, PASSWORD, Somebody, code_at, new_member, new_organisation, sent_token

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.urls")]
PRINCIPAL = frozenset({"principal"})


@pytest.fixture
def principal(zoe: Somebody) -> Actor:
    return zoe.actor(zoe.sign_in(), PRINCIPAL)


@pytest.fixture
def colleague(owner, organisation):
    with owner():
        return new_member(organisation)


def invite(principal: Actor, colleague, owner) -> str:
    with transaction(principal) as at:
        actions.invite(colleague.id, actor=principal, at=at)
    return sent_token(owner)


def code_of(token: str) -> str:
    return code_at(queries.link(token).secret)


def test_invited_person_activates_and_signs_in(principal: Actor, colleague, owner) -> None:
    token = invite(principal, colleague, owner)
    link = queries.link(token)

    done = actions.activate(token, PASSWORD, code_of(token), CLIENT)

    assert len(set(done.recovery_codes)) == 10
    opened = actions.sign_in(link.identifier, PASSWORD, code_at(link.secret, 1), CLIENT)
    assert queries.resolve_session(opened.token) is not None
    by_paper = actions.sign_in(link.identifier, PASSWORD, done.recovery_codes[3].upper(), CLIENT)
    assert queries.resolve_session(by_paper.token) is not None
    with pytest.raises(Refused):
        actions.sign_in(link.identifier, PASSWORD, done.recovery_codes[3], CLIENT)


def test_link_serves_once(principal: Actor, colleague, owner) -> None:
    token = invite(principal, colleague, owner)
    actions.activate(token, PASSWORD, code_of(token), CLIENT)

    with pytest.raises(Refused, match="déjà servi"):
        actions.activate(token, PASSWORD, "123456", CLIENT)


def test_reading_the_page_changes_nothing(principal: Actor, colleague, owner) -> None:
    token = invite(principal, colleague, owner)
    pages = [Browser().get(f"/activation/{token}") for _ in range(3)]

    assert {page.status_code for page in pages} == {200}
    assert queries.link(token).decision
    assert queries.link(token).secret in pages[0].content.decode()
    assert "<svg" in pages[0].content.decode()


@pytest.mark.parametrize(("password", "code"), [("court", None), (PASSWORD, "000000"), ("Marchetti-Zoe1", None)])
def test_refused_activation_leaves_the_link_and_the_account(
    principal: Actor, colleague, owner, password: str, code: str | None
) -> None:
    token = invite(principal, colleague, owner)

    with pytest.raises(Refused):
        actions.activate(token, password, code or code_of(token), CLIENT)

    assert queries.link(token).decision
    with owner():
        assert Account.objects.get(person_id=colleague.person_id).state == AccountState.INVITED
        assert not RecoveryCode.objects.filter(account__person_id=colleague.person_id).exists()


def test_link_expires_by_the_database_clock(principal: Actor, colleague, owner) -> None:
    token = invite(principal, colleague, owner)
    past = timezone.now() - timedelta(hours=73)
    with owner():
        ActivationLink.objects.filter(token_hash=hash_token(token)).update(
            created_at=past, expires_at=past + timedelta(hours=72)
        )

    with pytest.raises(Refused, match="expiré"):
        actions.activate(token, PASSWORD, "123456", CLIENT)
    assert Browser().get(f"/activation/{token}").status_code == 410


def test_new_invitation_ends_the_earlier_link(principal: Actor, colleague, owner) -> None:
    first = invite(principal, colleague, owner)
    with owner():
        Message.objects.all().delete()

    second = invite(principal, colleague, owner)

    assert not queries.link(first).decision
    assert queries.link(second).decision


def test_the_whole_page_without_javascript(principal: Actor, colleague, owner) -> None:
    token = invite(principal, colleague, owner)
    browser = Browser()

    done = browser.post(
        f"/activation/{token}", {"password": PASSWORD, "again": PASSWORD, "code": code_of(token)}
    ).content.decode()

    assert "Votre compte est actif" in done
    assert len(re.findall(r"<code>[a-z2-9]{5}-[a-z2-9]{5}</code>", done)) == 10


def test_r07_nobody_invites_into_another_organisation(principal: Actor, owner) -> None:
    with owner():
        stranger = new_member(new_organisation("Caf de Montrieux (fictif)"))

    with pytest.raises(Refused, match="pas visible"), transaction(principal) as at:
        actions.invite(stranger.id, actor=principal, at=at)


def test_ordinary_user_invites_nobody(zoe: Somebody, colleague) -> None:
    user = zoe.actor(zoe.sign_in())

    with pytest.raises(Refused, match="rôle"), transaction(user) as at:
        actions.invite(colleague.id, actor=user, at=at)


def test_r16_there_is_no_page_to_create_an_account(client: Browser) -> None:
    for path in ("/inscription", "/creer-un-compte", "/mot-de-passe-oublie"):
        assert client.get(path).status_code in {302, 404}


def test_recovery_link_keeps_asking_the_second_factor(principal: Actor, zoe: Somebody, owner) -> None:
    with transaction(principal) as at:
        actions.send_recovery_link(zoe.membership_id, actor=principal, at=at)
    token = sent_token(owner, "account:recovery")

    with pytest.raises(Refused):
        actions.activate(token, "orage-lampe-verger-9", "000000", CLIENT)
    done = actions.activate(token, "orage-lampe-verger-9", zoe.code(1), CLIENT)

    assert done.recovery_codes == ()
    with pytest.raises(Refused):
        zoe.sign_in(drift=1)


def test_r11_a_disabled_person_activates_nothing(principal: Actor, colleague, owner) -> None:
    token = invite(principal, colleague, owner)
    with owner():
        Account.objects.filter(person_id=colleague.person_id).update(
            state=AccountState.DISABLED, disabled_at=timezone.now(), disabled_by_id=uuid4()
        )

    with pytest.raises(Refused, match="désactivé"):
        actions.activate(token, PASSWORD, "123456", CLIENT)
