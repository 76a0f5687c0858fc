"""A draft open to signature goes round its parties; once they all signed, it becomes an act (MCP-01, MCP-05, MCP-11).

A new convention exists from its last signature, whoever signs last. An avenant changes a convention that its caisse
holds: when a partner signs last, the act waits for the caisse.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from socle.conventions.actions.concluding import Proof, made, mark_signed, record_signature
from socle.conventions.actions.drafting import locked
from socle.conventions.actions.signatures.opening import Opening, open_round
from socle.conventions.actions.signatures.rounds import GONE, round_and_day
from socle.conventions.domain.drafting import DraftKind, DraftState
from socle.conventions.domain.signing_round import HOUSE, RoundState
from socle.conventions.models import Draft, SigningEntry, SigningRound
from socle.conventions.queries import signatures as queries
from socle.conventions.queries.drafts import draft_of, parties_of_draft
from socle.conventions.queries.papers import Bundle
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused, refuse

DRAFT = "draft"
NOT_READY = refuse(
    "draft_not_ready",
    "Ce projet n'est pas ouvert à la signature, ou des signatures y sont déjà enregistrées.",
    clause=HOUSE,
    fix="Ouvrez d'abord la signature du projet ; sinon, continuez d'enregistrer les signatures reçues.",
)
OTHERS = refuse(
    "draft_of_others",
    "Les parties que le texte nomme ne sont pas celles qui l'ont accepté.",
    clause=HOUSE,
    fix="Reprenez la rédaction, et rendez au texte les parties du projet.",
)
MOVED = refuse(
    "avenant_moved",
    "Le projet n'est plus à la signature dans la version que les parties ont signée.",
    clause=HOUSE,
    fix="Lisez son histoire : il a pu être abandonné, ou l'acte est déjà enregistré.",
)


def paper_key(draft: Draft) -> str:
    """What a round calls the paper of a draft: its version is part of it."""
    return f"projet-{draft.id.hex[:12]}-v{draft.version}"


def may_send(draft: Draft) -> bool:
    """A draft open to signature, that nobody has signed yet."""
    return draft.state == DraftState.SIGNING and not any(row.signed_on for row in parties_of_draft(draft))


def send_draft(
    draft: Draft, bundle: Bundle, content: bytes, *, is_ordered: bool, actor: Actor, at: datetime
) -> SigningRound:
    """Send the draft round its parties; from then on its text does not move."""
    draft = locked(draft.id)
    if not may_send(draft):
        raise Refused(NOT_READY)
    if {row.party_id for row in parties_of_draft(draft)} != {
        one.party_id for one in bundle.parties if not one.has_left(at)
    }:
        raise Refused(OTHERS)
    completes = (DRAFT, f"{draft.id}:{draft.version}")
    opening = Opening(paper_key(draft), draft.title, content, is_ordered, completes)
    return open_round(bundle, opening, actor=actor, at=at)


def conclude(row: SigningRound, actor: Actor, at: datetime) -> None:
    """Make the act that all signed: a new convention at once, an avenant when its caisse is the one that acts."""
    if not waits(row):
        return
    draft = _draft(row)
    assert draft is not None, "waits: the draft is there"
    if draft.kind == DraftKind.CONVENTION:
        _concluded(draft.id, row, actor, at)
        return
    if actor.organisation_id != row.organisation_id:
        return
    found, today = round_and_day(row.home_id, row.id, at)
    for entry in found.entries:
        record_signature(draft.id, entry.party_id, _day(entry, today), _evidence(entry), actor=actor, at=at)


def _concluded(draft_id: UUID, row: SigningRound, actor: Actor, at: datetime) -> None:
    """The convention that the last signature makes, with what proves each of them."""
    draft = locked(draft_id)
    found, today = round_and_day(row.home_id, row.id, at)
    parties = parties_of_draft(draft)
    for party in parties:
        entry = found.entry_of(party.party_id)
        assert entry is not None, "complete: every party signed"
        proof = Proof(_day(entry, today), _evidence(entry), entry.note)
        mark_signed(draft, party, proof, actor=actor, at=at)
    made(draft, parties, actor=actor, at=at)


def conclude_round(convention_id: UUID, round_id: UUID, *, actor: Actor, at: datetime) -> SigningRound:
    """The same, asked for by the caisse once a partner signed last."""
    found = queries.round_of(convention_id, round_id)
    if found is None or found.state is not RoundState.COMPLETE:
        raise Refused(GONE)
    if actor.organisation_id != found.row.organisation_id or not waits(found.row):
        raise Refused(MOVED)
    conclude(found.row, actor, at)
    return found.row


def waits(row: SigningRound) -> bool:
    """Whether an avenant waits for this paper, in the version that was signed."""
    draft = _draft(row)
    if draft is None or draft.state != DraftState.SIGNING:
        return False
    return row.completes_id == f"{draft.id}:{draft.version}"


def _draft(row: SigningRound) -> Draft | None:
    return draft_of(UUID(row.completes_id.partition(":")[0])) if row.completes_kind == DRAFT else None


def _day(entry: SigningEntry, today: date) -> date:
    return entry.signed_on or min(timezone.localdate(entry.recorded_at), today)


def _evidence(entry: SigningEntry) -> str:
    how = "signature électronique" if entry.step == "sign" else "signature à la main, scan"
    return f"{how} de {entry.author_name}, empreinte {entry.sha256}"
