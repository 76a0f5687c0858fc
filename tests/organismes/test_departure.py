"""A departure, with the rooms above: what the person held falls in the same transaction, or nothing happens."""

from __future__ import annotations

import pytest
from django.db import connection

from socle.habilitations.models import Delegation
from socle.organismes.models import Membership
from socle.site import panels
from tests import factories
from tests.browsing import browser_of, check_page
from tests.habilitations.bodies import confirmed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _handed_in() -> None:
    panels.hand_in()


def hold(membership: Membership, role: str) -> Delegation:
    return Delegation.objects.create(
        organisation_id=membership.organisation_id,
        membership=membership,
        role=role,
        period=(membership.joined_at, None),
        granted_at=membership.joined_at,
    )


@pytest.fixture
def team(owner, commune) -> dict[str, Membership]:
    with owner():
        found = {
            role: factories.MembershipFactory(organisation=commune) for role in ("principal", "suppleant", "delegate")
        }
        for role, membership in found.items():
            hold(membership, role)
    return found


def test_the_roles_of_who_leaves_end_with_the_membership(owner, team) -> None:
    browser = browser_of(confirmed(factories.actor_of(team["principal"], "principal")))

    assert browser.post(f"/personnes/{team['delegate'].person_id}/depart/", {"reason": "retraite"}).status_code == 302

    with owner():
        team["delegate"].refresh_from_db()
        role = Delegation.objects.get(membership=team["delegate"])
        with connection.cursor() as cursor:
            cursor.execute(
                "select array_agg(tag order by tag) from traces_staged_trace where person_name = %s",
                (team["principal"].person.name,),
            )
            ((tags,),) = cursor.fetchall()
    assert team["delegate"].left_at is not None
    assert role.period.upper == team["delegate"].left_at
    assert role.cause == "retraite"
    assert {"habilitation:delegation:withdrawn", "organisme:membership:ended"} <= set(tags)


def test_only_the_caisse_lets_an_administrator_go(owner, team) -> None:
    browser = browser_of(confirmed(factories.actor_of(team["principal"], "principal")))

    check_page(browser.post(f"/personnes/{team['suppleant'].person_id}/depart/", {}), 403)

    with owner():
        team["suppleant"].refresh_from_db()
    assert team["suppleant"].left_at is None


def test_the_sheet_and_the_list_carry_the_rights(team) -> None:
    browser = browser_of(factories.actor_of(team["principal"], "principal"))
    assert "Droits" in check_page(browser.get("/personnes/"))
    assert "aucune habilitation" in check_page(browser.get(f"/personnes/{team['delegate'].person_id}/"))
