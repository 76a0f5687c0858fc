"""What happens at the edges: two at once, things gone meanwhile, answers that are not answers."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client as Browser
from django.utils import timezone

from socle.accounts import actions, facts, panels, queries, room, tasks
from socle.accounts.domain.states import AccountState, LinkPurpose, TokenScope
from socle.accounts.models import Account, ActivationLink, WebauthnCredential
from socle.accounts.tokens import hash_token, new_token
from socle.database.roles import WORKER
from socle.database.transactions import transaction
from socle.kernel.decision import Refused
from socle.organismes.models import Membership
from socle.organismes.panels import Subject
from tests.accounts.authenticator import Authenticator
from tests.accounts.conftest import CLIENT, PASSWORD, Somebody, code_at, new_member, new_organisation

db = pytest.mark.django_db
pages = pytest.mark.urls("tests.accounts.urls")


def invited(organisation) -> tuple[str, Membership]:
    """A link whose token is known, for a new member; as the owner."""
    member, token, at = new_member(organisation), new_token(), timezone.now()
    account = Account.objects.create(
        person_id=member.person_id, identifier=f"edge{uuid4().hex[:8]}", state=AccountState.INVITED, created_at=at
    )
    ActivationLink.objects.create(
        account=account,
        token_hash=hash_token(token),
        purpose=LinkPurpose.ACTIVATION,
        created_at=at,
        expires_at=at + timedelta(hours=72),
    )
    return token, member


def test_of_two_activations_at_once_one_wins(committed: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set role socle_owner")
    token, _ = invited(new_organisation())
    connection.close()
    code, barrier, outcomes = code_at(queries.link(token).secret), threading.Barrier(2), []
    connection.close()

    def use() -> None:
        barrier.wait()
        try:
            outcomes.append(actions.activate(token, PASSWORD, code, replace(CLIENT, network="203.0.113.0/24")))
        except Refused as refused:
            outcomes.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=use) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Activated", "Refused"]


@db
def test_a_person_who_left_activates_nothing(organisation, owner) -> None:
    with owner():
        token, member = invited(organisation)
        Membership.objects.filter(id=member.id).update(left_at=timezone.now() - timedelta(minutes=1))

    with pytest.raises(Refused, match="aucun organisme"):
        actions.activate(token, PASSWORD, code_at(queries.link(token).secret), CLIENT)
    assert queries.link(token).decision


@db
def test_a_first_link_never_touches_an_active_account(organisation, owner) -> None:
    with owner():
        token, member = invited(organisation)
        Account.objects.filter(person_id=member.person_id).update(state=AccountState.ACTIVE)

    with pytest.raises(Refused, match="n'existe plus"):
        actions.activate(token, PASSWORD, code_at(queries.link(token).secret), CLIENT)


@db
@pages
def test_the_activation_page_says_what_to_correct(organisation, owner) -> None:
    with owner():
        token, member = invited(organisation)
    typed = {"password": PASSWORD, "again": PASSWORD, "code": "000000"}
    browser = Browser()

    wrong_code = browser.post(f"/activation/{token}", typed)
    weak = browser.post(f"/activation/{token}", typed | {"password": "aaaaaaaaaaaaaa", "again": "aaaaaaaaaaaaaa"})
    with owner():
        Membership.objects.filter(id=member.id).update(left_at=timezone.now() - timedelta(minutes=1))
    left = browser.post(f"/activation/{token}", typed | {"code": code_at(queries.link(token).secret)})

    assert [answer.status_code for answer in (wrong_code, weak, left)] == [403] * 3
    assert "Code incorrect" in wrong_code.content.decode()
    assert "deviné trop vite" in weak.content.decode()
    assert "aucun organisme" in left.content.decode()


@db
@pages
def test_the_page_of_a_recovery_link(zoe: Somebody, owner) -> None:
    token, at = new_token(), timezone.now()
    with owner():
        ActivationLink.objects.create(
            account_id=zoe.account_id,
            token_hash=hash_token(token),
            purpose=LinkPurpose.RECOVERY,
            created_at=at,
            expires_at=at + timedelta(hours=1),
        )
    shown = Browser().get(f"/activation/{token}").content.decode()

    assert "Choisissez un nouveau mot de passe" in shown
    assert '<svg class="segno"' not in shown
    done = Browser().post(
        f"/activation/{token}", {"password": "orage lampe verger", "again": "orage lampe verger", "code": zoe.code()}
    )
    assert "Votre mot de passe est changé" in done.content.decode()


@db
def test_without_an_account_nothing_of_an_account_is_done(zoe: Somebody) -> None:
    actor = zoe.actor(zoe.sign_in())

    with pytest.raises(Refused, match="compte connecté"):
        actions.sign_out(replace(actor, account_id=None))
    assert queries.resolve_session("") is None
    assert queries.resolve_token("") is None
    assert queries.resolve_token(new_token()) is None
    assert queries.resolve_session(new_token()) is None


@db
def test_a_sign_in_already_over(zoe: Somebody) -> None:
    actor = zoe.actor(zoe.sign_in(drift=-1))
    actions.sign_out(actor)
    actions.sign_out(actor)

    assert actions.end_other_sign_ins(actor) == 0
    with pytest.raises(Refused, match="terminée"):
        actions.step_up(actor, zoe.code(), CLIENT)


@db
def test_no_token_for_nowhere(zoe: Somebody, owner) -> None:
    with pytest.raises(Refused, match="aucun organisme"):
        actions.create_token(zoe.identifier, TokenScope.READ, membership_id=uuid4(), client=CLIENT)


@db
def test_answers_that_are_not_answers(zoe: Somebody) -> None:
    key, actor = Authenticator(settings.ORIGIN), zoe.actor(zoe.sign_in())
    for answer in ({}, {"id": "x", "rawId": "eA", "type": "public-key", "response": {}}):
        with pytest.raises(Refused, match="pas été reconnue"):
            actions.add_key(actor, actions.begin_key(actor).state, answer, "")
        with pytest.raises(Refused, match="pas été reconnue"):
            actions.sign_in_with_key(actions.begin_key_sign_in().state, answer, CLIENT)
    begun = actions.begin_key_sign_in()
    with pytest.raises(Refused, match="pas été reconnue"):
        actions.sign_in_with_key(begun.state, key.get(begun.options), CLIENT)


@db
def test_r11_the_key_of_a_disabled_account_opens_nothing(zoe: Somebody, owner) -> None:
    key, actor = Authenticator(settings.ORIGIN), zoe.actor(zoe.sign_in())
    begun = actions.begin_key(actor)
    actions.add_key(actor, begun.state, key.create(begun.options), "")
    with owner():
        Account.objects.filter(id=zoe.account_id).update(
            state=AccountState.DISABLED, disabled_at=timezone.now(), disabled_by_id=uuid4()
        )

    begun = actions.begin_key_sign_in()
    with pytest.raises(Refused, match="incorrect"):
        actions.sign_in_with_key(begun.state, key.get(begun.options), CLIENT)


@db
@pages
def test_key_pages_refuse_what_they_did_not_ask(zoe: Somebody) -> None:
    browser = Browser()
    browser.cookies["socle"] = zoe.sign_in().token
    assert browser.post("/mon-compte/cles/fin", {"answer": "{}"}).status_code == 403
    browser.post("/mon-compte/cles/debut")
    for answer in ("pas du JSON", "[]"):
        assert browser.post("/mon-compte/cles/fin", {"answer": answer}).status_code == 403
    key = Authenticator(settings.ORIGIN)
    options = browser.post("/mon-compte/cles/debut").json()["options"]
    browser.post("/mon-compte/cles/fin", {"answer": json.dumps(key.create(options))})
    with transaction(None, account_id=zoe.account_id):
        row = WebauthnCredential.objects.get(account_id=zoe.account_id)

    for _ in range(2):
        assert browser.post(f"/mon-compte/cles/{row.id}/retrait")["Location"] == "/mon-compte"


@db
def test_members_without_account_or_link(organisation, zoe: Somebody, owner) -> None:
    with owner():
        nobody = new_member(organisation)
    actor = replace(zoe.actor(zoe.sign_in()), roles=frozenset({"user"}))

    with transaction(actor) as at:
        member = queries.member_account(nobody.id, actor, at)
        panel = panels.account_panel(actor, Subject(nobody.id, nobody.person_id, organisation.id, "x"), at)
        actions_left = room.todos(actor, at)

    assert member is not None
    assert (member.state, member.link_until) == (None, None)
    assert panel is not None
    assert len(panel.lines) == 1
    assert len(actions_left) == 1


@db
def test_a_waiting_link_is_shown(organisation, zoe: Somebody, owner) -> None:
    with owner():
        _, member = invited(organisation)
    actor = zoe.actor(zoe.sign_in())

    with transaction(actor) as at:
        panel = panels.account_panel(actor, Subject(member.id, member.person_id, organisation.id, "x"), at)

    assert panel is not None
    assert [line["term"] for line in panel.lines][-1] == "Lien envoyé, valable jusqu'au"


@db
def test_the_task_only_calls_the_action(zoe: Somebody, role) -> None:
    with role(WORKER):
        tasks.tidy_accounts.func(0)
    assert facts.find("personne") is None
