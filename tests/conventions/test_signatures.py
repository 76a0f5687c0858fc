"""A paper goes round its parties: who signs, in which order, as whom, and what ends it (MCP-01, FSV-01)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from socle.conventions import completion
from socle.conventions.actions import signatures
from socle.conventions.actions.drafting import move, open_avenant
from socle.conventions.domain.signing_round import RoundState
from socle.conventions.models import Convention, ConventionDocument
from socle.conventions.queries import signatures as queries
from socle.conventions.queries.papers import Wanted, bundle_of, print_of
from socle.conventions.queries.reading import terms_at
from socle.conventions.web.papers import pages
from socle.database.transactions import transaction
from socle.files.actions import Handed, content_of
from socle.files.examining import examine
from socle.files.queries import file_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.notifications.models import Message
from socle.papers import printing
from socle.papers.pades.verifying import verify
from socle.papers.printing import pdf_of
from tests import factories
from tests.browsing import browser_of, check_page
from tests.files import hostile

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def state(settings, tmp_path) -> Path:
    settings.SOCLE_STATE = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def press(request, monkeypatch) -> None:
    """A press that always prints the same blank page, but where the paper itself is read."""
    if "real_press" not in request.fixturenames:
        monkeypatch.setattr(printing, "print_html", lambda *_, **__: hostile.pdf())


@pytest.fixture
def real_press() -> None:
    """The test prints."""


def signatory(convention: Convention, position: int, *roles: str, **changed: str) -> Actor:
    """The representative of a party, who has just confirmed their identity."""
    party = convention.conventionparty_rows.select_related("party").get(position=position)
    first, _, last = changed.get("name", party.representative).partition(" ")
    person = factories.PersonFactory(first_name=first, last_name=last)
    member = factories.MembershipFactory(
        organisation=party.party, person=person, function=changed.get("function", party.capacity)
    )
    return replace(factories.actor_of(member, *roles), step_up_at=timezone.now())


@pytest.fixture
def caisse(owner, convention) -> Actor:
    with owner():
        return signatory(convention, 0, "caisse_admin")


@pytest.fixture
def mayor(owner, convention) -> Actor:
    with owner():
        return signatory(convention, 1, "principal")


def sent(convention: Convention, actor: Actor, *, is_ordered: bool = False, key: str = "convention", **more):
    with transaction(actor) as at:
        bundle = bundle_of(convention)
        found = print_of(convention, Wanted(key, at))
        context = pages.paper_context(found) | pages.sheet_context(bundle, is_ordered=is_ordered)
        content = pdf_of("conventions/paper.html", context, title=found.title)
        opening = signatures.Opening(key, found.title, content, is_ordered, **more)
        return signatures.open_round(bundle, opening, actor=actor, at=at)


def signed(row, actor: Actor):
    with transaction(actor) as at:
        return signatures.sign(row.convention_id, row.id, actor=actor, at=at)


def standing(row, actor: Actor) -> queries.Round:
    with transaction(actor):
        found = queries.round_of(row.convention_id, row.id)
    assert found is not None
    return found


def paper_of(row, actor: Actor) -> bytes:
    found = standing(row, actor)
    with transaction(actor):
        return b"".join(content_of(file_of(found.file_id)))


def refused_for(code: str, act) -> None:
    with pytest.raises(Refused) as refusal:
        act()
    assert refusal.value.decision.code == code, refusal.value.decision
    assert refusal.value.decision.fix
    assert refusal.value.decision.clause


def test_two_parties_sign_and_the_paper_is_complete(convention, caisse, mayor, state, real_press):
    row = sent(convention, caisse)
    signed(row, mayor)
    assert standing(row, caisse).state is RoundState.OPEN
    signed(row, caisse)

    assert standing(row, mayor).state is RoundState.COMPLETE
    report = verify(paper_of(row, mayor), state=state, folder="", at=timezone.now())
    assert report.holds, list(report.sentences())
    assert [one.name for one in report.signatures] == ["Mireille Castan", "Bertrand Lacaze"]
    assert report.signatures[0].reason.startswith("maire, pour Commune")


def test_three_parties_sign_in_the_set_order_and_no_other(owner, state):
    with owner():
        convention = factories.signed("valmont-independants")
        hands = [signatory(convention, rank, "caisse_admin" if rank == 0 else "principal") for rank in range(3)]
    row = sent(convention, hands[0], is_ordered=True)

    refused_for("signing_not_your_turn", lambda: signed(row, hands[2]))
    for hand in hands:
        signed(row, hand)

    report = verify(paper_of(row, hands[1]), state=state, folder="", at=timezone.now())
    assert report.holds, list(report.sentences())
    assert [one.name for one in report.signatures] == [hand.name for hand in hands]
    assert not report.empty_fields


def test_three_parties_sign_in_any_order(owner, state):
    with owner():
        convention = factories.signed("valmont-independants")
        hands = [signatory(convention, rank, "caisse_admin" if rank == 0 else "principal") for rank in range(3)]
    row = sent(convention, hands[0])
    for hand in (hands[2], hands[0], hands[1]):
        signed(row, hand)

    report = verify(paper_of(row, hands[1]), state=state, folder="", at=timezone.now())
    assert report.holds
    assert [one.name for one in report.signatures] == [hands[2].name, hands[0].name, hands[1].name]


def test_a_representative_signs_for_their_own_party_and_once(owner, convention, caisse, mayor):
    row = sent(convention, caisse)
    signed(row, mayor)
    refused_for("wrong_state", lambda: signed(row, mayor))
    with owner():
        namesake = signatory(convention, 0, name="Mireille Castan", function="maire")
        clerk = signatory(convention, 1, name="Agathe Brisemur", function="agente d'accueil")
    refused_for("signing_not_representative", lambda: signed(row, namesake))
    with owner():
        stranger = factories.actor_of(factories.MembershipFactory(), "principal")
    refused_for("signing_gone", lambda: signed(row, stranger))
    refused_for("wrong_state", lambda: signed(row, clerk))


def test_signing_asks_for_an_identity_just_confirmed(convention, caisse, mayor):
    row = sent(convention, caisse)
    stale = replace(mayor, step_up_at=timezone.now() - timedelta(minutes=11))

    refused_for("step_up_required", lambda: signed(row, stale))
    refused_for("step_up_required", lambda: signed(row, replace(mayor, step_up_at=None)))


def test_a_delegation_of_signature_holds_from_its_first_to_its_last_day(owner, convention, caisse, mayor):
    row = sent(convention, caisse)
    with owner():
        deputy = signatory(convention, 1, name="Louise Verne", function="première adjointe")
    refused_for("signing_not_representative", lambda: signed(row, deputy))

    def given(since: date, until: date):
        wish = signatures.Delegation(deputy.person_id, "première adjointe", "arrêté n° 2026-12", since, until)
        with transaction(mayor) as at:
            return signatures.record_mandate(wish, actor=mayor, at=at)

    refused_for("mandate_days", lambda: given(TODAY, TODAY - timedelta(days=1)))
    given(TODAY - timedelta(days=9), TODAY - timedelta(days=1))
    refused_for("signing_not_representative", lambda: signed(row, deputy))
    ended = given(TODAY, TODAY)
    with transaction(mayor) as at:
        signatures.withdraw_mandate(ended.id, actor=mayor, at=at)
    refused_for("signing_not_representative", lambda: signed(row, deputy))
    given(TODAY, TODAY)

    entry = signed(row, deputy)
    assert entry.signs_as == "première adjointe, par délégation de Mireille Castan (arrêté n° 2026-12)"


def test_a_refusal_ends_the_round_and_all_are_told_why(owner, convention, caisse, mayor):
    row = sent(convention, caisse)

    def refuse(reason: str):
        with transaction(mayor) as at:
            return signatures.refuse_to_sign(row.convention_id, row.id, reason, actor=mayor, at=at)

    refused_for("signing_reason_missing", lambda: refuse(" "))
    refuse("L'article 5.2 n'est pas celui qui fut discuté.")

    assert standing(row, caisse).state is RoundState.REFUSED
    refused_for("signing_not_open", lambda: signed(row, caisse))
    with owner():
        told = Message.objects.filter(kind="signature:refused")
        assert len(told) == 2
        assert "L'article 5.2 n'est pas celui" in told[0].body


def test_who_sent_the_paper_takes_it_back_and_nobody_else(convention, caisse, mayor):
    row = sent(convention, caisse)

    def cancel(actor: Actor):
        with transaction(actor) as at:
            return signatures.cancel(row.convention_id, row.id, "Erreur de papier", actor=actor, at=at)

    refused_for("signing_already_open", lambda: sent(convention, caisse))
    refused_for("wrong_role", lambda: cancel(mayor))
    cancel(caisse)
    assert standing(row, mayor).state is RoundState.CANCELLED
    refused_for("signing_not_open", lambda: signed(row, mayor))
    sent(convention, caisse)


def test_a_signature_by_hand_is_recorded_with_its_scan(convention, caisse, mayor):
    row = sent(convention, caisse)
    party = mayor.organisation_id

    def by_hand(day: date | None, content: bytes = b"", actor: Actor = caisse):
        scan = Handed("signé.pdf", content, "signing_round", row.id, [party])
        with transaction(actor) as at:
            made = signatures.ByHand(party, day, scan, examine(scan.name, content))
            return signatures.record_paper(row.convention_id, row.id, made, actor=actor, at=at)

    refused_for("signing_day_to_come", lambda: by_hand(TODAY + timedelta(days=1), hostile.pdf()))
    refused_for("signing_scan_missing", lambda: by_hand(TODAY, hostile.JAVASCRIPT))
    by_hand(TODAY - timedelta(days=3), hostile.pdf())
    assert standing(row, mayor).done[party].value == "on_paper"
    signed(row, caisse)
    assert standing(row, mayor).state is RoundState.COMPLETE


def test_the_last_signature_dates_the_paper_and_sets_going_what_waited(owner, caisse, mayor, convention, monkeypatch):
    told = []
    monkeypatch.setattr(completion, "_handed", completion._Handed({"draft": lambda *said: told.append(said[0])}))
    with owner():
        ConventionDocument.objects.filter(convention=convention, key="bulletin-cdap").update(signed_on=None)
    row = sent(convention, caisse, key="bulletin-cdap", completes=("draft", "7"))
    signed(row, caisse)
    with transaction(caisse):
        assert ConventionDocument.objects.get(convention=convention, key="bulletin-cdap").signed_on is None
    assert told == []

    signed(row, mayor)
    with transaction(caisse):
        assert ConventionDocument.objects.get(convention=convention, key="bulletin-cdap").signed_on == TODAY
    assert [one.completes_id for one in told] == ["7"]


@pytest.mark.parametrize("last", ["caisse", "partner"])
def test_an_avenant_signed_by_all_becomes_an_act_of_its_caisse(convention, caisse, mayor, last):
    """MCP-05: the signed avenant changes the terms; when the partner signs last, the caisse makes the act of it."""
    draft = agreed_avenant(convention, caisse, mayor)
    sender = browser_of(caisse)
    sent_to = sender.post(f"/conventions/projets/{draft.id}/signature/", {"ordre": "libre"}).url
    with transaction(caisse):
        row = queries.rounds_of(convention.id)[0].row
    for actor in (mayor, caisse) if last == "caisse" else (caisse, mayor):
        signed(row, actor)

    if last == "partner":
        assert seats_of(convention, caisse) == 12
        assert "Enregistrer l'acte signé" in check_page(sender.get(sent_to))
        assert sender.post(sent_to, {"etape": "conclude"}).status_code == 302
    assert seats_of(convention, caisse) == 16
    assert "Enregistrer l'acte signé" not in check_page(sender.get(sent_to))
    assert "n'est pas ouvert à la signature" in check_page(sender.get(f"/conventions/projets/{draft.id}/signature/"))


def seats_of(convention: Convention, actor: Actor) -> int:
    """The seats of CDAP T2 tomorrow."""
    with transaction(actor) as at:
        terms = terms_at(convention.id, at + timedelta(days=1))
    return next(term.body.max for term in terms if term.id == "sieges-cdap-t2")


def agreed_avenant(convention: Convention, caisse: Actor, mayor: Actor):
    """Sixteen seats instead of twelve, agreed by both sides and open to signature."""
    text = """[[avenants]]
title = "Quatre sièges de plus"

[[avenants.terms]]
id = "sieges-cdap-t2"
kind = "seats"
service = "cdap"
profile = "T2"
max = 16
clause = "bulletin CDAP, 2"
says = "Seize personnes au plus consultent les dossiers avec le profil T2."
"""
    with transaction(caisse) as at:
        draft = open_avenant(convention.id, "Quatre sièges de plus", actor=caisse, at=at, text=text)
        move(draft.id, "propose", actor=caisse, at=at)
    for actor in (mayor, caisse):
        with transaction(actor) as at:
            move(draft.id, "agree", actor=actor, at=at)
    with transaction(caisse) as at:
        return move(draft.id, "open_signing", actor=caisse, at=at)


@pytest.mark.parametrize("breach", ["flagged", "refused"])
def test_a_public_party_signing_before_its_deliberation_binds_is_refused_or_flagged(owner, breach):
    """MCP-11: as the text says."""
    ruled = f'''[[terms]]\nid = "autorisation-de-signer"\non_breach = "{breach}"\n\n[[contacts]]\nid = "admin-caf-1"'''
    changed = {"published_on = 2025-10-07\n": "", '[[contacts]]\nid = "admin-caf-1"': ruled}
    with owner():
        early = factories.signed(replaced=changed)
        hands = [signatory(early, 0, "caisse_admin"), signatory(early, 1, "principal")]
    row = sent(early, hands[0])

    if breach == "refused":
        refused_for("not_executory", lambda: signed(row, hands[1]))
    else:
        assert "exécutoire" in signed(row, hands[1]).note


def test_a_portal_without_certificate_says_what_to_do(convention, caisse, mayor, settings):
    row = sent(convention, caisse)
    settings.DEMONSTRATION = False
    with pytest.raises(Refused) as refusal:
        signed(row, mayor)
    assert refusal.value.decision.code == "signing_certificate_missing"
    assert "scan" in refusal.value.decision.fix
