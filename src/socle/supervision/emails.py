"""The messages of supervision: what awaits an answer, until when; never a name nor a right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from socle.habilitations.queries.roles import managers_of
from socle.kernel.french import say_date
from socle.notifications.actions import enqueue
from socle.notifications.domain.mail import Mail, MailTemplate

FOLDER = Path(__file__).parent / "mails"
ADMINISTRATORS = frozenset({"principal", "suppleant"})


def _template(name: str, *variables: str) -> MailTemplate:
    return MailTemplate.parse((FOLDER / f"{name}.txt").read_text("utf-8"), frozenset(variables))


TO_ANSWER = _template("to_answer", "what", "organisation", "due", "link")
ESCALATED = _template("escalated", "organisation", "link")
MEASURE = _template("measure", "what", "organisation", "link")


def day(at: datetime) -> str:
    """The last useful day of a whole-day deadline, which ends at midnight."""
    return say_date((timezone.localtime(at) - timedelta(microseconds=1)).date(), weekday=True)


def tell_administrators(organisation_id: UUID, name: str, what: str, due_at: datetime, at: datetime) -> None:
    """Tell the principal and the suppléant of a partner that something awaits their answer."""
    for email in _emails(organisation_id, at):
        mail = TO_ANSWER.render(
            kind="supervision:to_answer", to=email, what=what, organisation=name, due=day(due_at), link=_link()
        )
        enqueue(mail, at)


def tell_measure(organisation_id: UUID, name: str, what: str, at: datetime) -> None:
    """Tell the principal and the suppléant that the caisse took a measure, or ended it."""
    for email in _emails(organisation_id, at):
        mail = MEASURE.render(kind="supervision:measure", to=email, what=what, organisation=name, link=_link())
        enqueue(mail, at)


def escalated(email: str, name: str) -> Mail:
    """Tell a contact of the annexe that a question of the caisse was left without answer."""
    return ESCALATED.render(kind="supervision:escalated", to=email, organisation=name, link=_link())


def _emails(organisation_id: UUID, at: datetime) -> Iterable[str]:
    rows = managers_of(organisation_id, at)
    return dict.fromkeys(row.membership.email for row in rows if row.role in ADMINISTRATORS)


def _link() -> str:
    return f"{settings.ORIGIN}/questions-de-la-caisse/"
