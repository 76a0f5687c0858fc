"""What is traced of supervision: questions, samples, failures, measures, audits (contrat de service 2.2.1; MCP-25)."""

from __future__ import annotations

from socle.traces.domain.event import Log
from socle.traces.domain.kinds import Kind

H = Log.HABILITATIONS

SUPERVISION = (
    Kind(
        "supervision:question:asked",
        "{person} a demandé à {subject} pourquoi un droit existe ; réponse attendue le {due}.",
        H,
        ("habilitation", "due", "origin?", "question?", "sample?"),
    ),
    *(
        Kind(f"supervision:question:{verb}", f"{{person}} {says} ({{subject}}).", H, ("question", "habilitation?"))
        for verb, says in (
            ("answered", "a répondu à une question de la caisse sur un droit"),
            ("contested", "a contesté une réponse sur un droit"),
            ("rejoined", "a répondu à la contestation de la caisse sur un droit"),
            ("accepted", "a accepté la réponse sur un droit"),
            ("concluded", "a constaté qu'un droit reste sans justification"),
            ("cancelled", "a annulé une question sur un droit"),
        )
    ),
    Kind(
        "supervision:question:escalated",
        "{person} a appelé le contact n° {rank} du partenaire, faute de réponse ({subject}).",
        H,
        ("question", "rank", "contact"),
    ),
    Kind(
        "supervision:delay:recorded",
        "{person} a enregistré le délai de réponse aux questions de la caisse : {delay}.",
        H,
        ("delay", "convention?"),
    ),
    Kind(
        "supervision:sample:drawn",
        "{person} a tiré un échantillon de {size} droits sur {population}.",
        H,
        ("size", "population", "seed", "risk", "digest?", "service?", "profile?"),
    ),
    *(
        Kind(f"supervision:failure:{verb}", f"{{person}} {says} ({{subject}}).", H, ("failure", "ground?", "urgent?"))
        for verb, says in (
            ("notified", "a notifié un manquement au partenaire"),
            ("replied", "a répondu à un manquement notifié"),
            ("established", "a établi un manquement"),
            ("dismissed", "a écarté un manquement"),
        )
    ),
    Kind(
        "supervision:measure:taken",
        "{person} a décidé : {measure} ({subject}).",
        H,
        ("measure", "failure", "reach", "cause?", "people?", "rights?", "roles?", "sign_ins?", "tokens?"),
    ),
    Kind(
        "supervision:measure:refused",
        "{person} n'a pas pu décider : {measure} ({subject}), {reason}",
        H,
        ("measure?", "failure?", "reach?"),
    ),
    Kind(
        "supervision:measure:ended",
        "{person} a mis fin à une mesure : {measure} ({subject}).",
        H,
        ("measure", "cause?"),
    ),
    Kind("supervision:audit:opened", "{person} a ouvert un audit de la gestion déléguée ({subject}).", H, ("audit",)),
    Kind("supervision:audit:reported", "{person} a remis ses constats d'audit ({subject}).", H, ("audit", "findings?")),
    Kind("supervision:audit:closed", "{person} a clos un audit ({subject}).", H, ("audit", "findings?")),
    *(
        Kind(f"supervision:finding:{verb}", f"{{person}} {says} ({{subject}}).", H, ("finding", "severity?", "due?"))
        for verb, says in (
            ("recorded", "a inscrit un constat d'audit"),
            ("answered", "a répondu à un constat d'audit"),
            ("accepted", "a accepté une correction"),
            ("maintained", "a maintenu un constat d'audit"),
        )
    ),
)
