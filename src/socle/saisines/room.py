"""What saisines offer to the portal: bring something, answer, and what is due today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.urls import reverse

from socle.kernel.actor import Actor
from socle.kernel.room import Found, MenuEntry, Room, Todo
from socle.saisines.domain.access import OPEN, POST
from socle.saisines.domain.doors import subject_label
from socle.saisines.domain.life import LABELS, CaseState
from socle.saisines.models import Saisine
from socle.saisines.queries.cases import CaseFilter, numbered, queue

SHOWN = 10


def todos(actor: Actor, at: datetime) -> Sequence[Todo]:
    """What the actor has in hand, and what was answered to them and is left to close."""
    if not actor.can(OPEN):
        return []
    return list(_in_hand(actor, at))


def _in_hand(actor: Actor, at: datetime) -> Iterator[Todo]:
    for row in queue(actor, at, CaseFilter(state="open", mine=True))[:SHOWN]:
        late = "Le délai est passé. " if row.due_at and row.due_at <= at else ""
        yield Todo(
            title=f"Saisine {row.number} : {subject_label(row.subject)}",
            detail=f"{late}{row.organisation.legal_name} attend votre réponse.",
            url=_url(row),
            due=row.due_at,
            clause=row.due_clause,
            icon="mail",
        )


def find(actor: Actor, words: str, at: datetime) -> Sequence[Found]:
    """A case by its number."""
    del at
    return [
        Found(f"Saisine {row.number}", "Saisines", _url(row), "mail", LABELS[CaseState(row.state)])
        for row in numbered(actor, words)
    ]


def _url(row: Saisine) -> str:
    return reverse("saisines:case", args=[row.id])


ROOM = Room(
    name="saisines",
    title="Saisines",
    menu=(MenuEntry("Saisines", "saisines:queue", "mail", OPEN),),
    commands=(
        MenuEntry("Saisir un organisme", "saisines:choose", "send", OPEN),
        MenuEntry("Annuaire par territoire", "saisines:directories", "map-pin", OPEN),
        MenuEntry("Délais des saisines tenus", "saisines:figures", "clock", OPEN),
        MenuEntry("Qui répond aux saisines", "saisines:posts", "users", POST),
        MenuEntry("Modèles de réponse aux saisines", "saisines:wordings", "file-text", POST),
        MenuEntry("Annonces du guichet", "saisines:notices", "bell", POST),
    ),
    permissions=(OPEN, POST),
    todos=todos,
    find=find,
)
