"""What supervision offers to the portal: its pages on both sides, and what awaits an answer today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.urls import reverse

from socle.kernel.actor import Actor
from socle.kernel.room import MenuEntry, Room, Todo
from socle.supervision.domain.clocks import SUPERVISION_CLAUSE
from socle.supervision.domain.questions import QuestionState
from socle.supervision.queries.questions import awaiting_caisse, awaiting_partner, late

SHOWN = 10


def todos(actor: Actor, at: datetime) -> Sequence[Todo]:
    """Questions to answer for the partner; answers to read and answers late for the caisse."""
    if actor.is_caisse:
        return list(_caisse(actor, at)) if actor.can("partner:supervise") else []
    return list(_partner(actor, at)) if actor.can("question:answer") else []


def _partner(actor: Actor, at: datetime) -> Iterator[Todo]:
    for row in awaiting_partner(actor)[:SHOWN]:
        right = f"{row.habilitation.service.upper()} {row.habilitation.profile}"
        contested = row.state == QuestionState.CONTESTED
        overdue = "Le délai est passé : répondez au plus vite. " if row.due_at <= at else ""
        yield Todo(
            title=f"La caisse {'conteste votre réponse' if contested else 'vous interroge'} sur un droit {right}",
            detail=f"{overdue}Dites pourquoi ce droit existe et comment il est utilisé.",
            url=reverse("supervision:question", args=[row.id]),
            due=row.due_at,
            clause=row.due_clause,
            icon="user-question",
        )


def _caisse(actor: Actor, at: datetime) -> Iterator[Todo]:
    if to_read := awaiting_caisse(actor):
        yield Todo(
            title=f"{len(to_read)} réponse{'s' if len(to_read) > 1 else ''} de partenaires à lire",
            detail="Acceptez chaque réponse, ou contestez-la : le partenaire pourra répondre une fois encore.",
            url=reverse("supervision:home"),
            clause=str(SUPERVISION_CLAUSE),
            icon="user-question",
        )
    if overdue := late(awaiting_partner(actor), at):
        yield Todo(
            title=f"{len(overdue)} question{'s' if len(overdue) > 1 else ''} sans réponse dans le délai",
            detail="Rien n'est retiré de ce seul fait : l'escalade de la convention est ouverte.",
            url=reverse("supervision:home"),
            due=overdue[0].due_at,
            clause=str(SUPERVISION_CLAUSE),
            icon="hourglass",
        )


ROOM = Room(
    name="supervision",
    title="Supervision",
    menu=(
        MenuEntry("Supervision", "supervision:home", "eye", "partner:supervise"),
        MenuEntry("Questions de la caisse", "supervision:mine", "user-question", "question:answer"),
    ),
    permissions=(
        "partner:supervise",
        "question:ask",
        "question:answer",
    ),
    todos=todos,
)
