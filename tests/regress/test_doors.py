"""Every way into a right, tried by who may not (R01, R02, R20; MCP-20 to MCP-23)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection

from socle.habilitations.actions.granting import open_right
from socle.habilitations.models import Habilitation
from socle.organismes.models import Membership, Place
from tests.conftest import acting_as
from tests.regress import write_paths
from tests.regress.write_paths import (
    GIVES,
    NOT_A_DOOR,
    SAID_ON_A_PAGE,
    TRACED,
    TRIED,
    TRIED_BY,
    WRITERS,
    Victim,
    held_by,
)

DELEGATE = "partner-delegate"
HELD = """
select (select count(*) from habilitations_habilitation), (select count(*) from habilitations_seathold),
       (select count(*) from habilitations_delegation), (select sum(hashtext(h::text)) from habilitations_habilitation h),
       (select sum(hashtext(s::text)) from habilitations_seathold s),
       (select sum(hashtext(d::text)) from habilitations_delegation d)
"""
REFUSED = "select count(*) from traces_staged_trace where outcome = 'refused' and subject_id = any(%s)"


def asked(statement: str, *values: object) -> tuple:
    """One row, as the owner: what no policy hides."""
    with acting_as("socle_owner"), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def victim(demo, owner, login: str, *, body: str = "commune", service: str = "cdap", profile: str = "T2") -> Victim:
    """Somebody of the demonstration, with a right given by nobody that the rules let give it: as the owner."""
    one = demo.somebody(login)
    with owner():
        membership = Membership.objects.select_related("person").get(id=one.membership_id(body))
        place = Place.objects.filter(organisation_id=membership.organisation_id).first() if service == "afas" else None
        right = Habilitation.objects.filter(membership=membership, service=service, profile=profile).first()
        granted_by = demo.somebody("partner-principal").person_id
        at = asked("select now()")[0]
        right = right or open_right(membership, service, profile, granted_by_id=granted_by, at=at)
        purpose = "declaration-activite" if service == "afas" else "tarif-selon-quotient"
        return Victim(
            one.person_id, f"{service}:{profile}", purpose, right.id,
            right.convention_id, membership.organisation_id, _role(demo, login, body), place.id if place else None,
        )  # fmt: skip


def _role(demo, login: str, body: str) -> UUID:
    """The role of this person; of the responsable when they have none."""
    held = "select id from habilitations_delegation where membership_id = %s"
    members = (demo.somebody(one).membership_id(body) for one in (login, DELEGATE))
    return next(row[0] for row in (asked(held, member) for member in members) if row)


def test_every_way_into_a_right_is_tried():
    """R01 and R02: a door that appears (import, group, bulk, copy, SCIM…) says here how it is tried."""
    found = write_paths.in_use()
    known = TRIED.keys() | TRIED_BY.keys() | NOT_A_DOOR.keys()
    assert not found - known, "say in write_paths.TRIED how this door is tried"
    assert not known - found, "a door that is no more"
    held_by(*TRIED_BY.values())


def test_nothing_writes_a_right_beside_the_actions():
    """R02: one rule in one place; another writer would be another rule."""
    assert not {module for module in write_paths.writers() if not module.startswith(WRITERS)}
    assert "habilitations.actions.granting" in write_paths.writers()


@pytest.mark.parametrize("whom", [DELEGATE, "partner-principal", "partner-suppleant"])
@pytest.mark.parametrize("door", TRIED)
def test_a_delegate_changes_nothing_of_himself_a_superior_or_a_peer(demo, owner, door, whom):
    """R01: Keycloak CVE-2025-7784 and CVE-2026-9795, a fine-grained admin assigns any role."""
    of = victim(demo, owner, whom)
    kept, refusals = asked(HELD), asked(REFUSED, [str(of.person_id), str(of.right_id)])

    answer = TRIED[door](demo, DELEGATE, of)

    assert asked(HELD) == kept
    if TRIED[door] not in SAID_ON_A_PAGE:
        assert answer.status_code in {403, 404}, answer.content
    if TRIED[door] in TRACED:
        assert asked(REFUSED, [str(of.person_id), str(of.right_id)]) > refusals


@pytest.mark.parametrize("door", [door for door, attempt in TRIED.items() if attempt in GIVES])
@pytest.mark.parametrize("profile", ["afas:D1", "cdap:T1"])
def test_a_delegate_gives_nothing_outside_his_perimeter_nor_the_convention(demo, owner, door, profile):
    """R01: the same mistake, by a service that was not entrusted or a profile that the bulletin does not open."""
    service, _, code = profile.partition(":")
    of = victim(demo, owner, "social-worker-t2")
    place = asked("select id from organismes_place limit 1")[0] if service == "afas" else None
    kept = asked(HELD)

    wanted = replace(of, profile=profile, scope_id=place)
    answer = TRIED[door](demo, DELEGATE, wanted)
    assert asked(HELD) == kept
    assert TRIED[door] in SAID_ON_A_PAGE or answer.status_code in {403, 404, 422}, code


@pytest.mark.parametrize("door", TRIED)
def test_nobody_reaches_the_rights_of_another_body(demo, owner, door):
    """R01 and R20: Keycloak CVE-2025-7784; pretix CVE-2026-9712 and Indico CVE-2026-28352, a missing check."""
    of = victim(demo, owner, "social-worker-t2")
    kept = asked(HELD)

    answer = TRIED[door](demo, "pajemploi-principal", of)

    assert TRIED[door] in {*SAID_ON_A_PAGE, write_paths.page} or answer.status_code in {403, 404}, answer.content
    assert asked(HELD) == kept
