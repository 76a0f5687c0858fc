"""What conventions offer to the portal: an entry of the menu, and what the texts ask of the administrators today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from socle.conventions.domain.access import follows_life, may_prepare
from socle.conventions.domain.keeping import Standing
from socle.conventions.queries.board import pressing
from socle.conventions.queries.drafts import awaiting
from socle.conventions.queries.ending_todos import ending_duties
from socle.conventions.queries.light import choices_to_make
from socle.conventions.queries.obligations import Line
from socle.conventions.queries.portfolio import ConventionFilter, first_conventions
from socle.conventions.queries.signatures import rounds_open_for
from socle.conventions.queries.todos import Duty, duties_of
from socle.conventions.web.obligations.pages import url_of
from socle.kernel.actor import Actor
from socle.kernel.french import headline
from socle.kernel.room import Found, MenuEntry, Room, Todo

FEW = 4


def todos(actor: Actor, at: datetime) -> Sequence[Todo]:
    """The duties of the actor's conventions, each with the place of the page where it is done."""
    return [*_signatures(actor), *_drafts(actor), *_voided(actor), *_duties(actor, at), *_owed(pressing(actor, at))]


def _signatures(actor: Actor) -> Sequence[Todo]:
    """The papers that wait for the actor's body to sign, for those who follow its conventions."""
    return [
        Todo(
            title=f"Signature attendue : {found.row.title}",
            detail=found.row.home_title,
            url=reverse("conventions:signature", args=[found.row.home_id, found.row.id]),
            icon="file-check",
        )
        for found in (rounds_open_for(actor.organisation_id) if follows_life(actor) else ())
        if any(one.party == actor.organisation_id for one in found.turns)
    ]


def _drafts(actor: Actor) -> Sequence[Todo]:
    """The drafts that wait for the actor's body."""
    return [
        Todo(
            title=f"{headline(line.awaited.what)}",
            detail=line.draft.title,
            url=reverse("conventions:draft", args=[line.draft.id]),
            icon="file-plus",
        )
        for line in (awaiting(actor) if may_prepare(actor) else ())
    ]


def _voided(actor: Actor) -> Sequence[Todo]:
    """The conventions of which a new law voided a clause: an avenant or the end follows."""
    return [
        Todo(
            title="Choisir après une loi nouvelle : un avenant, ou la fin de la convention",
            detail=row.title,
            url=reverse("conventions:detail", args=[row.id]),
            icon="gavel",
        )
        for row in (choices_to_make(actor) if may_prepare(actor) else ())
    ]


def _duties(actor: Actor, at: datetime) -> Sequence[Todo]:
    return [
        Todo(
            title=duty.title,
            detail=duty.detail,
            url=_address(duty),
            due=duty.due,
            clause=duty.clause,
            icon=duty.icon,
        )
        for duty in (*duties_of(actor, at), *ending_duties(actor, at))
    ]


def _owed(lines: Sequence[Line]) -> Sequence[Todo]:
    """Each obligation to keep; beyond a few, one line that leads to the board."""
    if len(lines) <= FEW:
        return [
            Todo(
                title=headline(line.occurrence.what),
                detail=line.convention.title,
                url=url_of(line),
                due=line.occurrence.due,
                clause=str(line.occurrence.clause),
                icon="checkbox",
            )
            for line in lines
        ]
    late = sum(line.standing is Standing.LATE for line in lines)
    return [
        Todo(
            title=f"{len(lines)} obligations à tenir",
            detail=f"dont {late} en retard" if late else "aucune en retard",
            url=f"{reverse('conventions:obligations')}?cote=owe&etat=open",
            due=lines[0].occurrence.due,
            icon="checkbox",
        )
    ]


def _address(duty: Duty) -> str:
    """The place of the convention's page; the list, when the same thing awaits in many conventions."""
    if duty.ending_id:
        return reverse("conventions:ending", args=[duty.convention_id, duty.ending_id])
    if duty.conventions > 1:
        return reverse("conventions:list")
    return f"{reverse('conventions:detail', args=[duty.convention_id])}#{duty.anchor}"


def find(actor: Actor, words: str, at: datetime) -> Sequence[Found]:
    """The conventions that the actor's body signed, by title, number or signatory."""
    if not actor.can("convention:list"):
        return []
    return [
        Found(
            label=title,
            section="Conventions",
            url=reverse("conventions:detail", args=[identifier]),
            icon="file-text",
            detail=partners,
        )
        for identifier, title, partners in first_conventions(actor, at, ConventionFilter(words))
    ]


ROOM = Room(
    name="conventions",
    title="Conventions",
    menu=(
        MenuEntry("Conventions", "conventions:list", "file-text", "convention:list"),
        MenuEntry("Reconductions", "conventions:radar", "calendar", "convention:list"),
        MenuEntry("Obligations", "conventions:obligations", "checkbox", "convention:list"),
    ),
    permissions=("convention:end", "convention:list", "obligation:keep", "reading:agree"),
    todos=todos,
    find=find,
)
