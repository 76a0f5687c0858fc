"""Close a review: its answers become withdrawals and shorter rights, its certificate goes to the caisse (MCP-26).

Answers are applied here and not one by one, so that a change of mind costs nothing before. Each goes through `withdraw`
and `grant`: what their rules refuse stays as it was, and the certificate says so.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings

from socle.database.transactions import transaction
from socle.habilitations import review_emails as emails
from socle.habilitations.actions.granting import Wish, grant, withdraw
from socle.habilitations.actions.reviewing.attesting import Text, certificate_text
from socle.habilitations.domain.access import may
from socle.habilitations.domain.granting import confirmed_recently
from socle.habilitations.domain.reviewing.certificate import APPLIED, digest_of
from socle.habilitations.domain.reviewing.judging import REVIEW_CLAUSE, ReviewCode, Verdict, may_close
from socle.habilitations.models import Habilitation
from socle.habilitations.queries.reviewing.certificates import recipients
from socle.habilitations.queries.reviewing.lines import LEFT
from socle.habilitations.queries.seats import seat_lines
from socle.habilitations.reviews import ReviewCampaign, ReviewCertificate, ReviewLine
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Refused, refuse
from socle.notifications.actions import enqueue
from socle.theme.moments import end_of
from socle.traces import actions as traces

CAUSE = "revue des habilitations"
CLOSED = refuse(
    ReviewCode.CLOSED,
    "Cette revue est déjà close et certifiée.",
    clause=REVIEW_CLAUSE,
    fix="Son certificat est à la page « Revues ».",
)
GONE = "déjà terminé par ailleurs"


def close_review(campaign_id: UUID, *, actor: Actor, at: datetime) -> ReviewCertificate:
    """Apply every answer, then certify; refused while a line has none, or without a recent confirmation of identity."""
    campaign = ReviewCampaign.objects.select_for_update(of=("self",)).get(id=campaign_id)
    act = Act("habilitation:review:refused", "review", str(campaign.id), campaign.label)
    may(actor, "review:run").or_raise(act)
    if campaign.closed_at is not None:
        CLOSED.or_raise(act)
    may_close(ReviewLine.objects.filter(LEFT, campaign_id=campaign.id).count()).or_raise(act)
    confirmed_recently(actor.step_up_at, at).or_raise(act)
    campaign.closed_by_id, campaign.closed_by_name, campaign.closed_at = actor.person_id, actor.name, at
    campaign.save(update_fields=["closed_by_id", "closed_by_name", "closed_at"])
    before = seat_lines(campaign.organisation_id, at)
    for line in ReviewLine.objects.filter(campaign_id=campaign.id, control="", verdict__in=APPLYING):
        _apply(line, actor, at)
    return _certify(campaign, certificate_text(campaign, uuid4(), before, actor, at), actor, at)


def _apply(line: ReviewLine, actor: Actor, at: datetime) -> None:
    """One answer in a savepoint of its own: refused, it leaves the right as it was and says why."""
    try:
        with transaction(actor):
            line.outcome = APPLYING[Verdict(line.verdict)](line, actor, at)
    except Refused as error:
        line.outcome = f"non appliqué : {error.decision.reason}"[:300]
    line.save(update_fields=["outcome"])


def _cause(line: ReviewLine) -> str:
    return f"{CAUSE} : {line.reason}"[:300] if line.reason else CAUSE


def _remove(line: ReviewLine, actor: Actor, at: datetime) -> str:
    held = Habilitation.objects.filter(id=line.habilitation_id, period__contains=at).exists()
    if not held:
        return GONE
    withdraw(line.habilitation_id, actor=actor, at=at, cause=_cause(line))
    return APPLIED


def _reduce(line: ReviewLine, actor: Actor, at: datetime) -> str:
    """End the right and open the narrower one at the same instant; a right that has ended stays so."""
    held = Habilitation.objects.filter(id=line.habilitation_id, period__contains=at).first()
    if held is None:
        return GONE
    purpose, ends_at = held.purpose, end_of(line.ends_on) if line.ends_on else held.period.upper
    withdraw(held.id, actor=actor, at=at, cause=_cause(line))
    wish = Wish(
        held.membership.person_id,
        held.service,
        line.to_profile or held.profile,
        purpose,
        held.scope_id,
        valid_to=ends_at,
    )
    grant(wish, actor=actor, at=at)
    return APPLIED


APPLYING = {Verdict.REMOVE: _remove, Verdict.REDUCE: _reduce}


def _certify(campaign: ReviewCampaign, text: Text, actor: Actor, at: datetime) -> ReviewCertificate:
    digest, counts = digest_of(text.body), text.counts
    trace_id = traces.record(
        "habilitation:review:closed",
        actor=actor,
        at=at,
        subject_kind="review",
        subject_id=str(campaign.id),
        subject_label=campaign.label,
        clause=campaign.clause,
        caisse_id=campaign.caisse_id,
        payload={
            "kept": counts[Verdict.KEEP],
            "reduced": counts[Verdict.REDUCE],
            "removed": counts[Verdict.REMOVE],
            "doubtful": counts[Verdict.DOUBTFUL],
            "digest": digest,
            "lines_root": text.lines_root,
            "certificate": str(text.key),
        },
    )
    certificate = ReviewCertificate(
        id=text.key,
        organisation_id=campaign.organisation_id,
        caisse_id=campaign.caisse_id,
        convention_id=campaign.convention_id,
        campaign=campaign,
        issued_at=at,
        trace_id=trace_id,
        digest=digest,
        body=text.body,
    )
    certificate.save(force_insert=True)
    link = f"{settings.ORIGIN}/revues/certificats/{text.key}/"
    for address in recipients(campaign.convention_id):
        enqueue(
            emails.review_received(address, actor.organisation_name, campaign.label, counts[Verdict.REMOVE], link), at
        )
    return certificate
