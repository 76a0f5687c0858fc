"""Who answers at the doors of a body, and to whom a case may be handed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from socle.kernel.actor import Actor
from socle.saisines.domain.sharing import Duty
from socle.saisines.models import Absence, Post, Saisine
from socle.saisines.queries.cases import doors_posted
from socle.saisines.queries.doors import OpenDoor, all_doors


def posts_of(actor: Actor, doors: Sequence[OpenDoor]) -> list[dict[str, Any]]:
    """Each door with its people; one without anybody is told: what arrives there would wait for nobody."""
    rows = Post.objects.filter(organisation_id=actor.organisation_id, ended_at=None).select_related(
        "membership__person"
    )
    by_door: dict[str, list[Post]] = {}
    for row in rows.order_by("given_at", "id"):
        by_door.setdefault(row.door, []).append(row)
    return [
        {
            "door": one.door,
            "convention": one.convention.title,
            "caption": f"{one.door.name} ({one.convention.title})",
            "posts": [_line(row) for row in by_door.get(one.door.id, [])],
        }
        for one in doors
    ]


def _line(row: Post) -> dict[str, Any]:
    duty = Duty.coded(row.duty)
    share = f"{row.share} %" if duty is Duty.AGENT else "quand un cas monte"
    return {"id": row.id, "name": row.membership.person.name, "duty": duty.label, "share": share}


def colleagues(actor: Actor, at: datetime) -> list[tuple[str, str]]:
    """Those who answer at one of the actor's doors, the actor first: to whom several cases may be given at once."""
    rows = Post.objects.filter(door__in=doors_posted(actor, at), duty=Duty.AGENT, ended_at=None)
    found = {row.membership_id: row.membership.person.name for row in rows.select_related("membership__person")}
    named = sorted(found.items(), key=lambda one: (one[0] != actor.membership_id, one[1]))
    return [(str(key), "moi" if key == actor.membership_id else name) for key, name in named]


def absences(actor: Actor, at: datetime) -> list[tuple[str, datetime]]:
    """Who of the actor's body is away now, until when."""
    rows = Absence.objects.filter(organisation_id=actor.organisation_id, until__gt=at)
    return [
        (row.membership.person.name, row.until) for row in rows.select_related("membership__person").order_by("until")
    ]


def handed_to(case: Saisine, actor: Actor, at: datetime) -> list[tuple[str, str]]:
    """Colleagues of the queue, then the other doors of the convention of the same nature."""
    rows = Post.objects.filter(door=case.door, ended_at=None, duty=Duty.AGENT).select_related("membership__person")
    people = [
        (str(row.membership_id), row.membership.person.name) for row in rows if row.membership_id != case.assigned_id
    ]
    others = [
        (one.door.id, f"Autre voie : {one.door.name}")
        for one in all_doors(actor, at, only=[case.convention_id])
        if one.door.kind == case.kind and one.door.id != case.door
    ]
    return [*people, *others]
