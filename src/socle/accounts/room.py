"""What identity offers to the portal: what people should do today for their own safety."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.urls import reverse

from socle.accounts import queries
from socle.accounts.domain import advice
from socle.kernel.actor import Actor
from socle.kernel.room import MenuEntry, Room, Todo


def todos(actor: Actor, at: datetime) -> Sequence[Todo]:
    """A key for those who open rights, paper codes for everybody."""
    if actor.account_id is None:
        return []
    return list(_advice(actor.roles, queries.own_account(actor.account_id, actor.sign_in_id, at)))


def _advice(roles: frozenset[str], mine: queries.OwnAccount) -> Iterator[Todo]:
    if advice.needs_key(roles, len(mine.keys)):
        yield Todo(
            title="Ajoutez une clé de sécurité",
            detail="Vous ouvrez des droits à d'autres : une clé résiste à l'hameçonnage, un code recopié non.",
            url=reverse("accounts:new_key"),
            clause=str(advice.CLAUSE),
            icon="key",
        )
    if advice.needs_codes(mine.recovery_codes_left):
        yield Todo(
            title="Demandez de nouveaux codes de secours",
            detail=f"{_codes_left(mine.recovery_codes_left)} : sans eux, un téléphone perdu ferme votre compte.",
            url=reverse("accounts:recovery_codes"),
            clause=str(advice.CLAUSE),
            icon="list",
        )


def _codes_left(count: int) -> str:
    return f"Il vous en reste {count}" if count else "Il ne vous en reste aucun"


ROOM = Room(
    name="accounts",
    title="Mon compte",
    commands=(
        MenuEntry("Voir mon compte et ma sécurité", "accounts:account", "key"),
        MenuEntry("Changer mon mot de passe", "accounts:change_password", "lock"),
        MenuEntry("Ajouter une clé de sécurité", "accounts:new_key", "fingerprint"),
        MenuEntry("Demander des codes de secours", "accounts:recovery_codes", "list"),
        MenuEntry("Agir pour un autre organisme", "accounts:switch", "switch-horizontal"),
    ),
    todos=todos,
)
