"""Linking an identity: from one's own account, just confirmed, and never moved (R13)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client as Browser

from socle.accounts.models import IdentityLink, SignIn
from socle.traces.models import StagedTrace
from tests.accounts.conftest import new_somebody
from tests.accounts.federation.conftest import becomes, refused, went
from tests.accounts.test_pages import post, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.urls")]


START = "/mon-compte/identites/debut"


def test_a_person_links_an_identity_and_it_opens_the_account(browser, server, known, zoe, owner, habilitated) -> None:
    habilitated(zoe)
    sign_in(browser, zoe)

    shown = went(browser, server, known, START)
    assert "Marchetti" in shown.content.decode()
    with owner():
        assert not IdentityLink.objects.filter(subject=known).exists()
    done = post(browser, "/mon-compte/identites", page="/mon-compte")

    assert done["Location"] == "/mon-compte"
    assert 'Retirer<span class="s-hidden"> http' in browser.get("/mon-compte").content.decode()
    with owner():
        assert StagedTrace.objects.filter(tag="account:identity:linked", account_id=zoe.account_id).count() == 1
    assert went(Browser(), server, known)["Location"] == "/mon-compte"


def test_linking_asks_an_identity_confirmed_recently(browser, server, known, zoe, owner) -> None:
    sign_in(browser, zoe)
    went(browser, server, known, START)
    with owner():
        SignIn.objects.filter(account_id=zoe.account_id).update(step_up_at=None)

    assert browser.get(START)["Location"] == "/confirmer?suite=%2Fmon-compte%2Fidentites%2Fdebut"
    assert post(browser, "/mon-compte/identites", page="/mon-compte").status_code in {303, 403}
    with owner():
        assert not IdentityLink.objects.filter(subject=known).exists()


def test_another_account_cannot_take_a_linked_identity(browser, server, subject, owner, organisation) -> None:
    with owner():
        thief = new_somebody(organisation)
    sign_in(browser, thief)

    answer = went(browser, server, subject, START)

    assert answer.status_code == 403
    assert "déjà reliée à un autre compte" in answer.content.decode()
    with owner():
        assert StagedTrace.objects.filter(tag="account:identity:refused", account_id=thief.account_id).count() == 1
        assert not IdentityLink.objects.filter(account_id=thief.account_id).exists()


def test_an_identity_of_another_body_is_not_linked(browser, server, known, zoe) -> None:
    server.knows(known, siret="99999999999999")
    sign_in(browser, zoe)

    assert went(browser, server, known, START).status_code == 403


def test_what_one_account_began_another_cannot_finish(browser, server, known, zoe, owner, organisation) -> None:
    with owner():
        other = new_somebody(organisation)
    becomes(browser, zoe)
    back = server.proves(browser.get(START)["Location"], known)
    becomes(browser, other)
    assert browser.get(back).status_code == 403

    becomes(browser, zoe, drift=1)
    went(browser, server, known, START)
    becomes(browser, other, drift=1)
    assert post(browser, "/mon-compte/identites", page="/mon-compte").status_code == 403
    with owner():
        assert not IdentityLink.objects.filter(subject=known).exists()


def test_an_ended_link_opens_nothing_and_never_changes_account(
    browser, server, subject, zoe, owner, organisation
) -> None:
    elsewhere = Browser()
    went(elsewhere, server, subject)
    sign_in(browser, zoe)
    with owner():
        identity = IdentityLink.objects.get(subject=subject).id
        other = new_somebody(organisation)

    assert post(browser, f"/mon-compte/identites/{identity}/fin", page="/mon-compte")["Location"] == "/mon-compte"

    assert elsewhere.get("/mon-compte").status_code == 302
    refused(went(Browser(), server, subject), "a été retiré")
    becomes(browser, other)
    assert went(browser, server, subject, START).status_code == 403
    becomes(browser, zoe, drift=1)
    assert went(browser, server, subject, START).status_code == 200


MOVES = {
    "move": "update accounts_identitylink set account_id = %(other)s where subject = %(subject)s",
    "rename": "update accounts_identitylink set subject = 'autre' where subject = %(subject)s",
    "change issuer": "update accounts_identitylink set issuer = 'https://autre.example' where subject = %(subject)s",
    "remove": "delete from accounts_identitylink where subject = %(subject)s",
    "copy": "insert into accounts_identitylink (id, account_id, issuer, subject, linked_at)"
    " select gen_random_uuid(), %(other)s, %(issuer)s, %(subject)s, now()",
}


@pytest.mark.parametrize("statement", MOVES.values(), ids=MOVES.keys())
@pytest.mark.parametrize("who", ["zoe", "other"])
def test_r13_sql_of_the_web_role_cannot_move_a_link(server, subject, zoe, owner, organisation, statement, who) -> None:
    with owner():
        other = new_somebody(organisation)
    account = zoe.account_id if who == "zoe" else other.account_id
    values = {"subject": subject, "issuer": server.url, "other": other.account_id}

    with connection.cursor() as cursor:
        cursor.execute("select set_config('socle.account_id', %s, true)", [str(account)])
        try:
            with transaction.atomic():
                cursor.execute(statement, values)
                assert cursor.rowcount == 0
        except DatabaseError:
            pass
    with owner():
        assert IdentityLink.objects.get(subject=subject).account_id == zoe.account_id


def test_r13_even_the_owner_cannot_move_a_link(server, subject, owner, organisation) -> None:
    with owner():
        other = new_somebody(organisation)
    with owner(), pytest.raises(DatabaseError, match="ne change pas de compte"), transaction.atomic():
        IdentityLink.objects.filter(subject=subject).update(account_id=other.account_id)
    with owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("alter table accounts_identitylink disable trigger identity_fixed")
        assert IdentityLink.objects.filter(subject=subject).update(account_id=other.account_id) == 1
        transaction.set_rollback(True)
