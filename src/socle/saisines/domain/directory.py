"""Whom to call for a commune: sectors, who covers them from when, what is left (accès aux droits 2.2, DRT-02).

Nothing written is overwritten: a sector is a list of writings, and a day is answered by the last one that applies to it
among those already written. A commune that no sector covers is answered by the number of the clause.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from socle.conventions.domain.kinds.directory import Directory, Export
from socle.conventions.domain.occurrences import Signatory, parties_of
from socle.conventions.domain.reading import AnyTerm, of_kind
from socle.conventions.domain.vocabulary import word
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, refuse

HOUSE = Clause.house("DRT-02")
FIELD_OF_ITEM = {
    "social_worker_direct_line": "line",
    "permanence_place": "permanence",
    "unit_email": "email",
}
LABELS = {
    "name": "nom du secteur",
    "unit": "unité",
    "line": "ligne directe",
    "permanence": "lieu de permanence",
    "email": "courriel de l'unité",
    "since": "date d'effet",
}
RECENT_DAYS = 30
FEWEST_DIGITS = 4
_PHONE = re.compile(r"^\+?[\d .]{4,20}$")
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")


_TITLES = {"social_service": "service social"}


@dataclass(frozen=True, slots=True)
class Held:
    """A directory that a clause makes a party keep for the others."""

    convention_id: UUID
    term_id: str
    code: str
    keeper: UUID
    told: frozenset[UUID]
    clause: Clause
    items: tuple[str, ...]
    exports: frozenset[Export]
    fallback_phone: str
    fallback_prompt: str

    @property
    def name(self) -> str:
        return _TITLES.get(self.code) or word(self.code)

    @property
    def required(self) -> tuple[str, ...]:
        """The fields that the clause asks for each territory."""
        return tuple(FIELD_OF_ITEM[item] for item in self.items if item in FIELD_OF_ITEM)

    @property
    def fallback(self) -> str:
        prompt = f", demander « {self.fallback_prompt} »" if self.fallback_prompt else ""
        return f"{self.fallback_phone}{prompt}" if self.fallback_phone else ""


@dataclass(frozen=True, slots=True)
class Writing:
    """A sector as it was written once: who covers which communes from a day on."""

    sector_id: UUID
    name: str
    communes: tuple[str, ...]
    since: date
    written_at: datetime
    unit: str = ""
    line: str = ""
    permanence: str = ""
    email: str = ""
    is_ended: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """What a writing changed of the one before: the fields, and the communes that came and left."""

    writing: Writing
    fields: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    is_new: bool = False
    before: Writing | None = None

    @property
    def says(self) -> str:
        """What changed, without any of the values: what a mail may carry."""
        if self.writing.is_ended:
            return "secteur retiré"
        if self.is_new:
            return f"nouveau secteur, {_communes(len(self.added))}"
        named = [field for field in self.fields if field != "since"] or self.fields
        parts = [LABELS[field] for field in named]
        parts += [f"{_communes(len(self.added))} en plus"] if self.added else []
        parts += [f"{_communes(len(self.removed))} en moins"] if self.removed else []
        return ", ".join(parts) or "rien"

    def __bool__(self) -> bool:
        return self.is_new or self.writing.is_ended or bool(self.fields or self.added or self.removed)


def directories(convention_id: UUID, parties: Sequence[Signatory], terms: Iterable[AnyTerm]) -> tuple[Held, ...]:
    """Each directory of the terms in force, kept by the party that the clause names."""
    return tuple(
        Held(
            convention_id,
            term.id,
            term.body.code,
            keeper.party_id,
            frozenset(one.party_id for one in parties_of(term.body.to, parties)) - {keeper.party_id},
            term.clause,
            tuple(term.body.items),
            frozenset(term.body.exports),
            term.body.fallback_phone or "",
            term.body.fallback_prompt or "",
        )
        for term in of_kind(terms, Directory)
        for keeper in parties_of(term.body.by, parties)
    )


def on(writings: Iterable[Writing], day: date, known_at: datetime) -> tuple[Writing, ...]:
    """The sectors that answer for a day, as they were written by then: the last to apply, its last correction."""
    last: dict[UUID, Writing] = {}
    for one in sorted(writings, key=lambda one: (one.since, one.version)):
        if one.since <= day and one.written_at <= known_at:
            last[one.sector_id] = one
    return tuple(sorted((one for one in last.values() if not one.is_ended), key=lambda one: (one.name, one.since)))


def covering(sectors: Iterable[Writing], commune: str) -> tuple[Writing, ...]:
    """Who answers for a commune: nobody, one, or several when sectors overlap."""
    return tuple(one for one in sectors if commune in one.communes)


def gaps(territory: Collection[str], sectors: Iterable[Writing]) -> tuple[str, ...]:
    """The communes of the territory that no sector covers."""
    covered = {code for one in sectors for code in one.communes}
    return tuple(code for code in territory if code not in covered)


def overlaps(sectors: Iterable[Writing]) -> Mapping[str, tuple[Writing, ...]]:
    """The communes that several sectors claim, with them."""
    found: dict[str, list[Writing]] = {}
    for one in sectors:
        for code in one.communes:
            found.setdefault(code, []).append(one)
    return {code: tuple(several) for code, several in sorted(found.items()) if len(several) > 1}


def changes(writings: Iterable[Writing]) -> tuple[Change, ...]:
    """What each writing changed, the latest first."""
    before: dict[UUID, Writing] = {}
    found = []
    for one in sorted(writings, key=lambda one: (one.written_at, one.version)):
        found.append(change(before.get(one.sector_id), one))
        before[one.sector_id] = one
    return tuple(reversed(found))


def change(before: Writing | None, after: Writing) -> Change:
    """What changed between two writings of a sector."""
    if before is None or before.is_ended:
        return Change(after, (), after.communes, (), is_new=True)
    fields = tuple(name for name in LABELS if getattr(before, name) != getattr(after, name))
    old, new = set(before.communes), set(after.communes)
    return Change(after, fields, tuple(sorted(new - old)), tuple(sorted(old - new)), before=before)


def may_keep(actor: Actor, held: Held) -> Decision:
    """Who keeps the directory that the clause gives to their body."""
    if actor.organisation_id != held.keeper:
        return refuse(
            "not_keeper",
            "Votre organisme ne tient pas cet annuaire.",
            clause=held.clause,
            fix="Signalez l'erreur à l'organisme qui le tient.",
        )
    if not actor.can("saisine:post"):
        return refuse(
            "permission_missing",
            "Votre rôle ne permet pas de tenir l'annuaire.",
            clause=HOUSE,
            fix="Demandez à l'administrateur de votre organisme.",
        )
    return allow(held.clause)


def complete(held: Held, writing: Writing, unknown: Collection[str]) -> Decision:
    """A sector names its communes and gives every item of the clause, so that a commune is never answered by half."""
    missing = [LABELS[name] for name in ("name", *held.required) if not getattr(writing, name).strip()]
    if not writing.communes and not unknown:
        missing.append("ses communes")
    if missing:
        return refuse(
            "items_missing", f"Il manque : {', '.join(missing)}.", clause=held.clause, fix="Complétez le secteur."
        )
    if unknown:
        return refuse(
            "commune_unknown",
            f"Aucune commune actuelle ne répond à : {', '.join(sorted(unknown)[:10])}.",
            clause=HOUSE,
            fix="Écrivez son nom officiel ou son code Insee, une commune par ligne.",
        )
    return _reachable(held, writing)


def _reachable(held: Held, writing: Writing) -> Decision:
    if writing.line and (not _PHONE.match(writing.line) or sum(map(str.isdigit, writing.line)) < FEWEST_DIGITS):
        return refuse("phone_unreadable", "La ligne directe n'est pas un numéro de téléphone.", clause=held.clause)
    if writing.email and not _EMAIL.match(writing.email):
        return refuse("email_unreadable", "Le courriel de l'unité n'est pas une adresse.", clause=held.clause)
    return allow(held.clause)


def _communes(count: int) -> str:
    return f"{count} commune{'s' if count > 1 else ''}"
