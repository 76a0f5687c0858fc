"""The pages of seats and rights: full, empty and refused; what they show and to whom (MCP-20 to MCP-25, MCP-61)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from socle.database.transactions import transaction
from socle.habilitations.queries.listing import RightsFilter, rights
from socle.theme.cursor import encode
from socle.theme.links import page_url
from tests.browsing import browser_of, check_page
from tests.factories import EquipmentFactory, MembershipFactory, OrganisationFactory, actor_of
from tests.habilitations.bodies import TRAITS, give_role, opened, partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(owner):
    with owner():
        return partner(people=3)


def test_seats_show_what_is_open_used_and_closed(browser, commune):
    opened(commune, commune.people[0])

    page = check_page(browser.get("/sieges/"))

    assert "<strong>1</strong> siège occupé sur <strong>12</strong>, 11 libres" in page
    assert "bulletin CDAP, 2" in page
    assert "18 profils non ouverts" in page
    assert "votre organisme n&#x27;en a inscrit aucun" in page
    assert "Seul un avenant au bulletin peut l&#x27;ouvrir" in page
    assert "/habilitations/nouvelle/?profil=cdap%3AT2" in page


def test_seats_by_place_are_one_table(browser, commune, owner):
    with owner():
        EquipmentFactory(organisation=commune.organisation, name="Crèche des Lilas")

    page = check_page(browser.get("/sieges/"))

    assert "Sièges occupés par lieu ou équipement" in page
    assert "Crèche des Lilas" in page
    assert "0 sur 2" in page


def test_seats_of_a_body_without_convention_say_what_to_do(commune, owner):
    with owner():
        alone = actor_of(MembershipFactory(organisation=OrganisationFactory()), "principal")

    assert "Aucune convention n" in check_page(browser_of(alone).get("/sieges/"))


@pytest.mark.parametrize("path", ["/sieges/", "/habilitations/", "/habilitations/nouvelle/"])
def test_a_user_is_refused_with_the_clause(commune, path):
    page = check_page(browser_of(actor_of(commune.people[0])).get(path), 403)

    assert "contrat de service, 2.2.2" in page
    assert "administrateur principal" in page


def test_the_caisse_reads_the_seats_of_its_partner_and_opens_none(commune, owner):
    with owner():
        supervisor = give_role(
            MembershipFactory(organisation=commune.convention.organisation), "caisse_supervisor", commune.convention
        )

    page = check_page(browser_of(supervisor).get("/sieges/", {"organisme": str(commune.organisation.id)}))

    assert commune.organisation.legal_name in page
    assert "Ouvrir un droit" not in page


def test_rights_are_listed_filtered_and_empty(browser, commune):
    first, second = commune.people[:2]
    assert "Personne n'a encore d'habilitation" in check_page(browser.get("/habilitations/"))
    opened(commune, first)
    opened(commune, second, valid_to=None)

    page = check_page(browser.get("/habilitations/"))
    assert first.person.name in page
    assert "Calculer la participation" in page
    assert commune.principal.name in page
    assert page.count("/retirer/") == 2
    filtered = check_page(browser.get("/habilitations/", {"q": first.person.last_name, "profil": "T2"}))
    assert first.person.name in filtered
    assert "Aucune habilitation ne correspond" in check_page(browser.get("/habilitations/", {"q": "zzzz"}))


def test_the_list_takes_as_many_statements_for_one_right_as_for_three(browser, commune):
    opened(commune, commune.people[0])
    with CaptureQueriesContext(connection) as one:
        browser.get("/habilitations/")
    for membership in commune.people[1:]:
        opened(commune, membership)

    with CaptureQueriesContext(connection) as three:
        browser.get("/habilitations/")

    assert len(three) == len(one)


def test_a_list_longer_than_a_page_goes_on_where_it_stopped(commune):
    for membership in commune.people:
        opened(commune, membership)
    wanted = RightsFilter(commune.organisation.id, profile="T2")

    with transaction(commune.principal) as at:
        first = rights(wanted, at, limit=2)
        last = first[1]
        second = rights(wanted, at, after=(last.granted_at.isoformat(), str(last.id)), limit=2)

    assert len(first) == 3
    assert [row.id for row in second] == [first[2].id]
    assert page_url(QueryDict("profil=T2&suite=vieux"), "suite", "neuf") == "?profil=T2&suite=neuf"
    assert page_url(QueryDict("profil=T2"), "suite", None) == ""


def test_the_cursor_of_the_page_is_the_last_right_read(browser, commune):
    last = opened(commune, commune.people[0])

    page = check_page(browser.get("/habilitations/", {"suite": encode((last.granted_at.isoformat(), str(last.id)))}))

    assert commune.people[0].person.name not in page


def test_a_broken_cursor_shows_the_first_page(browser, commune):
    opened(commune, commune.people[0])

    assert "Retirer" in check_page(browser.get("/habilitations/", {"suite": "n-importe-quoi"}))


def test_the_list_says_why_a_superior_is_out_of_reach(commune, owner):
    with owner():
        delegate = give_role(commune.people[0], "delegate", commune.convention, service="cdap")
        peer = MembershipFactory(organisation=commune.organisation, service_traits=TRAITS)
        give_role(peer, "delegate", commune.convention)
    opened(commune, peer)

    page = check_page(browser_of(delegate).get("/habilitations/"))

    assert "responsabilité égale ou supérieure" in page
    assert "Retirer" not in page


def test_a_sheet_says_since_when_by_whom_and_why(browser, commune):
    right = opened(commune, commune.people[0])

    page = check_page(browser.get(f"/habilitations/{right.id}/"))

    assert commune.people[0].person.name in page
    assert "Accordée par" in page
    assert "Siège occupé" in page
    assert "n° 1" in page
    assert "bulletin CDAP, 2" in page
    assert "Condition remplie" in page
    assert "Retirer ce droit" in page


def test_a_sheet_is_for_its_holder_and_the_managers(commune, owner):
    right = opened(commune, commune.people[0])
    with owner():
        stranger = actor_of(MembershipFactory(organisation=OrganisationFactory()), "principal")
    path = f"/habilitations/{right.id}/"

    own = check_page(browser_of(actor_of(commune.people[0])).get(path))
    assert "Retirer ce droit" not in own
    assert "la personne concernée" in check_page(browser_of(actor_of(commune.people[1])).get(path), 403)
    assert browser_of(stranger).get(path).status_code == 404


def test_a_withdrawal_asks_why_then_frees_the_seat(browser, commune):
    right = opened(commune, commune.people[0])
    path = f"/habilitations/{right.id}/retirer/"

    assert "La prochaine demande de" in check_page(browser.get(path))
    assert "Dites pourquoi" in check_page(browser.post(path, {"motif": ""}))
    assert browser.post(path, {"motif": "changement de poste"}).status_code == 302

    sheet = check_page(browser.get(f"/habilitations/{right.id}/"))
    assert "retirée" in sheet
    assert "changement de poste" in sheet
    assert "déjà retiré" in check_page(browser.get(path))
    assert "<strong>0</strong> siège occupé" in check_page(browser.get("/sieges/"))
    assert "changement" not in check_page(browser.get("/habilitations/"))
    assert "retirée" in check_page(browser.get("/habilitations/", {"toutes": "on"}))


def test_a_withdrawal_without_a_recent_confirmation_asks_for_it(commune):
    right = opened(commune, commune.people[0])
    stale = replace(commune.principal, step_up_at=commune.principal.step_up_at - timedelta(minutes=11))
    path = f"/habilitations/{right.id}/retirer/"

    page = check_page(browser_of(stale).get(path))
    answer = browser_of(stale).post(path, {"motif": "départ"})

    assert f"/confirmer?suite={path.replace('/', '%2F')}" in page
    assert 'name="motif"' not in page
    assert answer.status_code == 303
    assert answer["Location"].startswith("/confirmer?suite=")


def test_my_rights_say_what_i_have_and_whom_to_ask(commune):
    opened(commune, commune.people[0])

    mine = check_page(browser_of(actor_of(commune.people[0])).get("/mes-droits/"))
    assert "CDAP T2" in mine
    assert "Calculer la participation" in mine
    assert "Accordé par" in mine
    assert commune.principal.name in mine
    assert "AFAS D1" in mine
    none = check_page(browser_of(actor_of(commune.people[1])).get("/mes-droits/"))
    assert "Aucun droit en cours" in none


def test_my_ended_rights_stay_readable(commune, browser):
    right = opened(commune, commune.people[0])
    browser.post(f"/habilitations/{right.id}/retirer/", {"motif": "fin de mission"})

    page = check_page(browser_of(actor_of(commune.people[0])).get("/mes-droits/"))

    assert "Mes droits terminés" in page
    assert "fin de mission" in page


def test_a_right_withdrawn_before_its_start_keeps_its_sheet(browser, commune):
    with transaction(commune.principal) as at:
        later = at + timedelta(days=10)
    right = opened(commune, commune.people[0], valid_from=later)
    browser.post(f"/habilitations/{right.id}/retirer/", {"motif": "erreur"})

    sheet = check_page(browser.get(f"/habilitations/{right.id}/"))
    listed = check_page(browser.get("/habilitations/", {"toutes": "on", "service": "cdap"}))

    assert "retirée avant d&#x27;avoir commencé" in sheet
    assert "retirée avant d'avoir commencé" in listed
    assert "Personne n'a encore" not in listed


def test_an_unknown_right_is_absent(browser):
    assert browser.get(f"/habilitations/{uuid4()}/").status_code == 404


def test_a_caisse_without_partners_has_an_empty_page(commune, owner):
    with owner():
        caisse = OrganisationFactory(kind="caisse")
        supervisor = give_role(MembershipFactory(organisation=caisse), "caisse_supervisor", commune.convention)

    assert "Aucune convention n" in check_page(browser_of(supervisor).get("/sieges/"))


def test_a_right_past_its_end_is_over_without_anybody_doing_anything(browser, commune, owner):
    right = opened(commune, commune.people[0])
    with owner(), connection.cursor() as cursor:
        cursor.execute(
            "update habilitations_habilitation set period = tstzrange(lower(period) - interval '9 days', "
            "lower(period) - interval '1 day'), granted_at = granted_at - interval '9 days' where id = %s",
            (right.id,),
        )

    sheet = check_page(browser.get(f"/habilitations/{right.id}/"))

    assert "terminée" in sheet
    assert "a pris fin" in sheet
    assert "Retirer ce droit" not in sheet


def test_the_caisse_takes_no_seat_and_its_pages_say_so(commune, owner):
    with owner():
        member = MembershipFactory(organisation=commune.convention.organisation)
        admin = browser_of(give_role(member, "caisse_admin", commune.convention))

    assert "la caisse n'y prend pas de siège" in check_page(admin.get("/mes-droits/"))
    assert "Ce service est celui des partenaires" in check_page(admin.get("/dossiers/"))
