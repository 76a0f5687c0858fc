"""What data protection offers to the portal: the traces, for who may read them."""

from __future__ import annotations

from socle.kernel.room import MenuEntry, Room

ROOM = Room(
    name="privacy",
    title="Traces",
    menu=(MenuEntry("Traces", "privacy:traces", "history", "trace:list"),),
    permissions=("trace:list",),
)
