"""What the people of a body offer to the portal: two entries of the menu, an act, and people found by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from socle.kernel.actor import Actor
from socle.kernel.room import Found, MenuEntry, Room
from socle.organismes.directory import PeopleFilter, first_people
from socle.organismes.domain.access import may_list_people


def find(actor: Actor, words: str, at: datetime) -> Sequence[Found]:
    """People of one's own body, for who may list them, each with what they do there."""
    if not may_list_people(actor):
        return []
    return [
        Found(
            label=row.person.name,
            section="Personnes",
            url=reverse("organismes:person", args=[row.person_id]),
            icon="user",
            detail=", ".join(filter(None, (row.function, row.service))),
        )
        for row in first_people(PeopleFilter(actor.organisation_id, words), at)
    ]


ROOM = Room(
    name="organismes",
    title="Personnes et organisme",
    menu=(
        MenuEntry("Personnes", "organismes:people", "users", "person:list"),
        MenuEntry("Mon organisme", "organismes:organisation", "building"),
    ),
    commands=(MenuEntry("Inscrire une personne", "organismes:person_new", "user-plus", "person:create"),),
    permissions=("person:list", "person:create"),
    find=find,
)
