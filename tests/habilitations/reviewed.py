"""A partner with many rights to review: opened by its principal, some asleep, one person gone; written as the owner."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from socle.accounts.models import Account
from socle.database.transactions import transaction
from socle.habilitations.actions.reviewing.judging import judge
from socle.habilitations.actions.reviewing.opening import open_review
from socle.habilitations.domain.reviewing.judging import Judgement, Verdict
from socle.habilitations.models import Habilitation
from socle.habilitations.reviews import ReviewCampaign, ReviewLine
from tests.factories import MembershipFactory
from tests.habilitations.bodies import TRAITS, Partner, confirmed, partner

TARIF = "tarif-selon-quotient"


def held(
    body: Partner, membership, *, profile: str = "T2", days: int = 150, used: int | None = 3, **columns
) -> Habilitation:
    """A right opened `days` ago by the principal, used `used` days ago."""
    now = timezone.now()
    return Habilitation.objects.create(
        organisation_id=body.organisation.id,
        membership=membership,
        caisse_id=body.convention.organisation_id,
        convention=body.convention,
        service="cdap",
        profile=profile,
        purpose=TARIF,
        period=columns.pop("period", (now - timedelta(days=days), None)),
        granted_by_id=body.principal.person_id,
        granted_at=now - timedelta(days=days),
        last_used_at=now - timedelta(days=used) if used is not None else None,
        **columns,
    )


def town(people: int = 12, **signing: object) -> Partner:
    """A partner whose people each hold one right; every fourth never used theirs."""
    body = partner(people=0, **signing)
    members = tuple(
        MembershipFactory(organisation=body.organisation, service_traits=TRAITS, service=f"Service {rank % 3}")
        for rank in range(people)
    )
    for rank, member in enumerate(members):
        Account.objects.create(
            person=member.person,
            identifier=f"F{uuid4().hex[:10]}",
            state="active",
            created_at=member.joined_at,
            activated_at=member.joined_at,
        )
        held(body, member, used=None if rank % 4 == 0 else 3)
    return Partner(body.convention, body.organisation, body.principal, members)


def opened(body: Partner) -> ReviewCampaign:
    with transaction(body.principal) as at:
        return open_review(body.convention.id, actor=body.principal, at=at)


def lines(body: Partner, campaign: ReviewCampaign) -> list[ReviewLine]:
    with transaction(body.principal):
        return list(ReviewLine.objects.filter(campaign=campaign).order_by("position"))


def one(body: Partner, model, **wanted):
    """A row as the principal sees it."""
    with transaction(body.principal):
        return model.objects.get(**wanted)


def answer(body: Partner, line: ReviewLine, verdict: str = Verdict.KEEP, **more) -> ReviewLine:
    reason = more.pop("reason", "mission en cours" if verdict == Verdict.KEEP else "")
    actor = confirmed(body.principal)
    with transaction(actor) as at:
        wanted = Judgement(verdict, reason, **more)
        return judge(line.id, wanted, actor=actor, at=at, seconds=5)


def answer_all(body: Partner, campaign: ReviewCampaign, **verdicts: str) -> None:
    """Keep every right but those named by the person's first name; honest on control lines."""
    for line in lines(body, campaign):
        if line.is_for_caisse:
            continue
        verdict = Verdict.REMOVE if line.control == "departed" else verdicts.get(str(line.membership_id), Verdict.KEEP)
        answer(body, line, verdict)
