"""Several cases at once: what may be done is done, each refusal says why (issue « Saisines », keyboard and bulk)."""

from __future__ import annotations

from tests.saisines.test_referrals import ASKER, ASPA, PENSION, opened


def test_a_bulk_step_does_what_it_may_and_says_what_it_may_not(demo):
    first, second = opened(demo), opened(demo)
    done = {"lot": "take", "saisine": [first["id"], second["id"]]}
    page = demo.client_of(ASPA).post("/saisines/lot/", done, follow=True).content.decode()
    assert "2 saisines : c" in page

    again = demo.client_of(ASPA).post("/saisines/lot/", done | {"lot": "close"}, follow=True).content.decode()

    assert f"{first['number']} :" in again
    assert "possible seulement depuis" in again or "n&#x27;est pas possible" in again


def test_nobody_moves_the_cases_of_another_route(demo):
    case = opened(demo)

    page = demo.client_of(PENSION).post("/saisines/lot/", {"lot": "take", "saisine": case["id"]}, follow=True)

    assert "Aucune de ces saisines" in page.content.decode()
    assert demo.api(ASPA).get(f"/api/v1/saisines/{case['id']}").json()["state"] == "received"


def test_who_only_asks_ticks_nothing(demo):
    opened(demo)
    assert 'name="saisine"' in demo.client_of(ASPA).get("/saisines/").content.decode()
    assert 'name="saisine"' not in demo.client_of(ASKER).get("/saisines/").content.decode()


def test_an_empty_bulk_says_what_to_do(demo):
    page = demo.client_of(ASPA).post("/saisines/lot/", {"lot": "take"}, follow=True).content.decode()
    assert "cochez des saisines" in page
