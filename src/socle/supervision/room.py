"""What supervision offers to the portal: its pages on both sides, and what awaits an answer today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.urls import reverse

from socle.kernel.actor import Actor
from socle.kernel.french import say_date
from socle.kernel.room import Found, MenuEntry, Room, Todo
from socle.organismes.choosing import partners_named
from socle.supervision.domain.clocks import SUPERVISION_CLAUSE
from socle.supervision.domain.questions import QuestionState
from socle.supervision.queries.audits import corrections_awaited, corrections_to_read
from socle.supervision.queries.failures import awaiting_reply, to_judge
from socle.supervision.queries.questions import awaiting_caisse, awaiting_partner, late

SHOWN = 10


def todos(actor: Actor, at: datetime) -> Sequence[Todo]:
    """Questions to answer for the partner; answers to read and answers late for the caisse."""
    if actor.is_caisse:
        return (
            [*_caisse(actor, at), *_to_judge(actor, at), *_corrected(actor)] if actor.can("partner:supervise") else []
        )
    return [*_reproached(actor), *_corrections(actor), *_partner(actor, at)] if actor.can("question:answer") else []


def _reproached(actor: Actor) -> Iterator[Todo]:
    for row in awaiting_reply(actor)[:SHOWN] if actor.can("failure:reply") else []:
        yield Todo(
            title="La caisse vous reproche un manquement : répondez avant qu'elle ne décide",
            detail="Dites ce que vous contestez. Sans réponse dans le délai, le manquement peut être établi.",
            url=reverse("supervision:failure", args=[row.id]),
            due=row.due_at,
            clause=row.clause,
            icon="gavel",
        )


def _corrections(actor: Actor) -> Iterator[Todo]:
    for row in corrections_awaited(actor)[:SHOWN] if actor.can("failure:reply") else []:
        yield Todo(
            title="Un constat d'audit attend votre correction",
            detail=f"À corriger pour le {say_date(row.due_on)}, puis dites ici ce qui a été fait.",
            url=reverse("supervision:audit", args=[row.audit_id]),
            clause=row.clause,
            icon="list-check",
        )


def _corrected(actor: Actor) -> Iterator[Todo]:
    for row in corrections_to_read(actor)[:SHOWN]:
        yield Todo(
            title=f"Réponse à un constat d'audit : {row.organisation.legal_name}",
            detail="Acceptez la correction, ou maintenez le constat en disant pourquoi.",
            url=reverse("supervision:audit", args=[row.audit_id]),
            clause=row.clause,
            icon="list-check",
        )


def _to_judge(actor: Actor, at: datetime) -> Iterator[Todo]:
    for row in to_judge(actor, at)[:SHOWN]:
        yield Todo(
            title=f"Manquement à établir ou à écarter : {row.organisation.legal_name}",
            detail="Le partenaire a été entendu, ou son délai de réponse est passé.",
            url=reverse("supervision:failure", args=[row.id]),
            due=row.due_at,
            clause=row.clause,
            icon="gavel",
        )


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


def find(actor: Actor, words: str, at: datetime) -> Sequence[Found]:
    """The partners of a caisse, for who supervises them."""
    del at
    if not (actor.is_caisse and actor.can("partner:supervise")):
        return []
    return [
        Found(
            label=body.legal_name,
            section="Partenaires",
            url=reverse("supervision:partner", args=[body.id]),
            icon="building",
            detail=f"SIRET {body.siret}",
        )
        for body in partners_named(actor, words)
    ]


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
        "sample:draw",
        "failure:establish",
        "failure:reply",
        "measure:take",
        "audit:run",
    ),
    todos=todos,
    find=find,
)
