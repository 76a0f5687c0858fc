"""What is traced of the end of a convention: announced, dated by letters, stopped, force majeure (MCP-04, DRT-11)."""

from __future__ import annotations

from socle.traces.domain.event import Log
from socle.traces.domain.kinds import Kind

H = Log.HABILITATIONS

ENDINGS = (
    Kind(
        "convention:ending:announced",
        "{person} a annoncé la fin de « {subject} » : {ground}.",
        H,
        ("ending", "ground", "last_day?", "wished?"),
    ),
    Kind(
        "convention:ending:dated",
        "La fin de « {subject} » est datée par ses preuves : dernier jour le {last_day}.",
        H,
        ("ending", "ground", "last_day", "applies_at?", "leaves?"),
    ),
    Kind(
        "convention:ending:agreed",
        "{person} a donné l'accord de {organisation} à la fin de « {subject} ».",
        H,
        ("ending", "ground", "reason?"),
    ),
    Kind(
        "convention:ending:mended",
        "{person} a constaté la réparation du manquement ; « {subject} » continue.",
        H,
        ("ending", "ground", "reason?"),
    ),
    Kind(
        "convention:ending:withdrawn",
        "{person} a renoncé à la fin de « {subject} ».",
        H,
        ("ending", "ground", "reason?"),
    ),
    Kind(
        "convention:ending:refused",
        "{person} n'a pas pu agir sur la fin de « {subject} » : {reason}",
        H,
        ("ground?",),
    ),
    Kind(
        "convention:letter:recorded",
        "{person} a enregistré la lettre recommandée {number} ({about}), à {recipient}.",
        H,
        ("letter", "number", "about", "recipient"),
    ),
    Kind(
        "convention:letter:dated",
        "{person} a enregistré la lettre {number} : {what} le {on}.",
        H,
        ("letter", "number", "what", "on", "correction?"),
    ),
    Kind(
        "convention:suspension:declared",
        "{person} a déclaré un cas de force majeure à partir du {began_on} ; engagements suspendus : {terms}.",
        H,
        ("suspension", "began_on", "terms"),
    ),
    Kind(
        "convention:suspension:resumed",
        "{person} a déclaré la reprise des engagements suspendus, le {resumed_on}.",
        H,
        ("suspension", "resumed_on"),
    ),
)
