"""Looking after one's own account: password, codes, keys, tokens, organisations."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from socle.accounts import actions, factors, facts, queries
from socle.accounts.domain.states import TokenScope
from socle.accounts.models import SignIn
from socle.kernel.decision import Refused
from socle.organismes.models import Membership
from tests.accounts.conftest import CLIENT, PASSWORD, Somebody, new_member, new_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.urls")]
NEW = "orage-lampe-verger-9"


@pytest.fixture
def browser(zoe: Somebody) -> Browser:
    browser = Browser()
    browser.cookies["socle"] = zoe.sign_in(drift=-1).token
    return browser


def unconfirm(owner) -> None:
    with owner():
        SignIn.objects.update(step_up_at=timezone.now() - timedelta(minutes=11))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"again": "autre chose"}, "Les deux saisies sont différentes."),
        ({"password": "court", "again": "court"}, "moins de 12 caractères"),
        ({"current": "faux"}, "Mot de passe actuel ou code incorrect."),
        ({"code": "000000"}, "Code incorrect ou déjà utilisé."),
    ],
)
def test_password_is_not_changed(browser: Browser, zoe: Somebody, change: dict[str, str], says: str) -> None:
    typed = {"current": PASSWORD, "password": NEW, "again": NEW, "code": zoe.code()} | change

    answer = browser.post("/mon-compte/mot-de-passe", typed)

    assert answer.status_code in {200, 403}
    assert says in answer.content.decode()
    assert factors.is_password(PASSWORD, _stored(zoe))


def test_password_is_changed(browser: Browser, zoe: Somebody) -> None:
    answer = browser.post(
        "/mon-compte/mot-de-passe", {"current": PASSWORD, "password": NEW, "again": NEW, "code": zoe.code()}
    )

    assert answer["Location"] == "/mon-compte"
    assert factors.is_password(NEW, _stored(zoe))


def test_recovery_codes_are_shown_once_to_a_confirmed_person(browser: Browser, owner) -> None:
    shown = browser.post("/mon-compte/codes-de-secours").content.decode()
    assert len(re.findall(r"<code>[a-z2-9]{5}-[a-z2-9]{5}</code>", shown)) == 10
    assert "<code>" not in browser.get("/mon-compte/codes-de-secours").content.decode()

    unconfirm(owner)
    for path in ("/mon-compte/codes-de-secours", "/mon-compte/cles"):
        assert browser.get(path)["Location"] == f"/confirmer?suite={path}"


def test_a_wrong_confirmation_is_said_and_waits(browser: Browser) -> None:
    answers = [browser.post("/confirmer", {"code": "000000"}) for _ in range(7)]

    assert [answer.status_code for answer in answers] == [403] * 6 + [429]
    assert "Réessayez dans" in answers[-1].content.decode()


def test_one_sign_in_is_closed(browser: Browser, zoe: Somebody) -> None:
    other = zoe.sign_in()

    for _ in range(2):
        assert browser.post(f"/mon-compte/connexions/{other.sign_in_id}/fin")["Location"] == "/mon-compte"

    assert queries.resolve_session(other.token) is None


def test_nobody_closes_the_sign_in_of_another(browser: Browser, manager: Somebody) -> None:
    other = manager.sign_in()

    browser.post(f"/mon-compte/connexions/{other.sign_in_id}/fin")

    assert queries.resolve_session(other.token) is not None


def test_choosing_an_organisation(browser: Browser, zoe: Somebody, owner) -> None:
    with owner():
        person = Membership.objects.get(id=zoe.membership_id).person
        other = new_member(new_organisation("CCAS de Lodas (fictif)"), person=person)
    shown = browser.get("/changer-organisme").content.decode()
    assert "CCAS de Lodas (fictif)" in shown

    browser.post("/changer-organisme", {"membership": str(other.id)})

    assert queries.resolve_session(browser.cookies["socle"].value).membership_id == other.id
    assert browser.post("/changer-organisme", {"membership": "rien"}).status_code == 200


def test_tokens_of_a_chosen_organisation_are_revoked(zoe: Somebody) -> None:
    made = actions.create_token(zoe.identifier, TokenScope.READ, membership_id=zoe.membership_id, client=CLIENT)
    actor = zoe.actor(zoe.sign_in())

    assert actions.revoke_tokens(actor) == 1
    assert actions.revoke_tokens(actor) == 0
    assert queries.resolve_token(made.token) is None


def test_a_signed_in_person_does_not_see_the_sign_in_page(browser: Browser) -> None:
    assert browser.get("/connexion?suite=/mon-compte")["Location"] == "/mon-compte"


def test_activation_shows_what_to_correct(browser: Browser, zoe: Somebody) -> None:
    assert browser.get("/activation/jamais-vu").status_code == 410
    with pytest.raises(Refused, match="n'existe pas"):
        actions.activate("jamais-vu", NEW, "123456", CLIENT)


def test_s2_an_unknown_identifier_costs_the_same_statements(zoe: Somebody) -> None:
    counts = []
    for identifier in (zoe.identifier, "inconnu"):
        with CaptureQueriesContext(connection) as captured, pytest.raises(Refused):
            actions.sign_in(identifier, "faux-mot-de-passe", "000000", CLIENT)
        counts.append([re.sub(r"\d+|'[^']*'", "?", query["sql"])[:40] for query in captured])

    assert counts[0] == counts[1]


def test_demonstration_accounts_exist_nowhere_else(zoe: Somebody, settings) -> None:
    settings.DEMONSTRATION = False

    with pytest.raises(Refused, match="que dans une démonstration"):
        actions.provision_demonstration(
            zoe.person_id, identifier="x", password=NEW, totp_secret=zoe.secret, at=timezone.now()
        )


def _stored(zoe: Somebody) -> str | None:
    return facts.find(zoe.identifier).password
