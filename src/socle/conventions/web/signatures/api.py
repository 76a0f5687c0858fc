"""Papers that go round, and the verification of a signed PDF, as the API says them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from socle.conventions.domain.access import may_list
from socle.conventions.queries.signatures import Round, round_of, rounds_of
from socle.conventions.web.own import own_convention
from socle.conventions.web.signatures.verifying import report_on
from socle.database.transactions import transaction
from socle.files.domain.kinds import MOST_BYTES, too_big
from socle.kernel.decision import Refused

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


class Verified(Schema):
    """What the signatures of a PDF are worth, in sentences and in fields."""

    ok: bool
    sha256: str
    pages: int
    says: list[str]
    signatures: list[dict[str, Any]]
    empty_fields: list[str]
    problem: str


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


@router.get("/conventions/{convention_id}/signatures", response=RoundLines, summary="Papiers à la signature")
def list_signatures(request: HttpRequest, convention_id: UUID) -> RoundLines:
    actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        own_convention(convention_id, actor)
        return RoundLines(items=[_line(found) for found in rounds_of(convention_id)])


@router.get(
    "/conventions/{convention_id}/signatures/{round_id}", response=RoundLine, summary="Un papier à la signature"
)
def show_signature(request: HttpRequest, convention_id: UUID, round_id: UUID) -> RoundLine:
    actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        own_convention(convention_id, actor)
        found = round_of(convention_id, round_id)
        if found is None:
            raise Http404
        return _line(found)


@router.post("/papers/verify", response=Verified, summary="Vérifier un PDF signé")
def verify_paper(request: HttpRequest, file: UploadedFile = File(...)) -> dict[str, Any]:  # type: ignore[type-arg]  # noqa: B008
    may_list(request.actor).or_raise()  # type: ignore[attr-defined]
    if (file.size or 0) > MOST_BYTES:
        raise Refused(too_big())
    return report_on(file.read()).said()
