"""The people of a body: who sees them, who enrols them, who records their departure."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from socle.database.transactions import transaction
from socle.kernel.decision import Refused, refuse
from socle.organismes import actions, panels
from socle.organismes.actions import PersonCard
from socle.organismes.models import Membership
from socle.organismes.panels import Column, Panel
from tests import factories
from tests.browsing import browser_of, check_page
from tests.journal import staged

pytestmark = pytest.mark.django_db

NEW = {
    "first_name": "Claire",
    "last_name": "Montel",
    "function": "assistante sociale",
    "service": "CCAS",
    "email": "claire.montel@commune.example",
    "phone": "",
    "diploma": "",
    "is_confirmed": "",
}


@pytest.fixture(autouse=True)
def _nothing_handed_in():
    before = panels.additions()
    kept = (before.columns, before.sheets, before.departures, before.links)
    panels.hand_in()
    yield
    panels.hand_in(columns=kept[0], sheets=kept[1], departures=kept[2], links=kept[3])


@pytest.fixture
def colleague(owner, commune) -> Membership:
    with owner():
        return factories.MembershipFactory(
            organisation=commune,
            person=factories.PersonFactory(first_name="Hugo", last_name="Terrail"),
            service="Informatique",
            email="hugo.terrail@commune.example",
        )


@pytest.fixture
def stranger(owner) -> Membership:
    with owner():
        return factories.MembershipFactory()


def test_the_list_shows_the_people_of_the_body_and_no_other(browser, colleague, stranger) -> None:
    page = check_page(browser.get("/personnes/"))
    assert "Terrail Hugo" in page
    assert "2 personnes" in page
    assert str(stranger.person_id) not in page


def test_a_user_without_delegation_is_refused_with_the_clause(colleague) -> None:
    browser = browser_of(factories.actor_of(colleague))
    for address in ("/personnes/", f"/personnes/{colleague.person_id}/", "/personnes/nouvelle/"):
        page = check_page(browser.get(address), 403)
        assert "contrat de service, 2.2.1" in page
        assert "Que faire ?" in page


def test_the_list_filters_by_name_and_service(browser, colleague) -> None:
    assert "1 personne<" in check_page(browser.get("/personnes/", {"q": "hugo terr"}))
    assert "1 personne<" in check_page(browser.get("/personnes/", {"service": "Informatique"}))
    assert "Personne ne correspond" in check_page(browser.get("/personnes/", {"q": "zzz"}))


def test_pages_follow_each_other_both_ways_without_losing_anyone(browser, owner, commune) -> None:
    with owner():
        factories.MembershipFactory.create_batch(60, organisation=commune)
    seen: list[list[str]] = []
    address = "/personnes/"
    while address:
        response = browser.get(address)
        check_page(response)
        seen.append([str(row.id) for row in response.context["page"].people])
        address = response.context["links"]["next_url"] and f"/personnes/{response.context['links']['next_url']}"

    assert [len(names) for names in seen] == [25, 25, 11]
    assert len({name for names in seen for name in names}) == 61
    back = browser.get(f"/personnes/{response.context['links']['previous_url']}")
    assert [str(row.id) for row in back.context["page"].people] == seen[1]
    first = browser.get(f"/personnes/{back.context['links']['previous_url']}")
    assert [str(row.id) for row in first.context["page"].people] == seen[0]
    assert not first.context["links"]["previous_url"]


def test_the_list_takes_as_many_statements_for_two_people_as_for_twenty(browser, colleague, owner, commune) -> None:
    panels.hand_in(columns=[Column("Droits", lambda _actor, ids, _at: {ids[0]: {"badge": "3 droits", "tone": "info"}})])
    with CaptureQueriesContext(connection) as few:
        assert "3 droits" in check_page(browser.get("/personnes/"))
    with owner():
        factories.MembershipFactory.create_batch(20, organisation=commune)
    with CaptureQueriesContext(connection) as many:
        check_page(browser.get("/personnes/"))
    assert len(many) == len(few)


def test_a_column_answers_by_member_or_by_person_and_counts_none_as_zero(browser, colleague) -> None:
    def accounts(_actor, ids, _at) -> dict[UUID, object]:
        return {key: {"badge": "actif", "tone": "success"} for key in ids if key == colleague.person_id}

    panels.hand_in(
        columns=[Column("Compte", accounts, is_by_person=True), Column("Droits", lambda *_: {}, is_number=True)]
    )
    page = check_page(browser.get("/personnes/"))
    assert page.count("actif</span>") == 1
    assert len(re.findall(r"<td[^>]*>\s*0\s*</td>", page)) == 2


def test_a_cursor_that_we_did_not_write_shows_the_first_page(browser, colleague) -> None:
    assert "Terrail Hugo" in check_page(browser.get("/personnes/", {"apres": "n'importe quoi"}))


def test_the_principal_enrols_a_person_and_it_is_traced(browser, commune, owner) -> None:
    response = browser.post("/personnes/nouvelle/", NEW)

    with owner():
        row = Membership.objects.select_related("person").get(email=NEW["email"])
        with connection.cursor() as cursor:
            cursor.execute(
                "select tag, subject_label from traces_staged_trace where subject_id = %s", (str(row.person_id),)
            )
            assert cursor.fetchall() == [("organisme:person:created", "Claire Montel")]
    assert (row.organisation_id, row.person.name, row.function) == (commune.id, "Claire Montel", "assistante sociale")
    assert response["Location"] == f"/personnes/{row.person_id}/"
    assert "Claire Montel fait maintenant partie" in check_page(browser.get(response["Location"]))


def test_a_shared_address_is_refused_with_its_reason(browser) -> None:
    page = check_page(browser.post("/personnes/nouvelle/", NEW | {"email": "mairie@commune.example"}))
    assert "est l&#x27;adresse d&#x27;un service" in page
    assert "contrat de service, annexe 2" in page


def test_a_likely_duplicate_is_shown_then_confirmed(browser, colleague, owner, commune) -> None:
    twin = NEW | {"first_name": "hugo", "last_name": "TERRAIL"}
    page = check_page(browser.post("/personnes/nouvelle/", twin))
    assert f"/personnes/{colleague.person_id}/" in page
    assert 'type="checkbox"' in page

    browser.post("/personnes/nouvelle/", twin | {"is_confirmed": "on"})
    with owner():
        assert Membership.objects.filter(organisation=commune).count() == 3


def test_a_sheet_changes_and_the_trace_names_the_fields_only(browser, colleague, owner) -> None:
    address = f"/personnes/{colleague.person_id}/modifier/"
    check_page(browser.get(address))
    changed = NEW | {"first_name": "Hugo", "last_name": "Terrail", "function": "responsable informatique"}
    assert browser.post(address, changed).status_code == 302

    with owner(), connection.cursor() as cursor:
        cursor.execute("select payload ->> 'fields' from traces_staged_trace where tag = 'organisme:person:updated'")
        ((fields,),) = cursor.fetchall()
    assert set(fields.split(", ")) == {"fonction", "service", "adresse électronique"}


def test_a_departure_runs_what_must_fall_first(principal, browser, colleague, owner) -> None:
    fallen = []
    panels.hand_in(departures=[lambda actor, subject, at, reason: fallen.append((subject.membership_id, reason))])

    with transaction(principal) as at:
        actions.end_membership(colleague.id, actor=principal, at=at, reason="mutation")

    with owner():
        colleague.refresh_from_db()
    assert colleague.left_at is not None
    assert fallen == [(colleague.id, "mutation")]
    assert "1 personne<" in check_page(browser.get("/personnes/"))


def test_what_hangs_on_a_membership_may_refuse_the_departure(principal, colleague, owner) -> None:
    def keeps(*_: object) -> None:
        raise Refused(refuse("principal", "Seule la caisse remplace l'administrateur principal."))

    panels.hand_in(departures=[keeps])
    with pytest.raises(Refused, match="Seule la caisse"), transaction(principal) as at:
        actions.end_membership(colleague.id, actor=principal, at=at)
    with owner():
        colleague.refresh_from_db()
    assert colleague.left_at is None


def test_a_sheet_leads_to_what_the_rooms_above_offer(browser, colleague) -> None:
    panels.hand_in(links=[lambda *_: [{"label": "Faire partir", "url": "/ailleurs/", "icon": "user-minus"}]])
    assert "/ailleurs/" in check_page(browser.get(f"/personnes/{colleague.person_id}/"))


def test_nobody_records_their_own_departure(browser, principal) -> None:
    page = check_page(browser.post(f"/personnes/{principal.person_id}/depart/", {}), 403)
    assert "votre propre départ" in page.replace("&#x27;", "'")


def test_another_body_does_not_find_a_sheet(browser, stranger) -> None:
    for step in ("", "modifier/", "depart/"):
        assert browser.get(f"/personnes/{stranger.person_id}/{step}").status_code == 404
    assert browser.get(f"/personnes/{uuid4()}/").status_code == 404


def test_a_sheet_carries_the_panels_of_the_rooms_above(browser, colleague) -> None:
    panels.hand_in(
        sheets=[lambda *_: Panel("Habilitations", gauges=[{"label": "CDAP T2", "used": 3, "max": 12}]), lambda *_: None]
    )
    assert "CDAP T2" in check_page(browser.get(f"/personnes/{colleague.person_id}/"))


def test_the_body_shows_its_places(browser, owner, commune) -> None:
    empty = check_page(browser.get("/organisme/"))
    assert "Aucun équipement" in empty
    with owner():
        equipment = factories.EquipmentFactory(organisation=commune, name="Crèche des Lilas")
        factories.PlaceFactory(organisation=commune, equipment=equipment, name="Site de la Fontaine")
    full = check_page(browser.get("/organisme/"))
    assert "Site de la Fontaine" in full


def test_addresses_of_pages_keep_the_filter(browser, owner, commune) -> None:
    with owner():
        factories.MembershipFactory.create_batch(30, organisation=commune, service="CCAS")
    links = browser.get("/personnes/", {"service": "CCAS"}).context["links"]
    assert parse_qs(urlsplit(links["next_url"]).query)["service"] == ["CCAS"]


def test_a_caisse_reads_the_people_of_its_partners_and_changes_none(owner) -> None:
    with owner():
        convention = factories.signed()
        sides = {row.role: row.party for row in convention.conventionparty_rows.select_related("party")}
        admin = factories.actor_of(factories.MembershipFactory(organisation=sides["caisse"]), "caisse_admin")
        member = factories.MembershipFactory(organisation=sides["partner"], service="CCAS")
    browser = browser_of(admin)

    page = check_page(browser.get("/personnes/", {"organisme": str(sides["partner"].id)}))
    assert member.person.last_name in page
    assert "Organisme" in page
    assert "/personnes/nouvelle/" not in page
    check_page(browser.get(f"/personnes/{member.person_id}/"))
    assert "Code de la caisse" not in check_page(browser.get("/organisme/"))
    assert browser.get(f"/personnes/{member.person_id}/modifier/").status_code == 404
    assert browser.post(f"/personnes/{member.person_id}/depart/", {}).status_code == 404


def test_a_sheet_saved_unchanged_leaves_no_trace(browser, colleague, owner) -> None:
    same = NEW | {"first_name": "Hugo", "last_name": "Terrail", "function": colleague.function}
    same |= {"service": "Informatique", "email": colleague.email}
    assert browser.post(f"/personnes/{colleague.person_id}/modifier/", same).status_code == 302
    assert staged("organisme:person:updated") == 0


def test_a_likely_duplicate_is_refused_below_the_pages_too(principal, colleague) -> None:
    card = PersonCard("Hugo", "Terrail", "agent", "un.autre@commune.example")
    with pytest.raises(Refused, match="Hugo Terrail"), transaction(principal) as at:
        actions.create_person(card, actor=principal, at=at)


def test_who_left_keeps_a_sheet(browser, colleague, owner) -> None:
    with owner():
        colleague.left_at = colleague.joined_at + timedelta(days=2)
        colleague.save()
    page = check_page(browser.get(f"/personnes/{colleague.person_id}/"))
    assert "a quitté l&#x27;organisme" in page or "a quitté l'organisme" in page
    assert "depart/" not in page


def test_the_funding_of_a_service_is_recorded_and_shown(browser, owner) -> None:
    """MCP-60: T2 is open to services paid in part by the Caf, or to one-euro canteens."""
    answer = browser.post("/personnes/nouvelle/", NEW | {"service_traits": ["cantine-a-un-euro"]})
    assert answer.status_code == 302
    assert "cantine à un euro" in check_page(browser.get(answer["Location"]))
    refused = browser.post("/personnes/nouvelle/", NEW | {"service_traits": ["autre"], "last_name": "Autre"})
    assert refused.status_code == 200
