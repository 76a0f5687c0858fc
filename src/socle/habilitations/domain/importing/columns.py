"""Which column says what: headers guessed by their words, then corrected by the person (experience.md, « Import »)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from socle.habilitations.domain.importing.words import day_of, plain

ENOUGH = 0.82
SURE = 1.0


class Field(StrEnum):
    """What a column may say of a person or of a right."""

    LAST_NAME = "nom"
    FIRST_NAME = "prenom"
    EMAIL = "courriel"
    FUNCTION = "fonction"
    UNIT = "unite"
    PHONE = "telephone"
    DIPLOMA = "diplome"
    SERVICE = "service"
    PROFILE = "profil"
    PURPOSE = "finalite"
    SCOPE = "lieu"
    START = "du"
    END = "au"


LABELS = {
    Field.LAST_NAME: "Nom",
    Field.FIRST_NAME: "Prénom",
    Field.EMAIL: "Courriel",
    Field.FUNCTION: "Fonction",
    Field.UNIT: "Service de l'organisme",
    Field.PHONE: "Téléphone",
    Field.DIPLOMA: "Diplôme de travail social",
    Field.SERVICE: "Service du portail",
    Field.PROFILE: "Profil",
    Field.PURPOSE: "Finalité",
    Field.SCOPE: "Lieu ou équipement",
    Field.START: "Du",
    Field.END: "Au",
}
SYNONYMS: dict[Field, tuple[str, ...]] = {
    Field.LAST_NAME: ("nom", "nom de famille", "nom d usage", "nom usuel", "patronyme", "last name", "surname"),
    Field.FIRST_NAME: ("prenom", "prenoms", "prenom usuel", "first name"),
    Field.EMAIL: (
        *("courriel", "adresse electronique", "adresse mail", "adresse e mail", "adresse courriel", "e mail", "email"),
        *("mail", "mel", "messagerie", "courriel professionnel", "mail professionnel", "adresse email"),
    ),
    Field.FUNCTION: ("fonction", "poste", "emploi", "metier", "intitule du poste", "qualite", "fonctions exercees"),
    Field.UNIT: ("service d affectation", "affectation", "direction", "unite", "pole", "service de l organisme"),
    Field.PHONE: ("telephone", "tel", "numero de telephone", "telephone professionnel", "ligne directe"),
    Field.DIPLOMA: ("diplome", "diplome de travail social", "qualification"),
    Field.SERVICE: ("service", "service du portail", "application", "outil", "bulletin", "teleservice"),
    Field.PROFILE: ("profil", "profil d habilitation", "habilitation", "droit", "profil demande", "niveau d acces"),
    Field.PURPOSE: ("finalite", "finalite du traitement", "motif", "objet", "usage", "pour quelle finalite"),
    Field.SCOPE: (
        *("lieu", "equipement", "lieu ou equipement", "lieu equipement", "site", "structure", "etablissement"),
        *("lieu d implantation", "creche", "perimetre"),
    ),
    Field.START: (
        "du",
        "debut",
        "date de debut",
        "a partir du",
        "date d effet",
        "valable du",
        "a compter du",
        "depuis",
    ),
    Field.END: ("au", "fin", "date de fin", "jusqu au", "valable jusqu au", "echeance", "date d expiration"),
}
Cells = Sequence[str]


def guess(headers: Cells, rows: Iterable[Cells], services: Iterable[str] = ()) -> tuple[Field | None, ...]:
    """One field or nothing for each column: the likeliest pairs first, each field once.

    A column « Service » holds services of the portal, or services of the body: its cells tell which.
    """
    columns = _columns(len(headers), rows)
    known = frozenset(plain(service) for service in services)
    pairs = sorted(
        (
            (likeness, -index, field)
            for index, header in enumerate(headers)
            for field in Field
            if (likeness := _likeness(header, field, columns[index], known)) >= ENOUGH
        ),
        key=lambda pair: (-pair[0], -pair[1], list(Field).index(pair[2])),
    )
    chosen: dict[int, Field] = {}
    for _, index, field in pairs:
        if -index not in chosen and field not in chosen.values():
            chosen[-index] = field
    return tuple(chosen.get(index) for index in range(len(headers)))


def _columns(width: int, rows: Iterable[Cells]) -> list[list[str]]:
    kept = list(rows)
    return [[row[index] for row in kept if index < len(row) and row[index]] for index in range(width)]


def _likeness(header: str, field: Field, cells: Cells, services: frozenset[str]) -> float:
    words = plain(header)
    if not words or _contradicts(field, cells, services):
        return 0.0
    if field is Field.UNIT and words == "service":
        return SURE
    return max(_closeness(words, synonym) for synonym in SYNONYMS[field])


def _closeness(words: str, synonym: str) -> float:
    if words == synonym:
        return SURE
    around = f" {words} "
    inside = 0.9 if f" {synonym} " in around and len(synonym) > 2 else 0.0  # noqa: PLR2004 - « du » is in every phrase
    return max(inside, SequenceMatcher(None, words, synonym).ratio())


def _contradicts(field: Field, cells: Cells, services: frozenset[str]) -> bool:
    """What the cells hold outweighs the header."""
    if not cells:
        return False
    tests: dict[Field, Callable[[str], bool]] = {
        Field.EMAIL: lambda cell: "@" in cell,
        Field.START: lambda cell: day_of(cell) is not None,
        Field.END: lambda cell: day_of(cell) is not None,
        Field.SERVICE: lambda cell: bool(set(plain(cell).split()) & services) or plain(cell) in services,
        Field.UNIT: lambda cell: plain(cell) not in services,
    }
    holds = tests.get(field)
    return holds is not None and not any(holds(cell) for cell in cells)
