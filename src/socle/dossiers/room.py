"""What the consultation of files offers to the portal: its entries of the menu."""

from __future__ import annotations

from socle.kernel.room import MenuEntry, Room

ROOM = Room(
    name="dossiers",
    title="Dossiers",
    menu=(
        MenuEntry("Consulter un dossier", "dossiers:consultation", "folder-open", "dossier:consult"),
        MenuEntry("Pourquoi ?", "dossiers:why", "help-circle", "right:own"),
    ),
    permissions=("dossier:consult",),
)
