"""The other party is told of each change of a directory: what changed, never a number nor a name (DRT-02)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from socle.conventions.queries.in_force import InForce
from socle.habilitations.queries.roles import managers_of
from socle.kernel.french import say_date
from socle.notifications.actions import enqueue
from socle.notifications.domain.mail import MailTemplate
from socle.saisines.domain.directory import Change, Held

FOLDER = Path(__file__).parent / "mails"
TOLD = frozenset({"principal", "suppleant", "caisse_admin"})
CHANGED = MailTemplate.parse(
    (FOLDER / "directory_changed.txt").read_text("utf-8"),
    frozenset({"keeper", "sector", "what", "since", "convention", "link"}),
)


def tell_change(changed: Change, held: Held, convention: InForce, at: datetime) -> None:
    """Write to who administers each body that the clause names."""
    path = reverse("saisines:directory", args=[held.convention_id, held.term_id])
    for email in dict.fromkeys(one for body in sorted(held.told) for one in _emails(body, at)):
        mail = CHANGED.render(
            kind="saisine:directory_changed",
            to=email,
            keeper=convention.names.get(held.keeper, ""),
            sector=changed.writing.name,
            what=changed.says,
            since=say_date(changed.writing.since),
            convention=convention.label,
            link=f"{settings.ORIGIN}{path}",
        )
        enqueue(mail, at)


def _emails(organisation_id: UUID, at: datetime) -> Iterable[str]:
    return (row.membership.email for row in managers_of(organisation_id, at) if row.role in TOLD)
