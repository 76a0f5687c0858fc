"""Who could read what on 3 March: lists, sheets, seats and files on another day, as it was known then (MCP-22, MCP-25)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from socle.database.transactions import transaction
from socle.habilitations.domain.states import RightState
from socle.habilitations.queries.listing import EVERY, LASTING, RightsFilter, rights
from socle.habilitations.queries.states import rights_on_day
from socle.organismes.models import Membership
from tests.browsing import browser_of, check_page
from tests.factories import MembershipFactory
from tests.habilitations.bodies import TRAITS, give_role, partner
from tests.habilitations.march import DAY, browser, commune, give, held, on, suspend

__all__ = ["browser", "commune", "held"]

pytestmark = pytest.mark.django_db
PAGES = ("/habilitations/", "/habilitations/matrice/", "/personnes/", "/sieges/")
ACTS = ("/nouvelle/", "/retirer/", "/imports/", 'name="droits"', "/modifier/", "/depart/")


def line(page: str, name: str) -> str:
    """The line of somebody, or nothing."""
    return next((row for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if name in row), "")


def test_the_list_shows_who_held_what_on_3_march(browser, held):
    """A right ended on 2 March and one granted on 4 March are not there; both are on the day they should be."""
    then = check_page(browser.get("/habilitations/", {"as_of": DAY}))

    assert "en cours" in line(then, "Tenue")
    assert not line(then, "Finie")
    assert not line(then, "Ultérieure")
    assert "en cours" in line(check_page(browser.get("/habilitations/", {"as_of": "2026-03-01"})), "Finie")
    assert "en cours" in line(check_page(browser.get("/habilitations/", {"as_of": "2026-03-04"})), "Ultérieure")
    assert not line(check_page(browser.get("/habilitations/", {"as_of": DAY, "etat": EVERY})), "Ultérieure")


def test_what_was_decided_later_was_not_known(browser, held):
    """Withdrawn on 6 March: held on the 3rd, its end not announced; cancelled on the 5th: still to come on the 3rd."""
    then = check_page(browser.get("/habilitations/", {"as_of": DAY, "etat": EVERY}))

    assert "en cours" in line(then, "Retirée")
    assert not re.search("6 mars|sans fin", line(then, "Retirée"))
    assert "sans fin prévue" in line(then, "Tenue")
    assert "à venir" in line(then, "Annulée")
    assert "terminée" in line(then, "Finie")
    today = check_page(browser.get("/habilitations/", {"etat": EVERY}))
    assert "retirée" in line(today, "Retirée")
    assert "6 mars" in line(today, "Retirée")


def test_the_list_says_what_suspends_and_until_when(browser, held, owner):
    then = check_page(browser.get("/habilitations/", {"as_of": DAY}))
    assert "suspendue par un gestionnaire" in line(then, "Suspendue")
    assert "jusqu&#x27;au 10 mars 2026" in line(then, "Suspendue")
    assert "suspendue faute d&#x27;usage" in line(then, "Oubliée")
    after = check_page(browser.get("/habilitations/", {"as_of": "2026-03-11"}))
    assert "suspendue" not in line(after, "Suspendue")

    with owner():
        suspend(held["kept"], (on(3, 1), on(3, 5)), lifted_at=on(3, 5))
    lifted_later = line(check_page(browser.get("/habilitations/", {"as_of": DAY})), "Tenue")
    assert "suspendue par un gestionnaire" in lifted_later
    assert "5 mars" not in lifted_later


@pytest.mark.parametrize("day", [DAY, "2026-03-01", "2026-03-12", ""])
def test_the_filter_of_state_is_the_twin_of_the_rule(commune, held, day):
    """The list in SQL and the judge in Python agree on every right, whatever the day."""
    wanted = RightsFilter(commune.organisation.id)
    with transaction(commune.principal) as now:
        at = timezone.make_aware(datetime.combine(date.fromisoformat(day), datetime.max.time())) if day else now
        every = rights(replace(wanted, state=EVERY), at)
        judged = {right_id: found.state for right_id, found in rights_on_day(every, at).items()}
        listed = {state: {row.id for row in rights(replace(wanted, state=state), at)} for state in RightState}
        lasting = {row.id for row in rights(replace(wanted, state=LASTING), at)}

    assert listed == {state: {one for one, found in judged.items() if found is state} for state in RightState}
    assert lasting == {one for one, found in judged.items() if found is not RightState.ENDED}
    assert day != DAY or {found.value for found in judged.values()} == {*RightState}


def test_the_state_asked_is_the_state_shown(browser, held):
    page = check_page(browser.get("/habilitations/", {"as_of": DAY, "etat": "suspended"}))

    assert line(page, "Suspendue")
    assert line(page, "Oubliée")
    assert not line(page, "Tenue")
    assert "/habilitations/exporter/droits/?as_of=2026-03-03&amp;etat=suspended" in page
    assert '<option value="suspended" selected>' in page


def test_a_view_saved_with_the_former_filter_still_opens(browser, held):
    page = check_page(browser.get("/habilitations/", {"toutes": "on"}))

    assert line(page, "Finie")
    assert '<option value="all" selected>' in page


def test_a_view_keeps_the_state_and_the_day(browser):
    query = "etat=suspended&as_of=2026-03-03"

    answer = browser.post(f"/habilitations/vues/droits/?{query}&suite=x", {"nom": "Le 3 mars"})

    assert answer["Location"] == f"/habilitations/?{query}"


@pytest.mark.parametrize("path", PAGES)
def test_another_day_is_said_changes_nothing_and_leads_back(browser, held, path):
    page = check_page(browser.get(path, {"as_of": DAY, "suite": "x", "q": ""}))

    assert "Vous lisez un autre jour" in page
    assert "mardi 3 mars 2026" in page
    assert "Revenir à aujourd'hui" in page
    assert not [act for act in ACTS if act in page.split("<main")[1]]
    assert "as_of=2026-03-03" in page


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("asked", "says"),
    [("hier", "Écrivez-la comme 2026-03-12"), ("2026-02-30", "Écrivez-la"), ("9999-12-31", "hors de portée")],
)
def test_an_absurd_date_is_said_and_shows_today(browser, held, path, asked, says):
    page = check_page(browser.get(path, {"as_of": asked}))

    assert "Cette date n'est pas lisible" in page
    assert says in page
    assert 'value="hier"' not in page
    assert "Vous lisez un autre jour" not in page


def test_a_coming_day_says_that_it_may_change(browser, held):
    coming = f"{timezone.localdate() + timedelta(days=30)}"

    assert "Ce jour n'est pas encore venu" in check_page(browser.get("/habilitations/", {"as_of": coming}))
    assert "Ce jour n'est pas encore venu" not in check_page(browser.get("/habilitations/", {"as_of": DAY}))


def test_the_day_is_kept_from_page_to_page(browser, commune, owner):
    with owner():
        for _ in range(51):
            give(commune, MembershipFactory(organisation=commune.organisation, joined_at=on(1, 1)), (on(2, 1), None))

    listed = check_page(browser.get("/habilitations/", {"as_of": DAY}))
    people = check_page(browser.get("/personnes/", {"as_of": DAY}))

    for page in (listed, people):
        (following,) = re.findall(r'rel="next" href="([^"]+)"', page)
        assert "as_of=2026-03-03" in following
    path = following.replace("&amp;", "&")
    assert "Vous lisez un autre jour" in check_page(browser.get(f"/personnes/{path}"))
    assert "/habilitations/matrice/?as_of=2026-03-03" in listed


def test_another_organisation_sees_nothing_of_that_day(commune, held, owner):
    with owner():
        other = partner(people=1)
    stranger = browser_of(other.principal)
    asked = {"as_of": DAY, "organisme": str(commune.organisation.id)}

    for path in PAGES[:3]:
        assert "Tenue" not in check_page(stranger.get(path, asked))
    person = commune.people[1].person_id
    assert stranger.get(f"/personnes/{person}/droits/", asked).status_code == 404
    assert stranger.get(f"/habilitations/{held['kept'].id}/", asked).status_code == 404


def test_the_caisse_reads_its_partner_on_that_day(commune, held, owner):
    with owner():
        colleague = MembershipFactory(organisation=commune.convention.organisation)
        supervisor = give_role(colleague, "caisse_supervisor", commune.convention)

    page = check_page(
        browser_of(supervisor).get("/habilitations/", {"as_of": DAY, "organisme": str(commune.organisation.id)})
    )

    assert line(page, "Tenue")
    assert not line(page, "Finie")


def test_people_are_those_of_the_day_with_their_rights_of_the_day(browser, commune, held, owner):
    with owner():
        Membership.objects.filter(id=commune.people[0].id).update(left_at=on(3, 2))
        Membership.objects.filter(id=commune.people[2].id).update(joined_at=on(3, 4))

    page = check_page(browser.get("/personnes/", {"as_of": DAY}))

    assert not line(page, "Finie")
    assert not line(page, "Ultérieure")
    assert re.search(r">1\s*<", line(page, "Tenue"))
    assert "Compte" not in page.split("<thead")[1].split("</thead")[0]
    assert f"/personnes/{commune.people[1].person_id}/?as_of={DAY}" in page
    assert line(check_page(browser.get("/personnes/")), "Ultérieure")


def test_the_sheets_of_a_person_show_the_day(browser, commune, held):
    kept, later, withdrawn = (commune.people[rank].person_id for rank in (1, 2, 5))

    sheet = check_page(browser.get(f"/personnes/{kept}/", {"as_of": DAY}))
    assert f"/personnes/{kept}/droits/?as_of={DAY}" in sheet
    assert not [act for act in ACTS if act in sheet.split("<main")[1]]
    assert "CDAP T2" in check_page(browser.get(f"/personnes/{kept}/droits/", {"as_of": DAY}))
    assert "Aucun droit en cours" in check_page(browser.get(f"/personnes/{later}/droits/", {"as_of": DAY}))
    assert "CDAP T2" in check_page(browser.get(f"/personnes/{later}/droits/"))
    then = check_page(browser.get(f"/personnes/{withdrawn}/droits/", {"as_of": DAY}))
    assert "en cours" in then
    assert "n&#x27;est pas conservée" in then
    assert "départ" not in then
    assert "Droits terminés" not in then


def test_somebody_who_left_later_had_not_left(browser, commune, owner):
    member = commune.people[5]
    with owner():
        Membership.objects.filter(id=member.id).update(left_at=on(3, 6))
    path = f"/personnes/{member.person_id}/"

    assert "a quitté" not in check_page(browser.get(path, {"as_of": DAY}))
    assert "a quitté" in check_page(browser.get(path))


def test_the_sheet_of_a_right_shows_the_day(browser, held):
    path = f"/habilitations/{held['withdrawn'].id}/"

    then = check_page(browser.get(path, {"as_of": DAY}))

    assert "Utilisable ce jour-là" in then
    assert "retirée" not in then
    assert "Retirer ce droit" not in then
    assert "Suspendre" not in then
    assert "retirée" in check_page(browser.get(path))
    assert browser.get(f"/habilitations/{held['later'].id}/", {"as_of": DAY}).status_code == 404


def test_seats_are_those_taken_that_day(browser, held):
    """One seat on 3 March; the seat freed on the 2nd is taken again on the 4th."""
    then = check_page(browser.get("/sieges/", {"as_of": DAY}))

    assert "<strong>1</strong> siège occupé" in then
    assert "On ne sait pas encore" not in then
    assert "<strong>2</strong> sièges occupés" in check_page(browser.get("/sieges/", {"as_of": "2026-03-05"}))


def test_the_list_takes_as_many_statements_for_one_suspended_right_as_for_forty(browser, commune, held, owner):
    asked = {"as_of": DAY, "etat": "suspended"}
    with CaptureQueriesContext(connection) as few:
        browser.get("/habilitations/", asked)
    with owner():
        for _ in range(40):
            member = MembershipFactory(organisation=commune.organisation, service_traits=TRAITS)
            suspend(give(commune, member, (on(2, 1), None)), (on(3, 1), None))

    with CaptureQueriesContext(connection) as many:
        page = check_page(browser.get("/habilitations/", asked))

    assert page.count("suspendue par un gestionnaire") == 41
    assert len(many) == len(few)
