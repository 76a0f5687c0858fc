"""What the people of a body offer to the portal: two entries of the menu."""

from __future__ import annotations

from socle.kernel.room import MenuEntry, Room

ROOM = Room(
    name="organismes",
    title="Personnes et organisme",
    menu=(
        MenuEntry("Personnes", "organismes:people", "users", "person:list"),
        MenuEntry("Mon organisme", "organismes:organisation", "building"),
    ),
    permissions=("person:list", "person:create"),
)
