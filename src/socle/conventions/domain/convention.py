"""A convention as its text says it: parties, tree of documents, contacts, terms in order, avenants (MCP-01, MCP-02)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from socle.conventions.domain.body import Body
from socle.conventions.domain.finding import Place
from socle.conventions.domain.kinds.duration import Duration
from socle.conventions.domain.types import (
    Code,
    ContactId,
    DocumentId,
    PartyId,
    ServiceCode,
    SiretText,
    TermId,
    TerritoryCode,
    Word,
)
from socle.conventions.domain.words import ContactRole, DocumentKind
from socle.kernel.clause import Clause


class Family(Word):
    """The five families of conventions."""

    MON_COMPTE_PARTENAIRE = "mon-compte-partenaire", "Mon Compte Partenaire"
    ACCES_AUX_DROITS = "acces-aux-droits", "Accès aux droits"
    FRANCE_SERVICES = "france-services", "France Services"
    TRAVAILLEURS_INDEPENDANTS = "travailleurs-independants", "Travailleurs indépendants"
    GESTION_COMMUNE = "gestion-commune", "Gestion commune"


class PartyRole(Word):
    """The two sides of a convention, as organisations have them."""

    CAISSE = "caisse", "organisme de protection sociale"
    PARTNER = "partner", "partenaire"


@dataclass(frozen=True, slots=True)
class Head:
    """What the first page says of the convention itself."""

    family: Annotated[Family, "famille de conventions"]
    title: Annotated[str, "titre"]
    number: Annotated[str, "numéro imprimé sur les papiers"]
    territory: Annotated[TerritoryCode, "département dont le calendrier s’applique"]
    model: Annotated[Family | None, "modèle que la convention remplit"] = None
    rank: Annotated[int, "rang, quand plusieurs conventions portent ce numéro"] = 1
    effective_on: Annotated[date | None, "prise d’effet, si elle n’est pas la dernière signature"] = None


@dataclass(frozen=True, slots=True)
class ModelHead:
    """What a model says of itself."""

    family: Annotated[Family, "famille de conventions"]
    title: Annotated[str, "titre"]


@dataclass(frozen=True, slots=True)
class Party:
    """One signatory, and who signs for it."""

    id: Annotated[PartyId, "identifiant dans ce fichier"]
    role: Annotated[PartyRole, "côté de la convention"]
    name: Annotated[str, "raison sociale"]
    seat: Annotated[str, "siège"]
    representative: Annotated[str, "représentant"]
    capacity: Annotated[str, "qualité du représentant"]
    siret: Annotated[SiretText, "SIRET"]
    nature: Annotated[Code, "nature d’organisme"]
    territory: Annotated[TerritoryCode | None, "département"] = None
    is_public: Annotated[bool, "organisme public : signe sous délibération"] = False
    formalities_done_on: Annotated[date | None, "fin des formalités de protection des données"] = None


@dataclass(frozen=True, slots=True)
class Document:
    """One paper of the tree; `signed` says when each party signed it."""

    id: Annotated[DocumentId, "identifiant dans ce fichier"]
    kind: Annotated[DocumentKind, "nature"]
    title: Annotated[str, "titre"]
    parent: Annotated[DocumentId | None, "document dont il dépend"] = None
    service: Annotated[ServiceCode | None, "service qu’il ouvre"] = None
    printed_on: Annotated[date | None, "date imprimée au pied"] = None
    signed_on: Annotated[date | None, "jour de la dernière signature"] = None
    received_on: Annotated[date | None, "jour de réception"] = None
    ended_on: Annotated[date | None, "jour où il a cessé de valoir"] = None


@dataclass(frozen=True, slots=True)
class Contact:
    """One interlocutor that the annex names."""

    id: Annotated[ContactId, "identifiant dans ce fichier"]
    side: Annotated[PartyId, "partie"]
    role: Annotated[ContactRole, "rôle"]
    name: Annotated[str, "nom"]
    email: Annotated[str | None, "courriel"] = None
    phone: Annotated[str | None, "téléphone"] = None
    capacity: Annotated[str | None, "qualité"] = None


@dataclass(frozen=True, slots=True)
class Term:
    """One term: its identifier, its clause, its plain-French twin, its place in the text, its typed content."""

    id: str
    clause: Clause
    says: str
    position: int
    body: Body
    until: date | None = None

    @property
    def kind(self) -> str:
        return self.body.kind


@dataclass(frozen=True, slots=True)
class AvenantHead:
    """What an avenant says of itself."""

    number: Annotated[int, "numéro, à partir de 1"]
    title: Annotated[str, "objet"]
    signed_on: Annotated[date, "jour de la dernière signature"]
    effective_on: Annotated[date, "premier jour d’effet"]
    ends: Annotated[tuple[TermId, ...], "termes qui prennent fin"] = ()


@dataclass(frozen=True, slots=True)
class Avenant:
    """A signed change: terms added or replaced by identifier, terms ended, papers brought to the tree."""

    number: int
    title: str
    signed_on: date
    effective_on: date
    terms: tuple[Term, ...] = ()
    ends: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Convention:
    """A whole text, read and checked; a model has no number nor parties.

    `documents` is the whole tree, with the papers that its avenants bring.
    """

    family: Family
    title: str
    number: str = ""
    rank: int = 1
    territory: str = ""
    model: str | None = None
    effective_on: date | None = None
    parties: tuple[Party, ...] = ()
    documents: tuple[Document, ...] = ()
    contacts: tuple[Contact, ...] = ()
    terms: tuple[Term, ...] = ()
    avenants: tuple[Avenant, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_model(self) -> bool:
        return not self.number

    @property
    def reference(self) -> str:
        """The number, with its rank when another convention carries the same number (MCP-01)."""
        return self.number if self.rank == 1 else f"{self.number}-{self.rank}"

    @property
    def root(self) -> Document | None:
        """The convention itself, at the head of the tree."""
        return next((paper for paper in self.documents if paper.parent is None), None)

    @property
    def starts_on(self) -> date | None:
        """The first day on which its terms are in force, once signed: written, else the last signature (FSV-03)."""
        signed_on = self.root.signed_on if self.root else None
        written = next((term.body.starts_on for term in self.terms if isinstance(term.body, Duration)), None)
        return self.effective_on or (written if signed_on and written else signed_on)

    def children(self, parent: str | None) -> Iterator[Document]:
        return (paper for paper in self.documents if paper.parent == parent)
