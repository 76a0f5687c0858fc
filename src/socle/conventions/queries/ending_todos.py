"""What announced ends ask of the administrators today: prove a date, answer an agreement, mend a failure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from socle.conventions.domain.access import may_end
from socle.conventions.domain.ending.lifecycle import LIVE
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.models import Termination
from socle.conventions.queries.portfolio import visible_to
from socle.conventions.queries.todos import Duty
from socle.kernel.actor import Actor


def ending_duties(actor: Actor, at: datetime) -> list[Duty]:
    """One line per announced end that waits for something of the actor's body; one statement."""
    if not may_end(actor):
        return []
    live = Termination.objects.filter(convention__in=visible_to(actor), state__in=LIVE)
    coming = Q(applies_at=None) | Q(applies_at__gt=at), Q(leaves_at=None) | Q(leaves_at__gt=at)
    rows = live.filter(*coming).select_related("convention", "author_organisation")
    return [duty for row in rows.order_by("recorded_at") for duty in _of(row, actor, at)]


def _of(row: Termination, actor: Actor, at: datetime) -> Iterator[Duty]:
    title, who = row.convention.title, row.author_organisation.legal_name
    is_mine = row.author_organisation_id == actor.organisation_id
    if row.ground == Ground.AGREEMENT:
        if row.effect_at is None and actor.organisation_id not in row.agreeing:
            detail = f"{title} : {who} propose de finir la convention d'un commun accord."
            yield _duty(row, "Répondre à une fin proposée d'un commun accord", detail)
    elif is_mine and row.effect_at is None:
        detail = f"{title} : sans date prouvée, la fin annoncée n'a pas d'effet."
        yield _duty(row, "Enregistrer les dates des lettres de résiliation", detail)
    elif row.mend_until and not is_mine and row.mend_until > at:
        detail = f"{title} : {who} a mis votre organisme en demeure ; réparer dans le délai arrête la fin."
        yield _duty(row, "Réparer un manquement avant la fin de la convention", detail, row.mend_until)


def _duty(row: Termination, title: str, detail: str, due: datetime | None = None) -> Duty:
    return Duty(row.convention_id, title, detail, "fin", "mail", clause=row.clause, due=due, ending_id=row.id)
