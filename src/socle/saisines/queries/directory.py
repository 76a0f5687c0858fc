"""Directories as they answer: whom to call for a commune, today or on another day, and what changed (DRT-02)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.conventions.queries.in_force import InForce, in_force
from socle.kernel.actor import Actor
from socle.organismes.communes import Commune, Met, by_codes, in_departement, pick
from socle.organismes.domain.communes import code_in, fold
from socle.saisines.domain.directory import Change, Held, Writing, changes, covering, directories, gaps, on, overlaps
from socle.saisines.models import SectorVersion

KINDS = ("directory",)


@dataclass(frozen=True, slots=True)
class OpenDirectory:
    """A directory with the convention that writes it."""

    held: Held
    convention: InForce

    @property
    def keeper(self) -> str:
        return self.convention.names.get(self.held.keeper, "")


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom to call for a commune by one directory; `writing` is None when its number of last resort answers."""

    met: Met
    directory: OpenDirectory
    writing: Writing | None = None

    @property
    def is_fallback(self) -> bool:
        return self.writing is None


@dataclass(frozen=True, slots=True)
class Whole:
    """A directory on a day: its sectors, its communes, what is uncovered or claimed twice, what changed."""

    directory: OpenDirectory
    sectors: tuple[Writing, ...]
    communes: Mapping[str, Commune]
    gaps: tuple[Commune, ...]
    overlaps: tuple[tuple[Commune, tuple[Writing, ...]], ...]
    changes: tuple[Change, ...]


def open_directories(actor: Actor, at: datetime, *, only: Sequence[UUID] | None = None) -> list[OpenDirectory]:
    """The directories of the conventions in force of the actor's body, those it keeps included."""
    return [
        OpenDirectory(held, convention)
        for convention in in_force(actor, KINDS, at, only=only)
        for held in directories(convention.id, convention.parties, convention.terms)
    ]


def directory_named(actor: Actor, convention_id: UUID, term_id: str, at: datetime) -> OpenDirectory | None:
    found = open_directories(actor, at, only=[convention_id])
    return next((one for one in found if one.held.term_id == term_id), None)


def writings_of(held: Held) -> list[Writing]:
    """Every writing of a directory, the oldest first."""
    rows = SectorVersion.objects.filter(
        convention_id=held.convention_id, term_key=held.term_id, organisation_id=held.keeper
    )
    return [writing_of(row) for row in rows.order_by("version", "id")]


def writing_of(row: SectorVersion) -> Writing:
    return Writing(
        row.sector_id,
        row.name,
        tuple(row.communes),
        row.since,
        row.written_at,
        row.unit,
        row.line,
        row.permanence,
        row.email,
        row.is_ended,
        row.version,
    )


def meant(text: str, found: Sequence[OpenDirectory]) -> list[Met]:
    """The communes that were typed, those of the territories of the directories first."""
    here = {one.convention.territory for one in found}
    return sorted(pick(text), key=lambda one: one.commune.departement not in here)


def answers_for(met: Sequence[Met], found: Sequence[OpenDirectory], at: datetime) -> list[Answer]:
    """Whom to call for each commune by each directory: there is always an answer (DRT-02)."""
    now = {one.held: _today(one, at) for one in found}
    return [
        Answer(commune, one, writing)
        for commune in met
        for one in found
        for writing in covering(now[one.held], commune.commune.code) or (None,)
    ]


def _today(found: OpenDirectory, at: datetime) -> tuple[Writing, ...]:
    return on(writings_of(found.held), found.convention.calendar.day_of(at), at)


def whole(found: OpenDirectory, at: datetime) -> Whole:
    """The directory as it answers on the day of `at`, with what was known of it then."""
    writings = [one for one in writings_of(found.held) if one.written_at <= at]
    sectors = on(writings, found.convention.calendar.day_of(at), at)
    territory = {one.code: one for one in in_departement(found.convention.territory)}
    others = {code for one in sectors for code in one.communes if code not in territory}
    communes = territory | dict(by_codes(others) if others else {})
    return Whole(
        found,
        sectors,
        communes,
        tuple(communes[code] for code in gaps(tuple(territory), sectors)),
        tuple((communes[code], several) for code, several in overlaps(sectors).items() if code in communes),
        tuple(one for one in changes(writings) if one),
    )


def communes_meant(lines: Collection[str], district: str, departement: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes that typed lines mean, and the lines that mean none or several; with a whole intercommunalité."""
    here = in_departement(departement)
    by_name = {fold(name): one.code for one in here for name in (*one.former, one.name)}
    known = {one.code for one in here}
    codes: dict[str, None] = {}
    unknown = []
    for text in filter(None, (line.strip() for line in lines)):
        code = code_in(text) if code_in(text) in known else by_name.get(fold(text), "")
        met = [] if code else pick(text)
        if code or len(met) == 1:
            codes[code or met[0].commune.code] = None
        else:
            unknown.append(text)
    codes |= {one.code: None for one in here if district and one.district == district}
    return tuple(codes), tuple(unknown)
