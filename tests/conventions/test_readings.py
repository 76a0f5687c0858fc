"""A reading agreed by all is an act: it applies from its instant, everywhere, and not before (DRT-04, FSV-13)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from socle.conventions.actions.readings import move, propose
from socle.conventions.domain.kinds import Interpretation
from socle.conventions.domain.readings import Proposal
from socle.conventions.models import Act, Reading
from socle.conventions.queries.pages import act_label
from socle.conventions.queries.reading import terms_at
from socle.conventions.queries.readings import register_of
from socle.database.constraints import Conflict
from socle.database.transactions import run, transaction
from socle.kernel.decision import Refused
from tests import browsing, factories
from tests.conventions.conftest import member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def point(convention, principal) -> str:
    """A reading of the model that nobody agreed to yet."""
    with transaction(principal) as at:
        return next(one.point.term_id for one in register_of(convention, at).points if one.point.kind == "reading")


def proposed(convention, point, actor) -> Reading:
    proposal = Proposal(point, "Les parties lisent : dix jours ouvrés.")
    return run(actor, lambda at: propose(convention.id, proposal, actor=actor, at=at))


def step(reading, name, actor, reason="") -> Reading:
    return run(actor, lambda at: move(reading.convention_id, reading.id, name, reason, actor=actor, at=at))


def test_a_reading_agreed_applies_from_its_instant(convention, point, principal, caisse_admin):
    with transaction(principal) as before:
        assert point in {one.point.term_id for one in register_of(convention, before).points}
    reading = proposed(convention, point, principal)
    with pytest.raises(Refused) as caught:
        step(reading, "settle", caisse_admin)
    assert caught.value.decision.code == "reading_not_agreed"
    step(reading, "agree", caisse_admin)
    settled = step(reading, "settle", caisse_admin)
    with transaction(principal) as at:
        read = next(term for term in terms_at(convention.id, at).of(Interpretation) if term.id == point)
        moment = at - timedelta(microseconds=1)
        older = next(term for term in terms_at(convention.id, moment).of(Interpretation) if term.id == point)
        assert (read.body.agreed_on, read.body.reading) == (
            timezone.localdate(at),
            "Les parties lisent : dix jours ouvrés.",
        )
        assert older.body.agreed_on is None
        assert point not in {one.point.term_id for one in register_of(convention, at).points}
        act = Act.objects.get(id=settled.act_id)
        assert act_label(act.number, act.nature) == f"lecture convenue n° {act.number}"
        assert before <= act.effective_at <= at


def test_only_a_party_speaks_each_for_itself_and_once(owner, convention, point, principal, caisse_admin):
    reading = proposed(convention, point, principal)
    for name, actor, code in (
        ("agree", principal, "wrong_role"),
        ("settle", principal, "wrong_role"),
        ("decline", caisse_admin, "reason_missing"),
    ):
        with pytest.raises(Refused) as caught:
            step(reading, name, actor)
        assert caught.value.decision.code == code
    with owner():
        user = member_of(convention, "partner")
    with pytest.raises(Refused) as caught:
        step(reading, "withdraw", user)
    assert caught.value.decision.code == "readings_not_agreed"
    with pytest.raises(Refused) as caught:
        proposed(convention, point, caisse_admin)
    assert caught.value.decision.code == "reading_proposed_already"
    step(reading, "decline", caisse_admin, "Le texte dit dix jours.")
    again = proposed(convention, point, caisse_admin)
    step(again, "agree", principal)
    assert step(again, "settle", caisse_admin).state == "settled"
    with pytest.raises(Refused) as caught:
        proposed(convention, point, principal)
    assert caught.value.decision.code == "point_settled"


def test_two_proposals_of_one_point_do_not_both_wait(owner, convention, point, principal):
    """The negative control: the rule reads, then the constraint holds when two ask at once."""
    reading = proposed(convention, point, principal)
    with pytest.raises(Conflict), transaction(principal):
        Reading.objects.create(
            organisation_id=reading.organisation_id,
            convention_id=reading.convention_id,
            point_key=point,
            question="?",
            text="Autre.",
            state="proposed",
            author_organisation_id=principal.organisation_id,
            author_id=principal.person_id,
            proposed_at=reading.proposed_at + timedelta(seconds=1),
        )


def test_the_register_is_read_proposed_and_agreed_on_its_page(owner, convention, point, principal, caisse_admin):
    mine, theirs = browsing.browser_of(principal), browsing.browser_of(caisse_admin)
    address = reverse("conventions:readings", args=[convention.id])
    new = reverse("conventions:reading_new", args=[convention.id, point])
    assert mine.post(new, {"lecture": ""}).status_code == 403
    assert mine.post(new, {"lecture": "Dix jours ouvrés."}).status_code == 302
    page = theirs.get(address).content.decode()
    assert "Dix jours ouvrés." in page
    assert "Donner l&#x27;accord de mon organisme" in page or "Donner l'accord de mon organisme" in page
    with transaction(principal):
        reading = Reading.objects.get(convention=convention)
    where = reverse("conventions:reading_step", args=[convention.id, reading.id])
    assert theirs.post(where, {"etape": "agree"}).status_code == 302
    assert theirs.post(where, {"etape": "settle"}).status_code == 302
    assert "convenue" in mine.get(address).content.decode()
    with owner():
        stranger = browsing.browser_of(factories.actor_of(factories.MembershipFactory(), "principal"))
    assert stranger.get(address).status_code == 404
