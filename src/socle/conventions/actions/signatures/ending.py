"""Refuse to sign, or take a paper back: the round ends, and every party reads why."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from socle.conventions import emails
from socle.conventions.actions.signatures.rounds import GONE, act_of, decide, entry_for, round_and_day, tell, trace
from socle.conventions.domain.signing_round import TAGS, Case, hand_of
from socle.conventions.models import SigningEntry
from socle.conventions.queries import signatures as queries
from socle.kernel.actor import Actor


def refuse_to_sign(convention_id: UUID, round_id: UUID, reason: str, *, actor: Actor, at: datetime) -> SigningEntry:
    """Refuse for one's body: the round ends, and all the parties are told why."""
    found, today = round_and_day(convention_id, round_id, at)
    mine = found.of(actor.organisation_id)
    hand = hand_of(mine, queries.hand_of_actor(actor, at), today) if mine else GONE
    case = Case(found.state, is_turn=True, today=today, hand=hand, reason=reason)
    return _end("refuse", found, actor.organisation_id, case, actor=actor, at=at)


def cancel(convention_id: UUID, round_id: UUID, reason: str, *, actor: Actor, at: datetime) -> SigningEntry:
    """Take back a paper that one's body sent round, in the place of a party that has not answered."""
    found, today = round_and_day(convention_id, round_id, at)
    left = next((one.party for one in found.expected if one.party not in found.done), actor.organisation_id)
    case = Case(found.state, is_turn=True, today=today, reason=reason)
    return _end("cancel", found, left, case, actor=actor, at=at)


def _end(step: str, found: queries.Round, party: UUID, case: Case, *, actor: Actor, at: datetime) -> SigningEntry:
    decide(step, found, party, actor, case).or_raise(act_of(step, found))
    entry = entry_for(found, step, party, actor, at)
    entry.note = case.reason.strip()
    entry.save(force_insert=True)
    trace(TAGS[step], found.row, {"paper": found.row.title, "why": entry.note}, actor=actor, at=at)
    write = emails.refused if step == "refuse" else emails.cancelled
    tell(write, found.row, at, reason=entry.note, body=actor.organisation_name)
    return entry
