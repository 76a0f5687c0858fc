"""What a review asks of people today: to do it, to go on, to give an opinion, to read the proof received."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse

from socle.habilitations.domain.reviewing.judging import REVIEW_CLAUSE
from socle.habilitations.domain.reviewing.lateness import EFFECTS, Grade, Standing
from socle.habilitations.queries.reviewing.certificates import certificates
from socle.habilitations.queries.reviewing.lines import asked_of, progress
from socle.habilitations.queries.reviewing.standings import Reviewed, reviewed
from socle.kernel.actor import Actor
from socle.kernel.french import say_date
from socle.kernel.room import Todo

RECENT = timedelta(days=30)


def review_todos(actor: Actor, at: datetime) -> Iterator[Todo]:
    """The lines of « À faire » that come from reviews."""
    yield from _asked(actor)
    if actor.can("review:run"):
        yield from (_to_do(one) for one in reviewed(actor.organisation_id, at) if _is_near(one))
    elif actor.is_caisse and actor.can("review:read"):
        yield from _received(actor, at)


def _is_near(one: Reviewed) -> bool:
    return one.campaign is not None or one.standing.reaches(Grade.NEAR)


def _to_do(one: Reviewed) -> Todo:
    label, clause = one.adhesion.label, str(one.term.clause)
    if one.campaign is None:
        return Todo(
            title="Faire la revue des habilitations",
            detail=f"{label}. {_effect(one.standing)}".strip(),
            url=reverse("habilitations:reviews"),
            due=one.standing.due_at,
            clause=clause,
            icon="list-check",
        )
    done = progress(one.campaign.id)
    left = f"il reste {done.left} lignes sur {done.total}." if done.left else "il reste à la clore."
    return Todo(
        title="Continuer la revue des habilitations",
        detail=f"{label} : {left} {_effect(one.standing)}".strip(),
        url=reverse("habilitations:review", args=[one.campaign.id]),
        due=one.standing.due_at,
        clause=clause,
        icon="list-check",
    )


def _effect(standing: Standing) -> str:
    """The next effect that the convention writes, while there is time."""
    if standing.coming is None:
        return ""
    grade, last = standing.coming
    return f"Sinon, après le {say_date(last, weekday=False)}, {EFFECTS[grade]}."


def _asked(actor: Actor) -> Iterator[Todo]:
    for line in asked_of(actor.membership_id):
        yield Todo(
            title=f"Dire si {line.person_name} a encore besoin du droit {line.service.upper()} {line.profile}",
            detail=f"{line.judged_by_name} fait la revue des habilitations et vous demande votre avis.",
            url=reverse("habilitations:review_advice", args=[line.id]),
            clause=str(REVIEW_CLAUSE),
            icon="user-question",
        )


def _received(actor: Actor, at: datetime) -> Iterator[Todo]:
    for one in certificates(actor, limit=20):
        if at - one.issued_at <= RECENT:
            yield Todo(
                title=f"Lire la revue reçue de {one.organisation.legal_name}",
                detail=f"{one.campaign.label}, close par {one.campaign.closed_by_name}.",
                url=reverse("habilitations:certificate", args=[one.id]),
                clause=str(REVIEW_CLAUSE),
                icon="rubber-stamp",
            )
