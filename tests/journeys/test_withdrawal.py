"""The principal withdraws a right: the next request is refused, in every process, within a second."""

from __future__ import annotations

import time

from tests.journeys.rights import T2, open_right, rights_of
from tests.journeys.steps import Visit, check_page, fill_search, open_file, picture, refusal

WORKER, SURNAME = "social-worker-t2", "Perrinaud"
REQUESTS = 12
LAST_REFUSAL = """select channel from (
  select at, channel, person_id, tag from traces_entry union all select at, channel, person_id, tag from traces_staged_trace
) found where tag = 'dossier:file:refused' and person_id = %s order by at desc limit 1"""


def test_the_next_request_is_refused(people, portal):
    person = portal.accounts[WORKER].person
    key = {name: portal.beneficiary("rsa")[name] for name in ("caisse", "numero")}
    asked = {"profile": "T2", "purpose": T2["purpose"], "key": key}
    principal, worker = people.window("partner-principal"), people.window(WORKER)
    visit = Visit(principal)
    open_file(worker, key, "Calculer la participation")
    before = worker.locator("section[aria-labelledby=donnees]").is_visible()
    fill_search(worker, key, "Calculer la participation")
    first, _ = portal.api(WORKER, "POST", "/consultations", asked)

    try:
        principal.goto(f"/habilitations/?q={SURNAME}")
        principal.get_by_role("link", name="Retirer").click()
        principal.get_by_label("Motif du retrait").fill("Changement de poste")
        check_page(visit, None, people)
        picture(principal, "parcours/retrait")
        with principal.expect_navigation():
            principal.get_by_role("button", name="Retirer ce droit").click()
        withdrawn_at = time.monotonic()
        answers = [portal.api(WORKER, "POST", "/consultations", asked) for _ in range(REQUESTS)]
        elapsed = time.monotonic() - withdrawn_at
        with worker.expect_navigation() as answer:
            worker.get_by_role("button", name="Ouvrir le dossier").click()
        said = refusal(worker)
        traced = portal.row(LAST_REFUSAL, person)
        picture(worker, "parcours/droit-retire")
        check_page(visit, None, people)
    finally:
        if not rights_of(portal, person):
            open_right(portal, person)

    assert before
    assert first == 201
    assert {status for status, _ in answers} == {403}, elapsed
    assert all(problem["clause"] and problem["fix"] for _, problem in answers)
    assert answer.value.status == 403
    assert traced == ("web",)
    assert "Refusé" in said
    assert "Que faire ?" in said
    assert "Le droit de Solène Perrinaud a pris fin. Son siège est libre." in principal.locator("main").inner_text()
