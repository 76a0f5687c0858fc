"""The events of imports of people and rights (MCP-20 to MCP-24; contrat de service 5.3.1, 5.3.2)."""

from __future__ import annotations

from socle.traces.domain.event import Log
from socle.traces.domain.kinds import Kind

T, H = Log.TRACES, Log.HABILITATIONS

IMPORTS = (
    Kind(
        "habilitation:import:previewed",
        "{person} a préparé l'import de « {subject} » : {rows} lignes, {errors} en erreur.",
        T,
        ("rows", "errors"),
    ),
    Kind("habilitation:import:launched", "{person} a lancé l'import de « {subject} » ({mode}).", H, ("mode",)),
    Kind(
        "habilitation:import:advanced",
        "L'import de « {subject} » avance : {done} lignes faites, {errors} refusées.",
        H,
        ("done", "errors"),
    ),
    Kind("habilitation:import:finished", "L'import de « {subject} » est terminé : {done} lignes faites.", H, ("done",)),
    Kind("habilitation:import:refused", "L'import de « {subject} » est refusé : {reason}", H),
    Kind("habilitation:import:erased", "L'import de « {subject} » est effacé : {rows} lignes.", T, ("rows",)),
)
