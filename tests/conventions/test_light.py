"""What changes without an avenant, by the clause that says so, and what is refused for needing one (MCP-05, DRT-12)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from socle.conventions.actions.light import change_paper, void_term
from socle.conventions.domain.light import PaperChange, decision_text
from socle.conventions.domain.words import Form
from socle.conventions.models import Act
from socle.conventions.queries.contacts import contacts_of
from socle.conventions.queries.light import choices_to_make
from socle.conventions.queries.reading import terms_at
from socle.database.transactions import transaction
from socle.kernel.clause import Clause
from socle.kernel.decision import Refused
from tests import factories
from tests.browsing import browser_of, check_page
from tests.conventions.conftest import member_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LETTER = PaperChange(Form.SIMPLE_LETTER, TODAY - timedelta(days=4), TODAY - timedelta(days=1), True, "avis signé")
LAW = "loi n° 2026-123 du 4 mars 2026, article 7"


@pytest.fixture
def rights(owner):
    """A convention of access to rights: its list of correspondents changes by simple letter (11.2)."""
    with owner():
        return factories.signed("grand-rhin-droits")


@pytest.fixture
def caisse(owner, rights):
    with owner():
        return member_of(rights, "caisse", "caisse_admin")


@pytest.fixture
def partner(owner, rights):
    with owner():
        return member_of(rights, "partner", "principal")


def refused(convention, key: str, change: PaperChange, actor) -> str:
    with pytest.raises(Refused) as caught, transaction(actor) as at:
        change_paper(convention.id, key, change, (), actor=actor, at=at)
    return caught.value.decision.code


def test_the_correspondents_change_by_a_simple_letter_and_the_other_side_stays(rights, partner) -> None:
    page = browser_of(partner)
    address = f"/conventions/{rights.id}/papiers/annexe-correspondants/changer/"
    with transaction(partner):
        before = contacts_of(rights.id)
    check_page(page.get(address))
    sent = {"forme": "simple_letter", "datee": str(TODAY), "recue": str(TODAY), "renvoye": "on", "preuve": "avis signé"}
    wrong = check_page(page.post(address, sent | {"interlocuteurs": "inconnu ; Aline"}))
    assert "Ligne 1 : écrivez" in wrong
    answer = page.post(address, sent | {"interlocuteurs": "référent ; Aline Sorbier ; aline@rhin.example"})
    assert answer.status_code == 302, answer.content.decode()[-2000:]

    with transaction(partner):
        after = contacts_of(rights.id)
    assert "Aline Sorbier" in {one.name for one in after}
    side = next(one.side for one in after if one.name == "Aline Sorbier")
    assert {one.name for one in after if one.side != side} == {one.name for one in before if one.side != side}


def test_what_needs_an_avenant_is_refused_with_its_clause(rights, caisse, convention, caisse_admin) -> None:
    assert refused(rights, "annexe-donnees", LETTER, caisse) == "wrong_form"
    assert refused(convention, "bulletin-cdap", LETTER, caisse_admin) == "wrong_form"
    assert refused(rights, "inconnu", LETTER, caisse) == "paper_unknown"


def test_a_letter_is_received_after_it_was_written_and_proved(rights, caisse) -> None:
    key = "annexe-correspondants"
    late = PaperChange(Form.SIMPLE_LETTER, TODAY, TODAY + timedelta(days=1), True, "avis")
    unproved = PaperChange(Form.SIMPLE_LETTER, TODAY, TODAY, True, " ")
    alone = PaperChange(Form.SIMPLE_LETTER, TODAY, TODAY, False, "avis")
    assert [refused(rights, key, one, caisse) for one in (late, unproved, alone)] == [
        "letter_dates",
        "evidence_missing",
        "not_resent",
    ]


def test_a_clause_that_a_new_law_voids_ends_that_day_and_opens_a_choice(rights, caisse, partner) -> None:
    day = TODAY - timedelta(days=10)
    page = browser_of(caisse)
    address = f"/conventions/{rights.id}/termes/gratuite/loi/"
    check_page(page.get(address))
    assert page.post(address, {"loi": LAW, "jour": str(day)}).status_code == 302

    with transaction(partner):
        act = Act.objects.get(convention=rights, number=1)
        turn = act.effective_at
        before, after = (terms_at(rights.id, one) for one in (turn - timedelta(microseconds=1), turn))
        assert "gratuite" in {term.id for term in before}
        assert "gratuite" not in {term.id for term in after}
        assert [row.id for row in choices_to_make(partner)] == [rights.id]
    assert (act.nature, LAW in act.text) == ("decision", True)
    assert "Décision n° 1" in check_page(page.get(f"/conventions/{rights.id}/"))


@pytest.mark.parametrize(
    ("key", "law", "day", "code"),
    [
        ("inconnu", LAW, TODAY, "term_not_in_force"),
        ("gratuite", "loi", TODAY, "law_missing"),
        ("gratuite", LAW, TODAY + timedelta(days=1), "law_to_come"),
    ],
)
def test_a_law_is_cited_and_in_force(rights, caisse, key, law, day, code) -> None:
    with pytest.raises(Refused) as caught, transaction(caisse) as at:
        void_term(rights.id, key, law, day, actor=caisse, at=at)
    assert caught.value.decision.code == code


def test_a_text_that_does_not_provide_for_it_changes_by_an_avenant(convention, caisse_admin, partner, rights) -> None:
    with pytest.raises(Refused) as caught, transaction(caisse_admin) as at:
        void_term(convention.id, "duree", LAW, TODAY, actor=caisse_admin, at=at)
    assert caught.value.decision.code == "void_unwritten"
    with pytest.raises(Refused) as other, transaction(partner) as at:
        void_term(rights.id, "gratuite", LAW, TODAY, actor=partner, at=at)
    assert other.value.decision.code == "amend_not_allowed"


def test_the_decision_is_kept_as_a_text() -> None:
    assert 'term = "gratuite"' in decision_text("gratuite", LAW, TODAY, Clause("convention", "11.3"))
