"""Who the beneficiary is, where they live and with whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from socle.dossiers.domain.file.formats import Field, Fields, count, day, said

FICTIONAL = "personne fictive"


@dataclass(frozen=True, slots=True)
class Identity:
    """The person the file is named after, and the key of that file."""

    caisse: str
    numero: str
    last_name: str
    first_name: str
    sex: str
    birth_date: date
    birth_commune: str
    used_name: str = ""
    other_first_names: str = ""
    fictional: bool = True

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.used_name or self.last_name}"

    def fields(self) -> Fields:
        return (
            said("nom_naissance", "Nom de naissance", self.last_name),
            *([said("nom_usage", "Nom d'usage", self.used_name)] if self.used_name else ()),
            said("prenoms", "Prénoms", f"{self.first_name} {self.other_first_names}".strip()),
            Field("sexe", "Sexe", "féminin" if self.sex == "F" else "masculin", self.sex),
            Field("date_naissance", "Date de naissance", day(self.birth_date), self.birth_date.isoformat()),
            said("commune_naissance", "Commune de naissance", self.birth_commune),
            said("caisse", "Caisse", self.caisse),
            said("numero", "Numéro d'allocataire", self.numero),
            Field("fictif", "Nature du dossier", FICTIONAL if self.fictional else "réel", self.fictional),
        )

    def masked(self) -> Fields:
        """The name alone."""
        return (
            said("nom", "Nom", self.name),
            Field("fictif", "Nature du dossier", FICTIONAL if self.fictional else "réel", self.fictional),
        )


@dataclass(frozen=True, slots=True)
class Address:
    """Where the household lives and how to reach it."""

    line: str
    postcode: str
    commune: str
    since: date
    complement: str = ""
    phone: str = ""
    email: str = ""

    def fields(self) -> Fields:
        return (
            said("voie", "Numéro et voie", self.line),
            *([said("complement", "Complément", self.complement)] if self.complement else ()),
            said("code_postal", "Code postal", self.postcode),
            said("commune", "Commune", self.commune),
            Field("depuis", "Connue depuis le", day(self.since), self.since.isoformat()),
            said("telephone", "Téléphone", self.phone),
            said("courriel", "Courriel", self.email),
        )

    def masked(self) -> Fields:
        """The commune alone: enough to know that a tariff applies, not where somebody sleeps."""
        return (said("commune", "Commune", self.commune),)


class Custody(StrEnum):
    """Who a child lives with."""

    FULL = "garde pleine"
    SHARED = "résidence alternée"
    PLACED = "confié à l'aide sociale à l'enfance"


@dataclass(frozen=True, slots=True)
class Child:
    """A dependent child of the file."""

    last_name: str
    first_name: str
    birth_date: date
    custody: Custody = Custody.FULL

    def field(self, position: int) -> Field:
        value = {
            "nom_naissance": self.last_name,
            "prenom": self.first_name,
            "date_naissance": self.birth_date.isoformat(),
            "garde": self.custody.value,
        }
        text = f"{self.first_name} {self.last_name}, naissance le {day(self.birth_date)}, {self.custody}"
        return Field("enfants", f"Enfant {position}", text, value, many=True)


@dataclass(frozen=True, slots=True)
class Partner:
    """The other adult of the household."""

    last_name: str
    first_name: str
    birth_date: date
    activity: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def field(self) -> Field:
        text = f"{self.name}, naissance le {day(self.birth_date)}"
        value = {"nom": self.last_name, "prenom": self.first_name, "date_naissance": self.birth_date.isoformat()}
        return Field("conjoint", "Conjoint", text, value)


@dataclass(frozen=True, slots=True)
class Family:
    """The household, its situation and its children."""

    situation: str
    since: date
    activity: str
    partner: Partner | None = None
    children: tuple[Child, ...] = ()

    @property
    def adults(self) -> int:
        return 1 if self.partner is None else 2

    def fields(self, also: tuple[str, ...] = ()) -> Fields:
        """The household; the activity of its adults only when `also` asks for it."""
        none = Field("enfants", "Enfants à charge", "aucun", None, many=True)
        return (
            said("situation", "Situation", self.situation),
            Field("depuis", "Depuis le", day(self.since), self.since.isoformat()),
            self.partner.field() if self.partner else Field("conjoint", "Conjoint", "aucun", None),
            *([child.field(position) for position, child in enumerate(self.children, 1)] or [none]),
            *(self.activities() if "activity" in also else ()),
        )

    def activities(self) -> Fields:
        partner = [said("activite_conjoint", "Activité du conjoint", self.partner.activity)] if self.partner else []
        return (said("activite", "Activité professionnelle", self.activity), *partner)

    def masked(self) -> Fields:
        """How many, without a name or a date."""
        return (
            Field("adultes", "Adultes", count(self.adults, "adulte"), self.adults),
            Field("nombre_enfants", "Enfants", count(len(self.children), "enfant"), len(self.children)),
        )
