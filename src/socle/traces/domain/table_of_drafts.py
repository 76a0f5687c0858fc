"""What happens to a text before and after it is signed: avenants, light changes, drafts (MCP-05, DRT-12)."""

from __future__ import annotations

from socle.traces.domain.event import Log
from socle.traces.domain.kinds import Kind

H = Log.HABILITATIONS
DRAFTS = (
    Kind(
        "convention:avenant:signed",
        "{person} a enregistré l'avenant n° {act} à « {subject} », signé le {signed_on}, effet le {effective_on}.",
        H,
        ("act", "signed_on", "effective_on", "terms", "digest", "documents?"),
    ),
    Kind("convention:draft:written", "{person} a écrit la version {version} du projet « {subject} ».", H, ("version",)),
    Kind(
        "convention:draft:set_aside",
        "Le texte de {person} est gardé à part : le projet « {subject} » en était déjà à la version {version}.",
        H,
        ("version",),
    ),
    Kind("convention:draft:commented", "{person} a commenté le projet « {subject} ».", H, ("version",)),
    Kind("convention:draft:proposed", "{person} a proposé « {subject} » aux parties.", H, ("version",)),
    Kind("convention:draft:agreed", "{person} a accepté la version {version} de « {subject} ».", H, ("version",)),
    Kind("convention:draft:declined", "{person} a refusé le projet « {subject} ».", H, ("version",)),
    Kind("convention:draft:taken_back", "{person} a repris la rédaction de « {subject} ».", H, ("version",)),
    Kind("convention:draft:opened_to_signature", "{person} a ouvert la signature de « {subject} ».", H, ("version",)),
    Kind(
        "convention:draft:party_signed",
        "{person} a enregistré la signature de {party} sur « {subject} », le {signed_on}.",
        H,
        ("party", "signed_on", "remark?", "version"),
    ),
    Kind("convention:draft:concluded", "{person} a enregistré l'acte signé « {subject} ».", H, ("version",)),
    Kind("convention:draft:abandoned", "{person} a abandonné le projet « {subject} ».", H, ("version",)),
    Kind(
        "convention:paper:changed",
        "{person} a changé « {paper} » de « {subject} », par une lettre reçue le {received_on}.",
        H,
        ("paper", "received_on"),
    ),
    Kind(
        "convention:term:voided",
        "{person} a enregistré que le terme {term} de « {subject} » cesse le {law_on}, par {law}.",
        H,
        ("act", "term", "law", "law_on"),
    ),
    Kind("convention:avenant:refused", "L'avenant à « {subject} » n'est pas enregistré : {reason}", H, ("act?",)),
)
