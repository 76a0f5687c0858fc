"""What is traced of what is brought to a door: who opened, read, answered, handed on (DRT-03, DRT-04, MCP-40)."""

from __future__ import annotations

from socle.traces.domain.event import Log
from socle.traces.domain.kinds import Kind

T, H = Log.TRACES, Log.HABILITATIONS

SAISINES = (
    Kind("saisine:case:opened", "{person} a ouvert la saisine {subject}.", T, ("door", "kind", "due?", "forwarded?")),
    Kind("saisine:case:read", "{person} a lu la saisine {subject}.", T, ("door",)),
    *(
        Kind(f"saisine:case:{verb}", f"{{person}} {says} (saisine {{subject}}).", T, ("door", "entry?", "due?", "to?"))
        for verb, says in (
            ("taken", "a pris en charge"),
            ("said", "a écrit"),
            ("noted", "a écrit une note interne"),
            ("answered", "a répondu"),
            ("papers_asked", "a demandé des pièces ; le délai est suspendu"),
            ("papers_given", "a apporté des pièces ; le délai reprend"),
            ("declined", "a dit qu'un autre organisme est compétent"),
            ("reopened", "a repris"),
            ("withdrawn", "a retiré"),
            ("closed", "a clos"),
        )
    ),
    Kind("saisine:case:entrusted", "{person} a confié la saisine {subject} à {holder}.", T, ("door", "holder", "why?")),
    Kind("saisine:case:led", "{person} a mené la saisine {subject} à une autre voie.", T, ("door", "to", "why?")),
    Kind(
        "saisine:case:climbed",
        "{person} a porté la saisine {subject} à l'échelon {rank}.",
        T,
        ("door", "rank", "called", "why?"),
    ),
    Kind(
        "saisine:case:told",
        "Socle a écrit à {organisation} au sujet de la saisine {subject} : {step}.",
        T,
        ("door", "step", "about"),
    ),
    Kind("saisine:case:wiped", "La personne et les textes de la saisine {subject}, close, sont effacés.", T, ("door",)),
    Kind(
        "saisine:clock:reckoned",
        "Délais recalculés de « {subject} » : {moved} changés sur {seen} revus.",
        T,
        ("moved", "seen"),
    ),
    Kind("saisine:paper:given", "{person} a joint une pièce à la saisine {subject}.", T, ("door", "code", "form")),
    Kind(
        "saisine:paper:checked", "{person} a vérifié une pièce de la saisine {subject}.", T, ("door", "code", "refused")
    ),
    Kind("saisine:paper:read", "{person} a demandé à lire une pièce de la saisine {subject}.", T, ("door", "code")),
    Kind("saisine:paper:ended", "{person} a mis fin à une pièce de la saisine {subject}.", T, ("door", "code")),
    Kind("saisine:paper:shredded", "Une pièce de la saisine {subject} a été détruite.", T, ("door", "code")),
    Kind("saisine:wording:added", "{person} a écrit le modèle de réponse « {subject} ».", H, ()),
    Kind("saisine:wording:withdrawn", "{person} a retiré le modèle de réponse « {subject} ».", H, ()),
    Kind("saisine:invitation:sent", "{person} a invité quelqu'un à répondre (saisine {subject}).", T, ("door",)),
    Kind("saisine:invitation:revoked", "{person} a repris un lien (saisine {subject}).", T, ("door",)),
    Kind("saisine:invitation:opened", "Une personne invitée a ouvert son lien (saisine {subject}).", T, ("door",)),
    Kind("saisine:invitation:answered", "Une personne invitée a répondu (saisine {subject}).", T, ("door",)),
    Kind("saisine:post:given", "{person} a confié la voie « {subject} » à {holder}.", H, ("door", "holder", "duty")),
    Kind("saisine:post:ended", "{person} a retiré la voie « {subject} » à {holder}.", H, ("door", "holder", "duty")),
    Kind("saisine:notice:announced", "{person} a annoncé : {subject}.", H, ("kind", "told?")),
    Kind("saisine:notice:ended", "{person} a levé l'annonce : {subject}.", H, ("kind", "told?")),
    Kind(
        "saisine:sector:written",
        "{person} a tenu l'annuaire, secteur « {subject} » : {changes}.",
        H,
        ("directory", "changes"),
    ),
    Kind(
        "saisine:sector:ended", "{person} a retiré de l'annuaire le secteur « {subject} ».", H, ("directory", "changes")
    ),
    Kind("saisine:absence:recorded", "{person} a noté l'absence de {holder}.", H, ("holder", "until")),
)
