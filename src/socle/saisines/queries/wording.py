"""The templates of answers of a body, and what a case says in their place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from socle.kernel.actor import Actor
from socle.kernel.french import say_date
from socle.saisines.domain.doors import subject_label
from socle.saisines.models import Saisine, Wording


def wordings(actor: Actor) -> list[Wording]:
    """Those in use, by their name."""
    return list(Wording.objects.filter(organisation_id=actor.organisation_id, ended_at=None).order_by("name", "id"))


def wording(wording_id: UUID, actor: Actor) -> Wording | None:
    return Wording.objects.filter(id=wording_id, organisation_id=actor.organisation_id, ended_at=None).first()


def values_of(case: Saisine, at: datetime) -> Mapping[str, str]:
    """Nothing of the person: a template says what the case is, its author says the rest."""
    return {
        "number": case.number,
        "subject": subject_label(case.subject).lower(),
        "received": _day(case.first_received_at),
        "due": _day(case.due_at) if case.due_at else "",
        "organisation": case.organisation.legal_name,
        "holder": case.holder.legal_name,
        "today": _day(at),
    }


def _day(at: datetime) -> str:
    return say_date(timezone.localtime(at).date())
