"""What a convention lets an organisation open, profile by profile: public, ceilings, purposes, places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from socle.conventions.domain.kinds import Profile as ProfileTerm
from socle.conventions.domain.kinds import Purpose as PurposeTerm
from socle.conventions.domain.kinds import Seats as SeatsTerm
from socle.conventions.domain.kinds import Service as ServiceTerm
from socle.conventions.domain.types import EVERY
from socle.conventions.domain.words import Level
from socle.conventions.queries.adhesions import Adhesion, adhesions_of
from socle.conventions.queries.reading import ReadTerm
from socle.habilitations.domain.groups import Line
from socle.habilitations.domain.offering import Ceiling, decide_offer
from socle.habilitations.queries.seats import SeatLine, seat_lines
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision
from socle.organismes.queries import scopes_of


@dataclass(frozen=True, slots=True)
class PurposeChoice:
    """A purpose that a profile may declare."""

    code: str
    label: str
    clause: Clause
    is_temporary: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """One profile of one convention; `lines` are its own ceilings, `shared` those it shares with other profiles."""

    convention_id: UUID
    convention: str
    caisse: str
    service: str
    service_name: str
    profile: str
    name: str
    public: str
    says: str
    clause: Clause
    levels: tuple[Level, ...]
    lines: tuple[SeatLine, ...]
    shared: tuple[SeatLine, ...]
    purposes: tuple[PurposeChoice, ...]
    opening: Decision

    @property
    def key(self) -> str:
        """How forms name the offer: `cdap:T2`."""
        return f"{self.service}:{self.profile}"

    @property
    def title(self) -> str:
        return f"{self.service.upper()} {self.profile}, {self.name}"

    @property
    def free(self) -> int:
        """Seats left: the fewest of the profile's own, over its places, and of those it shares."""
        own = sum(line.free for line in self.lines)
        return min([own, *(line.free for line in self.shared if line.maximum is not None)])

    @property
    def asks_scope(self) -> bool:
        return Level.CONVENTION not in self.levels

    def places_among(self, known: Mapping[str, Sequence[tuple[UUID, str]]]) -> list[tuple[UUID, str]]:
        """Those of the places and équipements of a body where a right of this profile may be given."""
        return [place for level in self.levels for place in known.get(level, ())]


def offers_of(organisation_id: UUID, at: datetime, *, service: str = "", profile: str = "") -> list[Offer]:
    """Every profile of the organisation's conventions, opened ones first, in the order of the texts."""
    adhesions = adhesions_of(organisation_id, at)
    lines = seat_lines(organisation_id, at, adhesions=adhesions)
    found = [
        _offer(adhesion, term, lines)
        for adhesion in adhesions
        for term in adhesion.terms.of(ProfileTerm)
        if service in {"", term.body.service} and profile in {"", term.body.code}
    ]
    return sorted(found, key=lambda offer: not offer.opening)


def _offer(adhesion: Adhesion, term: ReadTerm[ProfileTerm], lines: Sequence[SeatLine]) -> Offer:
    profile = term.body
    services: dict[str, str] = {one.body.code: one.body.name for one in adhesion.terms.of(ServiceTerm)}
    mine = [line for line in lines if (line.convention_id, line.service) == (adhesion.id, profile.service)]
    own = tuple(line for line in mine if line.profile == profile.code)
    return Offer(
        convention_id=adhesion.id,
        convention=adhesion.label,
        caisse=adhesion.caisse,
        service=profile.service,
        service_name=services.get(profile.service, profile.service.upper()),
        profile=profile.code,
        name=profile.name,
        public=profile.public,
        says=term.says,
        clause=term.clause,
        levels=profile.levels,
        lines=own,
        shared=tuple(line for line in mine if line.profile == EVERY),
        purposes=tuple(_purposes(adhesion.terms.of(PurposeTerm), profile)),
        opening=decide_offer(profile.code, term.clause, _ceilings(adhesion, profile, own)),
    )


def _ceilings(adhesion: Adhesion, profile: ProfileTerm, lines: Sequence[SeatLine]) -> list[Ceiling]:
    return [
        Ceiling(
            term.clause,
            term.body.opened and bool(term.body.max),
            sum(line.term == term.id for line in lines),
        )
        for term in adhesion.terms.of(SeatsTerm)
        if (term.body.service, term.body.profile) == (profile.service, profile.code)
    ]


def _purposes(terms: Iterable[ReadTerm[PurposeTerm]], profile: ProfileTerm) -> Iterable[PurposeChoice]:
    return (
        PurposeChoice(term.body.code, term.body.label, term.clause, term.body.temporary)
        for term in terms
        if term.body.service == profile.service and profile.code in term.body.profiles
    )


def places_of(offer: Offer, organisation_id: UUID) -> list[tuple[UUID, str]]:
    """Places and équipements where a right of this profile may be given."""
    return offer.places_among(scopes_of(organisation_id))


@dataclass(frozen=True, slots=True)
class OfferedLine:
    """A right that a local profile may contain, and how a page calls it."""

    line: Line
    title: str


def offered_lines(organisation_id: UUID, at: datetime) -> Iterator[OfferedLine]:
    """Every right that the conventions open: profile, place when it asks for one, purpose."""
    known = scopes_of(organisation_id)
    for offer in offers_of(organisation_id, at):
        places: Sequence[tuple[UUID | None, str]] = offer.places_among(known) if offer.asks_scope else [(None, "")]
        for scope_id, place in places if offer.opening else ():
            where = f", {place}" if place else ""
            for purpose in offer.purposes:
                line = Line(offer.service, offer.profile, purpose.code, scope_id)
                yield OfferedLine(line, f"{offer.title}{where} : {purpose.label}")


@dataclass(frozen=True, slots=True)
class Names:
    """What codes are called on a page."""

    profiles: dict[tuple[str, str], str]
    purposes: dict[tuple[str, str], str]
    scopes: dict[UUID, str]

    def profile(self, service: str, profile: str) -> str:
        return self.profiles.get((service, profile), "")

    def purpose(self, service: str, purpose: str) -> str:
        return self.purposes.get((service, purpose), purpose)

    def scope(self, scope_id: UUID | None) -> str:
        return self.scopes.get(scope_id, "lieu inconnu") if scope_id else ""


def names_of(organisation_id: UUID, at: datetime) -> Names:
    """The labels of an organisation's conventions, places and équipements."""
    return names_in(
        (term for adhesion in adhesions_of(organisation_id, at) for term in adhesion.terms), organisation_id
    )


def names_in(found: Iterable[ReadTerm[Any]], organisation_id: UUID) -> Names:
    """The labels of these terms, and of the places and équipements of the organisation."""
    terms = list(found)
    return Names(
        {(t.body.service, t.body.code): t.body.name for t in terms if isinstance(t.body, ProfileTerm)},
        {(t.body.service, t.body.code): t.body.label for t in terms if isinstance(t.body, PurposeTerm)},
        {identifier: name for places in scopes_of(organisation_id).values() for identifier, name in places},
    )
