"""Signing in through an identity provider: a real OpenID Connect server answers on the loopback (R11, R22)."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
import requests
from django.db import connection
from django.test import Client as Browser

from socle.accounts import provider
from socle.accounts.models import Account, SignIn
from socle.traces.models import StagedTrace
from tests.accounts.conftest import new_organisation
from tests.accounts.federation.conftest import Server, failures, refused, went
from tests.accounts.test_pages import post

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.urls")]


def test_without_settings_nothing_of_it_exists(browser: Browser) -> None:
    assert "agent" not in browser.get("/connexion").content.decode()
    assert [browser.get(f"/connexion/agent{end}").status_code for end in ("", "/retour", "/code", "/fin")] == [404] * 4


def test_the_request_says_what_is_expected_and_nothing_more(browser: Browser, server: Server) -> None:
    asked = browser.get("/connexion/agent")

    said = {name: values[0] for name, values in parse_qs(urlsplit(asked["Location"]).query).items()}
    assert "Se connecter avec ProConnect" in browser.get("/connexion").content.decode()
    assert said.keys() == {
        *("response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "claims"),
        *("code_challenge", "code_challenge_method"),
    }
    assert (said["redirect_uri"], said["code_challenge_method"]) == (
        "http://localhost:8000/connexion/agent/retour",
        "S256",
    )
    assert min(len(said["state"]), len(said["nonce"])) >= 32
    cookie = asked.cookies["socle-fournisseur"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_two_factors_proved_there_open_a_sign_in_here(browser, server, subject, zoe, owner) -> None:
    entered = went(browser, server, subject)

    assert (entered.status_code, entered["Location"]) == (302, "/mon-compte")
    with owner():
        opened = SignIn.objects.get(account_id=zoe.account_id)
        trace = StagedTrace.objects.get(account_id=zoe.account_id, tag="account:sign_in:succeeded")
    assert (opened.membership_id, opened.factor, opened.step_up_at) == (zoe.membership_id, "provider", None)
    assert trace.payload["factor"] == "ProConnect et second facteur du fournisseur d'identité"
    assert browser.get("/mon-compte").status_code == 200


def test_a_signed_userinfo_and_a_provider_without_pkce_work_too(browser, server, subject, settings) -> None:
    server.behaves(is_signed=True, is_strict=True)
    assert requests.get(browser.get("/connexion/agent")["Location"], timeout=5).text.startswith("Y000400")

    settings.IDENTITY_PROVIDER = replace(settings.IDENTITY_PROVIDER, uses_pkce=False)

    assert went(browser, server, subject)["Location"] == "/mon-compte"


@pytest.mark.parametrize("claims", [{"amr": ["pwd"]}, {"amr": ["mail"]}, {"acr": "eidas1", "amr": []}, {}])
def test_one_factor_there_still_asks_ours(browser, server, subject, zoe, owner, organisation, claims) -> None:
    server.knows(subject, siret=organisation.siret, **claims)

    asked = went(browser, server, subject)
    assert asked["Location"] == "/connexion/agent/code?suite=%2Fmon-compte"
    wrong = post(browser, asked["Location"], {"code": "000000", "suite": "/mon-compte"})
    with owner():
        assert not SignIn.objects.filter(account_id=zoe.account_id).exists()
    right = post(browser, asked["Location"], {"code": zoe.code(), "suite": "/mon-compte"})

    assert (wrong.status_code, right["Location"]) == (403, "/mon-compte")
    with owner():
        assert SignIn.objects.get(account_id=zoe.account_id).factor == "totp"


WRONG = {
    "another nonce": {"id_token": {"nonce": "n" * 40}},
    "no nonce": {"id_token": {"nonce": None}},
    "an altered signature": {"has_wrong_signature": True},
    "no signature": {"is_unsigned": True},
    "another issuer": {"id_token": {"iss": "https://ailleurs.example"}},
    "another audience": {"id_token": {"aud": "un-autre-service"}},
    "issued for another": {"id_token": {"aud": ["socle", "autre"], "azp": "autre"}},
    "expired": {"id_token": {"exp": 1_700_000_000}},
    "another subject": {"userinfo": {"sub": "quelqu-un-d-autre"}},
}


@pytest.mark.parametrize("manners", WRONG.values(), ids=WRONG.keys())
def test_what_does_not_verify_opens_nothing(browser, server, subject, zoe, owner, manners) -> None:
    server.behaves(**manners)

    answer = went(browser, server, subject)

    assert answer.status_code == 403
    assert "n'a pas pu être vérifiée" in answer.content.decode().replace("&#x27;", "'")
    with owner():
        assert not SignIn.objects.filter(account_id=zoe.account_id).exists()
    assert len(failures(owner)) == 1


def test_a_state_serves_once_and_in_its_own_browser(browser, server, subject, owner) -> None:
    back = server.proves(browser.get("/connexion/agent")["Location"], subject)
    kept = browser.cookies["socle-fournisseur"].value

    assert Browser().get(back).status_code == 403
    assert browser.get(back).status_code == 302
    browser.cookies["socle-fournisseur"] = kept
    replayed = browser.get(back)

    assert replayed.status_code == 403
    assert "ne correspond à aucune demande" in replayed.content.decode()
    assert len(failures(owner)) == 2


def test_a_refusal_of_the_provider_and_its_silence_are_pages(browser, server, owner) -> None:
    state = parse_qs(urlsplit(browser.get("/connexion/agent")["Location"]).query)["state"][0]
    declined = browser.get(f"/connexion/agent/retour?state={state}&error=access_denied<script>")
    provider.forget_discovered()
    server.behaves(is_down=True)
    silent = browser.get("/connexion/agent")

    assert (declined.status_code, silent.status_code) == (403, 502)
    assert "(access_denied)" in declined.content.decode()
    assert "ne répond pas" in silent.content.decode()


def test_an_identity_linked_to_nobody_comes_in_nowhere_even_with_the_right_address(browser, server, zoe) -> None:
    stranger = f"inconnu-{uuid4()}"
    server.knows(stranger, email="zoe@commune.example", email_verified=True, amr=["mfa"])

    refused(went(browser, server, stranger), "n'est reliée à aucun compte")


@pytest.mark.parametrize("siret", ["99999999999999", "", None, "2134013590001"])
def test_another_siret_is_refused(browser, server, subject, siret) -> None:
    server.knows(subject, siret=siret, amr=["mfa"])

    refused(went(browser, server, subject), "la convention est signée pour un autre établissement")


def test_r11_a_closed_account_stays_closed(browser, server, subject, zoe, owner) -> None:
    with owner():
        Account.objects.filter(id=zoe.account_id).update(
            state="disabled", disabled_at="2026-11-01T00:00:00Z", disabled_by_id=uuid4()
        )

    refused(went(browser, server, subject), "Votre compte n'est pas actif")


def test_r11_who_left_comes_in_no_more(browser, server, subject, zoe, owner) -> None:
    with owner(), connection.cursor() as cursor:
        cursor.execute("update organismes_membership set left_at = now() where id = %s", [zoe.membership_id])

    refused(went(browser, server, subject), "Vous ne faites plus partie d'aucun organisme")


def test_r11_who_holds_nothing_any_more_comes_in_no_more(browser, server, subject, zoe, owner) -> None:
    with owner(), connection.cursor() as cursor:
        cursor.execute(
            "update habilitations_delegation set period = tstzrange(lower(period), now()) where membership_id = %s",
            [zoe.membership_id],
        )

    refused(went(browser, server, subject), "ni rôle ni habilitation en cours")


def test_a_password_the_caisse_asked_to_change_is_not_gone_round(browser, server, subject, zoe, owner) -> None:
    """MCP-25: the measure holds for every way in."""
    with owner():
        asked = {"password_asked_at": "2026-11-01T00:00:00Z", "password_asked_by_id": uuid4()}
        Account.objects.filter(id=zoe.account_id).update(**asked)

    refused(went(browser, server, subject), "change de mot de passe")


def test_the_judgement_is_made_again_after_our_own_factor(browser, server, subject, zoe, owner, organisation) -> None:
    server.knows(subject, siret=organisation.siret, amr=["pwd"])
    asked = went(browser, server, subject)["Location"]
    with owner(), connection.cursor() as cursor:
        cursor.execute("update organismes_membership set left_at = now() where id = %s", [zoe.membership_id])

    answer = post(browser, asked, {"code": zoe.code()})

    assert answer.status_code == 403
    assert "Vous ne faites plus partie" in answer.content.decode()


def test_a_sign_in_by_the_provider_acts_for_the_body_it_vouches_for_only(browser, server, subject, zoe, owner) -> None:
    with owner(), connection.cursor() as cursor:
        other = new_organisation("Commune de Belle-Rive (fictif)")
        cursor.execute(
            "insert into organismes_membership (id, organisation_id, person_id, function, service, service_traits,"
            " email, phone, joined_at) values (%s, %s, %s, '', '', '{}', 'zoe@belle-rive.example', '', now())",
            [elsewhere := uuid4(), other.id, zoe.person_id],
        )
    went(browser, server, subject)

    answer = post(browser, "/changer-organisme", {"membership": str(elsewhere)})

    assert answer.status_code == 403
    assert "répond de vous pour cet organisme seulement" in answer.content.decode()


def test_signing_out_offers_to_end_the_session_there(browser, server, subject) -> None:
    went(browser, server, subject)

    left = post(browser, "/deconnexion", page="/mon-compte")
    page = browser.get(left["Location"]).content.decode()

    assert left["Location"] == "/connexion/agent/fin"
    assert "/oauth2/end_session?id_token_hint=" in page
    state = page.split("state=")[1].split("&amp;")[0]
    assert "est fermée elle aussi" in browser.get(f"/connexion/agent/fin?state={state}").content.decode()
    assert "socle-sortie" not in {name for name, one in browser.cookies.items() if one.value}
