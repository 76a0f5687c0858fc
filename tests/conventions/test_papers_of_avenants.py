"""An avenant that brings a bulletin: its page and its simulation, then the register and its paper (MCP-02, MCP-05)."""

from __future__ import annotations

from datetime import date

import pytest

from socle.conventions.actions.amending import amend
from socle.conventions.actions.drafting import open_avenant
from socle.conventions.domain.signed_text import signed_avenant
from socle.conventions.models import ConventionDocument
from socle.conventions.queries.papers import bundle_of, changes_of, papers_brought_by
from socle.conventions.queries.simulating import tried_json, try_avenant
from socle.conventions.queries.whole import whole
from socle.conventions.web.papers.pages import avenant_context
from socle.database.transactions import transaction
from socle.kernel.decision import Refused
from tests import browsing, factories
from tests.conventions.test_ending_pages import text
from tests.domain.conventions.test_papers_of_avenants import AFAS

pytestmark = pytest.mark.django_db


@pytest.fixture
def convention(owner):
    with owner():
        return factories.signed("pajemploi-mcp")


def test_the_draft_says_the_papers_it_brings(convention, caisse_admin):
    with transaction(caisse_admin) as at:
        draft = open_avenant(convention.id, "Adhésion AFAS", actor=caisse_admin, at=at, text=AFAS)
        found = tried_json(try_avenant(convention, AFAS, at))
    assert found["documents"][0]["id"] == "bulletin-afas"
    page = text(browsing.browser_of(caisse_admin).get(f"/conventions/projets/{draft.id}/"))
    assert "Papiers que l'avenant apporte" in page
    assert "Annexe 1 : liste des équipements" in page


def test_the_register_holds_them_once_signed_and_the_paper_names_them(owner, convention, caisse_admin):
    signed_on = date(2026, 5, 20)
    with transaction(caisse_admin) as at:
        act = amend(convention.id, signed_avenant(AFAS, 1, signed_on), actor=caisse_admin, at=at)
        rows = {row.key: row for row in ConventionDocument.objects.filter(convention=convention)}
        tree = whole(convention).documents
        bundle = bundle_of(convention)
        brought = papers_brought_by(bundle, act)
        paper = avenant_context(bundle, act, changes_of(convention.id, 1), brought)
    assert rows["bulletin-afas"].signed_on == signed_on
    assert (rows["afas-piece-1"].received_on, rows["afas-annexe-equipements"].parent_key) == (
        date(2026, 5, 1),
        "bulletin-afas",
    )
    assert len({row.position for row in rows.values()}) == len(rows) == len(tree)
    assert len(paper["papers"]) == len(brought) == 4
    with pytest.raises(Refused) as caught, transaction(caisse_admin) as at:
        amend(convention.id, signed_avenant(AFAS, 2, signed_on), actor=caisse_admin, at=at)
    assert "déjà signé ou reçu" in caught.value.decision.reason
