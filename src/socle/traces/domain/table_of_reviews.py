"""What is traced of the revue inverse d'habilitations, kept six years with the rights it judged (MCP-26)."""

from __future__ import annotations

from socle.traces.domain.event import Log
from socle.traces.domain.kinds import Kind

H = Log.HABILITATIONS

REVIEWS = (
    Kind(
        "habilitation:review:opened",
        "{person} a ouvert la revue des habilitations « {subject} » : {lines} droits à juger avant le {due}.",
        H,
        ("lines", "due", "controls?", "for_caisse?", "seed?"),
    ),
    Kind(
        "habilitation:review:judged",
        "{person} a jugé le profil {profile} de {service} de {subject} : {verdict}.",
        H,
        ("verdict", "service", "profile", "review", "cause?", "until?", "to?", "seconds?", "habilitation?"),
    ),
    Kind(
        "habilitation:review:undone",
        "{person} est revenu sur sa réponse pour le profil {profile} de {service} de {subject}.",
        H,
        ("verdict", "service", "profile", "review", "habilitation?"),
    ),
    Kind(
        "habilitation:review:asked",
        "{person} a demandé à {asked} si {subject} a encore besoin du profil {profile} de {service}.",
        H,
        ("asked", "service", "profile", "review"),
    ),
    Kind(
        "habilitation:review:advised",
        "{person} a dit si {subject} a encore besoin du profil {profile} de {service} : {opinion}.",
        H,
        ("opinion", "service", "profile", "review", "cause?"),
    ),
    Kind(
        "habilitation:review:closed",
        "{person} a clos la revue des habilitations « {subject} » : {kept} gardés, {reduced} réduits, "
        "{removed} retirés, {doubtful} sans avis. Empreinte du certificat : {digest}.",
        H,
        ("kept", "reduced", "removed", "doubtful", "digest", "lines_root", "certificate"),
    ),
    Kind(
        "habilitation:review:refused",
        "{person} n'a pas pu mener la revue des habilitations « {subject} » : {reason}",
        H,
        ("review?", "verdict?", "service?", "profile?"),
    ),
)
