"""A draft lives between its parties: who reads it, who writes, who agrees, who signs (MCP-05, MCP-11, DRT-12)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from socle.conventions.actions.concluding import record_signature
from socle.conventions.actions.drafting import comment, move, open_avenant, revise
from socle.conventions.models import Act, Draft, DraftVersion
from socle.conventions.queries.drafts import draft_of, draft_sheet, drafts_of
from socle.conventions.queries.reading import terms_at
from socle.database.transactions import transaction
from socle.kernel.decision import Refused
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TEXT = """
[[avenants]]
title = "Fin du profil T2"
ends = ["sieges-cdap-t2"]
"""


@pytest.fixture
def stranger(owner):
    with owner():
        return factories.actor_of(factories.MembershipFactory(), "principal")


@pytest.fixture
def draft(convention, caisse_admin) -> Draft:
    with transaction(caisse_admin) as at:
        return open_avenant(convention.id, "Fin du profil T2", actor=caisse_admin, at=at, text=TEXT)


def took(draft: Draft, step: str, actor, reason: str = "") -> Draft:
    with transaction(actor) as at:
        return move(draft.id, step, actor=actor, at=at, reason=reason)


def refused(draft: Draft, step: str, actor) -> str:
    with pytest.raises(Refused) as caught, transaction(actor) as at:
        move(draft.id, step, actor=actor, at=at)
    return caught.value.decision.code


def seen_by(draft: Draft, actor) -> bool:
    with transaction(actor):
        assert (draft_of(draft.id) is not None) == any(line.draft.id == draft.id for line in drafts_of(actor))
        return draft_of(draft.id) is not None


def test_the_parties_named_read_it_once_proposed_and_nobody_else(draft, caisse_admin, principal, stranger) -> None:
    assert (seen_by(draft, caisse_admin), seen_by(draft, principal), seen_by(draft, stranger)) == (True, False, False)
    took(draft, "propose", caisse_admin)
    assert (seen_by(draft, principal), seen_by(draft, stranger)) == (True, False)
    assert refused(draft, "agree", stranger) == "draft_unknown"


def test_it_is_signed_once_every_party_agreed_and_signed(draft, convention, caisse_admin, principal, owner) -> None:
    took(draft, "propose", caisse_admin)
    assert refused(draft, "open_signing", caisse_admin) == "wrong_state"
    assert took(draft, "agree", principal).state == "proposed"
    assert refused(draft, "agree", principal) == "already_agreed"
    assert took(draft, "agree", caisse_admin).state == "agreed"
    assert refused(draft, "open_signing", principal) == "wrong_role"
    took(draft, "open_signing", caisse_admin)
    assert refused(draft, "conclude", caisse_admin) == "signature_missing"

    with transaction(caisse_admin):
        parties = [row.party_id for row in draft.draftparty_rows.order_by("position")]
    for party, day in zip(parties, (TODAY - timedelta(days=2), TODAY), strict=True):
        with transaction(caisse_admin) as at:
            record_signature(draft.id, party, day, "original reçu", actor=caisse_admin, at=at)

    with transaction(caisse_admin) as at:
        draft.refresh_from_db()
        act = Act.objects.get(convention=convention, number=1)
        keys = {term.id for term in terms_at(convention.id, act.effective_at)}
        before = {term.id for term in terms_at(convention.id, act.effective_at - timedelta(microseconds=1))}
    assert (draft.state, draft.result_id, act.signed_on) == ("signed", convention.id, TODAY)
    assert before - keys == {"sieges-cdap-t2"}


def test_nobody_overwrites_a_version_they_have_not_read(draft, caisse_admin, principal) -> None:
    took(draft, "propose", caisse_admin)
    with transaction(principal) as at:
        first = revise(draft.id, TEXT.replace("T2", "T1"), 1, "", actor=principal, at=at)
    with transaction(caisse_admin) as at:
        late = revise(draft.id, TEXT + "# mien", 1, "", actor=caisse_admin, at=at)
        draft.refresh_from_db()
        kept = DraftVersion.objects.get(draft=draft, is_aside=True)

    assert (bool(first.decision), first.version.number) == (True, 2)
    assert late.decision.code == "draft_changed_meanwhile"
    assert principal.name in late.decision.reason
    assert (draft.version, kept.text) == (2, TEXT + "# mien")


def test_a_new_version_is_agreed_to_again(draft, caisse_admin, principal) -> None:
    took(draft, "propose", caisse_admin)
    took(draft, "agree", principal)
    with transaction(caisse_admin) as at:
        revise(draft.id, TEXT + "\n", 1, "", actor=caisse_admin, at=at)
        sheet = draft_sheet(draft_of(draft.id), caisse_admin, at)
    assert len(sheet.awaited.names) == 2
    assert took(draft, "agree", caisse_admin).state == "proposed"


def test_a_text_that_does_not_hold_is_not_proposed(draft, caisse_admin) -> None:
    with transaction(caisse_admin) as at:
        revise(draft.id, TEXT.replace("sieges-cdap-t2", "inconnu"), 1, "", actor=caisse_admin, at=at)
    assert refused(draft, "propose", caisse_admin) == "draft_not_sound"


def test_each_side_comments_and_a_refusal_says_why(draft, caisse_admin, principal) -> None:
    with pytest.raises(Refused) as hidden, transaction(principal) as at:
        comment(draft.id, "", "Bonjour", actor=principal, at=at)
    took(draft, "propose", caisse_admin)
    with transaction(principal) as at:
        said = comment(draft.id, "sieges-cdap-t2", "Gardons-en deux.", actor=principal, at=at)
    assert (hidden.value.decision.code, said.version) == ("draft_unknown", 1)
    assert refused(draft, "decline", principal) == "reason_missing"
    assert refused(draft, "decline", caisse_admin) == "wrong_role"
    assert took(draft, "decline", principal, "Nous gardons ce profil.").state == "refused"


@pytest.mark.parametrize("step", ["take_back", "abandon"])
def test_the_caisse_takes_it_back_or_gives_it_up(draft, caisse_admin, principal, step) -> None:
    took(draft, "propose", caisse_admin)
    assert refused(draft, step, principal) == "wrong_role"
    target = {"take_back": "drafting", "abandon": "abandoned"}[step]
    assert took(draft, step, caisse_admin, "Pas cette année.").state == target


def test_only_the_caisse_opens_a_draft(convention, principal) -> None:
    with pytest.raises(Refused) as caught, transaction(principal) as at:
        open_avenant(convention.id, "Essai", actor=principal, at=at)
    assert caught.value.decision.code == "draft_of_caisse"


def test_a_signature_needs_its_day_and_its_proof(draft, caisse_admin, principal) -> None:
    for step, actor in (("propose", caisse_admin), ("agree", principal), ("agree", caisse_admin)):
        took(draft, step, actor)
    with transaction(caisse_admin):
        party = draft.draftparty_rows.first().party_id

    def code(day, proof: str) -> str:
        with pytest.raises(Refused) as caught, transaction(caisse_admin) as at:
            record_signature(draft.id, party, day, proof, actor=caisse_admin, at=at)
        return caught.value.decision.code

    assert code(TODAY, "original") == "not_signing"
    took(draft, "open_signing", caisse_admin)
    assert code(TODAY + timedelta(days=2), "original") == "signature_to_come"
    assert code(TODAY, " ") == "evidence_missing"
