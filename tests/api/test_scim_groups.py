"""Groups by SCIM: arrivals open the rights of the group inside the seats, or nothing happens (MCP-22, MCP-61, R01, R08)."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import connection

from socle.database.transactions import transaction
from socle.habilitations.actions.groups import give_profile
from socle.habilitations.actions.local_profiles import create_local_profile
from socle.habilitations.domain.groups import Line
from socle.habilitations.queries.seats import seat_lines
from socle.organismes.models import Membership
from tests.api.directory import Directory, arrived_before, group
from tests.api.test_scim_users import person_id, rights_of, staged
from tests.factories import actor_of
from tests.habilitations.bodies import confirmed

T2 = Line("cdap", "T2", "tarif-selon-quotient")
SEATS = 12


@pytest.fixture
def directory(demo) -> Directory:
    return Directory()


@pytest.fixture
def principal(demo, owner):
    with owner():
        member = Membership.objects.select_related("organisation", "person").get(
            person_id=person_id("partner-principal"), left_at=None
        )
        return confirmed(actor_of(member, "principal"))


@pytest.fixture
def crew(directory, principal, owner) -> str:
    """A group of the directory to which a manager gave a local profile: T2, for whoever is in it."""
    found = directory.group()
    with transaction(principal) as at:
        local = create_local_profile(f"Agent de régie {uuid4().hex[:6]}", [T2], actor=principal, at=at)
        give_profile(UUID(found["id"]), local.id, actor=principal, at=at)
    return f"/Groups/{found['id']}"


def funded(directory, owner, count: int) -> list[str]:
    """New people of a service that T2 may be opened to."""
    ids = [directory.enrolled()["id"] for _ in range(count)]
    with owner(), connection.cursor() as cursor:
        cursor.execute(
            "update organismes_membership set service_traits = '{action-sociale-caf}' where person_id = any(%s)",
            [[UUID(one) for one in ids]],
        )
    return ids


def adds(*ids: str) -> dict[str, object]:
    return {"op": "Add", "path": "members", "value": [{"value": one} for one in ids]}


def removes(*ids: str) -> dict[str, object]:
    return {"op": "Remove", "path": "members", "value": [{"value": one} for one in ids]}


def members(directory, where: str) -> set[str]:
    return {one["value"] for one in directory.call("GET", where).said.get("members", ())}


def free(principal) -> int:
    with transaction(principal) as at:
        return sum(line.free for line in seat_lines(principal.organisation_id, at, service="cdap", profile="T2"))


def test_the_whole_life_of_a_group(directory, crew, owner):
    one, two = funded(directory, owner, 2)

    joined = directory.patch(crew, adds(one, two))
    assert {member["value"] for member in joined.said["members"]} == {one, two}
    assert (rights_of(owner, one), rights_of(owner, two)) == (1, 1)

    left = directory.patch(crew, {"op": "remove", "path": f'members[value eq "{one}"]'})
    assert {member["value"] for member in left.said["members"]} == {two}
    assert (rights_of(owner, one), rights_of(owner, two)) == (0, 1)

    renamed = directory.patch(crew, {"op": "replace", "value": {"id": "x", "displayName": "Accueil des familles"}})
    assert renamed.said["displayName"] == "Accueil des familles"
    assert [
        found["id"]
        for found in directory.call("GET", "/Groups?filter=displayName%20eq%20%22ACCUEIL%20DES%20FAMILLES%22").said[
            "Resources"
        ]
    ] == [renamed.said["id"]]

    assert directory.call("DELETE", crew).status_code == 204
    assert directory.call("GET", crew).status_code == 404
    assert rights_of(owner, two) == 0


def test_the_same_request_again_changes_nothing(directory, crew, owner):
    (one,) = funded(directory, owner, 1)
    first = directory.patch(crew, adds(one))
    before = staged(owner, crew.rpartition("/")[2])

    again = directory.patch(crew, adds(one), removes(str(uuid4())))

    assert (again.status_code, again["ETag"]) == (200, first["ETag"])
    assert staged(owner, crew.rpartition("/")[2]) == before
    assert rights_of(owner, one) == 1


def test_seats_exhausted_leave_nothing_half_written(directory, crew, principal, owner):
    """MCP-61: one person too many, and nobody has entered; a group is no way around the ceiling."""
    room = free(principal)
    people = funded(directory, owner, room + 1)

    refused = directory.patch(crew, adds(*people))

    assert (refused.status_code, refused.said["code"]) == (409, "seats_exhausted")
    assert refused.said["clause"] == "bulletin CDAP, 2"
    assert members(directory, crew) == set()
    assert [rights_of(owner, one) for one in people] == [0] * len(people)
    assert free(principal) == room
    assert directory.patch(crew, adds(*people[:-1])).status_code == 200
    assert free(principal) == 0


def test_who_leaves_frees_the_seat_of_who_arrives_in_the_same_request(directory, crew, principal, owner):
    people = funded(directory, owner, free(principal) + 1)
    directory.patch(crew, adds(*people[:-1]))

    moved = directory.patch(crew, adds(people[-1]), removes(people[0]))

    assert moved.status_code == 200
    assert (rights_of(owner, people[0]), rights_of(owner, people[-1])) == (0, 1)


@pytest.mark.parametrize("target", ["partner-principal", "partner-suppleant"])
def test_r01_r08_neither_oneself_nor_an_administrator_enters(directory, crew, owner, target):
    held = rights_of(owner, person_id(target))

    refused = directory.patch(crew, adds(person_id(target)))

    assert (refused.status_code, refused.said["scimType"]) == (403, "mutability")
    assert members(directory, crew) == set()
    assert rights_of(owner, person_id(target)) == held


def test_somebody_of_another_body_is_nobody(directory, crew):
    theirs = Directory("pajemploi-principal").enrolled()["id"]

    answers = [directory.patch(crew, adds(one)) for one in (theirs, str(uuid4()))]

    assert {(one.status_code, one.said["scimType"]) for one in answers} == {(400, "invalidValue")}
    assert len({one.said["detail"].partition("«")[0] for one in answers}) == 1


def test_another_body_s_groups_do_not_exist(crew, directory):
    other = Directory("pajemploi-principal")

    for method, body in (("GET", None), ("PUT", group()), ("DELETE", None)):
        assert other.call(method, crew, body).status_code == 404
    assert other.patch(crew, adds(str(uuid4()))).status_code == 404
    assert other.call("GET", "/Groups").said["totalResults"] == 0


def test_a_name_already_taken_is_a_conflict(directory):
    first = directory.group()

    again = directory.call("POST", "/Groups", group(displayName=first["displayName"]))
    same_id = directory.call("POST", "/Groups", group(externalId=first["externalId"]))

    assert (again.status_code, again.said["scimType"]) == (409, "uniqueness")
    assert (same_id.status_code, same_id.said["scimType"]) == (409, "uniqueness")


def test_a_group_of_the_directory_opens_no_right_by_itself(directory, owner):
    (one,) = funded(directory, owner, 1)

    found = directory.group(members=[{"value": one}], localProfile="T2", rights=["cdap:T2"])

    assert [member["value"] for member in found["members"]] == [one]
    assert rights_of(owner, one) == 0


def test_a_departure_takes_out_of_every_group(directory, crew, owner):
    (one,) = funded(directory, owner, 1)
    directory.patch(crew, adds(one))
    arrived_before(one)

    directory.patch(f"/Users/{one}", {"op": "replace", "value": {"active": False}})

    assert rights_of(owner, one) == 0
    assert one not in members(directory, crew)


def test_a_stale_version_composes_nothing(directory, crew, owner):
    (one,) = funded(directory, owner, 1)

    stale = directory.patch(crew, adds(one), If_Match='W/"ancienne"')

    assert stale.status_code == 412
    assert members(directory, crew) == set()


@pytest.mark.parametrize(("login", "status"), [("social-worker-t2", 403), ("dpo", 403), ("caisse-admin", 403)])
def test_who_does_not_manage_composes_nothing(demo, login, status):
    assert Directory(login).call("POST", "/Groups", group()).status_code == status


def test_members_may_be_left_out_of_a_list(directory, crew):
    found = directory.call("GET", "/Groups?excludedAttributes=members").said["Resources"]

    assert found
    assert not any("members" in one for one in found)
