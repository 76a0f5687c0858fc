"""Sign a paper for one's body, or record that it was signed by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from socle.accounts.domain.session import step_up
from socle.conventions.actions.signatures.marking import marked
from socle.conventions.actions.signatures.rounds import (
    GONE,
    act_of,
    decide,
    entry_for,
    follow,
    keep,
    round_and_day,
    trace,
)
from socle.conventions.domain.authorising import is_flagged, may_sign
from socle.conventions.domain.signing_round import TAGS, Case, hand_of, signs_as
from socle.conventions.models import SigningEntry
from socle.conventions.queries import signatures as queries
from socle.conventions.queries.authorities import authority_for
from socle.files.actions import Handed, receive
from socle.files.examining import Examined
from socle.kernel.actor import Actor
from socle.kernel.decision import ALLOWED, Decision


@dataclass(frozen=True, slots=True)
class ByHand:
    """A signature made by hand: whose, the day the paper bears, and its scan."""

    party: UUID
    signed_on: date | None
    scan: Handed
    examined: Examined


def case_of(found: queries.Round, today: date, *, actor: Actor, at: datetime) -> Case:
    """What the guards need to know of the actor before this paper."""
    mine = found.of(actor.organisation_id)
    return Case(
        found.state,
        mine in found.turns,
        today,
        hand=hand_of(mine, queries.hand_of_actor(actor, at), today) if mine else GONE,
        confirmed=step_up(actor.step_up_at, at),
    )


def authority_decision(found: queries.Round, party_id: UUID, signed_on: date, at: datetime) -> tuple[Decision, str]:
    """A public party signs once its délibération binds: refused before, or flagged when the text says so (MCP-11).

    Beside the decision, the remark to keep with a flagged signature, empty when there is nothing to say.
    """
    standing = authority_for(found.row, party_id, at)
    early = may_sign(standing.terms, side=standing.role, is_public=standing.is_public, signed_on=signed_on)
    return (ALLOWED, early.reason) if early or is_flagged(standing.terms) else (early, "")


def _remark(step: str, found: queries.Round, party_id: UUID, signed_on: date, at: datetime) -> str:
    decision, remark = authority_decision(found, party_id, signed_on, at)
    decision.or_raise(act_of(step, found))
    return remark


def sign(convention_id: UUID, round_id: UUID, *, actor: Actor, at: datetime) -> SigningEntry:
    """Sign for one's body, after an identity just confirmed; the earlier signatures stay as they are."""
    found, today = round_and_day(convention_id, round_id, at)
    decide("sign", found, actor.organisation_id, actor, case_of(found, today, actor=actor, at=at)).or_raise(
        act_of("sign", found)
    )
    remark = _remark("sign", found, actor.organisation_id, today, at)
    mine = found.of(actor.organisation_id)
    assert mine is not None, "decided: only a party signs"
    capacity = signs_as(mine, queries.hand_of_actor(actor, at), today)
    paper = marked(found, mine, actor.name, capacity, at)
    parties = [one.party_id for one in found.signatories]
    kept = keep(paper.content, found.row.title, round_id, parties, actor=actor, at=at)
    entry = entry_for(found, "sign", actor.organisation_id, actor, at)
    entry.signs_as, entry.certificate = capacity, paper.certificate
    entry.note = remark
    entry.file_id, entry.sha256_before, entry.sha256 = kept.id, found.sha256, kept.sha256
    entry.save(force_insert=True)
    trace(TAGS["sign"], found.row, {"paper": found.row.title, "digest": kept.sha256}, actor=actor, at=at)
    follow(found, today, actor=actor, at=at)
    return entry


def record_paper(convention_id: UUID, round_id: UUID, by_hand: ByHand, *, actor: Actor, at: datetime) -> SigningEntry:
    """Record that a party signed by hand, with the scan; by that party, or by whoever sent the paper round."""
    found, today = round_and_day(convention_id, round_id, at)
    is_turn = any(one.party == by_hand.party for one in found.turns)
    has_scan = bool(by_hand.examined.kept)
    case = Case(found.state, is_turn, today, signed_on=by_hand.signed_on, has_scan=has_scan)
    decide("record_paper", found, by_hand.party, actor, case).or_raise(act_of("record_paper", found))
    assert by_hand.signed_on is not None, "decided: the paper bears a day"
    remark = _remark("record_paper", found, by_hand.party, by_hand.signed_on, at)
    kept = receive(by_hand.scan, by_hand.examined, actor=actor, at=at)
    entry = entry_for(found, "record_paper", by_hand.party, actor, at)
    entry.signed_on, entry.file_id, entry.sha256 = by_hand.signed_on, kept.id, kept.sha256
    entry.note = remark
    entry.save(force_insert=True)
    trace(TAGS["record_paper"], found.row, {"paper": found.row.title, "digest": kept.sha256}, actor=actor, at=at)
    follow(found, today, actor=actor, at=at)
    return entry


def refuse_scan(scan: Handed, examined: Examined, *, actor: Actor, at: datetime) -> None:
    """Keep the reason for which a scan was refused, and its trace; the signature is not recorded."""
    receive(scan, examined, actor=actor, at=at)
