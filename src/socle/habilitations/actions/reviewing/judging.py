"""Judge a line, change one's mind, ask a colleague: nothing of a right changes before the closing (MCP-26)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from socle.habilitations import review_emails as emails
from socle.habilitations.domain.access import may
from socle.habilitations.domain.granting import Target, may_manage
from socle.habilitations.domain.reviewing.controls import Control, is_failed
from socle.habilitations.domain.reviewing.judging import (
    LONGEST_REASON,
    REVIEW_CLAUSE,
    VERDICTS,
    Judgement,
    JudgingCase,
    ReviewCode,
    Verdict,
    decide_judgement,
)
from socle.habilitations.domain.reviewing.pace import LONGEST
from socle.habilitations.domain.reviewing.risk import HIGH
from socle.habilitations.queries.reviewing.lines import narrower_than
from socle.habilitations.queries.roles import actor_holder, holder_of
from socle.habilitations.reviews import ReviewCampaign, ReviewLine
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Decision, Refused, refuse
from socle.notifications.actions import enqueue
from socle.organismes.queries import membership, membership_of
from socle.traces import actions as traces

NOTHING_TO_UNDO = refuse(
    ReviewCode.NOTHING_TO_UNDO,
    "Vous n'avez encore répondu à aucune ligne de cette revue.",
    clause=REVIEW_CLAUSE,
    fix="Répondez d'abord à une ligne.",
)
NOT_ASKED = refuse(
    ReviewCode.NOT_ASKED,
    "Personne ne vous a demandé votre avis sur ce droit, ou la revue est close.",
    clause=REVIEW_CLAUSE,
    fix="Adressez-vous à l'administrateur principal de votre organisme.",
)
NOBODY_TO_ASK = refuse(
    ReviewCode.NOT_ASKED,
    "Choisissez un collègue présent dans votre organisme, autre que vous et que la personne concernée.",
    clause=REVIEW_CLAUSE,
    fix="Choisissez quelqu'un d'autre, ou laissez la ligne sans avis : elle ira à la caisse.",
)
BLANK = {
    "verdict": "",
    "reason": "",
    "ends_on": None,
    "to_profile": "",
    "judged_by_id": None,
    "judged_by_name": "",
    "judged_at": None,
}


def judge(line_id: UUID, wanted: Judgement, *, actor: Actor, at: datetime, seconds: int | None = None) -> ReviewLine:
    """Write the answer of one line, with the time it took; a line judged again keeps its last answer."""
    line = locked(line_id)
    act = _act(line, wanted.verdict)
    may(actor, "review:run").or_raise(act)
    _decision(line, wanted, actor, at).or_raise(act)
    line.verdict, line.reason = wanted.verdict, wanted.reason[:LONGEST_REASON]
    is_reduced = wanted.verdict == Verdict.REDUCE
    line.ends_on = wanted.ends_on if is_reduced else None
    line.to_profile = wanted.profile if is_reduced else ""
    line.judged_by_id, line.judged_by_name, line.judged_at = actor.person_id, actor.name, at
    line.seconds = min(max(seconds, 0), LONGEST) if seconds is not None else None
    line.save()
    _trace("judged", line, actor, at, _said(line))
    if line.control == Control.AGAIN:
        _compare(line)
    return line


def _decision(line: ReviewLine, wanted: Judgement, actor: Actor, at: datetime) -> Decision:
    held = membership(line.membership_id)
    managing = may_manage(actor_holder(actor, at), holder_of(held, at), Target(line.service, line.profile))
    case = JudgingCase(
        is_open=line.campaign.closed_at is None,
        is_for_caisse=line.is_for_caisse,
        is_risky=line.risk >= HIGH,
        managing=managing,
        today=timezone.localdate(at),
        valid_to=line.valid_to,
        narrower=frozenset(narrower_than(line, at)) if wanted.profile else frozenset(),
    )
    return decide_judgement(case, wanted)


def _compare(line: ReviewLine) -> None:
    """Two answers to one right that disagree: the first is asked again, and both are counted as a failed control."""
    assert line.original_id
    first = ReviewLine.objects.select_for_update().get(id=line.original_id)
    if is_failed(Control.AGAIN, line.verdict, first.verdict):
        line.is_contradicted = True
        line.save(update_fields=["is_contradicted"])
        _blank(first)


def undo(campaign_id: UUID, *, actor: Actor, at: datetime) -> ReviewLine:
    """Take back one's latest answer of this review."""
    rows = ReviewLine.objects.filter(campaign_id=campaign_id, judged_by_id=actor.person_id)
    last = rows.order_by("-judged_at", "-position").first()
    act = Act("habilitation:review:refused", "review", str(campaign_id))
    if last is None:
        NOTHING_TO_UNDO.or_raise(act)
    assert last
    return take_back(last.id, actor=actor, at=at)


def take_back(line_id: UUID, *, actor: Actor, at: datetime) -> ReviewLine:
    """Take back the answer of one line while the review is open."""
    line = locked(line_id)
    may(actor, "review:run").or_raise(_act(line))
    if not line.verdict:
        NOTHING_TO_UNDO.or_raise(_act(line))
    _decision(line, Judgement(Verdict.DOUBTFUL), actor, at).or_raise(_act(line))
    _trace("undone", line, actor, at, {"verdict": VERDICTS[Verdict(line.verdict)]})
    _blank(line)
    return line


def ask(line_id: UUID, person_id: UUID, *, actor: Actor, at: datetime, seconds: int | None = None) -> ReviewLine:
    """Say « je ne sais pas » and ask a colleague or the line manager, who is told by mail."""
    line = judge(line_id, Judgement(Verdict.DOUBTFUL), actor=actor, at=at, seconds=seconds)
    asked = membership_of(person_id, actor.organisation_id, at)
    if asked is None or asked.id in {actor.membership_id, line.membership_id}:
        raise Refused(NOBODY_TO_ASK, _act(line))
    line.asked_id, line.asked_name, line.opinion, line.opinion_reason = asked.id, asked.person.name, "", ""
    line.save(update_fields=["asked_id", "asked_name", "opinion", "opinion_reason"])
    _trace("asked", line, actor, at, {"asked": line.asked_name})
    enqueue(emails.review_asked(asked, line, actor.name, f"{settings.ORIGIN}/revues/avis/{line.id}/"), at)
    return line


def advise(line_id: UUID, *, is_needed: bool, reason: str, actor: Actor, at: datetime) -> ReviewLine:
    """Tell the reviewer whether the right is still needed; the reviewer alone decides."""
    line = locked(line_id)
    if line.asked_id != actor.membership_id or line.campaign.closed_at is not None:
        NOT_ASKED.or_raise(_act(line))
    line.opinion, line.opinion_reason = "needed" if is_needed else "unneeded", reason[:LONGEST_REASON]
    line.save(update_fields=["opinion", "opinion_reason"])
    said = {"opinion": "oui" if is_needed else "non", **({"cause": line.opinion_reason} if reason else {})}
    _trace("advised", line, actor, at, said)
    return line


def locked(line_id: UUID) -> ReviewLine:
    """One line under lock, the campaign shared so that nothing is judged while it closes; DoesNotExist otherwise."""
    line = ReviewLine.objects.select_for_update(of=("self",)).select_related("campaign").get(id=line_id)
    line.campaign = ReviewCampaign.objects.select_for_update(no_key=True).get(id=line.campaign_id)
    return line


def _blank(line: ReviewLine) -> None:
    for name, value in BLANK.items():
        setattr(line, name, value)
    line.save(update_fields=list(BLANK))


def _said(line: ReviewLine) -> Mapping[str, object]:
    said: dict[str, object] = {"verdict": VERDICTS[Verdict(line.verdict)], "habilitation": str(line.habilitation_id)}
    if line.reason:
        said["cause"] = line.reason
    if line.ends_on:
        said["until"] = line.ends_on.isoformat()
    if line.to_profile:
        said["to"] = line.to_profile
    return said | ({"seconds": line.seconds} if line.seconds is not None else {})


def _act(line: ReviewLine, verdict: str = "") -> Act:
    asked: Mapping[str, object] = {"service": line.service, "profile": line.profile, "review": str(line.campaign_id)}
    return Act(
        "habilitation:review:refused",
        "habilitation",
        str(line.habilitation_id),
        line.person_name,
        payload={**asked, **({"verdict": verdict[:20]} if verdict else {})},
    )


def _trace(step: str, line: ReviewLine, actor: Actor, at: datetime, said: Mapping[str, object]) -> None:
    traces.record(
        TAGS[step],
        actor=actor,
        at=at,
        subject_kind="habilitation",
        subject_id=str(line.habilitation_id),
        subject_label=line.person_name,
        clause=line.campaign.clause,
        caisse_id=line.campaign.caisse_id,
        payload={"service": line.service, "profile": line.profile, "review": str(line.campaign_id), **said},
    )


TAGS = {
    "judged": "habilitation:review:judged",
    "undone": "habilitation:review:undone",
    "asked": "habilitation:review:asked",
    "advised": "habilitation:review:advised",
}
