"""The kinds of partners drawn, and the size of what is asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """How much to draw; a tenth of the country by default (house.md, « Scale »)."""

    partners: int = 4_000
    people: int = 40_000
    rights: int = 120_000
    seed: int = 2026

    def __post_init__(self) -> None:
        if self.partners < 1 or self.people < 3 * self.partners or self.rights < 0:
            raise ValueError("il faut un partenaire au moins, et trois personnes au moins par partenaire")


@dataclass(frozen=True, slots=True)
class Nature:
    """A kind of partner: its share, what its convention opens, and for which purpose of each profile."""

    code: str
    legal_name: str
    share: int
    missions: tuple[str, ...]
    purposes: tuple[tuple[str, str], ...]
    assembly: str
    functions: tuple[str, ...]
    is_public: bool = True
    has_equipments: bool = False
    diploma: str = ""
    traits: tuple[str, ...] = ()


SOCIAL = "diplôme d'État d'assistant de service social"
NATURES = (
    Nature(
        "commune",
        "Commune de {town} (fictif)",
        70,
        ("mission-tarification", "mission-activite-des-equipements"),
        (("T2", "tarif-selon-quotient"),),
        "conseil municipal",
        (
            "agent de la régie périscolaire",
            "agente d'accueil",
            "responsable de structure",
            "gestionnaire de la cantine",
        ),
        has_equipments=True,
        traits=("action-sociale-caf",),
    ),
    Nature(
        "ccas",
        "Centre communal d'action sociale de {town} (fictif)",
        15,
        ("mission-accompagnement-social", "mission-tarification"),
        (("T1", "acces-aux-droits"), ("T2", "cantine-a-un-euro")),
        "conseil d'administration",
        ("assistante sociale", "travailleur social", "conseillère en économie sociale et familiale"),
        diploma=SOCIAL,
        traits=("action-sociale-caf",),
    ),
    Nature(
        "bailleur",
        "Habitat de {town} (fictif)",
        10,
        ("mission-logement-social",),
        (("T10", "aide-au-logement"),),
        "conseil d'administration",
        ("chargée de clientèle", "gestionnaire locatif", "conseillère sociale"),
        is_public=False,
    ),
    Nature(
        "association",
        "Association tutélaire de {town} (fictif)",
        5,
        ("mission-mesures-de-protection",),
        (("T9", "mesure-de-protection"),),
        "conseil d'administration",
        ("mandataire judiciaire", "assistant tutélaire"),
        is_public=False,
    ),
)
SEATS = (12, 60, 250, 1000)
AFAS_PURPOSES = {
    "D1": "declaration-activite",
    "D2": "declaration-financiere",
    "D3": "suivi-des-equipements",
    "D4": "suivi-des-equipements",
}


def seats_of(heads: int) -> int:
    """The ceiling that the bulletin of a partner of this size prints."""
    return next((seats for seats in SEATS if heads <= seats), SEATS[-1])
