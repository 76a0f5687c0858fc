"""Opening a right in three steps without JavaScript: answers kept, refusals explained (MCP-21 to MCP-23, MCP-35)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from socle.database.transactions import transaction
from socle.habilitations.actions.granting import Wish, grant
from socle.habilitations.models import Habilitation
from tests.browsing import browser_of, check_page
from tests.factories import EquipmentFactory, MembershipFactory
from tests.habilitations.bodies import TRAITS, confirmed, give_role, partner
from tests.journal import staged

pytestmark = pytest.mark.django_db
PATH = "/habilitations/nouvelle/"
TARIF = "tarif-selon-quotient"


@pytest.fixture
def commune(owner):
    with owner():
        return partner(people=2)


def answers(membership, **changes):
    return {"profil": "cdap:T2", "personne": str(membership.person_id), "finalite": TARIF, **changes}


def opened_rights(commune) -> int:
    with transaction(commune.principal):
        return Habilitation.objects.filter(organisation=commune.organisation).count()


def fill(commune, owner, seats=12):
    with owner():
        crowd = [MembershipFactory(organisation=commune.organisation, service_traits=TRAITS) for _ in range(seats)]
    with transaction(commune.principal) as at:
        for membership in crowd:
            wish = Wish(membership.person_id, "cdap", "T2", TARIF, valid_to=at + timedelta(days=40))
            grant(wish, actor=confirmed(commune.principal, at), at=at)


def test_the_first_step_offers_open_profiles_and_colleagues(browser, commune):
    page = check_page(browser.get(PATH))

    assert "CDAP T2, Prestataires de services sociaux : 12 sièges libres" in page
    assert "22 profils non ouverts" in page
    assert commune.people[0].person.name in page
    assert f'value="{commune.principal.person_id}"' not in page


def test_the_search_narrows_and_keeps_the_person_chosen(browser, commune):
    chosen, other = commune.people

    page = check_page(browser.get(PATH, {"q": "zzzz", "personne": str(chosen.person_id), "etape": "droit"}))

    assert f'value="{chosen.person_id}" checked' in page
    assert str(other.person_id) not in page
    assert "inscrivez d'abord" in check_page(browser.get(PATH, {"q": "zzzz"}))


def test_who_holds_the_profile_is_not_offered_again(browser, commune):
    with transaction(commune.principal) as at:
        grant(Wish(commune.people[0].person_id, "cdap", "T2", TARIF), actor=confirmed(commune.principal, at), at=at)

    page = check_page(browser.get(PATH, {"profil": "cdap:T2"}))

    assert str(commune.people[0].person_id) not in page
    assert str(commune.people[1].person_id) in page


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, "Choisissez un service et un profil."),
        ({"profil": "cdap:T2"}, "Choisissez une personne."),
        ({"profil": "cdap:T99", "personne": "pas-un-identifiant"}, "Choisissez un service et un profil."),
    ],
)
@pytest.mark.parametrize("step", ["details", "verifier"])
def test_a_step_ahead_of_its_answers_goes_back_and_says_what_is_missing(browser, given, missing, step):
    page = check_page(browser.get(PATH, {**given, "etape": step}))

    assert missing in page
    assert "Étape 1 sur 3, en cours" in page


def test_the_second_step_asks_the_purpose_and_the_dates(browser, commune):
    page = check_page(browser.get(PATH, {**answers(commune.people[0], finalite=""), "etape": "details"}))

    assert "Calculer la participation d&#x27;une famille" in page
    assert "Appliquer le tarif de la cantine" in page
    assert "Jusqu&#x27;au" in page
    assert 'name="lieu"' not in page


def test_a_profile_of_places_asks_the_place(browser, commune, owner):
    with owner():
        lilas = EquipmentFactory(organisation=commune.organisation, name="Crèche des Lilas")
    asked = answers(commune.people[0], profil="afas:D2", finalite="declaration-financiere")

    page = check_page(browser.get(PATH, {**asked, "etape": "verifier"}))
    assert "Choisissez le lieu ou l" in page
    checked = check_page(browser.get(PATH, {**asked, "lieu": str(lilas.id), "etape": "verifier"}))
    assert "Crèche des Lilas" in checked
    assert "Ouvrir ce droit" in checked


def test_a_purpose_outside_the_ticked_missions_is_greyed_with_its_reason(owner):
    with owner():
        body = partner(
            people=1,
            replaced={'id = "mission-tarification"\nticked = true': 'id = "mission-tarification"\nticked = false'},
        )

    page = check_page(browser_of(body.principal).get(PATH, {**answers(body.people[0]), "etape": "details"}))

    assert "ne relève d&#x27;aucune mission cochée" in page
    assert "convention, 8" in page


def test_an_end_before_the_start_is_said_on_its_field(browser, commune):
    dates = {"du": "2030-03-02", "au": "2030-03-01"}

    page = check_page(browser.get(PATH, {**answers(commune.people[0], **dates), "etape": "verifier"}))

    assert "La date de fin est avant la date de début" in page
    assert 'value="2030-03-02"' in page


def test_the_check_shows_the_seat_and_writes_nothing(browser, commune):
    until = (date.today() + timedelta(days=90)).isoformat()

    page = check_page(browser.get(PATH, {**answers(commune.people[0], au=until), "etape": "verifier"}))

    assert "Siège qui sera pris" in page
    assert "n° 1" in page
    assert "dernier jour" in page
    assert "Ouvrir ce droit" in page
    assert opened_rights(commune) == 0


def test_a_confirmation_opens_the_right_once(browser, commune):
    first = browser.post(PATH, answers(commune.people[0]))
    again = browser.post(PATH, answers(commune.people[0]))

    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"]
    assert opened_rights(commune) == 1
    assert "Le droit est ouvert pour" in check_page(browser.get(first["Location"]))


def test_a_right_for_later_says_so(browser, commune):
    start = date.today() + timedelta(days=10)

    answer = browser.post(PATH, answers(commune.people[0], du=start.isoformat()))

    assert "à venir" in check_page(browser.get(answer["Location"]))


def test_the_thirteenth_is_refused_before_and_at_the_confirmation(browser, commune, owner):
    fill(commune, owner)
    asked = answers(commune.people[0])

    seen = check_page(browser.get(PATH, {**asked, "etape": "verifier"}), 409)
    sent = check_page(browser.post(PATH, asked), 409)

    for page in (seen, sent):
        assert "Les 12 sièges de CDAP, profil T2 sont pris" in page
        assert "bulletin CDAP, 2" in page
        assert "avenant" in page
        assert "Le prochain siège se libère" in page
        assert "Voir qui les occupe" in page
        assert "Ouvrir ce droit" not in page
        assert commune.people[0].person.name in page
    with transaction(commune.principal), owner():
        assert staged("habilitation:right:refused") == 2


def test_a_stale_identity_is_confirmed_first_and_the_answers_come_back(commune):
    stale = replace(commune.principal, step_up_at=commune.principal.step_up_at - timedelta(minutes=11))
    asked = answers(commune.people[0])

    page = check_page(browser_of(stale).get(PATH, {**asked, "etape": "verifier"}))
    here = f"http://testserver{PATH}?etape=verifier"
    sent = browser_of(stale).post(PATH, asked, headers={"referer": here})

    assert "Confirmer mon identité" in page
    assert "/confirmer?suite=%2Fhabilitations%2Fnouvelle%2F%3Fprofil" in page
    assert "Ouvrir ce droit" not in page
    assert sent.status_code == 303
    assert opened_rights(commune) == 0


def test_a_refused_colleague_is_refused_at_the_second_step(browser, commune, owner):
    with owner():
        peer = MembershipFactory(organisation=commune.organisation, service_traits=TRAITS)
        give_role(peer, "suppleant", commune.convention)

    page = check_page(browser.get(PATH, {**answers(peer), "etape": "details"}))

    assert "responsabilité égale ou supérieure" in page
    assert "La caisse gère seule" in page


def test_a_post_without_a_person_is_sent_back(browser):
    page = check_page(browser.post(PATH, {"profil": "cdap:T2"}))

    assert "Choisissez une personne." in page


def test_a_temporary_purpose_asks_for_an_end(owner):
    closed, opened = (f'id = "sieges-cdap-t16"\n{line}' for line in ("opened = false", "max = 2"))
    with owner():
        body = partner(people=1, replaced={closed: opened})
    asked = answers(body.people[0], profil="cdap:T16", finalite="secretariat-ccapex", etape="verifier")

    page = check_page(browser_of(body.principal).get(PATH, asked))

    assert "Ce champ est obligatoire" in page or "obligatoire" in page.split('for="id_au"')[1][:80]
    until = (date.today() + timedelta(days=30)).isoformat()
    assert "Ouvrir ce droit" in check_page(browser_of(body.principal).get(PATH, {**asked, "au": until}))


def test_a_form_that_lost_its_person_names_nobody(browser, commune):
    lost = answers(commune.people[0], personne=str(commune.convention.id))

    page = check_page(browser.post(PATH, lost))

    assert "Choisissez une personne." in page


def test_a_delegate_sees_why_a_service_is_outside_the_perimeter(commune, owner):
    with owner():
        EquipmentFactory(organisation=commune.organisation)
        delegate = give_role(commune.people[0], "delegate", commune.convention, service="cdap")

    page = check_page(browser_of(delegate).get(PATH))

    assert 'value="cdap:T2"' in page
    assert 'value="afas:D2"' not in page
    assert "n&#x27;est pas dans le périmètre qui vous a été confié" in page


def test_superiors_are_not_offered(commune, owner):
    with owner():
        delegate = give_role(commune.people[0], "delegate", commune.convention)

    page = check_page(browser_of(delegate).get(PATH))

    assert str(commune.people[1].person_id) in page
    assert str(commune.principal.person_id) not in page
    assert str(delegate.person_id) not in page


def test_a_responsable_of_one_place_is_offered_that_place_alone(commune, owner):
    """MCP-22, MCP-51: the steps of a grant judge the right they will open, its place included."""
    with owner():
        mine, other = (EquipmentFactory(organisation=commune.organisation) for _ in range(2))
        delegate = give_role(commune.people[0], "delegate", commune.convention, scopes=[mine.id])

    query = {"profil": "afas:D3", "personne": str(commune.people[1].person_id), "etape": "details"}
    page = browser_of(delegate).get("/habilitations/nouvelle/", query).content.decode()

    assert mine.name in page
    assert other.name not in page
