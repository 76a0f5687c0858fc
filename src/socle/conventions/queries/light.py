"""What the pages of light changes show: the paper and how it may change, the term and what falls with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from socle.conventions.domain.convention import Contact, Document, Term
from socle.conventions.domain.force import terms_in_force
from socle.conventions.domain.kinds import Amendment
from socle.conventions.domain.light import law_clause, light_form
from socle.conventions.domain.links import dependents_of
from socle.conventions.domain.reading import Written
from socle.conventions.domain.types import PartyId
from socle.conventions.models import Act, Convention, ConventionParty
from socle.conventions.queries.portfolio import visible_to
from socle.conventions.queries.whole import whole
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar


@dataclass(frozen=True, slots=True)
class ChangingPaper:
    """A paper, the term by which it changes without an avenant (None: it needs one), its people."""

    paper: Document
    way: Written[Amendment] | None
    contacts: tuple[Contact, ...]
    side: PartyId


@dataclass(frozen=True, slots=True)
class VoidableTerm:
    """A term in force, the clause by which a law ends it, and the terms that name it."""

    term: Term
    clause: Clause | None
    dependents: tuple[Term, ...]


def paper_to_change(convention: Convention, key: str, body_id: UUID, at: datetime) -> ChangingPaper | None:
    """None when the convention has no such paper, or when the body is no party to it."""
    text = whole(convention)
    paper = next((one for one in text.documents if one.id == key), None)
    bodies = (
        ConventionParty.objects.filter(convention=convention).order_by("position").values_list("party_id", flat=True)
    )
    sides = {body: party.id for body, party in zip(bodies, text.parties, strict=True)}
    if paper is None or body_id not in sides:
        return None
    terms = terms_in_force(text, Calendar(text.territory or "FR").day_of(at))
    return ChangingPaper(paper, light_form(terms, paper), text.contacts, sides[body_id])


def term_to_void(convention: Convention, key: str, at: datetime) -> VoidableTerm | None:
    """None when the term is not in force."""
    text = whole(convention)
    terms = terms_in_force(text, Calendar(text.territory or "FR").day_of(at))
    term = next((one for one in terms if one.id == key), None)
    return VoidableTerm(term, law_clause(terms), dependents_of(term, terms)) if term else None


def choices_to_make(actor: Actor) -> Sequence[Convention]:
    """The conventions of which a law voided a clause, and that no avenant nor end has followed yet."""
    acts = Act.objects.filter(convention=OuterRef("pk"), nature__in=["avenant", "decision"])
    latest = acts.order_by("-number").values("nature")[:1]
    rows = visible_to(actor).annotate(latest=Subquery(latest)).filter(latest="decision", ends_at=None)
    return list(rows.order_by("title"))
