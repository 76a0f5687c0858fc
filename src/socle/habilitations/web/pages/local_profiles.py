"""Pages of the acts on a local profile."""

from __future__ import annotations

from django.urls import reverse

from socle.habilitations.models import LocalProfile
from socle.habilitations.web.acting import ActPage

CLAUSE = "contrat de service, 2.2.2"


def _page(
    overline: str, title: str, lead: str, heading: str, effects: list[str], confirm: str, *, asks: bool = True
) -> ActPage:
    above = reverse("habilitations:local_profiles")
    return ActPage(
        overline=overline,
        title=title,
        lead=lead,
        heading=heading,
        effects=effects,
        clause=CLAUSE,
        confirm=confirm,
        cancel_url=above,
        icon="list-check",
        tone="info" if not asks else "warning",
        asks=asks,
        trail=(("Groupes", reverse("habilitations:groups")), ("Profils locaux", above), (title, "")),
    )


def new_page() -> ActPage:
    effects = [
        "Il réunit des droits de vos conventions, pour un métier de votre organisme.",
        "Il n'ouvre rien tant qu'aucun groupe ne le porte.",
    ]
    lead = "Un métier, les droits qu'il demande : rien de plus."
    return _page("Profils locaux", "Créer un profil local", lead, "Un modèle, pas un droit", effects, "Créer ce profil",
                 asks=False)  # fmt: skip


def change_page(found: LocalProfile, followers: int) -> ActPage:
    effects = [
        f"Membres des groupes qui le portent : {followers}. Chacun perd ce qui est décoché et reçoit ce qui est coché.",
        "Si un seul droit est refusé à l'un d'eux (sièges, périmètre, finalité), rien n'est fait : la raison est dite.",
    ]
    return _page(found.name, "Modifier le profil local", found.description, "Les groupes suivent", effects, "Modifier")


def close_page(found: LocalProfile) -> ActPage:
    effects = ["Aucun groupe ne pourra plus le recevoir.", "Il reste lisible dans le journal."]
    return _page(found.name, "Fermer le profil local", found.description, "Ce modèle ne sert plus", effects, "Fermer",
                 asks=False)  # fmt: skip
