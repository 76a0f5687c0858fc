"""What tags, outcomes and fields of traces are called on a page."""

from __future__ import annotations

from collections.abc import Mapping

from socle.traces.domain.event import Outcome

ACTIONS: tuple[tuple[str, str], ...] = (
    ("dossier:file:consulted", "Dossiers consultés"),
    ("dossier:file:refused", "Consultations refusées"),
    ("dossier:search:failed", "Recherches sans succès"),
    ("dossier:file:questioned", "Questions sur un dossier, sans l'ouvrir"),
    ("habilitation:right", "Droits ouverts, retirés ou refusés"),
    ("habilitation:right:granted", "Droits ouverts"),
    ("habilitation:right:withdrawn", "Droits retirés"),
    ("habilitation:right:refused", "Droits refusés"),
    ("habilitation:delegation", "Délégations"),
    ("habilitation:decision", "Questions « Pourquoi ? »"),
    ("account:sign_in", "Connexions"),
    ("account:session", "Connexions expirées"),
    ("account", "Comptes et facteurs"),
    ("organisme", "Personnes et organisme"),
    ("convention", "Conventions"),
    ("trace", "Lectures des traces"),
    ("site:page:refused", "Autres refus"),
    ("demonstration", "Démonstration"),
)

OUTCOMES: Mapping[str, tuple[str, str, str]] = {
    Outcome.DONE: ("fait", "success", "circle-check"),
    Outcome.REFUSED: ("refusé", "warning", "ban"),
    Outcome.FAILED: ("échoué", "danger", "circle-x"),
}

LOGS = {"traces": "Journal des traces", "habilitations": "Journal des habilitations"}
CHANNELS = {
    "web": "le portail",
    "api": "l'interface de programmation",
    "cli": "la ligne de commande",
    "scim": "l'annuaire",
}

FIELDS = {
    "act": "Acte",
    "action": "Action cherchée",
    "address": "Réseau",
    "allowed": "Réponse favorable",
    "as_of": "À la date",
    "beneficiaries": "Nombre de dossiers",
    "caisse": "Caisse",
    "cause": "Motif",
    "code": "Code de la décision",
    "count": "Nombre de traces",
    "device": "Appareil",
    "digest": "Empreinte du texte",
    "effective_on": "Prise d'effet",
    "email": "Adresse électronique",
    "equipment": "Équipement",
    "expires_at": "Expiration",
    "factor": "Facteur",
    "fields": "Champs",
    "fix": "Que faire",
    "group": "Groupe de données",
    "groups": "Groupes lus",
    "habilitation": "Habilitation",
    "job": "Fonction",
    "key": "Clé de recherche",
    "kind": "Type",
    "label": "Nom du facteur",
    "left_on": "Départ",
    "login": "Identifiant",
    "matches": "Personnes trouvées",
    "method": "Méthode",
    "organisations": "Nombre d'organismes",
    "path": "Page",
    "people": "Nombre de personnes",
    "perimeter": "Périmètre",
    "person": "Personne cherchée",
    "profile": "Profil",
    "provider": "Fournisseur",
    "purpose": "Finalité",
    "reason": "Raison",
    "role": "Rôle",
    "scope": "Portée",
    "seat": "Siège",
    "service": "Service",
    "since": "Depuis",
    "terms": "Nombre de termes",
    "token": "Jeton",
    "until": "Jusqu'à",
    "valid_from": "Début",
    "valid_to": "Fin",
    "withheld": "Groupes non communiqués",
}


def word(value: object) -> str:
    """A value of a payload, in plain words."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list | tuple):
        return ", ".join(word(item) for item in value) or "aucun"
    return str(value)


def payload_lines(payload: Mapping[str, object]) -> list[dict[str, str]]:
    """The payload as a definition list, in the order of the labels."""
    lines = [{"term": FIELDS.get(name, name), "text": word(value)} for name, value in payload.items()]
    return sorted(lines, key=lambda line: line["term"])
