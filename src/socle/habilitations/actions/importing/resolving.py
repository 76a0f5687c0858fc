"""From what a cell says to what it names: a profile, a purpose, a place, a day; or the cell to mend and how."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from socle.habilitations.domain.granting import DELEGATION_CLAUSE
from socle.habilitations.domain.importing.columns import LABELS, Field
from socle.habilitations.domain.importing.launch import ImportCode
from socle.habilitations.domain.importing.lines import Line
from socle.habilitations.domain.importing.words import day_of, plain
from socle.habilitations.queries.importing.world import World
from socle.habilitations.queries.offers import Offer
from socle.kernel.decision import Decision, refuse
from socle.theme.moments import BadMoment, end_of, instant

T = TypeVar("T")
SHOWN = 6


class Faulty(Exception):  # noqa: N818 - reads as a sentence
    """A row that cannot be applied: why, and the field to mend."""

    def __init__(self, decision: Decision, at: Field | None = None) -> None:
        super().__init__(decision.reason)
        self.decision = decision
        self.at = at


def must(decision: Decision, field: Field) -> None:
    """Refuse the row, at this field, when the decision refuses."""
    if not decision:
        raise Faulty(decision, field)


def missing(field: Field, fix: str = "") -> Faulty:
    label = LABELS[field]
    reason = f"Il manque une valeur dans la colonne « {label} »."
    return Faulty(
        refuse(ImportCode.MISSING, reason, clause=DELEGATION_CLAUSE, fix=fix or "Complétez cette cellule."), field
    )


def unknown(field: Field, text: str, known: Iterable[str]) -> Faulty:
    """The cell names nothing we know; the remedy lists what it may say."""
    names = list(dict.fromkeys(known))
    listed = ", ".join(f"« {name} »" for name in names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
    fix = f"Écrivez l'une de ces valeurs : {listed}." if names else "Laissez cette cellule vide."
    reason = f"« {text} » n'est pas une valeur connue pour « {LABELS[field]} »."
    return Faulty(refuse(ImportCode.UNKNOWN, reason, clause=DELEGATION_CLAUSE, fix=fix), field)


def ambiguous(field: Field, text: str, known: Iterable[str]) -> Faulty:
    listed = ", ".join(f"« {name} »" for name in dict.fromkeys(known))
    reason = f"« {text} » peut désigner plusieurs choses : {listed}."
    return Faulty(refuse(ImportCode.AMBIGUOUS, reason, clause=DELEGATION_CLAUSE, fix="Précisez laquelle."), field)


def offer_of(line: Line, world: World) -> Offer:
    """The profile named by its code, its name, or both with the service: « T2 », « CDAP T2 », « cdap:T2 »."""
    text = line.get(Field.PROFILE)
    offers = _of_service(line, world.offers)
    if not text:
        raise missing(Field.PROFILE, "Indiquez le profil, ou videz les autres cellules qui décrivent un droit.")
    said = plain(text)
    found = [offer for offer in offers if said in _names_of(offer)]
    opened = [offer for offer in offers if offer.opening]
    return _only(found, Field.PROFILE, text, opened or offers, lambda offer: f"{offer.service.upper()} {offer.profile}")


def _of_service(line: Line, offers: Sequence[Offer]) -> Sequence[Offer]:
    text = line.get(Field.SERVICE)
    if not text:
        return offers
    said = plain(text)
    found = [one for one in offers if said in {plain(one.service), plain(one.service_name)}]
    if not found:
        raise unknown(Field.SERVICE, text, (offer.service.upper() for offer in offers))
    return found


def _names_of(offer: Offer) -> set[str]:
    words = {offer.profile, offer.name, offer.title, f"{offer.profile} {offer.name}"}
    return {plain(word) for word in words} | {plain(f"{offer.service} {word}") for word in words}


def purpose_of(line: Line, offer: Offer, usable: Iterable[str]) -> str:
    """The purpose named by its code or its label; the only one that a ticked mission carries when the cell is empty."""
    text = line.get(Field.PURPOSE)
    if not text:
        codes = list(usable)
        if len(codes) == 1:
            return codes[0]
        labels = " ou ".join(f"« {one.label} »" for one in offer.purposes if one.code in codes)
        raise missing(Field.PURPOSE, f"Une habilitation s'ouvre pour une finalité : écrivez {labels}.")
    said = plain(text)
    found = [one for one in offer.purposes if said in {plain(one.code), plain(one.label)}]
    return _only(found, Field.PURPOSE, text, offer.purposes, lambda one: one.label).code


def scope_of(line: Line, offer: Offer, world: World) -> UUID | None:
    """The place or équipement named, where the profile is given by place."""
    text = line.get(Field.SCOPE)
    if not text:
        return None
    places = [place for level in offer.levels for place in world.scopes.get(level, ())]
    said = plain(text)
    found = [place for place in places if plain(place[1]) == said]
    return _only(found, Field.SCOPE, text, places, lambda place: place[1])[0]


def period_of(line: Line, at: datetime) -> tuple[datetime | None, datetime | None]:
    """From when, None for at once; until when, the last day included, None for no end."""
    start, end = line.get(Field.START), line.get(Field.END)
    try:
        begins = instant(_day(line, Field.START)) if start else None
        return (begins if begins and begins > at else None), (end_of(_day(line, Field.END)) if end else None)
    except BadMoment as error:
        where = Field.END if end else Field.START
        raise Faulty(
            refuse(ImportCode.UNKNOWN, str(error), clause=DELEGATION_CLAUSE, fix="Corrigez l'année."), where
        ) from error


def _day(line: Line, field: Field) -> date:
    found = day_of(line.get(field))
    if found is None:
        reason = f"« {line.get(field)} » n'est pas une date."
        fix = "Écrivez-la ainsi : 31/12/2026, ou 2026-12-31."
        raise Faulty(refuse(ImportCode.UNKNOWN, reason, clause=DELEGATION_CLAUSE, fix=fix), field)
    return found


def _only(found: Sequence[T], field: Field, text: str, all_of: Sequence[T], named: Callable[[T], str]) -> T:
    if len(found) > 1:
        raise ambiguous(field, text, (named(one) for one in found))
    if not found:
        raise unknown(field, text, (named(one) for one in all_of))
    return found[0]
