"""MCP-20, MCP-25: where the management was taken back, the caisse opens and withdraws on its pages, and the sheet says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from socle.database.transactions import transaction
from socle.habilitations.actions.delegating import DelegationWish, delegate
from socle.kernel.decision import Refused
from socle.supervision.domain.measures import MeasureKind
from tests.browsing import browser_of, check_page
from tests.habilitations.bodies import confirmed, opened
from tests.supervision.acts import established, taken

pytestmark = pytest.mark.django_db


def test_the_caisse_opens_and_withdraws_a_right_on_its_pages(body):
    partner = body.partner.organisation.id
    form, home = f"/supervision/partenaires/{partner}/droit/", f"/supervision/partenaires/{partner}/"
    admin = browser_of(confirmed(body.admin))
    given = {
        "personne": str(body.people[0].person_id),
        "profil": "cdap:T2",
        "finalite": "tarif-selon-quotient",
    }

    assert admin.get(form).status_code == 404
    taken(body, established(body), MeasureKind.TAKEOVER)
    assert "Ouvrir un droit à sa place" in check_page(admin.get(home))
    assert "Ouvrir un droit à sa place" not in check_page(browser_of(body.supervisor).get(home))
    assert "Confirmer mon identité" in check_page(browser_of(replace(body.admin, step_up_at=None)).get(form))
    sheet = admin.post(form, given)["Location"]
    assert "déjà cette habilitation" in check_page(admin.post(form, given), 403)

    assert "Retirer ce droit" in check_page(admin.get(sheet))
    assert admin.post(f"{sheet}retirer/", {"motif": "fin de mission"}).status_code == 302
    assert "retirée" in check_page(browser_of(body.principal).get(sheet))


def test_a_right_is_questioned_from_its_sheet(body):
    right = opened(body, body.people[0])
    sheet = f"/habilitations/{right.id}/"
    ask = f"/supervision/questions/nouvelle/?droit={right.id}"

    page = check_page(browser_of(body.supervisor).get(sheet))
    assert ask in page
    assert "jamais été questionné" in page
    browser_of(body.supervisor).post(
        "/supervision/questions/nouvelle/", {"droit": str(right.id), "question": "Pourquoi ?"}
    )

    asked = check_page(browser_of(body.supervisor).get(sheet))
    assert ask not in asked
    assert "posée" in asked
    assert "Questions de la caisse" in check_page(browser_of(body.principal).get(sheet))


def test_nobody_names_a_responsable_while_the_caisse_manages(body):
    taken(body, established(body), MeasureKind.TAKEOVER)

    with pytest.raises(Refused) as refusal, transaction(body.principal) as at:
        delegate(DelegationWish(body.people[0].person_id), actor=confirmed(body.principal, at), at=at)

    assert refusal.value.decision.code == "centralised_mode"
