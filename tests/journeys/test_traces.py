"""The principal reads what was done this morning; whoever alters one sealed row is named by `traces verify`."""

from __future__ import annotations

import json

from tests.journeys.rights import T2, close_right, open_right, without_t2
from tests.journeys.steps import Visit, check_page, picture, refusal

SUBJECT = "Honorine Valcivière"


def test_the_principal_reads_the_acts_of_the_morning(people, portal):
    beneficiary = portal.beneficiary("rsa")
    key = {name: beneficiary[name] for name in ("caisse", "numero")}
    close_right(portal, open_right(portal, without_t2(portal)[SUBJECT]))
    portal.api("social-worker-t2", "POST", "/consultations", {"profile": "T2", "purpose": T2["purpose"], "key": key})
    page = people.window("partner-principal")
    visit = Visit(page)

    response = page.goto("/traces/")
    said = page.locator("main table").inner_text()
    check_page(visit, response, people)
    picture(page, "parcours/traces")
    page.locator("main tbody tr", has_text="a consulté").first.get_by_role("link").click()
    check_page(visit, None, people)
    picture(page, "parcours/trace")

    assert f"Élise Fabréguet a ouvert à {SUBJECT} le profil T2" in said
    assert f"Élise Fabréguet a retiré à {SUBJECT} le profil T2" in said
    assert "Solène Perrinaud a consulté" in said
    assert "Solène Perrinaud" in page.locator("main").inner_text()


def test_an_ordinary_user_is_refused_the_traces_of_the_organisation(people):
    page = people.window("social-worker-t2")
    visit = Visit(page)

    response = page.goto("/traces/")
    said = refusal(page)
    check_page(visit, response, people)
    picture(page, "parcours/traces-refusees")

    assert response is not None
    assert response.status == 403
    assert "contrat de service, 5.3" in said
    assert "Que faire ?" in said


def test_one_altered_row_is_named(portal):
    for _ in range(3):
        portal.api("partner-principal", "GET", "/traces")
    sound = portal.socle("traces", "verify", "--wait", "--json")
    identifier, index, name = portal.row(
        "select id, idx, person_name from traces_entry where log = 'traces' order by idx offset 2 limit 1"
    )

    alter(portal, "Quelqu'un d'autre", identifier)
    try:
        altered = portal.socle("traces", "verify", "--json")
        said = portal.socle("traces", "verify")
    finally:
        alter(portal, name, identifier)
    restored = portal.socle("traces", "verify", "--json")

    assert (sound.returncode, json.loads(sound.stdout)["ok"]) == (0, True), sound.stdout
    assert altered.returncode == 1
    broken = json.loads(altered.stdout)["first_broken"]
    assert (broken["log"], broken["index"], broken["id"]) == ("traces", index, str(identifier))
    assert said.returncode == 1
    assert f"entrée {index} ({identifier}" in said.stdout
    assert (restored.returncode, json.loads(restored.stdout)["first_broken"]) == (0, None)


def alter(portal, name: str, identifier: object) -> None:
    """What only the superuser of the database can do: no trigger, no grant in the way."""
    with portal.superuser() as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("update traces_entry set person_name = %s where id = %s", (name, identifier))
