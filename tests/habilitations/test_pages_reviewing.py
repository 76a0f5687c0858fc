"""The pages of a review: list, one line per screen, closing, certificate, opinion; without script (MCP-26)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from socle.database.transactions import transaction
from socle.habilitations.reviews import ReviewLine
from socle.habilitations.room import ROOM
from tests.browsing import browser_of, check_page
from tests.factories import MembershipFactory, actor_of
from tests.habilitations.bodies import give_role
from tests.habilitations.reviewed import answer_all, lines, one, opened, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(owner):
    with owner():
        return town(people=8)


@pytest.fixture
def browser(body):
    return browser_of(body.principal)


def todos(actor) -> list[str]:
    assert ROOM.todos
    with transaction(actor) as at:
        return [todo.title for todo in ROOM.todos(actor, at)]


def test_the_page_says_what_is_due_and_opens_the_review(body, browser):
    page = check_page(browser.get("/revues/"))
    assert body.convention.title in page
    assert "contrat de service, 2.2.2" in page
    assert "aucun effet au retard" in page
    assert "Faire la revue des habilitations" in todos(body.principal)

    answered = browser.post(f"/revues/ouvrir/{body.convention.id}/")
    assert answered.status_code == 302
    listed = check_page(browser.get(answered["Location"]))
    assert "jamais utilisé" in listed
    assert "lignes de contrôle" in listed
    assert "Continuer la revue des habilitations" in todos(body.principal)
    assert "Reprendre la revue" in check_page(browser.get("/revues/"))


def test_each_line_is_a_form_of_the_list(body, browser):
    campaign = opened(body)
    page = check_page(browser.get(f"/revues/{campaign.id}/"))
    line = [line for line in lines(body, campaign) if not line.control][-1]
    form = page[page.index(f'action="/revues/lignes/{line.id}/"') :]
    (mark, *_) = re.findall(r'name="vu" value="([^"]+)"', form)

    sent = {"reponse": "keep", "vu": mark, "retour": "liste", "vue": "reste"}
    answered = browser.post(f"/revues/lignes/{line.id}/", sent)
    assert answered["Location"] == f"/revues/{campaign.id}/?vue=reste#lignes"
    line = one(body, ReviewLine, id=line.id)
    assert line.verdict == "keep"
    assert line.seconds is not None
    assert line.person_name in check_page(browser.get(f"/revues/{campaign.id}/?vue=jugees"))
    assert "Aucune ligne ici" in check_page(browser.get(f"/revues/{campaign.id}/?vue=caisse"))
    assert check_page(browser.get(f"/revues/{campaign.id}/?vue=nimporte&apres=zz"))


def test_one_line_per_screen_goes_on_to_the_next(body, browser):
    campaign = opened(body)
    first, second = lines(body, campaign)[:2]
    page = check_page(browser.get(f"/revues/{campaign.id}/une-par-une/"))
    assert first.person_name in page
    assert "Dernière utilisation" in page
    for key in "grdljua":
        assert f'data-key="{key}"' in page, key

    answered = browser.post(f"/revues/lignes/{first.id}/", {"reponse": "remove", "raison": "parti du service"})
    assert second.person_name in check_page(browser.get(answered["Location"]))
    back = browser.post(f"/revues/{campaign.id}/revenir/")
    assert str(first.id) in back["Location"]
    assert one(body, ReviewLine, id=first.id).verdict == ""


def test_what_an_answer_lacks_is_asked_on_its_page(body, browser):
    campaign = opened(body)
    risky = next(line for line in lines(body, campaign) if line.risk >= 50)
    address = f"/revues/lignes/{risky.id}/"

    page = check_page(browser.post(address, {"reponse": "keep"}))
    assert "Dites en quelques mots pourquoi" in page
    assert "date de fin, un profil plus étroit" in check_page(browser.post(address, {"reponse": "reduce"}))
    yesterday = timezone.localdate() - timedelta(days=1)
    assert "après aujourd" in check_page(browser.post(address, {"reponse": "reduce", "fin": yesterday.isoformat()}))
    assert "Choisissez un collègue" in check_page(browser.post(address, {"reponse": "ask"}))
    assert "Saisissez une date valide" in check_page(browser.post(address, {"reponse": "reduce", "fin": "demain"}))
    assert browser.post(address, {"reponse": "autre"}).status_code == 403
    assert browser.post(address, {"reponse": "keep", "raison": "mission", "vu": "faux"}).status_code == 302
    assert one(body, ReviewLine, id=risky.id).seconds is None


def test_a_colleague_is_asked_and_answers(body, browser, owner):
    campaign = opened(body)
    line = next(line for line in lines(body, campaign) if not line.control)
    colleague = next(member for member in body.people if member.id != line.membership_id)
    browser.post(f"/revues/lignes/{line.id}/", {"reponse": "ask", "collegue": str(colleague.person_id)})

    adviser = actor_of(colleague)
    assert any("Dire si" in title for title in todos(adviser))
    own = browser_of(adviser)
    assert line.person_name in check_page(own.get(f"/revues/avis/{line.id}/"))
    assert "Répondez oui ou non" in check_page(own.post(f"/revues/avis/{line.id}/", {}))
    assert own.post(f"/revues/avis/{line.id}/", {"avis": "non", "raison": "changement de poste"}).status_code == 302
    assert not any("Dire si" in title for title in todos(adviser))
    assert browser.get(f"/revues/avis/{line.id}/").status_code == 404
    page = check_page(browser.get(f"/revues/{campaign.id}/une-par-une/?ligne={line.id}"))
    assert "répond : non, plus utile : changement de poste" in page


def test_the_closing_shows_what_changes_then_certifies(body, browser, owner):
    campaign = opened(body)
    address = f"/revues/{campaign.id}/clore/"
    assert "sans réponse" in check_page(browser.get(address))
    assert check_page(browser.get(f"/revues/{campaign.id}/?vue=reste"))
    leaving = body.people[2]
    answer_all(body, campaign, **{str(leaving.id): "remove"})

    stale = browser_of(replace(body.principal, step_up_at=None))
    assert "Confirmer mon identité" in check_page(stale.get(address))
    page = check_page(browser.get(address))
    assert leaving.person.name in page
    assert "1 droit retiré" in page
    assert "Chaque ligne a sa réponse" in check_page(browser.get(f"/revues/{campaign.id}/"))
    assert browser.get(f"/revues/{campaign.id}/une-par-une/")["Location"] == address

    answered = browser.post(address)
    certificate = check_page(browser.get(answered["Location"]))
    assert "7 gardés, 0 réduits, 1 retirés" in certificate
    assert "Le sceau arrive" in certificate
    assert "Certificats envoyés" in check_page(browser.get("/revues/"))
    assert "déjà close" in check_page(browser.get(address))
    assert "Cette revue est close" in check_page(browser.get(f"/revues/{campaign.id}/?vue=jugees"))
    paper = browser.get(f"{answered['Location']}pdf/")
    assert paper.content.startswith(b"%PDF-")


def test_the_caisse_reads_certificates_and_not_the_list_at_work(body, browser, owner):
    with owner():
        member = MembershipFactory(organisation=body.convention.organisation)
        admin = give_role(member, "caisse_admin", body.convention)
    campaign = opened(body)
    caisse = browser_of(admin)
    assert "Aucun certificat reçu" in check_page(caisse.get("/revues/"))
    assert caisse.get(f"/revues/{campaign.id}/").status_code == 403
    answer_all(body, campaign)
    sent = browser.post(f"/revues/{campaign.id}/clore/")["Location"]

    assert body.organisation.legal_name in check_page(caisse.get("/revues/"))
    assert body.organisation.legal_name in check_page(caisse.get(sent))
    assert f"Lire la revue reçue de {body.organisation.legal_name}" in todos(admin)


def test_a_user_and_a_stranger_reach_nothing(body, owner):
    campaign = opened(body)
    line = lines(body, campaign)[0]
    with owner():
        other = town(people=1)
    user, stranger = browser_of(actor_of(body.people[0])), browser_of(other.principal)

    for path in ("/revues/", f"/revues/{campaign.id}/", f"/revues/{campaign.id}/une-par-une/"):
        assert user.get(path).status_code == 403
    assert user.post(f"/revues/lignes/{line.id}/", {"reponse": "keep"}).status_code == 403
    assert stranger.get(f"/revues/{campaign.id}/").status_code == 404
    assert stranger.post(f"/revues/lignes/{line.id}/", {"reponse": "keep"}).status_code == 404
    assert stranger.get(f"/revues/avis/{line.id}/").status_code == 404


def test_the_list_takes_as_many_statements_for_eight_lines_as_for_two(owner):
    counts = []
    for people in (2, 8):
        with owner():
            body = town(people=people)
        campaign = opened(body)
        with CaptureQueriesContext(connection) as found:
            check_page(browser_of(body.principal).get(f"/revues/{campaign.id}/"))
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_a_reviewer_who_goes_too_fast_is_told(owner):
    with owner():
        body = town(people=12)
    browser, campaign = browser_of(body.principal), opened(body)
    told = []
    for line in [line for line in lines(body, campaign) if line.risk < 50][:8]:
        page = browser.get(f"/revues/{campaign.id}/une-par-une/?ligne={line.id}").content.decode()
        mark = re.findall(r'name="vu" value="([^"]+)"', page)[0]
        browser.post(f"/revues/lignes/{line.id}/", {"reponse": "doubtful", "vu": mark})
        told.append("Vous allez très vite" in browser.get(f"/revues/{campaign.id}/").content.decode())
    assert told == [False] * 7 + [True]
