"""The doors of the demonstration's texts, with parties that the tests know by their key."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from socle.conventions.domain.convention import Convention
from socle.saisines.domain.doors import Door, doors
from tests.domain.conventions.texts import signed

SPACE = UUID("6f2c0f0e-6b0e-5b9a-9d5c-50c1e0000009")


@dataclass(frozen=True)
class Party:
    key: str
    role: str
    party_id: UUID


def body(key: str) -> UUID:
    return uuid5(SPACE, key)


def parties(text: Convention) -> tuple[Party, ...]:
    return tuple(Party(party.id, party.role.value, body(party.id)) for party in text.parties)


def doors_of(slug: str) -> dict[str, Door]:
    """Each door by its term, and its holder when a term makes several."""
    text = signed(slug)
    found = doors(body(slug), parties(text), text.terms)
    several = [door.term_id for door in found]
    names = {party.party_id: party.key for party in parties(text)}
    return {
        door.term_id if several.count(door.term_id) == 1 else f"{door.term_id}@{names[door.held_by]}": door
        for door in found
    }
