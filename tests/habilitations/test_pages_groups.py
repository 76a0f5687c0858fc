"""The pages of groups, local profiles, suspensions and stand-ins: what they show, what they do, to whom (MCP-22, MCP-25)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from socle.database.transactions import transaction
from socle.habilitations.actions.groups import add_member, create_group
from socle.habilitations.actions.local_profiles import create_local_profile
from socle.habilitations.domain.groups import Line
from socle.habilitations.models import Group, GroupMember, Habilitation, LocalProfile, Suspension
from tests.browsing import browser_of, check_page
from tests.habilitations.bodies import give_role, partner

pytestmark = pytest.mark.django_db
T2 = Line("cdap", "T2", "tarif-selon-quotient")
KEY = "cdap|T2|tarif-selon-quotient|"


@pytest.fixture
def commune(owner):
    with owner():
        return partner(people=4)


@pytest.fixture
def crew(commune):
    with transaction(commune.principal) as at:
        local = create_local_profile("Agent de régie", [T2], actor=commune.principal, at=at)
        group = create_group("Régie", actor=commune.principal, at=at, local_profile_id=local.id)
        add_member(group.id, commune.people[0].person_id, actor=commune.principal, at=at)
        return group


@pytest.fixture
def right(commune, crew):
    with transaction(commune.principal):
        return Habilitation.objects.get(group_id=crew.id)


def test_a_profile_then_a_group_then_a_colleague_by_pages_alone(browser, commune):
    check_page(browser.get("/profils-locaux/"))
    check_page(browser.get("/profils-locaux/nouveau/"))
    browser.post("/profils-locaux/nouveau/", {"nom": "Régie", "description": "", "droits": [KEY]})
    with transaction(commune.principal):
        local = LocalProfile.objects.get(name="Régie")
    check_page(browser.get("/groupes/nouveau/"))
    sheet = browser.post("/groupes/nouveau/", {"nom": "Cantine", "objet": "", "profil": str(local.id)}).url

    person = commune.people[1]
    found = check_page(browser.get(sheet, {"q": person.person.last_name}))
    assert person.person.name in found
    page = check_page(browser.get(f"{sheet}ajouter/", {"personne": str(person.person_id)}))
    assert "Reçoit CDAP T2" in page
    answer = browser.post(f"{sheet}ajouter/?personne={person.person_id}")

    assert answer.status_code == 302
    with transaction(commune.principal):
        assert Habilitation.objects.filter(membership=person, group__name="Cantine").count() == 1
    assert person.person.name in check_page(browser.get(sheet))
    assert "Cantine" in check_page(browser.get("/groupes/"))


def test_a_joining_that_would_be_refused_says_why_before(commune, crew, owner):
    with owner():
        delegate = give_role(commune.people[1], "delegate", commune.convention, service="afas")
    person = commune.people[2].person_id

    answer = browser_of(delegate).get(f"/groupes/{crew.id}/ajouter/?personne={person}")

    assert answer.status_code == 403
    assert "CDAP n&#x27;est pas dans le périmètre" in answer.content.decode()
    with transaction(commune.principal):
        assert GroupMember.objects.filter(group=crew).count() == 1


def test_leaving_shows_what_falls_then_does_it(browser, commune, crew):
    person = commune.people[0].person_id
    page = check_page(browser.get(f"/groupes/{crew.id}/sortir/{person}/"))
    assert "Perd CDAP T2" in page

    assert browser.post(f"/groupes/{crew.id}/sortir/{person}/").status_code == 302

    with transaction(commune.principal):
        assert Habilitation.objects.get(group_id=crew.id).withdrawn_at


def test_a_group_changes_profile_and_closes(browser, commune, crew):
    check_page(browser.get(f"/groupes/{crew.id}/profil/"))
    assert browser.post(f"/groupes/{crew.id}/profil/", {"profil": ""}).status_code == 302
    check_page(browser.get(f"/groupes/{crew.id}/fermer/"))
    assert browser.post(f"/groupes/{crew.id}/fermer/").status_code == 302

    with transaction(commune.principal):
        assert Group.objects.get(id=crew.id).closed_at
    assert "fermé" in check_page(browser.get(f"/groupes/{crew.id}/"))


def test_a_local_profile_in_use_says_why_it_stays(browser, crew):
    check_page(browser.get(f"/profils-locaux/{crew.local_profile_id}/"))
    check_page(browser.get(f"/profils-locaux/{crew.local_profile_id}/fermer/"))

    answer = browser.post(f"/profils-locaux/{crew.local_profile_id}/fermer/")

    assert "Un groupe se sert encore de ce profil local" in answer.content.decode()


def test_a_name_taken_is_said_on_the_form(browser, crew):
    answer = browser.post("/groupes/nouveau/", {"nom": "Régie", "objet": "", "profil": ""})

    assert answer.status_code == 409
    assert "Un groupe porte déjà ce nom" in answer.content.decode()


def test_a_right_is_suspended_shown_and_lifted(browser, commune, right):
    sheet = f"/habilitations/{right.id}/"
    check_page(browser.get(f"{sheet}suspendre/"))
    assert "Dites pourquoi" in browser.post(f"{sheet}suspendre/", {"motif": ""}).content.decode()
    browser.post(f"{sheet}suspendre/", {"motif": "absence longue"})

    page = check_page(browser.get(sheet))
    assert "suspendue par un gestionnaire" in page
    assert "absence longue" in page
    check_page(browser.get(f"{sheet}reprendre/"))
    assert browser.post(f"{sheet}reprendre/").status_code == 302
    with transaction(commune.principal):
        assert Suspension.objects.get(habilitation=right).lifted_at


def test_a_right_is_entrusted_until_a_day(browser, commune, right):
    sheet = f"/habilitations/{right.id}/"
    stand_in = commune.people[2]
    page = check_page(browser.get(f"{sheet}remplacer/"))
    assert stand_in.person.name in page
    assert "Indiquez le dernier jour" in browser.post(f"{sheet}remplacer/", {"personne": ""}).content.decode()

    until = (timezone.now() + timedelta(days=9)).date().isoformat()
    answer = browser.post(
        f"{sheet}remplacer/", {"personne": str(stand_in.person_id), "au": until, "motif": "congés", "du": ""}
    )

    assert answer.status_code == 302
    assert "confiée à un remplaçant" in check_page(browser.get(sheet))
    with transaction(commune.principal):
        assert Habilitation.objects.get(stands_in_for=right).membership_id == stand_in.id


def test_a_replacement_too_long_is_refused_with_what_was_typed(browser, commune, right):
    until = (timezone.now() + timedelta(days=400)).date().isoformat()
    person = str(commune.people[2].person_id)

    answer = browser.post(
        f"/habilitations/{right.id}/remplacer/", {"personne": person, "au": until, "motif": "congés", "du": ""}
    )

    assert answer.status_code == 403
    page = answer.content.decode()
    assert "92 jours au plus" in page
    assert 'value="congés"' in page


def test_a_right_that_no_longer_serves_is_reactivated(browser, commune, right):
    check_page(browser.get(f"/habilitations/{right.id}/reactiver/"))

    assert browser.post(f"/habilitations/{right.id}/reactiver/").status_code == 302

    with transaction(commune.principal):
        assert Habilitation.objects.get(id=right.id).reactivated_at


@pytest.mark.parametrize("act", ["suspendre", "remplacer", "reactiver", "reprendre"])
def test_nobody_without_the_right_to_manage_opens_these_pages(commune, right, owner, act):
    plain = browser_of(partner_user(commune, owner))

    assert plain.get(f"/habilitations/{right.id}/{act}/").status_code == 403


def partner_user(commune, owner):
    with owner():
        return give_role(commune.people[3], "dpo", commune.convention)
