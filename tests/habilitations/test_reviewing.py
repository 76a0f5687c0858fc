"""A review: opened on a frozen list, judged by whom the rule allows, closed by the ordinary actions (MCP-26)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from socle.database.constraints import Conflict
from socle.database.transactions import transaction
from socle.habilitations.actions.granting import withdraw
from socle.habilitations.actions.reviewing.closing import close_review
from socle.habilitations.actions.reviewing.judging import advise, ask, judge, take_back, undo
from socle.habilitations.actions.reviewing.opening import open_review
from socle.habilitations.domain.reviewing.judging import Judgement, Verdict
from socle.habilitations.models import Habilitation
from socle.habilitations.queries.reviewing.lines import progress, progress_of
from socle.habilitations.reviews import ReviewCampaign, ReviewCertificate, ReviewLine
from socle.kernel.decision import Refused
from socle.notifications.models import Message
from socle.organismes.models import Membership
from tests.factories import MembershipFactory, actor_of
from tests.habilitations.bodies import TRAITS, confirmed, give_role
from tests.habilitations.reviewed import answer, answer_all, held, lines, one, opened, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(owner):
    with owner():
        return town()


def close(body, campaign):
    actor = confirmed(body.principal)
    with transaction(actor) as at:
        return close_review(campaign.id, actor=actor, at=at)


def test_the_list_is_every_right_in_force_frozen_with_its_labels(body, owner):
    with owner():
        held(
            body,
            MembershipFactory(organisation=body.organisation),
            period=(timezone.now() - timedelta(days=9), timezone.now() - timedelta(days=1)),
        )
    campaign = opened(body)
    ordinary = [line for line in lines(body, campaign) if not line.control]

    assert {line.membership_id for line in ordinary} == {member.id for member in body.people}
    first = ordinary[0]
    assert first.reasons[0] == "jamais utilisé"
    assert first.risk == max(line.risk for line in ordinary)
    assert first.granted_by_name == body.principal.name
    assert first.purpose == "Calculer la participation d'une famille selon son quotient familial"
    assert first.peers == "4 des 4 personnes de ce service ont ce droit"
    assert ordinary[-1].risk < first.risk

    with transaction(confirmed(body.principal)) as at:
        withdraw(first.habilitation_id, actor=confirmed(body.principal), at=at, cause="hors revue")
    assert one(body, ReviewLine, id=first.id).person_name == first.person_name


def test_one_review_at_a_time_and_only_by_an_administrator(body, owner):
    opened(body)
    with pytest.raises(Refused, match="déjà en cours"):
        opened(body)
    with owner():
        delegate = give_role(body.people[0], "delegate", body.convention)
    with pytest.raises(Refused), transaction(delegate) as at:
        open_review(body.convention.id, actor=delegate, at=at)


def test_a_body_without_rights_has_nothing_to_review(owner):
    with owner():
        empty = town(people=0)
    with pytest.raises(Refused, match="rien à juger"):
        opened(empty)


def test_the_database_refuses_a_second_open_review(body):
    campaign = opened(body)
    values = {f.attname: getattr(campaign, f.attname) for f in ReviewCampaign._meta.fields if f.attname != "id"}
    with pytest.raises(Conflict, match="déjà en cours"), transaction(body.principal):
        ReviewCampaign.objects.create(**values)


def test_nobody_judges_their_own_right_nor_a_peers(body, owner):
    with owner():
        held(body, one(body, Membership, id=body.principal.membership_id))
        suppleant = MembershipFactory(organisation=body.organisation, service_traits=TRAITS)
        give_role(suppleant, "suppleant", body.convention)
        held(body, suppleant)
    campaign = opened(body)
    mine = {line.membership_id: line for line in lines(body, campaign)}

    for membership in (body.principal.membership_id, suppleant.id):
        assert mine[membership].is_for_caisse
        with pytest.raises(Refused, match="La caisse juge seule"):
            answer(body, mine[membership], Verdict.REMOVE)


def test_who_became_a_peer_since_the_opening_is_out_of_reach(body, owner):
    campaign = opened(body)
    line = lines(body, campaign)[0]
    with owner():
        give_role(one(body, Membership, id=line.membership_id), "suppleant", body.convention)
    with pytest.raises(Refused, match="égale ou supérieure"):
        answer(body, line)


def test_an_answer_changes_no_right_and_may_be_taken_back(body):
    campaign = opened(body)
    line = answer(body, lines(body, campaign)[0], Verdict.REMOVE)

    assert one(body, Habilitation, id=line.habilitation_id).withdrawn_at is None
    assert line.seconds == 5
    with transaction(body.principal) as at:
        undone = undo(campaign.id, actor=body.principal, at=at)
    assert (undone.id, undone.verdict, undone.judged_at) == (line.id, "", None)
    with pytest.raises(Refused, match="aucune ligne"), transaction(body.principal) as at:
        undo(campaign.id, actor=body.principal, at=at)
    with pytest.raises(Refused, match="aucune ligne"), transaction(body.principal) as at:
        take_back(line.id, actor=body.principal, at=at)


def test_doubtful_is_apart_from_decisions(body):
    campaign = opened(body)
    first, second = lines(body, campaign)[:2]
    answer(body, first, Verdict.DOUBTFUL)
    answer(body, second, Verdict.REMOVE)

    with transaction(body.principal):
        done = progress(campaign.id)
    assert (done.decided, done.doubtful) == (1, 1)
    assert done.left == done.total - 2


def test_several_reviews_are_counted_in_one_statement(body, django_assert_num_queries):
    campaign, unknown = opened(body), uuid4()
    with transaction(body.principal), django_assert_num_queries(1):
        done = progress_of([campaign.id, unknown])
    assert done[campaign.id].left == done[campaign.id].total > 0
    assert done[unknown].total == 0


def test_two_answers_to_one_right_that_disagree_are_asked_again(body):
    campaign = opened(body)
    again = next(line for line in lines(body, campaign) if line.control == "again")
    first = one(body, ReviewLine, id=again.original_id)
    answer(body, first, Verdict.KEEP)
    answer(body, again, Verdict.REMOVE)

    assert one(body, ReviewLine, id=first.id).verdict == ""
    assert one(body, ReviewLine, id=again.id).is_contradicted


def test_a_departed_persons_right_is_a_control_line(body, owner):
    with owner():
        gone = MembershipFactory(
            organisation=body.organisation,
            left_at=timezone.now() - timedelta(days=5),
            joined_at=timezone.now() - timedelta(days=300),
        )
        right = held(body, gone, period=(timezone.now() - timedelta(days=200), timezone.now() - timedelta(days=5)))
    campaign = opened(body)
    control = next(line for line in lines(body, campaign) if line.control == "departed")

    assert control.habilitation_id == right.id
    assert control.valid_to is None
    answer_all(body, campaign)
    answer(body, control, Verdict.KEEP)
    certificate = close(body, campaign)
    assert '"controls":{"asked":1,"failed":1' in certificate.body


def test_a_colleague_gives_an_opinion_and_decides_nothing(body):
    campaign = opened(body)
    line, colleague = lines(body, campaign)[0], body.people[-1]
    if line.membership_id == colleague.id:
        colleague = body.people[1]
    with transaction(body.principal) as at:
        ask(line.id, colleague.person_id, actor=body.principal, at=at)
    with pytest.raises(Refused, match="Personne ne vous a demandé"), transaction(body.principal) as at:
        advise(line.id, is_needed=True, reason="", actor=body.principal, at=at)
    adviser = actor_of(colleague)
    with transaction(adviser) as at:
        advise(line.id, is_needed=False, reason="il a changé de poste", actor=adviser, at=at)

    said = one(body, ReviewLine, id=line.id)
    assert (said.verdict, said.opinion, said.opinion_reason) == ("doubtful", "unneeded", "il a changé de poste")
    with pytest.raises(Refused, match="Choisissez un collègue"), transaction(body.principal) as at:
        ask(line.id, body.principal.person_id, actor=body.principal, at=at)


def test_a_review_closes_when_every_line_has_an_answer_and_identity_is_confirmed(body):
    campaign = opened(body)
    with pytest.raises(Refused, match="sans réponse"):
        close(body, campaign)
    answer_all(body, campaign)
    from_before = replace(body.principal, step_up_at=None)
    with pytest.raises(Refused, match="Confirmez votre identité"), transaction(from_before) as at:
        close_review(campaign.id, actor=from_before, at=at)
    close(body, campaign)
    with pytest.raises(Refused, match="déjà close"):
        close(body, campaign)
    with pytest.raises(Refused, match="close et certifiée"):
        answer(body, lines(body, campaign)[0])


def test_closing_removes_and_reduces_by_the_ordinary_actions(body):
    campaign = opened(body)
    answer_all(body, campaign)
    removed, reduced = [line for line in lines(body, campaign) if not line.control][-2:]
    again = {line.original_id: line for line in lines(body, campaign) if line.control == "again"}
    end = timezone.localdate() + timedelta(days=30)
    for line, verdict, more in ((removed, Verdict.REMOVE, {}), (reduced, Verdict.REDUCE, {"ends_on": end})):
        answer(body, line, verdict, **more)
        if line.id in again:
            answer(body, again[line.id], verdict, **more)
    close(body, campaign)

    gone = one(body, Habilitation, id=removed.habilitation_id)
    assert gone.withdrawn_at is not None
    assert gone.cause == "revue des habilitations"
    assert one(body, Habilitation, id=reduced.habilitation_id).withdrawn_at is not None
    shorter = one(body, Habilitation, membership_id=reduced.membership_id, withdrawn_at=None)
    assert timezone.localtime(shorter.period.upper).date() == end + timedelta(days=1)
    assert {one(body, ReviewLine, id=line.id).outcome for line in (removed, reduced)} == {"fait"}


def test_what_a_rule_refuses_at_the_closing_stays_and_is_told(body, owner):
    campaign = opened(body)
    answer_all(body, campaign)
    line = [line for line in lines(body, campaign) if not line.control][-1]
    answer(body, line, Verdict.REMOVE)
    for again in [each for each in lines(body, campaign) if each.original_id == line.id]:
        answer(body, again, Verdict.REMOVE)
    with owner():
        give_role(one(body, Membership, id=line.membership_id), "suppleant", body.convention)
    certificate = close(body, campaign)

    assert one(body, Habilitation, id=line.habilitation_id).withdrawn_at is None
    assert "non appliqué" in one(body, ReviewLine, id=line.id).outcome
    assert "égale ou supérieure" in certificate.body


def test_the_caisse_is_told_by_mail_and_reads_the_certificate_alone(body, owner):
    with owner():
        admin = give_role(
            MembershipFactory(organisation=body.convention.organisation, email="caisse@caisse.example"),
            "caisse_admin",
            body.convention,
        )
    campaign = opened(body)
    answer_all(body, campaign)
    certificate = close(body, campaign)

    with owner():
        assert Message.objects.filter(kind="habilitation:review_received", recipient="caisse@caisse.example").exists()
    with transaction(admin):
        assert ReviewCertificate.objects.filter(id=certificate.id).exists()


def test_another_partner_sees_nothing_of_it(body, owner):
    with owner():
        other = town(people=1)
    campaign = opened(body)
    with transaction(other.principal):
        assert not ReviewCampaign.objects.filter(id=campaign.id).exists()
        assert not ReviewLine.objects.filter(campaign_id=campaign.id).exists()
    hidden = lines(body, campaign)[0]
    with pytest.raises(ReviewLine.DoesNotExist), transaction(other.principal) as at:
        judge(hidden.id, Judgement("keep"), actor=other.principal, at=at)
