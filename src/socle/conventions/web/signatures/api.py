"""Papers that go round, and the verification of a signed PDF, as the API says them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from socle.conventions.actions import signatures as actions
from socle.conventions.domain.access import may_list
from socle.conventions.domain.signing_round import HOUSE
from socle.conventions.queries.signatures import Round, round_of, rounds_of
from socle.conventions.web.own import own_home
from socle.conventions.web.signatures.verifying import report_on
from socle.database.transactions import run, transaction
from socle.files.domain.kinds import MOST_BYTES, too_big
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused, refuse

router = Router(tags=["conventions"])


class SignatoryLine(Schema):
    """One party: its representative, and what it did."""

    party: UUID
    organisation: str
    name: str
    capacity: str
    state: str
    at: datetime | None
    signs_as: str
    signed_on: date | None
    reason: str


class RoundLine(Schema):
    """One paper that goes or went round."""

    id: UUID
    paper: str
    title: str
    state: str
    is_ordered: bool
    opened_at: datetime
    sha256: str
    turns: list[UUID]
    signatories: list[SignatoryLine]


class RoundLines(Schema):
    items: list[RoundLine]
    next: str | None = None


class SigningIn(Schema):
    """`sign` names by its fingerprint the state of the paper that was read; `refuse` and `cancel` say why."""

    step: str
    sha256: str = ""
    reason: str = ""


NOT_READ = refuse(
    "signing_not_read",
    "L'empreinte donnée n'est pas celle du papier à signer.",
    clause=HOUSE,
    fix="Lisez le papier tel qu'il est maintenant, puis signez-le avec son empreinte (« sha256 »).",
)
UNKNOWN_STEP = refuse(
    "signing_step_unknown",
    "Cet acte n'existe pas.",
    clause=HOUSE,
    fix="Choisissez « sign », « refuse » ou « cancel ».",
)


class Verified(Schema):
    """What the signatures of a PDF are worth, in sentences and in fields."""

    ok: bool
    sha256: str
    pages: int
    says: list[str]
    signatures: list[dict[str, Any]]
    empty_fields: list[str]
    problem: str


def line(home_id: UUID, round_id: UUID) -> RoundLine:
    """One paper, as the API says it; 404 when the actor is no party to it."""
    found = round_of(home_id, round_id)
    if found is None:
        raise Http404
    return _line(found)


def _line(found: Round) -> RoundLine:
    return RoundLine(
        id=found.row.id,
        paper=found.row.paper_key,
        title=found.row.title,
        state=found.state.value,
        is_ordered=found.row.is_ordered,
        opened_at=found.row.opened_at,
        sha256=found.sha256,
        turns=[one.party for one in found.turns],
        signatories=[_signatory(found, index) for index in range(len(found.signatories))],
    )


def _signatory(found: Round, index: int) -> SignatoryLine:
    one = found.signatories[index]
    entry = found.entry_of(one.party_id)
    return SignatoryLine(
        party=one.party_id,
        organisation=one.body_name,
        name=one.name,
        capacity=one.capacity,
        state=entry.state if entry else "expected",
        at=entry.recorded_at if entry else None,
        signs_as=entry.signs_as if entry else "",
        signed_on=entry.signed_on if entry else None,
        reason=entry.note if entry else "",
    )


def _acted(home_id: UUID, round_id: UUID, body: SigningIn, actor: Actor, at: datetime) -> None:
    if body.step == "sign":
        if body.sha256 != line(home_id, round_id).sha256:
            raise Refused(NOT_READ)
        actions.sign(home_id, round_id, actor=actor, at=at)
    elif body.step == "refuse":
        actions.refuse_to_sign(home_id, round_id, body.reason, actor=actor, at=at)
    elif body.step == "cancel":
        actions.cancel(home_id, round_id, body.reason, actor=actor, at=at)
    else:
        raise Refused(UNKNOWN_STEP)


@router.get("/conventions/{convention_id}/signatures", response=RoundLines, summary="Papiers à la signature")
def list_signatures(request: HttpRequest, convention_id: UUID) -> RoundLines:
    actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        own_home(convention_id, actor)
        return RoundLines(items=[_line(found) for found in rounds_of(convention_id)])


@router.get(
    "/conventions/{convention_id}/signatures/{round_id}", response=RoundLine, summary="Un papier à la signature"
)
def show_signature(request: HttpRequest, convention_id: UUID, round_id: UUID) -> RoundLine:
    actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        own_home(convention_id, actor)
        return line(convention_id, round_id)


@router.post(
    "/conventions/{convention_id}/signatures/{round_id}", response=RoundLine, summary="Signer, ou refuser de signer"
)
def act_on_signature(request: HttpRequest, convention_id: UUID, round_id: UUID, body: SigningIn) -> RoundLine:
    """Sign the state of the paper whose fingerprint is given, refuse with a reason, or take the paper back."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        own_home(convention_id, actor)
        line(convention_id, round_id)
    run(actor, lambda at: _acted(convention_id, round_id, body, actor, at))
    with transaction(actor):
        return line(convention_id, round_id)


@router.post("/papers/verify", response=Verified, summary="Vérifier un PDF signé")
def verify_paper(request: HttpRequest, file: UploadedFile = File(...)) -> dict[str, Any]:  # type: ignore[type-arg]  # noqa: B008
    may_list(request.actor).or_raise()  # type: ignore[attr-defined]
    if (file.size or 0) > MOST_BYTES:
        raise Refused(too_big())
    return report_on(file.read()).said()
