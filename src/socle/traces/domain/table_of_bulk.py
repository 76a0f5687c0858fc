"""Acts on several rights at once: the act itself, beside the trace of each right (contrat de service 5.3.2)."""

from __future__ import annotations

from socle.traces.domain.event import Log
from socle.traces.domain.kinds import Kind

BULK = tuple(
    Kind(
        f"habilitation:bulk:{verb}",
        f"{{person}} a {says} sur plusieurs droits ({{subject}}) : {{count}}.",
        Log.HABILITATIONS,
        ("count", "refused?", "cause?", "undoes?"),
    )
    for verb, says in (("prepared", "préparé un acte"), ("done", "fait un acte"), ("undone", "annulé un acte"))
)
