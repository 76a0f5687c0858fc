"""What the rooms above add to the sheet of a right; `site` hands it in by name, once, at start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from socle.kernel.actor import Actor
from socle.organismes.panels import Panel

RightPanel = Callable[[Actor, UUID, datetime], Panel | None]
_sheets: list[RightPanel] = []


def hand_in(*, sheets: Sequence[RightPanel] = ()) -> None:
    """Replace what the sheet of a right shows from above; called once by `site`."""
    _sheets[:] = sheets


def panels_of(actor: Actor, habilitation_id: UUID, at: datetime) -> list[Panel]:
    """The cards that the rooms above add for this reader."""
    found = (panel(actor, habilitation_id, at) for panel in _sheets)
    return [panel for panel in found if panel is not None]
