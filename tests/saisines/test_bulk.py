"""Several cases at once: what may be done is done, each refusal says why (issue « Saisines », keyboard and bulk)."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

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


def test_who_is_away_receives_nothing_new(demo):
    """DRT-03: the queue goes to the others; with nobody left, the case waits for whoever comes first."""
    login = demo.client_of(ASPA)
    me = str(demo.somebody(ASPA).membership_id("carsat"))
    assert opened(demo)["assigned"] == me
    until = timezone.localdate() + timedelta(days=3)

    noted = login.post("/saisines/absence/", {"personne": me, "jusqu_au": until.isoformat()}, follow=True)

    assert "De retour" in noted.content.decode()
    assert opened(demo)["assigned"] is None


def test_an_absence_that_is_over_is_refused(demo):
    me = str(demo.somebody(ASPA).membership_id("carsat"))
    past = {"personne": me, "jusqu_au": "2020-01-01"}
    answer = demo.client_of(ASPA).post("/saisines/absence/", past)

    assert answer.status_code == 422
    assert "déjà passée" in answer.content.decode()
