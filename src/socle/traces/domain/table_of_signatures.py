"""The events of papers that go round to be signed, and of delegations of signature (MCP-01, FSV-01)."""

from __future__ import annotations

from socle.traces.domain.event import Log
from socle.traces.domain.kinds import Kind

H = Log.HABILITATIONS
ROUND = ("round?", "paper?")

SIGNATURES = (
    Kind(
        "convention:signature:opened",
        "{person} a envoyé « {paper} » à la signature des parties.",
        H,
        (*ROUND, "digest?"),
    ),
    Kind("convention:signature:signed", "{person} a signé « {paper} » pour {organisation}.", H, (*ROUND, "digest?")),
    Kind(
        "convention:signature:recorded",
        "{person} a enregistré la signature manuscrite de « {paper} ».",
        H,
        (*ROUND, "digest?"),
    ),
    Kind(
        "convention:signature:refused",
        "{organisation} n'a pas signé « {paper} » : {why}",
        H,
        (*ROUND, "why?"),
    ),
    Kind(
        "convention:signature:cancelled",
        "{person} a retiré « {paper} » de la signature : {why}",
        H,
        (*ROUND, "why?"),
    ),
    Kind(
        "convention:mandate:recorded",
        "{person} a enregistré la délégation de signature de {subject} ({act}), jusqu'au {until}.",
        H,
        ("act?", "until?"),
    ),
    Kind(
        "convention:mandate:withdrawn",
        "{person} a mis fin à la délégation de signature de {subject} ({act}).",
        H,
        ("act?", "until?"),
    ),
)
