"""An avenant still to sign goes round its parties; once they all signed, its caisse makes the act of it (MCP-05).

The caisse holds the convention: it writes the act. When a partner signs last, the act waits for the caisse.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from socle.conventions.actions.concluding import record_signature
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
    "avenant_not_ready",
    "Ce projet n'est pas un avenant ouvert à la signature, ou des signatures y sont déjà enregistrées.",
    clause=HOUSE,
    fix="Ouvrez d'abord la signature du projet ; sinon, continuez d'enregistrer les signatures reçues.",
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
    """An avenant open to signature, that nobody has signed yet."""
    is_ready = draft.kind == DraftKind.AVENANT and draft.state == DraftState.SIGNING
    return is_ready and not any(row.signed_on for row in parties_of_draft(draft))


def send_avenant(
    draft: Draft, bundle: Bundle, content: bytes, *, is_ordered: bool, actor: Actor, at: datetime
) -> SigningRound:
    """Send the avenant round the parties of its convention."""
    if not may_send(draft):
        raise Refused(NOT_READY)
    completes = (DRAFT, f"{draft.id}:{draft.version}")
    opening = Opening(paper_key(draft), draft.title, content, is_ordered, completes)
    return open_round(bundle, opening, actor=actor, at=at)


def conclude(row: SigningRound, actor: Actor, at: datetime) -> None:
    """Make the act of an avenant that all signed, when the caisse that holds the convention is the one that acts."""
    if actor.organisation_id != row.organisation_id or not waits(row):
        return
    found, today = round_and_day(row.convention_id, row.id, at)
    draft = _draft(row)
    assert draft is not None, "waits: the draft is there"
    for entry in found.entries:
        record_signature(draft.id, entry.party_id, _day(entry, today), _evidence(entry), actor=actor, at=at)


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
    return entry.signed_on or min(entry.recorded_at.date(), today)


def _evidence(entry: SigningEntry) -> str:
    how = "signature électronique" if entry.step == "sign" else "signature à la main, scan"
    return f"{how} de {entry.author_name}, empreinte {entry.sha256}"
