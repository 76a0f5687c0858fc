"""Collections come by pages with a cursor; the description is OpenAPI 3.1 and no address carries a personal key."""

from __future__ import annotations

import re

import pytest

from tests.database import catalogue
from tests.demo import LOGINS

COLLECTIONS = ("conventions", "people", "seats", "purposes?profile=T2", "habilitations", "traces")
PERSONAL = re.compile(
    r"numero|nir|key|caisse|birth|naissance|nom|name|first|last|email|phone|identity|instructor|address"
)


def walk(client, path: str, limit: int) -> list[dict]:
    found, cursor = [], ""
    while cursor is not None:
        page = client.get(f"/api/v1/{path}", {"limit": limit, "cursor": cursor}).json()
        assert len(page["items"]) <= limit
        found, cursor = found + page["items"], page["next"]
    return found


@pytest.mark.parametrize("path", COLLECTIONS)
def test_a_collection_says_its_items_and_what_comes_next(demo, path):
    page = demo.api("partner-principal").get(f"/api/v1/{path}").json()
    assert page.keys() == {"items", "next"}
    assert page["items"]


@pytest.mark.parametrize(("path", "limit"), [("people", 7), ("habilitations", 2), ("conventions", 1), ("traces", 3)])
def test_pages_follow_one_another_without_loss_nor_double(demo, path, limit):
    client = demo.api("partner-principal")
    whole = client.get(f"/api/v1/{path}", {"limit": 500}).json()["items"]
    paged = walk(client, path, limit)
    if path == "traces":
        paged, whole = paged[-len(whole) :], whole[-len(paged) :]
    assert [item["id"] for item in paged] == [item["id"] for item in whole]
    assert len({item["id"] for item in paged}) == len(paged)


def test_people_without_a_profile_leave_out_who_holds_it(demo):
    client = demo.api("partner-principal")
    everybody = {item["id"] for item in walk(client, "people", 50)}
    without = {
        item["id"] for item in client.get("/api/v1/people", {"without": "cdap:T2", "limit": 500}).json()["items"]
    }
    assert str(LOGINS["social-worker-t2"].person_id) in everybody - without
    assert len(without) >= 20


def test_somebody_of_two_bodies_chooses_by_header(demo, owner):
    with owner():
        of_ccas = "select organisation_id from organismes_membership where id = %s"
        ((ccas,),) = catalogue.rows(of_ccas, LOGINS["social-worker-t1"].membership_id("ccas"))
    client = demo.api("social-worker-t1")
    by_default = client.get("/api/v1/conventions").json()["items"]
    chosen = client.get("/api/v1/conventions", headers={"Socle-Organisme": str(ccas)}).json()["items"]
    assert "mon-compte-partenaire" in {item["family"] for item in by_default}
    assert {item["family"] for item in chosen} == {"france-services"}
    unknown = client.get("/api/v1/conventions", headers={"Socle-Organisme": "00000000-0000-4000-8000-000000000000"})
    assert unknown.status_code in {401, 403}


def test_the_description_is_openapi_3_1(demo):
    described = demo.api(None).get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], (method, path)
            assert operation["security"], (method, path)


def personal_parameters(described: dict) -> list[str]:
    """Parameters of addresses whose name announces somebody's data."""
    return [
        f"{path}: {one['name']}"
        for path, methods in described["paths"].items()
        for operation in methods.values()
        for one in operation.get("parameters", ())
        if PERSONAL.search(one["name"])
    ]


def test_no_address_carries_a_personal_key(demo):
    assert not personal_parameters(demo.api(None).get("/api/v1/openapi.json").json())


def test_a_personal_key_in_an_address_is_seen():
    leak = {"paths": {"/x": {"get": {"parameters": [{"name": "numero"}]}}}}
    assert personal_parameters(leak) == ["/x: numero"]
