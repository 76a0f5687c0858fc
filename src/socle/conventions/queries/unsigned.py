"""A draft of a new convention as its parties sign it: the convention and the papers that the last signature records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from socle.conventions.domain.convention import Convention as Whole
from socle.conventions.domain.kinds import Service
from socle.conventions.domain.paper import Paper, paper
from socle.conventions.domain.signed_text import SIGNED
from socle.conventions.domain.words import DocumentKind
from socle.conventions.models import Convention, ConventionParty, Draft
from socle.conventions.queries.drafts import read_draft, text_of
from socle.conventions.queries.papers import SIDES, Bundle
from socle.organismes.queries import organisations_by_siret

PRINTED = SIGNED | {DocumentKind.ANNEXE}


@dataclass(frozen=True, slots=True)
class Unsigned:
    """The draft ready to be set: what surrounds its papers, and each of them in the order of the tree."""

    bundle: Bundle
    papers: tuple[Paper, ...]


def unsigned(draft: Draft, at: datetime) -> Unsigned | None:
    """What the parties would sign; None while the text is not sound, or when one of its bodies is not known."""
    whole = read_draft(draft, text_of(draft), at).whole
    bundle = _bundle(draft, whole) if whole is not None else None
    if whole is None or bundle is None:
        return None
    composed = (paper(one, whole.documents, whole.terms) for one in whole.documents if one.kind in PRINTED)
    closed = _closed(whole)
    return Unsigned(bundle, tuple(one for one in composed if one.document.service not in closed))


def _closed(whole: Whole) -> frozenset[str | None]:
    """The services that the convention names and does not open: their papers are not signed."""
    services = (term.body for term in whole.terms if isinstance(term.body, Service))
    return frozenset(one.code for one in services if not one.opened)


def _bundle(draft: Draft, whole: Whole) -> Bundle | None:
    convention = Convention(
        id=draft.id,
        organisation_id=draft.organisation_id,
        family=whole.family.value,
        number=whole.reference,
        title=whole.title,
    )
    parties = tuple(_parties(convention, whole))
    if len(parties) != len(whole.parties):
        return None
    return Bundle(
        convention=convention,
        parties=parties,
        documents=whole.documents,
        acts=(),
        contacts=whole.contacts,
        sides={one.id: SIDES[one.role] for one in whole.parties if one.role in SIDES},
        draft=draft,
    )


def _parties(convention: Convention, whole: Whole) -> Iterator[ConventionParty]:
    known = organisations_by_siret(one.siret for one in whole.parties)
    for rank, one in enumerate(whole.parties):
        if one.siret in known:
            yield ConventionParty(
                organisation_id=convention.organisation_id,
                convention=convention,
                party=known[one.siret],
                position=rank,
                key=one.id,
                role=one.role.value,
                representative=one.representative,
                capacity=one.capacity,
            )
