"""Send a paper round its parties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from socle.conventions import emails
from socle.conventions.actions.signatures.rounds import keep, may_open, tell, trace
from socle.conventions.domain.signing_round import HOUSE
from socle.conventions.models import Signatory, SigningRound
from socle.conventions.queries import signatures as queries
from socle.conventions.queries.papers import Bundle
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Refused, refuse
from socle.papers.pades import signing
from socle.papers.pades.signatory import MOST

OPENED = "convention:signature:opened"
ALREADY = refuse(
    "signing_already_open",
    "Ce papier est déjà à la signature.",
    clause=HOUSE,
    fix="Suivez la signature ouverte, ou retirez-la avant d'en ouvrir une autre.",
)
TOO_MANY = refuse(
    "signing_too_many",
    f"Une feuille de signature porte {MOST} parties au plus.",
    clause=HOUSE,
    fix="Faites signer ce papier à la main, puis enregistrez son scan.",
)


@dataclass(frozen=True, slots=True)
class Opening:
    """A paper to send round, composed with its sheet of signatures; `completes` names what waits for it."""

    paper_key: str
    title: str
    content: bytes
    is_ordered: bool
    completes: tuple[str, str] = ("", "")


def open_round(bundle: Bundle, opening: Opening, *, actor: Actor, at: datetime) -> SigningRound:
    """Freeze the paper with an empty field per party, and tell every party; refused while it is already round."""
    convention = bundle.convention
    bundle = replace(bundle, parties=tuple(one for one in bundle.parties if not one.has_left(at)))
    kind = "draft" if bundle.draft else "convention"
    act = Act(OPENED, kind, str(convention.id), convention.title, convention.organisation_id)
    may_open(actor).or_raise(act)
    if any(one.is_open and one.row.paper_key == opening.paper_key for one in queries.rounds_of(convention.id)):
        raise Refused(ALREADY, act)
    if len(bundle.parties) > MOST:
        raise Refused(TOO_MANY, act)
    round_id = uuid4()
    content = signing.with_fields(opening.content, (f"Signature de {one.party.legal_name}" for one in bundle.parties))
    kept = keep(content, opening.title, round_id, [one.party_id for one in bundle.parties], actor=actor, at=at)
    opened = SigningRound.objects.create(
        id=round_id,
        organisation_id=convention.organisation_id,
        convention=None if bundle.draft else convention,
        draft=bundle.draft,
        paper_key=opening.paper_key,
        title=opening.title,
        is_ordered=opening.is_ordered,
        author_organisation_id=actor.organisation_id,
        opened_at=at,
        opened_by_id=actor.person_id,
        opened_by_name=actor.name,
        file_id=kept.id,
        sha256=kept.sha256,
        completes_kind=opening.completes[0],
        completes_id=opening.completes[1],
    )
    Signatory.objects.bulk_create(_signatories(bundle, opened, actor.organisation_id))
    trace(OPENED, opened, {"paper": opening.title, "digest": kept.sha256}, actor=actor, at=at)
    tell(emails.asked, opened, at)
    return opened


def _signatories(bundle: Bundle, opened: SigningRound, author: UUID) -> Iterator[Signatory]:
    """One per party of the text, with the representative it names."""
    for position, party in enumerate(bundle.parties):
        yield Signatory(
            organisation_id=opened.organisation_id,
            convention_id=opened.convention_id,
            draft_id=opened.draft_id,
            round=opened,
            party_id=party.party_id,
            author_organisation_id=author,
            position=position,
            name=party.representative,
            capacity=party.capacity,
            body_name=party.party.legal_name,
            siret=party.party.siret,
        )
