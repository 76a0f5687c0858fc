"""What rights add to the sheet of a person: what may be done there, what is asked of them; `site` hands it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse

from socle.habilitations.queries.abilities import out_of_reach
from socle.habilitations.queries.attestations import Asked, asked_of
from socle.kernel.actor import Actor
from socle.kernel.french import headline
from socle.organismes.domain.departure import may_end
from socle.organismes.panels import Panel, Subject
from socle.organismes.queries import membership


def person_links(actor: Actor, subject: Subject, at: datetime) -> Sequence[Mapping[str, object]]:
    """Move, copy, leave: for who manages this person's rights, never for oneself, a peer or a superior."""
    if actor.is_caisse and may_end(actor, subject.membership_id, is_gone=False):
        return [_link(subject, "Quitte la caisse", "habilitations:leave", "user-minus")]
    if not actor.can("habilitation:grant") or out_of_reach([subject.membership_id], actor, at):
        return []
    acts = [
        ("Change de fonction", "habilitations:move", "switch-horizontal"),
        ("Copier les droits d'un collègue", "habilitations:copy", "copy"),
    ]
    if may_end(actor, subject.membership_id, is_gone=False):
        acts.append(("Quitte l'organisme", "habilitations:leave", "user-minus"))
    return [_link(subject, *act) for act in acts]


def _link(subject: Subject, label: str, route: str, icon: str) -> Mapping[str, object]:
    return {"label": label, "url": reverse(route, args=[subject.person_id]), "icon": icon}


def attestation_panel(actor: Actor, subject: Subject, at: datetime) -> Panel | None:
    """What the rights of a person ask of them, and where they stand."""
    if not actor.can("habilitation:list"):
        return None
    asked = asked_of(membership(subject.membership_id), at)
    if not asked:
        return None
    is_managed = actor.can("habilitation:grant") and actor.organisation_id == subject.organisation_id
    return Panel(
        title="Engagements et formations",
        icon="school",
        lines=[_asked_line(one) for one in asked],
        link_url=reverse("habilitations:person_trainings", args=[subject.person_id]) if is_managed else "",
        link_label="Enregistrer, ou voir les preuves" if is_managed else "",
    )


def _asked_line(asked: Asked) -> Mapping[str, object]:
    tone = "success" if asked.decision else ("danger" if asked.duty.is_condition else "warning")
    return {
        "term": headline(asked.requirement.label),
        "badge": "fait" if asked.decision else "à faire",
        "tone": tone,
        "clause": asked.requirement.clause,
    }
