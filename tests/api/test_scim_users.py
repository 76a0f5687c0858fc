"""The whole life of a person by SCIM, under the rules of the pages (MCP-22, MCP-23, MCP-29; R02, R06, R08)."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection

from socle.accounts.domain.states import TokenScope
from socle.database.transactions import transaction
from socle.site.demonstration.people import cast
from tests.api.directory import ENTERPRISE, MEDIA_TYPE, Directory, arrived_before, token, user

LEAVES = {"op": "Replace", "path": "active", "value": "False"}
COMES_BACK = {"op": "replace", "value": {"active": True}}


@pytest.fixture
def directory(demo) -> Directory:
    return Directory()


def person_id(login: str) -> str:
    return str(next(one for one in cast().people if one.login == login).person_id)


def rights_of(owner, person: str) -> int:
    with owner(), connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from habilitations_habilitation h join organismes_membership m on m.id = h.membership_id"
            " where m.person_id = %s and h.period @> clock_timestamp() and h.withdrawn_at is null",
            [person],
        )
        return cursor.fetchone()[0]


def staged(owner, person: str) -> list[tuple[str, str]]:
    with owner(), connection.cursor() as cursor:
        cursor.execute(
            "select tag, channel from traces_staged_trace where subject_id = %s and channel = 'scim' order by tag",
            [person],
        )
        return cursor.fetchall()


def test_the_whole_life_of_a_person(directory, owner):
    sent = user()
    created = directory.call("POST", "/Users", sent)
    where, found = created["Location"].removeprefix("http://localhost:8000/scim/v2"), created.said

    assert (created.status_code, created["Content-Type"]) == (201, MEDIA_TYPE)
    assert {name: found[name] for name in sent} | {"name": sent["name"]} == sent
    assert created["ETag"] == found["meta"]["version"]
    assert directory.call("GET", where).said == found
    assert directory.found(f'externalId eq "{sent["externalId"]}"') == [found]
    assert directory.found(f'userName eq "{sent["userName"].upper()}"') == [found]

    moved = directory.patch(
        where, {"op": "replace", "value": {"title": "cadre", f"{ENTERPRISE}:department": "Enfance"}}
    )
    assert (moved.said["title"], moved.said[ENTERPRISE]["department"]) == ("cadre", "Enfance")
    renamed = directory.call("PUT", where, sent | {"userName": "autre.dumontel@commune.example"})
    assert (renamed.said["title"], renamed.said["userName"]) == ("agente d'accueil", "autre.dumontel@commune.example")

    arrived_before(found["id"])
    gone = directory.patch(where, LEAVES)
    assert (gone.status_code, gone.said["active"]) == (200, False)
    assert directory.call("GET", where).said["active"] is False
    back = directory.patch(where, COMES_BACK)
    assert (back.said["active"], back.said["id"]) == (True, found["id"])
    arrived_before(found["id"])

    assert directory.call("DELETE", where).status_code == 204
    assert directory.call("GET", where).status_code == 404
    assert {tag for tag, _ in staged(owner, found["id"])} == {
        "organisme:person:created",
        "organisme:person:linked",
        "organisme:person:updated",
        "organisme:membership:ended",
        "organisme:person:unlinked",
    }


def test_the_same_request_again_changes_nothing_and_leaves_no_trace(directory, owner):
    sent = user()
    found = directory.call("POST", "/Users", sent).said
    where = f"/Users/{found['id']}"

    again = directory.call("POST", "/Users", sent)
    assert (again.status_code, again.said["scimType"]) == (409, "uniqueness")
    arrived_before(found["id"])
    directory.patch(where, LEAVES)
    before = staged(owner, found["id"])
    versions = {directory.patch(where, LEAVES).said["meta"]["version"] for _ in range(3)}
    versions |= {directory.call("PUT", where, sent | {"active": False}).said["meta"]["version"]}

    assert len(versions) == 1
    assert staged(owner, found["id"]) == before


def test_who_the_pages_enrolled_is_found_and_taken_over(directory):
    (known,) = directory.found('userName eq "agathe.brisemur@saint-aubin.example"') or [None]
    people = directory.call("GET", "/Users?count=200").said["Resources"]
    known = known or next(one for one in people if one["name"]["familyName"] == "Brisemur")

    taken = directory.patch(f"/Users/{known['id']}", {"op": "add", "path": "externalId", "value": "e-brisemur"})

    assert (taken.status_code, taken.said["externalId"]) == (200, "e-brisemur")
    assert directory.found('externalId eq "e-brisemur"')[0]["id"] == known["id"]


def test_a_namesake_is_a_conflict_and_nothing_is_half_written(directory):
    sent = user()
    directory.call("POST", "/Users", sent)
    namesake = user(name=sent["name"])

    answer = directory.call("POST", "/Users", namesake)

    assert (answer.status_code, answer.said["scimType"], answer.said["code"]) == (409, "uniqueness", "likely_duplicate")
    assert directory.found(f'externalId eq "{namesake["externalId"]}"') == []


def test_a_departure_ends_every_right_at_once(directory, demo, owner):
    leaver = person_id("social-worker-t2")
    assert rights_of(owner, leaver) > 0

    answer = directory.patch(f"/Users/{leaver}", {"op": "replace", "value": {"active": False}})

    assert (answer.status_code, answer.said["active"]) == (200, False)
    assert rights_of(owner, leaver) == 0
    assert demo.client_of("social-worker-t2").get("/").status_code == 302


def test_who_comes_back_holds_no_right(directory, owner):
    leaver = person_id("social-worker-t2")
    directory.patch(f"/Users/{leaver}", {"op": "add", "path": "externalId", "value": "e-1"})
    directory.patch(f"/Users/{leaver}", LEAVES)

    assert directory.patch(f"/Users/{leaver}", COMES_BACK).said["active"] is True
    assert rights_of(owner, leaver) == 0


ABOVE = ("partner-principal", "partner-suppleant")


@pytest.mark.parametrize("target", ABOVE)
@pytest.mark.parametrize("runs", ABOVE)
@pytest.mark.parametrize(
    "operation",
    [
        LEAVES,
        {"op": "replace", "path": "title", "value": "rien"},
        {"op": "replace", "path": 'emails[type eq "work"].value', "value": "pirate@commune.example"},
        {"op": "replace", "path": "name.familyName", "value": "Pirate"},
        {"op": "add", "path": "externalId", "value": "e-pirate"},
    ],
    ids=["leaves", "function", "address", "name", "externalId"],
)
def test_r08_neither_oneself_nor_an_administrator_is_touched(demo, owner, runs, target, operation):
    directory, where = Directory(runs), f"/Users/{person_id(target)}"
    before = directory.call("GET", where).said

    answer = directory.patch(where, operation)

    assert (answer.status_code, answer.said["scimType"]) == (403, "mutability")
    assert answer.said["clause"]
    assert answer.said["clause"] in answer.said["detail"]
    assert directory.call("GET", where).said == before
    assert directory.call("DELETE", where).status_code == 403
    with owner(), connection.cursor() as cursor:
        cursor.execute("select count(*) from traces_staged_trace where channel = 'scim' and outcome = 'refused'")
        assert cursor.fetchone()[0] == 2


def test_an_administrator_already_as_the_directory_says_is_no_error(directory):
    where = f"/Users/{person_id('partner-suppleant')}"
    before = directory.call("GET", where).said

    assert directory.call("PUT", where, before).said == before


RANKS = {"partner-delegate": (200, 403), "social-worker-t2": (403, 403), "caisse-admin": (200, 201), "dpo": (403, 403)}


@pytest.mark.parametrize(("login", "expected"), RANKS.items(), ids=RANKS.keys())
def test_each_rank_has_what_its_pages_have(demo, login, expected):
    directory = Directory(login)

    assert (
        directory.call("GET", "/Users").status_code,
        directory.call("POST", "/Users", user()).status_code,
    ) == expected


def test_another_body_s_people_do_not_exist(directory):
    other = Directory("pajemploi-principal")
    theirs = f"/Users/{other.enrolled()['id']}"

    for method, body in (("GET", None), ("PUT", user()), ("DELETE", None)):
        assert directory.call(method, theirs, body).status_code == 404
    assert directory.patch(theirs, LEAVES).status_code == 404
    assert other.call("GET", theirs).said["active"] is True
    assert directory.found(f'externalId eq "{other.call("GET", theirs).said["externalId"]}"') == []


def test_two_bodies_may_use_the_same_names(directory):
    sent, other = user(), Directory("pajemploi-principal")

    assert directory.call("POST", "/Users", sent).status_code == 201
    assert other.call("POST", "/Users", sent).status_code == 201


def test_a_password_and_roles_change_nothing(directory, owner):
    """R02, R16, MCP-24: an account is opened by an invitation, its secrets reach the person directly."""
    found = directory.enrolled(
        password="Motdepasse1!", roles=[{"value": "principal"}], groups=[{"value": str(uuid4())}]
    )

    with owner(), connection.cursor() as cursor:
        cursor.execute("select count(*) from accounts_account where person_id = %s", [found["id"]])
        assert cursor.fetchone()[0] == 0
    assert rights_of(owner, found["id"]) == 0
    refused = directory.patch(f"/Users/{found['id']}", {"op": "replace", "path": "password", "value": "x"})
    assert (refused.status_code, refused.said["scimType"]) == (400, "mutability")


def test_a_shared_address_is_refused_like_on_the_page(directory):
    answer = directory.call("POST", "/Users", user(emails=[{"value": "mairie@commune.example"}]))

    assert (answer.status_code, answer.said["code"]) == (403, "shared_address")
    assert answer.said["fix"]


def test_a_version_that_is_not_the_last_changes_nothing(directory):
    found = directory.enrolled()
    where, first = f"/Users/{found['id']}", found["meta"]["version"]
    change = {"op": "replace", "path": "title", "value": "cadre"}

    second = directory.patch(where, change, If_Match=first)
    stale = directory.patch(where, {"op": "replace", "path": "title", "value": "autre"}, If_Match=first)

    assert (second.status_code, stale.status_code) == (200, 412)
    assert directory.call("GET", where, If_None_Match=second["ETag"]).status_code == 304
    assert directory.call("DELETE", where, If_Match=first).status_code == 412
    assert directory.patch(where, LEAVES, If_Match="*").status_code == 200


def test_lists_go_by_pages_counted_from_one(directory):
    for _ in range(3):
        directory.enrolled()
    whole = directory.call("GET", "/Users?count=200").said
    pages = [
        directory.call("GET", f"/Users?startIndex={start}&count=2").said
        for start in range(1, whole["totalResults"] + 1, 2)
    ]

    assert whole["itemsPerPage"] == whole["totalResults"]
    assert [one["id"] for page in pages for one in page["Resources"]] == [one["id"] for one in whole["Resources"]]
    nobody = directory.call("GET", "/Users?count=0").said
    assert (nobody["Resources"], nobody["totalResults"]) == ([], whole["totalResults"])
    assert directory.call("GET", "/Users?startIndex=9999").said["Resources"] == []
    assert set(directory.call("GET", "/Users?attributes=userName&count=1").said["Resources"][0]) == {
        "id",
        "schemas",
        "meta",
        "userName",
    }


def test_names_of_who_left_serve_again(directory):
    sent = user()
    first = directory.call("POST", "/Users", sent).said
    arrived_before(first["id"])
    directory.patch(f"/Users/{first['id']}", LEAVES)

    second = directory.call("POST", "/Users", sent)

    assert (second.status_code, second.said["id"] != first["id"]) == (201, True)
    assert directory.call("GET", f"/Users/{first['id']}").status_code == 404


def test_only_a_token_of_this_scope_carries_a_directory(demo):
    """R06, MCP-29: each token serves one thing, and none outlives its owner's right."""
    for scope in (TokenScope.READ, TokenScope.MANAGE):
        answer = Directory(scope=scope).call("GET", "/Users")
        assert (answer.status_code, answer.said["code"]) == (403, "token_not_scim")
    assert demo.api(None).get("/scim/v2/Users").status_code == 401
    answer = demo.api(None).get("/api/v1/people", headers={"Authorization": f"Bearer {token('partner-principal')}"})
    assert (answer.status_code, answer.json()["code"]) == (403, "token_scim")


def test_r06_the_token_dies_with_its_owner_s_role(directory, demo, owner):
    with owner(), connection.cursor() as cursor:
        cursor.execute(
            "update habilitations_delegation d set period = tstzrange(lower(period), now())"
            " from organismes_membership m where m.id = d.membership_id and m.person_id = %s",
            [person_id("partner-principal")],
        )

    assert directory.call("GET", "/Users").status_code == 403


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"userName": "a\\u0000b"}', "[" * 5000, '{"a": NaN}'])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_a_body_that_cannot_be_read_is_never_our_fault(directory, method, body):
    path = "/Users" if method == "POST" else f"/Users/{person_id('social-worker-t2')}"

    answer = directory.call(method, path, body)

    assert (answer.status_code, answer["Content-Type"]) == (400, MEDIA_TYPE)
    assert answer.said["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]


@pytest.mark.parametrize(
    "path", ["/Users/Moi", "/Users/00000000-0000-4000-8000-00000000dead", "/Schemas/rien", "/ResourceTypes/Rien"]
)
def test_what_does_not_exist_is_said_in_the_form_of_scim(directory, path):
    answer = directory.call("GET", path)

    assert (answer.status_code, answer.said["status"]) == (404, "404")


def test_discovery_names_what_is_served(directory):
    config = directory.call("GET", "/ServiceProviderConfig").said
    types = directory.call("GET", "/ResourceTypes").said["Resources"]
    schemas = {one["id"]: one for one in directory.call("GET", "/Schemas").said["Resources"]}

    assert (config["patch"]["supported"], config["bulk"]["supported"], config["etag"]["supported"]) == (
        True,
        False,
        True,
    )
    for one in types:
        assert directory.call("GET", one["endpoint"]).status_code == 200
        assert one["schema"] in schemas
        assert directory.call("GET", f"/Schemas/{one['schema']}").said == schemas[one["schema"]]
        assert directory.call("GET", f"/ResourceTypes/{one['name']}").said == one


def test_a_list_costs_the_same_whatever_its_length(directory, django_assert_max_num_queries):
    with transaction(None):
        pass
    with django_assert_max_num_queries(14):
        directory.call("GET", "/Users?count=200")
