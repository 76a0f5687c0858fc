"""What the templates of imports receive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from socle.exchange.tables import Format
from socle.exchange.writing import write_table
from socle.habilitations.domain.granting import confirmed_recently
from socle.habilitations.domain.importing.columns import LABELS, Field
from socle.habilitations.domain.importing.launch import ACTIVE, Mode, State, may_launch
from socle.habilitations.domain.importing.lines import OUTCOME_SAYS, Outcome
from socle.habilitations.domain.importing.progress import Progress
from socle.habilitations.models import Import, ImportRow
from socle.habilitations.queries.importing.pages import SHOWN, Counts, corrected, erased_on, import_of, progress_of
from socle.habilitations.web.pages.links import trail
from socle.kernel.actor import Actor
from socle.theme.attachments import attachment

STATES: Mapping[State, tuple[str, str, str]] = {
    State.PREVIEW: ("Aperçu, rien n'est écrit", "info", "eye"),
    State.QUEUED: ("En attente", "info", "hourglass"),
    State.RUNNING: ("En cours", "info", "hourglass"),
    State.DONE: ("Terminé", "success", "circle-check"),
    State.REFUSED: ("Arrêté", "danger", "ban"),
}
OUTCOMES: Mapping[Outcome, tuple[str, str, str]] = {
    Outcome.ERROR: (OUTCOME_SAYS[Outcome.ERROR], "danger", "alert-triangle"),
    Outcome.CREATE: (OUTCOME_SAYS[Outcome.CREATE], "success", "plus"),
    Outcome.CHANGE: (OUTCOME_SAYS[Outcome.CHANGE], "info", "pencil"),
    Outcome.IGNORE: (OUTCOME_SAYS[Outcome.IGNORE], "neutral", "check"),
}
MINUTE = 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """The rows asked for, and whether the page follows the worker."""

    outcome: Outcome | None
    after: int
    follows: bool


def wanted_rows(query: Mapping[str, str]) -> Wanted:
    """What the address asks for; anything else is ignored."""
    said, after = query.get("resultat", ""), query.get("apres", "")
    outcome = Outcome(said) if said in set(Outcome) else None
    number = int(after) if after.isascii() and after.isdigit() and len(after) < 8 else 0  # noqa: PLR2004 - a row's number
    return Wanted(outcome, number, query.get("suivre") != "0")


def trail_of(batch: Import, step: str = "") -> list[dict[str, str]]:
    """The breadcrumb below the list of imports."""
    here = reverse("habilitations:import", args=[batch.id]) if step else ""
    steps = [("Importer un fichier", reverse("habilitations:imports")), (batch.file_name, here)]
    return trail(*steps, *([(step, "")] if step else []))


def badge_of(state: State) -> dict[str, str]:
    label, tone, icon = STATES[state]
    return {"label": label, "tone": tone, "icon": icon}


def import_line(batch: Import) -> dict[str, Any]:
    return {"batch": batch, "state": badge_of(State(batch.state))}


def import_page(
    batch: Import, counts: Counts, rows: Sequence[ImportRow], wanted: Wanted, actor: Actor, at: datetime
) -> dict[str, Any]:
    """Everything the page of an import shows."""
    state = State(batch.state)
    return {
        "batch": batch,
        "state": badge_of(state),
        "counts": counts,
        "is_preview": state is State.PREVIEW,
        "is_over": state in {State.DONE, State.REFUSED},
        "progress": progress_line(progress_of(batch, counts), at) if state in ACTIVE | {State.DONE} else None,
        "tabs": _tabs(batch, counts, wanted),
        "rows": [row_line(row) for row in rows[:SHOWN]],
        "next_url": _address(batch, wanted.outcome, rows[SHOWN - 1].number) if len(rows) > SHOWN else "",
        "columns": column_line(batch),
        "launchable": may_launch(state, Mode.PARTIAL, errors=counts.error, doable=counts.doable),
        "confirmed": confirmed_recently(actor.step_up_at, at),
        "erased_on": erased_on(batch),
        "breadcrumb": trail_of(batch),
        "cancel_url": reverse("habilitations:imports"),
    }


def _tabs(batch: Import, counts: Counts, wanted: Wanted) -> list[dict[str, Any]]:
    every = {"label": "Toutes", "url": _address(batch, None), "current": wanted.outcome is None, "count": counts.total}
    return [every] + [
        {
            "label": label,
            "url": _address(batch, outcome),
            "current": wanted.outcome is outcome,
            "count": counts.of(outcome),
        }
        for outcome, (label, _, _) in OUTCOMES.items()
        if counts.of(outcome) or wanted.outcome is outcome
    ]


def _address(batch: Import, outcome: Outcome | None, after: int = 0) -> str:
    said = {"resultat": outcome.value if outcome else "", "apres": str(after) if after else ""}
    query = urlencode({name: value for name, value in said.items() if value})
    here = reverse("habilitations:import", args=[batch.id])
    return f"{here}?{query}" if query else here


def row_line(row: ImportRow) -> dict[str, Any]:
    """A row of the preview: what it says first, then what it would do, or what to mend."""
    label, tone, icon = OUTCOMES[Outcome(row.outcome)]
    if row.done_at and row.outcome != Outcome.ERROR:
        label, icon = "Fait", "circle-check"
    return {"row": row, "who": " ".join(cell for cell in row.cells[:2] if cell), "badge": (label, tone, icon)}


def column_line(batch: Import) -> str:
    """How the columns were understood, in one sentence."""
    read = [
        f"« {header} » : {LABELS[Field(field)].lower()}"
        for header, field in zip(batch.headers, batch.fields, strict=True)
        if field
    ]
    left = [f"« {header} »" for header, field in zip(batch.headers, batch.fields, strict=True) if not field and header]
    return " ; ".join(read) + (f". Non lues : {', '.join(left)}." if left else ".")


def progress_line(progress: Progress, at: datetime) -> dict[str, Any]:
    """Rows done of all, the rate, the time left."""
    rate, left = progress.rate(at), progress.left(at)
    hint = f"{rate:.0f} lignes par seconde" if rate else ""
    if left and progress.done < progress.total:
        hint += f", encore {_spent(left)}"
    return {"done": progress.done, "total": progress.total, "hint": hint}


def _spent(left: timedelta) -> str:
    seconds = int(left.total_seconds())
    return f"{seconds} s" if seconds < MINUTE else f"{seconds // MINUTE} min {seconds % MINUTE:02d} s"


def corrections(import_id: UUID) -> HttpResponse:
    """The faulty rows, in the format that was sent."""
    batch = import_of(import_id)
    written = write_table(Format(batch.file_format), corrected(batch))
    return attachment(b"".join(written.content), written.content_type, written.filename)
