"""Reviews, as the API says them: open, list, judge, close, and the certificate with its proof."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema, Status
from ninja.params import functions as params

from socle.database.transactions import run, transaction
from socle.habilitations.actions.reviewing.closing import close_review
from socle.habilitations.actions.reviewing.judging import judge, take_back
from socle.habilitations.actions.reviewing.opening import open_review
from socle.habilitations.domain.access import may
from socle.habilitations.domain.reviewing.judging import LONGEST_REASON, Judgement
from socle.habilitations.queries.reviewing import lines as reviewed_lines
from socle.habilitations.queries.reviewing.certificates import certificates
from socle.habilitations.queries.reviewing.lines import Progress
from socle.habilitations.reviews import ReviewCampaign, ReviewCertificate, ReviewLine
from socle.habilitations.web.views.certificates import own_certificate
from socle.habilitations.web.views.reviews import own_campaign
from socle.kernel.actor import Actor
from socle.theme.cursor import DEFAULT, LARGEST, decode, page_of
from socle.theme.moments import check

router = Router(tags=["revues"])


class Review(Schema):
    """A review: `left` lines await an answer; `doubtful` is not a decision."""

    id: UUID
    convention: UUID
    due_on: date
    opened_at: datetime
    closed_at: datetime | None
    total: int
    decided: int
    doubtful: int
    left: int
    for_caisse: int


class Reviews(Schema):
    items: list[Review]
    next: str | None = None


class NewReview(Schema):
    convention: UUID


class Line(Schema):
    """One right as it stood at the opening, and the answer given."""

    id: UUID
    position: int
    habilitation: UUID
    person_name: str
    function: str
    service: str
    profile: str
    scope_name: str
    purpose: str
    granted_at: datetime
    granted_by_name: str
    valid_to: datetime | None
    last_used_at: datetime | None
    peers: str
    risk: int
    reasons: list[str]
    is_for_caisse: bool
    verdict: str
    reason: str
    ends_on: date | None
    to_profile: str
    outcome: str


class Lines(Schema):
    items: list[Line]
    next: str | None


class Answer(Schema):
    """`keep`, `reduce`, `remove` or `doubtful`; an empty verdict takes the answer back."""

    verdict: str = Field(max_length=10)
    reason: str = Field(default="", max_length=LONGEST_REASON)
    ends_on: date | None = None
    profile: str = Field(default="", max_length=20)


class Certificate(Schema):
    id: UUID
    review: UUID
    partner: str
    convention: str
    issued_at: datetime
    digest: str


class Certificates(Schema):
    items: list[Certificate]
    next: str | None = None


def _review(row: ReviewCampaign, done: Progress) -> Review:
    return Review(
        id=row.id,
        convention=row.convention_id,
        due_on=row.due_on,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        total=done.total,
        decided=done.decided,
        doubtful=done.doubtful,
        left=done.left,
        for_caisse=done.for_caisse,
    )


def _line(row: ReviewLine) -> Line:
    return Line(habilitation=row.habilitation_id, **{name: getattr(row, name) for name in LINE_FIELDS})


def _certificate(row: ReviewCertificate) -> Certificate:
    return Certificate(
        id=row.id,
        review=row.campaign_id,
        partner=row.organisation.legal_name,
        convention=row.campaign.label,
        issued_at=row.issued_at,
        digest=row.digest,
    )


LINE_FIELDS = frozenset(Line.model_fields) - {"habilitation"}


@router.get("/reviews", response=Reviews, summary="Revues de mon organisme")
def list_reviews(request: HttpRequest) -> Reviews:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "review:run").or_raise()
    with transaction(actor):
        rows = reviewed_lines.campaigns(actor.organisation_id)
        done = reviewed_lines.progress_of([row.id for row in rows])
        return Reviews(items=[_review(row, done[row.id]) for row in rows])


@router.post("/reviews", response={201: Review}, summary="Ouvrir la revue d'une convention")
def create_review(request: HttpRequest, payload: NewReview) -> Status[Review]:
    actor: Actor = request.actor  # type: ignore[attr-defined]

    def opened(at: datetime) -> Review:
        row = open_review(payload.convention, actor=actor, at=at)
        return _review(row, reviewed_lines.progress(row.id))

    return Status(201, run(actor, opened))


@router.get("/reviews/{review_id}/lines", response=Lines, summary="Lignes d'une revue")
def list_lines(
    request: HttpRequest,
    review_id: UUID,
    view: str = "",
    cursor: str = "",
    limit: int = params.Query(DEFAULT, ge=1, le=LARGEST),
) -> Lines:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        campaign = own_campaign(actor, review_id)
        rows = reviewed_lines.listed(campaign.id, view) if view else reviewed_lines.every(campaign.id)
        if cursor:
            rows = rows.filter(position__gt=int(decode(cursor, int)[0] or 0))
        page = page_of(list(rows[: limit + 1]), limit, lambda row: (str(row.position),))
        return Lines(items=[_line(row) for row in page.items], next=page.next)


@router.put("/review-lines/{line_id}", response=Line, summary="Répondre à une ligne")
def answer_line(request: HttpRequest, line_id: UUID, payload: Answer) -> Line:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "review:run").or_raise()
    wanted = Judgement(payload.verdict, payload.reason, payload.ends_on, payload.profile)
    if payload.ends_on:
        check(payload.ends_on)

    def act(at: datetime) -> Line:
        if not payload.verdict:
            return _line(take_back(line_id, actor=actor, at=at))
        return _line(judge(line_id, wanted, actor=actor, at=at))

    return run(actor, act)


@router.post("/reviews/{review_id}/certificate", response={201: Certificate}, summary="Clore et certifier une revue")
def create_certificate(request: HttpRequest, review_id: UUID) -> Status[Certificate]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        own_campaign(actor, review_id)
    return Status(201, run(actor, lambda at: _certificate(close_review(review_id, actor=actor, at=at))))


@router.get("/review-certificates", response=Certificates, summary="Certificats envoyés ou reçus")
def list_certificates(request: HttpRequest) -> Certificates:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "review:read").or_raise()
    with transaction(actor):
        return Certificates(items=[_certificate(row) for row in certificates(actor, limit=LARGEST)])


@router.get("/review-certificates/{certificate_id}", summary="Le certificat et sa preuve, à vérifier hors ligne")
def get_certificate(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        found = own_certificate(actor, certificate_id)
    return HttpResponse(found.file, content_type="application/json")
