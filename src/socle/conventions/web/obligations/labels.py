"""How obligations are called on the pages."""

from __future__ import annotations

from collections.abc import Mapping

from socle.conventions.domain.keeping import Standing

STANDINGS: Mapping[Standing, tuple[str, str, str]] = {
    Standing.LATE: ("en retard", "danger", "alert-triangle"),
    Standing.CONTESTED: ("contestée", "warning", "scale"),
    Standing.OWED: ("à tenir", "info", "clock"),
    Standing.COMING: ("à venir", "neutral", "calendar"),
    Standing.DONE: ("tenue", "success", "circle-check"),
    Standing.DONE_LATE: ("tenue en retard", "warning", "circle-check"),
    Standing.WAIVED: ("dispensée", "neutral", "ban"),
    Standing.SUSPENDED: ("suspendue, force majeure", "neutral", "lock"),
}
BUTTONS: Mapping[str, tuple[str, str, str]] = {
    "declare": ("Déclarer tenue", "primary", "check"),
    "withdraw": ("Retirer la déclaration", "secondary", "ban"),
    "contest": ("Contester", "secondary", "scale"),
    "waive": ("Dispenser de cette échéance", "secondary", "ban"),
    "ask_again": ("Demander de nouveau", "secondary", "send"),
}
SAYS: Mapping[str, str] = {
    "declare": "Déclarée tenue",
    "withdraw": "Déclaration retirée",
    "contest": "Contestée",
    "waive": "Dispensée",
    "ask_again": "Demandée de nouveau",
}
DONE: Mapping[str, str] = {
    "declare": "L'obligation est déclarée tenue ; l'autre partie le lit.",
    "withdraw": "La déclaration est retirée : l'obligation est due de nouveau.",
    "contest": "La contestation est enregistrée : l'obligation reste due.",
    "waive": "L'autre partie est dispensée de cette échéance.",
    "ask_again": "L'obligation est due de nouveau.",
}


def badge(standing: Standing) -> dict[str, str]:
    label, tone, icon = STANDINGS[standing]
    return {"label": label, "tone": tone, "icon": icon}
