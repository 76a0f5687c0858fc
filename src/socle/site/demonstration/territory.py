"""The directory of the Grand-Rhin: six sectors of the Bas-Rhin, a commune that nobody covers, one claimed twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from socle.conventions.models import Convention
from socle.conventions.queries.in_force import of_conventions
from socle.organismes.communes import in_departement
from socle.saisines.domain.directory import directories
from socle.saisines.models import SectorVersion
from socle.saisines.queries.directory import KINDS
from socle.site.demonstration.rights import Members

KEEPER = "carsat-admin"
UNCOVERED = "67448"
CLAIMED_TWICE = "67348"
UNIT = "Service social, unité de"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sector of the demonstration, drawn by intercommunalités."""

    name: str
    districts: tuple[str, ...]
    line: str
    permanence: str
    email: str
    more: tuple[str, ...] = ()


SECTORS = (
    Drawn(
        "Strasbourg",
        ("Eurométropole de Strasbourg",),
        "03 53 01 20 01",
        "Maison des services, Strasbourg",
        "strasbourg",
    ),
    Drawn(
        "Haguenau",
        ("CA de Haguenau", "CC de la Basse-Zorn", "CC du Pays Rhénan", "CC du Pays de Niederbronn-les-Bains"),
        "03 53 01 20 02",
        "Centre médico-social, Haguenau",
        "haguenau",
    ),
    Drawn(
        "Wissembourg",
        (
            "CC du Pays de Wissembourg",
            "CC de l'Outre-Forêt",
            "CC de la Plaine du Rhin",
            "CC Sauer-Pechelbronn",
        ),
        "03 53 01 20 03",
        "Mairie, Wissembourg",
        "wissembourg",
    ),
    Drawn(
        "Saverne",
        (
            "CC du Pays de Saverne",
            "CC de Hanau-La Petite Pierre",
            "CC de l'Alsace Bossue",
            "CC du Pays de la Zorn",
            "CC du Kochersberg",
            "CA Sarreguemines Confluences",
        ),
        "03 53 01 20 04",
        "Espace France Services, Saverne",
        "saverne",
    ),
    Drawn(
        "Molsheim",
        (
            "CC de la Région de Molsheim-Mutzig",
            "CC des Portes de Rosheim",
            "CC du Pays de Sainte-Odile",
            "CC de la Mossig et du Vignoble",
            "CC de la Vallée de la Bruche",
        ),
        "03 53 01 20 05",
        "Centre médico-social, Molsheim",
        "molsheim",
    ),
    Drawn(
        "Sélestat",
        (
            "CC de Sélestat",
            "CC du Ried de Marckolsheim",
            "CC de la Vallée de Villé",
            "CC du Pays de Barr",
            "CC du Canton d'Erstein",
        ),
        "03 53 01 20 06",
        "Mairie, Sélestat",
        "selestat",
        (CLAIMED_TWICE,),
    ),
)


def draw_territory(memberships: Members, at: datetime) -> None:
    """Write each sector a year ago; one had its line changed lately."""
    keeper = next(row for (_, one), row in memberships.items() if one.login == KEEPER)
    for found in of_conventions(Convention.objects.filter(organisation=keeper.organisation), KINDS, at):
        for held in directories(found.id, found.parties, found.terms):
            here = in_departement(found.territory)
            for drawn in SECTORS:
                codes = [one.code for one in here if one.district in drawn.districts and one.code != UNCOVERED]
                first = SectorVersion(
                    organisation_id=held.keeper,
                    convention_id=found.id,
                    term_key=held.term_id,
                    sector_id=uuid4(),
                    name=drawn.name,
                    communes=[*codes, *drawn.more],
                    unit=f"{UNIT} {drawn.name}",
                    line=drawn.line,
                    permanence=drawn.permanence,
                    email=f"social.{drawn.email}@carsat.example",
                    version=0,
                    since=(at - timedelta(days=390)).date(),
                    written_at=at - timedelta(days=400),
                    written_by_id=keeper.person_id,
                )
                if codes:
                    first.save(force_insert=True)
                    _correct(first, at)


def _correct(first: SectorVersion, at: datetime) -> None:
    if first.name == "Haguenau":
        first.pk, first.version, first.line = uuid4(), 1, "03 53 01 20 12"
        first.since, first.written_at = (at - timedelta(days=10)).date(), at - timedelta(days=12)
        first.save(force_insert=True)
