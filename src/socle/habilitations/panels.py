"""What rights add to the sheet of a person: what may be done there; `site` hands it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse

from socle.habilitations.queries.abilities import out_of_reach
from socle.kernel.actor import Actor
from socle.organismes.domain.departure import may_end
from socle.organismes.panels import Subject


def person_links(actor: Actor, subject: Subject, at: datetime) -> Sequence[Mapping[str, object]]:
    """Move, copy, leave: for who manages this person's rights, never for oneself, a peer or a superior."""
    if not actor.can("habilitation:grant") or out_of_reach([subject.membership_id], actor, at):
        return []
    acts = [
        ("Change de fonction", "habilitations:move", "switch-horizontal"),
        ("Copier les droits d'un collègue", "habilitations:copy", "copy"),
    ]
    if may_end(actor, subject.membership_id, is_gone=False):
        acts.append(("Quitte l'organisme", "habilitations:leave", "user-minus"))
    return [
        {"label": label, "url": reverse(route, args=[subject.person_id]), "icon": icon} for label, route, icon in acts
    ]
