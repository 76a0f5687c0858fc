"""Who managed whom, and who was in which group, on 3 March: as it was known then (MCP-22)."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from socle.habilitations.models import Delegation, Group, GroupMember, Habilitation, LocalProfile
from tests.browsing import browser_of, check_page
from tests.factories import MembershipFactory
from tests.habilitations.bodies import give_role, partner
from tests.habilitations.march import DAY, browser, commune, give, on

__all__ = ["browser", "commune"]

pytestmark = pytest.mark.django_db
PAGES = ("/delegations/", "/groupes/")
ACTS = ("/nouvelle/", "/nouveau/", "/modifier/", "/reprendre/", "/ajouter/", "/sortir/", "/profil/", "/fermer/", "?q=")
EMPTY = "update habilitations_delegation set period = 'empty' where id = %s"


def node(page: str, name: str) -> str:
    """What the tree says of somebody, or nothing."""
    return next((one for one in page.split('class="s-tree-node"')[1:] if name in one.split("</a>")[0]), "")


def name_manager(commune, member, period, **said) -> Delegation:
    """A responsable named by the principal on the day their delegation begins, unless said otherwise."""
    said = {"granted_at": period[0], "services": ["cdap"], **said}
    if said.get("withdrawn_at"):
        said["withdrawn_by_id"] = commune.principal.person_id
    return Delegation.objects.create(
        id=uuid4(), organisation=commune.organisation, membership=member, role="delegate", period=period, **said
    )


@pytest.fixture
def roles(commune, owner):
    """Six delegations around 3 March; Oubliée hung on Retirée, and hangs since 6 March on what replaced it."""
    finished, kept, later, somebody, cancelled, withdrawn, below = commune.people
    start, end = on(2, 1), on(3, 6)
    with owner():
        Delegation.objects.filter(membership_id=commune.principal.membership_id).update(
            period=(on(1, 1), None), granted_at=on(1, 1)
        )
        found = {
            "finished": name_manager(commune, finished, (on(1, 5), on(3, 2)), withdrawn_at=on(3, 2), cause="départ"),
            "kept": name_manager(commune, kept, (start, None)),
            "later": name_manager(commune, later, (on(3, 4), None)),
            "cancelled": name_manager(commune, cancelled, (on(3, 15), None), granted_at=start, withdrawn_at=on(3, 5)),
            "withdrawn": name_manager(
                commune, withdrawn, (start, end), withdrawn_at=end, cause="réorganisation", may_pass_on=True
            ),
            "wider": name_manager(commune, withdrawn, (end, None), may_pass_on=True, services=[]),
        }
        found["below"] = name_manager(commune, below, (start, None), parent=found["wider"])
        with connection.cursor() as cursor:
            cursor.execute(EMPTY, [found["cancelled"].id])
        right = give(commune, somebody, (start, on(3, 10)), withdrawn_at=on(3, 10))
        Habilitation.objects.filter(id=right.id).update(delegation_id=found["kept"].id)
    return found


@pytest.fixture
def crew(commune, owner):
    """Régie, in which three were at different times; a group closed on 2 March, one closed on 5, one opened on 4."""
    finished, kept, later = commune.people[:3]
    by = {"created_by_id": commune.principal.person_id}
    mine = {"organisation": commune.organisation}
    with owner():
        local = LocalProfile.objects.create(**mine, **by, name="Agent de régie", created_at=on(3, 4))
        found = {
            name: Group.objects.create(**mine, **by, name=name, created_at=since, **closing(commune, until))
            for name, since, until in (
                ("Régie", on(1, 2), None),
                ("Cantine", on(1, 2), on(3, 2)),
                ("Accueil", on(1, 2), on(3, 5)),
                ("Crèche", on(3, 4), None),
            )
        }
        Group.objects.filter(id=found["Régie"].id).update(local_profile=local)
        for member, period in ((finished, (on(1, 5), on(3, 2))), (kept, (on(2, 1), None)), (later, (on(3, 4), None))):
            join(commune, found["Régie"], member, period)
            right = give(commune, member, period)
            Habilitation.objects.filter(id=right.id).update(group_id=found["Régie"].id)
    return found


def closing(commune, until) -> dict:
    return {"closed_at": until, "closed_by_id": commune.principal.person_id} if until else {}


def join(commune, group, member, period) -> None:
    by = commune.principal.person_id
    gone = {"removed_at": period[1], "removed_by_id": by} if period[1] else {}
    GroupMember.objects.create(
        organisation=commune.organisation,
        group=group,
        membership=member,
        period=period,
        added_by_id=by,
        added_at=period[0],
        **gone,
    )


def test_the_tree_shows_who_managed_on_3_march(browser, roles):
    """A role ended on 2 March and one given on 4 March are not there; both are on the day they should be."""
    then = check_page(browser.get("/delegations/", {"as_of": DAY}))

    assert node(then, "Tenue")
    assert not node(then, "Finie")
    assert not node(then, "Ultérieure")
    assert "Administrateur principal" in then
    assert node(check_page(browser.get("/delegations/", {"as_of": "2026-03-01"})), "Finie")
    assert node(check_page(browser.get("/delegations/", {"as_of": "2026-03-04"})), "Ultérieure")
    assert not node(check_page(browser.get("/delegations/", {"as_of": "2026-01-03"})), "Tenue")


def test_what_was_decided_later_on_a_role_was_not_known(browser, roles):
    """Taken back on 6 March: its end was not announced on the 3rd; cancelled on the 5th: still to come on the 3rd."""
    then = check_page(browser.get("/delegations/", {"as_of": DAY}))

    assert "depuis le 1er février 2026" in node(then, "Retirée")
    assert not re.search("mars|sans fin", node(then, "Retirée"))
    assert "sans fin prévue" in node(then, "Tenue")
    assert "à venir" in node(then, "Annulée")
    assert "Annulée" not in check_page(browser.get("/delegations/", {"as_of": "2026-03-12"})).split("terminées")[0]
    assert "départ" in then.split("terminées")[1]
    assert "réorganisation" not in then


def test_a_perimeter_is_that_of_the_day_with_what_hung_below(browser, roles, owner):
    """Changed on 6 March: the former limits and the responsables under them; where it is not sure, it is said."""
    then = check_page(browser.get("/delegations/", {"as_of": DAY}))
    today = check_page(browser.get("/delegations/"))

    assert "CDAP" in node(then, "Retirée")
    assert "tout l&#x27;organisme" in node(today, "Retirée")
    sheet = check_page(browser.get(f"/delegations/{roles['withdrawn'].id}/", {"as_of": DAY}))
    assert node(sheet, "Oubliée")
    below = f"/delegations/{roles['below'].id}/"
    assert re.search(r"Vient de</dt>\s*<dd>[^<]*Retirée", check_page(browser.get(below, {"as_of": DAY})))
    assert "conservé" not in node(then, "Oubliée")

    with owner():
        Delegation.objects.filter(id=roles["withdrawn"].id).update(withdrawn_at=on(3, 7))
    assert "n&#x27;est pas conservé" in node(check_page(browser.get("/delegations/", {"as_of": DAY})), "Oubliée")
    assert "n&#x27;est pas conservé" in check_page(browser.get(below, {"as_of": DAY}))


def test_the_sheet_of_a_delegation_shows_the_day(browser, roles):
    path = f"/delegations/{roles['withdrawn'].id}/"

    then = check_page(browser.get(path, {"as_of": DAY}))

    assert "n&#x27;est pas conservée" in then
    assert "réorganisation" not in then
    assert "a pris fin" not in then
    assert f"/delegations/?as_of={DAY}" in then
    assert not [act for act in ACTS if act in then.split("<main")[1]]
    assert "réorganisation" in check_page(browser.get(path))
    kept = f"/delegations/{roles['kept'].id}/"
    assert "donnés sous cette délégation : 1" in check_page(browser.get(kept, {"as_of": DAY}))
    assert "donnés sous cette délégation : 0" in check_page(browser.get(kept))
    assert "ne sont pas conservées" in check_page(browser.get(f"/delegations/{roles['cancelled'].id}/", {"as_of": DAY}))
    later = f"/delegations/{roles['later'].id}/"
    assert browser.get(later, {"as_of": DAY}).status_code == 404
    assert browser.get(later).status_code == 200


def test_groups_are_those_of_the_day_with_their_members_of_the_day(browser, crew):
    then = check_page(browser.get("/groupes/", {"as_of": DAY}))

    assert {name for name in crew if name in then} == {"Régie", "Accueil"}
    assert "Profil local d'aujourd'hui" in then
    assert f"/groupes/{crew['Régie'].id}/?as_of={DAY}" in then
    today = check_page(browser.get("/groupes/"))
    assert {name for name in crew if name in today} == {"Régie", "Crèche"}
    assert "Profil local d'aujourd'hui" not in today
    assert [members(check_page(browser.get("/groupes/", {"as_of": day}))) for day in ("2026-01-03", DAY)] == ["0", "1"]
    assert members(today) == "2"


def members(page: str) -> str:
    row = next(row for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if "Régie" in row)
    return re.findall(r'class="s-col-num">(\d+)<', row)[0]


def test_the_sheet_of_a_group_shows_its_members_and_what_it_had_opened(browser, commune, crew):
    """Its local profile of that day is not kept: the page says so, and shows the rights that it had opened."""
    path = f"/groupes/{crew['Régie'].id}/"

    then = check_page(browser.get(path, {"as_of": DAY}))

    assert [name for name in ("Finie", "Tenue", "Ultérieure") if name in then] == ["Tenue"]
    assert f"/personnes/{commune.people[1].person_id}/?as_of={DAY}" in then
    assert re.search(r"CDAP T2, .*\(1 personne\)", then)
    assert "n'est pas conservé" in then
    assert "Aujourd'hui, son profil local est « Agent de régie »" in then
    assert not [act for act in ACTS if act in then.split("<main")[1]]
    assert f"/groupes/?as_of={DAY}" in then
    assert "Finie" in check_page(browser.get(path, {"as_of": "2026-03-01"}))
    empty = check_page(browser.get(path, {"as_of": "2026-01-03"}))
    assert "Personne n'était dans ce groupe" in empty
    assert "Aucun droit ouvert par ce groupe" in empty
    today = check_page(browser.get(path))
    assert "n'est pas conservé" not in today
    assert "/ajouter/" not in today
    assert "/profil/" in today


def test_a_group_that_began_later_is_absent_and_one_closed_later_was_open(browser, crew):
    assert browser.get(f"/groupes/{crew['Crèche'].id}/", {"as_of": DAY}).status_code == 404
    assert browser.get(f"/groupes/{crew['Crèche'].id}/").status_code == 200
    closed = f"/groupes/{crew['Accueil'].id}/"
    assert "fermé<" not in re.sub(r"\s+", "", check_page(browser.get(closed, {"as_of": DAY})))
    assert "fermé<" in re.sub(r"\s+", "", check_page(browser.get(closed)))


@pytest.mark.parametrize("path", PAGES)
def test_another_day_is_said_changes_nothing_and_leads_back(browser, roles, crew, path):
    page = check_page(browser.get(path, {"as_of": DAY}))

    assert "Vous lisez un autre jour" in page
    assert "mardi 3 mars 2026" in page
    assert "Revenir à aujourd'hui" in page
    assert not [act for act in ACTS if act in page.split("<main")[1]]
    today = check_page(browser.get(path))
    assert [act for act in ACTS if act in today.split("<main")[1]]
    assert "Vous lisez un autre jour" not in today


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("asked", "says"), [("hier", "Écrivez-la comme 2026-03-12"), ("9999-12-31", "hors de portée")])
def test_an_absurd_date_is_said_and_shows_today(browser, roles, crew, path, asked, says):
    page = check_page(browser.get(path, {"as_of": asked}))

    assert "Cette date n'est pas lisible" in page
    assert says in page
    assert 'value="hier"' not in page


def test_another_organisation_sees_neither_the_roles_nor_the_groups_of_that_day(commune, roles, crew, owner):
    with owner():
        other = partner(people=1)
    stranger = browser_of(other.principal)
    asked = {"as_of": DAY, "organisme": str(commune.organisation.id)}

    assert not node(check_page(stranger.get("/delegations/", asked)), "Tenue")
    assert "Régie" not in check_page(stranger.get("/groupes/", asked))
    assert stranger.get(f"/delegations/{roles['kept'].id}/", asked).status_code == 404
    assert stranger.get(f"/groupes/{crew['Régie'].id}/", asked).status_code == 404


def test_the_caisse_reads_who_managed_its_partner_on_that_day(commune, roles, owner):
    with owner():
        colleague = MembershipFactory(organisation=commune.convention.organisation)
        supervisor = give_role(colleague, "caisse_supervisor", commune.convention)
    asked = {"as_of": DAY, "organisme": str(commune.organisation.id)}

    page = check_page(browser_of(supervisor).get("/delegations/", asked))

    assert node(page, "Tenue")
    assert not node(page, "Finie")
    assert f"?organisme={commune.organisation.id}" in page


def test_forty_roles_and_groups_take_as_many_statements_as_one(browser, commune, roles, crew, owner):
    paths = (*PAGES, f"/delegations/{roles['withdrawn'].id}/", f"/groupes/{crew['Régie'].id}/")

    def asked() -> list[int]:
        found = []
        for path in paths:
            with CaptureQueriesContext(connection) as statements:
                check_page(browser.get(path, {"as_of": DAY}))
            found.append(len(statements))
        return found

    few = asked()
    with owner():
        for rank in range(40):
            member = MembershipFactory(organisation=commune.organisation)
            name_manager(commune, member, (on(2, 1), None), parent=roles["wider"])
            join(commune, crew["Régie"], member, (on(2, 1), None))
            Group.objects.create(
                organisation=commune.organisation,
                name=f"Groupe {rank}",
                created_by_id=commune.principal.person_id,
                created_at=on(2, 1),
            )

    assert asked() == few
