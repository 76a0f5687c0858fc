"""Granting, consulting and withdrawing in a browser that runs no script."""

from __future__ import annotations

from tests.journeys.rights import returned, without_t2
from tests.journeys.steps import choose_right, open_file, picture, sign_in, sign_out

COLLEAGUE = "Hector Urcisse"


def test_the_core_tasks_need_no_script(people, portal):
    person = without_t2(portal)[COLLEAGUE]
    page = people.fresh(script=False)

    with returned(portal, person):
        sign_in(page, portal.accounts["partner-principal"], people.codes)
        choose_right(page, COLLEAGUE)
        page.get_by_role("button", name="Ouvrir ce droit").click()
        page.get_by_text(f"Le droit est ouvert pour {COLLEAGUE}.").wait_for()
        page.get_by_role("link", name="Retirer ce droit").click()
        page.get_by_label("Motif du retrait").fill("Essai sans script")
        picture(page, "parcours/sans-script-retrait")
        page.get_by_role("button", name="Retirer ce droit").click()
        page.get_by_text(f"Le droit de {COLLEAGUE} a pris fin.").wait_for()
        sign_out(page)

    sign_in(page, portal.accounts["social-worker-t2"], people.codes)
    open_file(page, portal.beneficiary("rsa"), "Calculer la participation")
    picture(page, "parcours/sans-script-dossier")
    assert page.locator("section[aria-labelledby=donnees]").is_visible()
    assert page.locator("section[aria-labelledby=non-communique]").is_visible()
