"""Several rights at once: each judged as if alone, done together, taken back within minutes (MCP-22, MCP-23, MCP-25)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from socle.database.transactions import transaction
from socle.habilitations.actions.bulk import carry_out, prepare, rehearse, undo
from socle.habilitations.actions.granting import Wish, grant
from socle.habilitations.actions.suspending import lift, suspend
from socle.habilitations.domain.bulk import MOST_RIGHTS, UNDO_MINUTES, BulkVerb
from socle.habilitations.models import BulkAct, BulkLine, Habilitation, SeatHold, Suspension
from socle.kernel.decision import Refused
from socle.traces.models import StagedTrace
from tests.browsing import browser_of, check_page
from tests.factories import MembershipFactory, actor_of
from tests.habilitations.bodies import give_role, partner

pytestmark = pytest.mark.django_db
LATER = timedelta(seconds=1)


@pytest.fixture
def commune(owner):
    with owner():
        return partner(people=6)


@pytest.fixture
def delegate(commune, owner):
    """A responsable of CDAP; what they hold themselves is out of their reach."""
    with owner():
        return give_role(commune.people[0], "delegate", commune.convention, service="cdap")


@pytest.fixture
def rights(commune):
    return [opened(commune, person) for person in commune.people[:3]]


def opened(commune, person, after=timedelta(0), **limits):
    with transaction(commune.principal) as at:
        wish = Wish(person.person_id, "cdap", "T2", "tarif-selon-quotient", **limits)
        return grant(wish, actor=commune.principal, at=at + after)


def prepared(actor, verb, rows):
    with transaction(actor) as at:
        return prepare(verb, {row.id for row in rows}, actor=actor, at=at)


def done(actor, verb, rows, cause="fin de saison", after=LATER):
    bulk = prepared(actor, verb, rows)
    with transaction(actor) as at:
        return carry_out(bulk.id, cause, actor=replace(actor, step_up_at=at), at=at + after)


def undone(actor, bulk, after=2 * LATER):
    with transaction(actor) as at:
        return undo(bulk.id, actor=replace(actor, step_up_at=at + after), at=at + after)


def outcomes(actor, bulk):
    with transaction(actor):
        return {line.habilitation_id: line.code or line.outcome for line in BulkLine.objects.filter(bulk=bulk)}


def traced(commune, tag):
    with transaction(commune.principal):
        return list(StagedTrace.objects.filter(tag=tag, organisation_id=commune.organisation.id))


def test_what_is_allowed_is_done_and_what_is_refused_is_said(commune, delegate, rights):
    """MCP-22, MCP-23: one line refused stops no other, and none is dropped in silence."""
    bulk = done(delegate, BulkVerb.WITHDRAW, rights)

    assert outcomes(delegate, bulk) == {rights[0].id: "to_oneself", rights[1].id: "done", rights[2].id: "done"}
    with transaction(commune.principal):
        kept = Habilitation.objects.filter(id__in=[row.id for row in rights], withdrawn_at=None)
        assert [row.id for row in kept] == [rights[0].id]
        assert {row.cause for row in Habilitation.objects.exclude(withdrawn_at=None)} == {"fin de saison"}


def test_an_act_leaves_one_trace_beside_that_of_each_right(commune, delegate, rights):
    done(delegate, BulkVerb.WITHDRAW, rights)

    (whole,) = traced(commune, "habilitation:bulk:done")
    assert (whole.payload["count"], whole.payload["refused"]) == (2, 1)
    assert len(traced(commune, "habilitation:right:withdrawn")) == 2
    assert len(traced(commune, "habilitation:right:refused")) == 1


def test_the_check_says_what_the_act_will_do_and_changes_nothing(commune, delegate, rights):
    bulk = prepared(delegate, BulkVerb.SUSPEND, rights)

    with transaction(delegate) as at:
        tried = {line.habilitation_id: line.code or line.outcome for line in rehearse(bulk, actor=delegate, at=at)}

    assert tried == {rights[0].id: "to_oneself", rights[1].id: "done", rights[2].id: "done"}
    with transaction(commune.principal):
        assert not Suspension.objects.exists()
    assert set(outcomes(delegate, bulk).values()) == {"waiting"}


def test_nothing_is_done_when_no_line_is_allowed(commune, delegate, rights):
    bulk = prepared(delegate, BulkVerb.WITHDRAW, rights[:1])

    with pytest.raises(Refused) as refused, transaction(delegate) as at:
        carry_out(bulk.id, "x", actor=delegate, at=at)

    assert refused.value.decision.code == "to_oneself"
    with transaction(delegate):
        assert BulkAct.objects.get(id=bulk.id).done_at is None


def test_an_act_asks_for_a_fresh_confirmation_and_is_done_once(commune, rights):
    """MCP-35."""
    bulk = prepared(commune.principal, BulkVerb.WITHDRAW, rights)
    with pytest.raises(Refused) as unconfirmed, transaction(commune.principal) as at:
        carry_out(bulk.id, "x", actor=replace(commune.principal, step_up_at=None), at=at)
    with transaction(commune.principal) as at:
        carry_out(bulk.id, "x", actor=commune.principal, at=at)
    with pytest.raises(Refused) as twice, transaction(commune.principal) as at:
        carry_out(bulk.id, "x", actor=commune.principal, at=at)

    assert unconfirmed.value.decision.code == "step_up_required"
    assert twice.value.decision.code == "bulk_already_done"


def test_a_withdrawal_taken_back_opens_the_same_right_on_a_seat(commune, rights):
    """MCP-21, MCP-23: by `grant`, with the same profile, purpose and end; it is another right."""
    with transaction(commune.principal) as at:
        end = at + timedelta(days=30)
    lasting = opened(commune, commune.people[3], valid_to=end)

    back = undone(commune.principal, done(commune.principal, BulkVerb.WITHDRAW, [*rights, lasting]))

    with transaction(commune.principal):
        made = {line.habilitation_id: line.made_id for line in back.lines.all()}
        again = Habilitation.objects.get(id=made[lasting.id])
        assert (again.membership_id, again.purpose, again.period.upper) == (lasting.membership_id, lasting.purpose, end)
        assert SeatHold.objects.filter(habilitation_id=again.id).exists()
        assert Habilitation.objects.get(id=lasting.id).withdrawn_at
    (whole,) = traced(commune, "habilitation:bulk:undone")
    assert whole.payload["count"] == 4


def test_a_right_opened_meanwhile_is_not_opened_twice(commune, rights):
    """MCP-22: what is taken back is judged by the state of now; the other line goes through."""
    bulk = done(commune.principal, BulkVerb.WITHDRAW, rights)
    opened(commune, commune.people[0], after=LATER)

    back = undone(commune.principal, bulk)

    assert outcomes(commune.principal, back)[rights[0].id] == "already_held"
    assert outcomes(commune.principal, back)[rights[1].id] == "done"


def test_seats_taken_by_others_meanwhile_refuse_the_taking_back(commune, owner, rights):
    """MCP-21: an act taken back never passes a ceiling."""
    bulk = done(commune.principal, BulkVerb.WITHDRAW, rights)
    fill(commune, owner)

    with pytest.raises(Refused) as refused:
        undone(commune.principal, bulk)

    assert refused.value.decision.code == "seats_exhausted"


def fill(commune, owner):
    """Take every seat of T2, person after person."""
    while True:
        with owner():
            person = MembershipFactory(organisation=commune.organisation, service_traits=["action-sociale-caf"])
        try:
            opened(commune, person, after=LATER)
        except Refused:
            return


def test_a_suspension_taken_back_is_lifted_and_a_lift_taken_back_suspends_again(commune, rights):
    """MCP-25: the cause and the last day come back with the suspension."""
    with transaction(commune.principal) as at:
        until = at + timedelta(days=5)
        suspend(rights[0].id, actor=commune.principal, at=at, cause="absence", until=until)

    lifted = done(commune.principal, BulkVerb.LIFT, rights[:2])
    assert outcomes(commune.principal, lifted) == {rights[0].id: "done", rights[1].id: "bulk_not_suspended"}
    undone(commune.principal, lifted)

    with transaction(commune.principal):
        again = Suspension.objects.get(habilitation=rights[0], lifted_at=None)
        assert (again.cause, again.period.upper) == ("absence", until)


def test_a_suspension_that_somebody_lifted_is_not_lifted_twice(commune, rights):
    bulk = done(commune.principal, BulkVerb.SUSPEND, rights[:2])
    with transaction(commune.principal) as at:
        found = Suspension.objects.get(habilitation=rights[0])
        lift(found.id, actor=commune.principal, at=at + LATER)

    back = undone(commune.principal, bulk)

    assert outcomes(commune.principal, back) == {rights[0].id: "bulk_already_lifted", rights[1].id: "done"}


def test_withdrawing_then_taking_back_never_frees_a_suspended_right(commune, rights):
    """MCP-25: a suspension, of the caisse above all, is not washed away."""
    with transaction(commune.principal) as at:
        suspend(rights[0].id, actor=commune.principal, at=at, cause="contrôle")

    back = undone(commune.principal, done(commune.principal, BulkVerb.WITHDRAW, rights))

    assert outcomes(commune.principal, back)[rights[0].id] == "bulk_was_stopped"


def test_after_ten_minutes_an_act_stays(commune, rights):
    bulk = done(commune.principal, BulkVerb.WITHDRAW, rights)

    with pytest.raises(Refused) as late:
        undone(commune.principal, bulk, after=timedelta(minutes=UNDO_MINUTES, seconds=2))

    assert late.value.decision.code == "bulk_too_late"
    undone(commune.principal, bulk, after=timedelta(minutes=UNDO_MINUTES))


def test_an_act_is_taken_back_once_and_its_taking_back_never(commune, rights):
    bulk = done(commune.principal, BulkVerb.SUSPEND, rights)
    back = undone(commune.principal, bulk)

    for again, code in ((bulk, "bulk_already_undone"), (back, "bulk_is_undoing")):
        with pytest.raises(Refused) as refused:
            undone(commune.principal, again)
        assert refused.value.decision.code == code


def test_taking_back_is_judged_by_who_asks_for_it(commune, delegate, rights):
    """MCP-22: a responsable takes back what the principal did, on the rights within reach alone."""
    bulk = done(commune.principal, BulkVerb.WITHDRAW, rights)

    back = undone(delegate, bulk)

    assert outcomes(delegate, back) == {rights[0].id: "to_oneself", rights[1].id: "done", rights[2].id: "done"}


def test_one_chooses_some_rights_and_not_more_than_one_can_check(commune, rights):
    for chosen, code in ((set(), "bulk_none_chosen"), ({*range(MOST_RIGHTS + 1)}, "bulk_too_many")):
        with pytest.raises(Refused) as refused, transaction(commune.principal) as at:
            prepare(BulkVerb.WITHDRAW, chosen, actor=commune.principal, at=at)
        assert refused.value.decision.code == code


def test_a_new_choice_replaces_the_former_one(commune, rights):
    first = prepared(commune.principal, BulkVerb.WITHDRAW, rights)
    prepared(commune.principal, BulkVerb.SUSPEND, rights[:1])

    assert browser_of(commune.principal).get(f"/habilitations/lots/{first.id}/").status_code == 404


def test_from_the_list_to_the_act_and_back_by_pages_alone(commune, rights):
    browser = browser_of(commune.principal)
    page = check_page(browser.get("/habilitations/"))
    assert "Avec les droits cochés" in page
    assert f'value="{rights[0].id}"' in page

    chosen = {"acte": "withdraw", "droits": [str(row.id) for row in rights]}
    sheet = browser.post("/habilitations/lots/", chosen).url
    page = check_page(browser.get(sheet))
    assert commune.people[0].person.name in page
    assert "Dites pourquoi" in check_page(browser.post(sheet, {"motif": ""}))
    assert browser.post(sheet, {"motif": "fin de saison"}).url == sheet

    assert "Droits retirés : 3." in check_page(browser.get(sheet))
    assert "Ce qui va être repris" in check_page(browser.get(f"{sheet}annuler/"))
    back = browser.post(f"{sheet}annuler/").url
    assert "Droits repris : 3." in check_page(browser.get(back))
    assert "Cet acte a été annulé" in check_page(browser.get(sheet))
    assert "a déjà été annulé" in check_page(browser.post(f"{sheet}annuler/"), 403)


def test_a_choice_that_cannot_be_is_said_on_the_list(commune, rights):
    browser = browser_of(commune.principal)

    assert browser.post("/habilitations/lots/", {"acte": "withdraw", "droits": ["pas-un-droit"]}).status_code == 302
    assert "Aucun droit n&#x27;est coché" in check_page(browser.get("/habilitations/"))
    assert browser.post("/habilitations/lots/", {"acte": "tout", "droits": [str(rights[0].id)]}).status_code == 302


def test_without_a_recent_confirmation_the_page_asks_for_it(commune, rights):
    bulk = prepared(commune.principal, BulkVerb.WITHDRAW, rights)

    page = check_page(browser_of(replace(commune.principal, step_up_at=None)).get(f"/habilitations/lots/{bulk.id}/"))

    assert "Confirmer mon identité" in page
    assert 'name="motif"' not in page


def test_another_body_and_who_manages_nothing_reach_none_of_it(commune, owner, rights):
    with owner():
        other = partner(people=1)
    bulk = done(commune.principal, BulkVerb.WITHDRAW, rights[:2])
    chosen = {"acte": "withdraw", "droits": [str(rights[2].id)]}

    stranger, plain = browser_of(other.principal), browser_of(actor_of(commune.people[4]))
    assert stranger.get(f"/habilitations/lots/{bulk.id}/").status_code == 404
    assert stranger.post(f"/habilitations/lots/{bulk.id}/annuler/").status_code == 404
    assert stranger.post("/habilitations/lots/", chosen).status_code == 404
    assert plain.get(f"/habilitations/lots/{bulk.id}/").status_code == 403
    assert plain.post("/habilitations/lots/", chosen).status_code == 403


def test_a_draft_is_of_its_author_alone(commune, delegate, rights):
    bulk = prepared(commune.principal, BulkVerb.WITHDRAW, rights)

    assert browser_of(delegate).get(f"/habilitations/lots/{bulk.id}/").status_code == 404
