"""Managers see and keep the accounts of their people, without ever touching a secret."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from django.test import Client as Browser

from socle.accounts import actions, panels, queries, room
from socle.accounts.models import Account, WebauthnCredential
from socle.accounts.web import members
from socle.database.constraints import Conflict, sentences
from socle.database.transactions import transaction
from socle.kernel.actor import Actor, OrganisationKind
from socle.kernel.decision import Refused
from socle.organismes.panels import Subject
from tests.accounts.conftest import CLIENT, PASSWORD, Somebody, code_at, new_member, new_somebody, sent_token

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.urls")]


@pytest.fixture
def principal(manager: Somebody) -> Actor:
    return replace(manager.actor(manager.sign_in(), frozenset({"principal"})), permissions=frozenset({"person:list"}))


@pytest.fixture
def caisse_admin(owner, organisation) -> Actor:
    with owner():
        other = new_somebody(organisation)
    return replace(other.actor(other.sign_in(), frozenset({"caisse_admin"})), organisation_kind=OrganisationKind.CAISSE)


def disable(zoe: Somebody, principal: Actor) -> None:
    with transaction(principal) as at:
        actions.disable_account(zoe.membership_id, actor=principal, at=at)


def reopen(zoe: Somebody, actor: Actor) -> None:
    with transaction(actor) as at:
        actions.reopen_account(zoe.membership_id, actor=actor, at=at)


def test_a_manager_sees_the_account_and_what_may_be_done(zoe: Somebody, principal: Actor) -> None:
    with transaction(principal) as at:
        member = queries.member_account(zoe.membership_id, principal, at)
        assert queries.member_account(uuid4(), principal, at) is None

    assert member is not None
    assert (member.identifier, member.state) == (zoe.identifier, "active")
    assert [bool(one) for one in (member.invite, member.recover, member.disable, member.reopen)] == [
        False,
        True,
        True,
        False,
    ]


def test_lost_factors_are_replaced_by_two_people(zoe: Somebody, principal: Actor, caisse_admin: Actor, owner) -> None:
    disable(zoe, principal)
    reopen(zoe, caisse_admin)
    token = sent_token(owner)

    done = actions.activate(token, "orage-lampe-verger-9", code_at(queries.link(token).secret), CLIENT)

    assert len(done.recovery_codes) == 10
    with pytest.raises(Refused, match="incorrect"):
        actions.sign_in(zoe.identifier, PASSWORD, zoe.code(1), CLIENT)
    with owner():
        assert not WebauthnCredential.objects.filter(account_id=zoe.account_id).exists()


def test_one_person_alone_replaces_nothing(zoe: Somebody, principal: Actor, caisse_admin: Actor) -> None:
    disable(zoe, caisse_admin)

    with pytest.raises(Refused, match="ne peut pas le rouvrir"):
        reopen(zoe, caisse_admin)
    with pytest.raises(Refused, match="Seule la caisse"):
        reopen(zoe, principal)


def test_people_without_an_account(organisation, principal: Actor, caisse_admin: Actor, owner) -> None:
    with owner():
        nobody = new_member(organisation)

    with pytest.raises(Refused, match="pas de compte"), transaction(principal) as at:
        actions.disable_account(nobody.id, actor=principal, at=at)
    with pytest.raises(Refused, match="pas de compte"), transaction(caisse_admin) as at:
        actions.reopen_account(nobody.id, actor=caisse_admin, at=at)
    with pytest.raises(Refused), transaction(principal) as at:
        actions.send_recovery_link(nobody.id, actor=principal, at=at)


def test_two_accounts_for_one_person_are_refused_with_a_sentence(zoe: Somebody, owner) -> None:
    with owner(), pytest.raises(Conflict, match="vient d'inviter"), transaction(None) as at:
        Account.objects.create(person_id=zoe.person_id, identifier="autre", state="invited", created_at=at)
    assert "account_identifier_once" in sentences()


def test_the_sheet_of_a_person_shows_their_account(zoe: Somebody, principal: Actor, organisation, owner) -> None:
    subject = Subject(zoe.membership_id, zoe.person_id, zoe.organisation_id, "Zoé")
    stranger = uuid4()
    with transaction(principal) as at:
        panel = panels.account_panel(principal, subject, at)
        column = panels.account_column(principal, [zoe.person_id, stranger], at)
        assert panels.account_panel(principal, replace(subject, membership_id=uuid4()), at) is None

    assert panel is not None
    assert panel.link_url == f"/comptes/{zoe.membership_id}"
    assert column[zoe.person_id] == {"badge": "actif", "tone": "success"}
    assert column[stranger] == {"badge": "aucun compte", "tone": "neutral"}


def test_what_people_should_do_today(manager: Somebody, principal: Actor) -> None:
    with transaction(principal) as at:
        titles = [todo.title for todo in room.ROOM.todos(principal, at)]
        user = replace(principal, roles=frozenset())
        assert [todo.title for todo in room.ROOM.todos(user, at)] == titles[1:]
        assert room.ROOM.todos(replace(principal, account_id=None), at) == []

    assert titles == ["Ajoutez une clé de sécurité", "Demandez de nouveaux codes de secours"]


def test_the_pages(zoe: Somebody, principal: Actor, rf, owner) -> None:
    lister = replace(principal, permissions=frozenset({"person:list"}))

    def ask(method: str, view, actor=lister):
        request = getattr(rf, method)("/comptes")
        request.actor, request._messages = actor, Messages()
        return view(request, zoe.membership_id), request

    with pytest.raises(Refused):
        ask("get", members.member, replace(principal, permissions=frozenset()))

    shown, _ = ask("get", members.member)
    assert shown.status_code == 200
    assert "variable inconnue" not in shown.content.decode()
    for view in (members.send_link, members.disable):
        answer, request = ask("post", view)
        assert answer["Location"] == f"/comptes/{zoe.membership_id}"
        assert request._messages.said
    with pytest.raises(Refused):
        ask("post", members.reopen)
    with pytest.raises(Refused):
        ask("post", members.invite)
    assert Browser().get(f"/comptes/{zoe.membership_id}").status_code == 302


class Messages:
    def __init__(self) -> None:
        self.said: list[str] = []

    def add(self, _level: int, message: str, _tags: str = "") -> None:
        self.said.append(message)

    def __iter__(self):
        return iter(())
