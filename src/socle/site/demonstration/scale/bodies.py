"""Partners and their people, drawn: the same seed gives the same ones."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import count
from random import Random
from uuid import UUID

from stdnum import luhn

from socle.site.demonstration.people import ascii_of
from socle.site.demonstration.scale.natures import NATURES, Nature, Size, seats_of
from socle.site.demonstration.scale.texts import SIGNED_ON, Variant

SMALLEST, HEAVIEST, GREAT_TOWN = 3, 150.0, 0.0125
HEADS_PER_EQUIPMENT, MOST_EQUIPMENTS = 8, 30
ADMINISTRATORS, HEADS_PER_DELEGATE = 2, 20
FIRST_SIREN = 80_000_000


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a partner; `role` is empty for an ordinary colleague."""

    id: UUID
    person_id: UUID
    first_name: str
    last_name: str
    function: str
    email: str
    role: str = ""
    perimeter: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """An équipement, or a place of one when `equipment_id` says which."""

    id: UUID
    name: str
    level: str
    equipment_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner, its convention, its people and where they work."""

    id: UUID
    convention_id: UUID
    act_id: UUID
    name: str
    siret: str
    variant: Variant
    members: tuple[Member, ...]
    scopes: tuple[Scope, ...]

    @property
    def nature(self) -> Nature:
        return self.variant.nature

    @property
    def principal(self) -> Member:
        return self.members[0]

    @property
    def colleagues(self) -> tuple[Member, ...]:
        """Those whose rights the partner itself manages: the caisse keeps those of its administrators (MCP-20)."""
        return self.members[ADMINISTRATORS:]


@dataclass(frozen=True, slots=True)
class Words:
    """What names are made of."""

    first_names: list[str]
    roots: list[str]
    endings: list[str]
    town_prefixes: list[str]
    rivers: list[str]
    equipments: list[str]
    equipment_names: list[str]
    places: list[str]
    causes: list[str]


def words() -> Words:
    return Words(**tomllib.loads(files(__package__).joinpath("mots.toml").read_text(encoding="utf-8")))


def drawn_id(draw: Random) -> UUID:
    return UUID(int=draw.getrandbits(128), version=4)


def siret_of(number: int) -> str:
    """The first establishment of the body of that number, with its two keys right."""
    root = str(FIRST_SIREN + number)
    siren = root + luhn.calc_check_digit(root)
    return f"{siren}0001{luhn.calc_check_digit(siren + '0001')}"


def heads_of(size: Size, draw: Random) -> list[int]:
    """How many people each partner has: a few great towns, many small bodies, and the exact total."""
    weights = [min(draw.paretovariate(1.2), HEAVIEST) for _ in range(size.partners)]
    weights[0] = max(weights[0], GREAT_TOWN * sum(weights))
    rest, total = size.people - SMALLEST * size.partners, sum(weights)
    heads = [SMALLEST + int(rest * weight / total) for weight in weights]
    for rank in range(size.people - sum(heads)):
        heads[rank % size.partners] += 1
    return heads


def partners_of(size: Size, draw: Random) -> Iterator[Partner]:
    """Every partner, the greatest town first; no two have the same name."""
    vocabulary, serial, towns = words(), count(1), set[str]()
    shares = [nature.share for nature in NATURES]
    for rank, heads in enumerate(heads_of(size, draw)):
        nature = NATURES[0] if rank == 0 else draw.choices(NATURES, shares)[0]
        town = _town(vocabulary, towns, draw)
        yield Partner(
            id=drawn_id(draw),
            convention_id=drawn_id(draw),
            act_id=drawn_id(draw),
            name=nature.legal_name.format(town=town),
            siret=siret_of(rank),
            variant=Variant(nature, seats_of(heads), draw.choice(SIGNED_ON)),
            members=tuple(_members(nature, heads, vocabulary, serial, draw)),
            scopes=tuple(_scopes(heads, vocabulary, draw)) if nature.has_equipments else (),
        )


def _town(vocabulary: Words, taken: set[str], draw: Random) -> str:
    while True:
        name = draw.choice(vocabulary.roots) + draw.choice(vocabulary.endings)
        town = f"{draw.choice(vocabulary.town_prefixes)}{name}{draw.choice(vocabulary.rivers)}"
        if town not in taken:
            taken.add(town)
            return town


def _members(nature: Nature, heads: int, vocabulary: Words, serial: Iterator[int], draw: Random) -> Iterator[Member]:
    delegates = heads // HEADS_PER_DELEGATE
    roles = ["principal", "suppleant", *["delegate"] * delegates]
    for rank in range(heads):
        first, last = (
            draw.choice(vocabulary.first_names),
            draw.choice(vocabulary.roots) + draw.choice(vocabulary.endings),
        )
        role = roles[rank] if rank < len(roles) else ""
        yield Member(
            id=drawn_id(draw),
            person_id=drawn_id(draw),
            first_name=first,
            last_name=last,
            function=draw.choice(nature.functions) if role != "principal" else "directrice des services",
            email=f"{ascii_of(first.lower())}.{ascii_of(last.lower())}.{next(serial)}@grandval.example",
            role=role,
            perimeter=_perimeter(nature, rank) if role == "delegate" else "",
        )


def _perimeter(nature: Nature, rank: int) -> str:
    return "afas" if nature.has_equipments and rank % 2 else "cdap"


def _scopes(heads: int, vocabulary: Words, draw: Random) -> Iterator[Scope]:
    """One équipement for eight people, each with a place or two."""
    names: Sequence[str] = [f"{kind} {name}" for kind in vocabulary.equipments for name in vocabulary.equipment_names]
    for name in draw.sample(names, min(1 + heads // HEADS_PER_EQUIPMENT, MOST_EQUIPMENTS)):
        equipment = Scope(drawn_id(draw), name, "equipment")
        yield equipment
        for place in draw.sample(vocabulary.places, draw.randint(1, 2)):
            yield Scope(drawn_id(draw), place, "place", equipment.id)
