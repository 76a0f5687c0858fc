"""Files of people and rights, and the actor who sends them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from socle.database.transactions import transaction
from socle.exchange.tables import Format, Sheet
from socle.exchange.writing import write_table
from socle.habilitations.actions.importing.applying import advance
from socle.habilitations.actions.importing.launching import launch
from socle.habilitations.actions.importing.receiving import receive
from socle.habilitations.actions.importing.upkeep import launcher_of
from socle.habilitations.domain.importing.launch import Mode
from socle.habilitations.models import Import, ImportRow
from socle.kernel.actor import Actor
from tests.habilitations.bodies import confirmed

HEADERS = ("Nom", "Prénom", "Courriel", "Fonction", "Profil", "Finalité", "Du", "Au")
PURPOSE = "tarif-selon-quotient"


def row(rank: int, **said: str) -> tuple[str, ...]:
    """A line for somebody new; `said` replaces its cells by header."""
    cells = dict(
        zip(
            HEADERS,
            (f"Fictive{rank}", "Claire", f"claire.fictive{rank}@commune.example", "agente", "", "", "", ""),
            strict=True,
        )
    )
    return tuple((cells | said).values())


def right(rank: int, **said: str) -> tuple[str, ...]:
    """A line for somebody new with a right."""
    return row(rank, **{"Profil": "CDAP T2", "Finalité": PURPOSE, **said})


def file_of(rows: Iterable[Sequence[str]], format_: Format = Format.CSV, headers: Sequence[str] = HEADERS) -> bytes:
    return b"".join(write_table(format_, Sheet("équipe", headers, rows)).content)


def sent(actor: Actor, rows: Iterable[Sequence[str]], format_: Format = Format.CSV) -> Import:
    with transaction(actor) as at:
        return receive(f"équipe.{format_.value}", file_of(rows, format_), actor=actor, at=at)


def outcomes(batch: Import, actor: Actor) -> list[str]:
    with transaction(actor):
        return list(batch.rows.order_by("number").values_list("outcome", flat=True))


def rows_of(batch: Import, actor: Actor) -> list[ImportRow]:
    with transaction(actor):
        return list(batch.rows.order_by("number"))


def launched(batch: Import, actor: Actor, mode: Mode = Mode.PARTIAL) -> Import:
    with transaction(actor) as at:
        return launch(batch.id, mode, actor=confirmed(actor, at), at=at)


def applied(batch: Import, actor: Actor, mode: Mode = Mode.PARTIAL) -> Import:
    """Launched, then worked to its end."""
    launched_batch = launched(batch, actor, mode)
    while advance(batch.id, launcher_of(launched_batch)):
        pass
    with transaction(actor):
        return Import.objects.get(id=batch.id)
