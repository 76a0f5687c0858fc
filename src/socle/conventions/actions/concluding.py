"""Record each party's signature of a draft, then the act itself once everybody signed (MCP-03, MCP-05, MCP-11).

`completed` is what any round of signatures calls when its last one is in: on paper here, electronic elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.text import slugify

from socle.conventions import catalogue
from socle.conventions.actions.amending import amend
from socle.conventions.actions.drafting import locked, trace
from socle.conventions.actions.signing import sign
from socle.conventions.domain.access import may_prepare
from socle.conventions.domain.authorising import is_flagged, may_sign
from socle.conventions.domain.avenant import next_number
from socle.conventions.domain.check import model_named
from socle.conventions.domain.drafting import (
    LIFECYCLE,
    OWNER,
    ROUND,
    TAGS,
    DraftCase,
    DraftKind,
    DraftState,
    everybody_signed,
)
from socle.conventions.domain.signed_text import signed_avenant, signed_convention
from socle.conventions.models import Convention, Draft, DraftParty
from socle.conventions.queries.drafts import (
    case_of,
    parties_of_draft,
    read_draft,
    roles_of,
    signatories,
    terms_of,
    text_of,
)
from socle.conventions.queries.signatures import round_open_on
from socle.conventions.queries.whole import whole
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import ALLOWED, Decision, Refused, refuse

SIGNATURE = Clause("convention", "17.1")


def record_signature(
    draft_id: UUID, party_id: UUID, signed_on: date, evidence: str, *, actor: Actor, at: datetime
) -> DraftParty:
    """Record that a party signed on a day, with what proves it; the last signature makes the act."""
    draft = locked(draft_id)
    may_prepare(actor).or_raise()
    parties = parties_of_draft(draft)
    _may_record(draft, roles_of(actor, draft, parties)).or_raise()
    if round_open_on(draft) is not None:
        raise Refused(ROUND)
    row = next((one for one in parties if one.party_id == party_id), None)
    if row is None or row.signed_on is not None:
        raise Refused(_refused("signature_known", "Cette signature est déjà enregistrée.", "Passez à la suivante."))
    today = Calendar(draft.organisation.territory or "FR").day_of(at)
    _dated(signed_on, evidence, today).or_raise()
    reading = read_draft(draft, text_of(draft), at)
    early = may_sign(terms_of(reading), side=row.role, is_public=row.is_public, signed_on=signed_on)
    if not early and not is_flagged(terms_of(reading)):
        raise Refused(early)
    mark_signed(draft, row, Proof(signed_on, evidence, early.reason), actor=actor, at=at)
    if all(one.signed_on for one in parties):
        completed(draft_id, actor=actor, at=at)
    return row


@dataclass(frozen=True, slots=True)
class Proof:
    """The day a party signed, what proves it, and what is flagged."""

    signed_on: date
    evidence: str
    remark: str = ""


def mark_signed(draft: Draft, row: DraftParty, proof: Proof, *, actor: Actor, at: datetime) -> None:
    """Write that a party signed; who may is judged before."""
    row.signed_on, row.evidence, row.remark = proof.signed_on, proof.evidence.strip()[:300], proof.remark[:400]
    row.recorded_at, row.recorded_by_id = at, actor.person_id
    row.save(update_fields=["signed_on", "evidence", "remark", "recorded_at", "recorded_by_id"])
    said = {"party": row.name, "signed_on": proof.signed_on.isoformat(), "version": draft.version}
    trace("convention:draft:party_signed", draft, actor, at, **said, **({"remark": row.remark} if row.remark else {}))


def completed(draft_id: UUID, *, actor: Actor, at: datetime) -> Convention:
    """Every party signed: the avenant or the convention is recorded, from the last signature at the soonest."""
    draft = locked(draft_id)
    parties = parties_of_draft(draft)
    reading = read_draft(draft, text_of(draft), at)
    case = case_of(draft, parties, reading, actor)
    LIFECYCLE.decide("conclude", DraftState(draft.state), roles_of(actor, draft, parties), case).or_raise()
    return made(draft, parties, actor=actor, at=at)


def made(draft: Draft, parties: Sequence[DraftParty], *, actor: Actor, at: datetime) -> Convention:
    """The act that the signatures made, whoever signed last; nothing without them all."""
    everybody_signed(DraftCase(draft.version, True, signatories(draft, parties), actor.organisation_id)).or_raise()
    last = max(row.signed_on for row in parties if row.signed_on)
    convention = (
        _amended(draft, last, actor, at) if draft.kind == DraftKind.AVENANT else _signed(draft, last, actor, at)
    )
    draft.state, draft.result = DraftState.SIGNED, convention
    draft.save(update_fields=["state", "result"])
    trace(TAGS["conclude"], draft, actor, at, version=draft.version)
    return convention


def _amended(draft: Draft, last: date, actor: Actor, at: datetime) -> Convention:
    assert draft.base is not None, "the database says so (draft_base_of_avenant)"
    text = signed_avenant(text_of(draft), next_number(whole(draft.base)), last)
    amend(draft.base.id, text, actor=actor, at=at)
    return draft.base


def _signed(draft: Draft, last: date, actor: Actor, at: datetime) -> Convention:
    text = text_of(draft)
    reading = read_draft(draft, text, at)
    if reading.whole is None:
        raise Refused(_refused("draft_not_sound", reading.first_remark, "Reprenez la rédaction."))
    slug = f"{slugify(draft.title)[:60]}-{str(draft.id)[:8]}"
    model = catalogue.model(model_named(text))
    signed = signed_convention(text, reading.whole, last)
    return sign(signed, model, slug=slug, actor=actor, at=at, identity=draft.id)


def _may_record(draft: Draft, roles: frozenset[str]) -> Decision:
    if draft.state != DraftState.SIGNING:
        return _refused("not_signing", "Ce projet n'est pas à la signature.", "Ouvrez d'abord la signature.")
    if OWNER not in roles:
        reason = "La caisse qui tient la convention enregistre les signatures reçues."
        return _refused("signature_not_yours", reason, "Envoyez-lui l'acte signé.")
    return ALLOWED


def _dated(signed_on: date, evidence: str, today: date) -> Decision:
    if signed_on > today:
        return _refused("signature_to_come", "Ce jour n'est pas encore venu.", "Donnez le jour écrit sur l'acte.")
    if not evidence.strip():
        return _refused(
            "evidence_missing", "Dites ce qui prouve la signature.", "Par exemple : original reçu le 12 mai."
        )
    return ALLOWED


def _refused(code: str, reason: str, fix: str) -> Decision:
    return refuse(code, reason, clause=SIGNATURE, fix=fix)
