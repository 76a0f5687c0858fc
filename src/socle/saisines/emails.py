"""The messages of saisines: a link and what it is about; never a person, never what was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from socle.kernel.french import say_date
from socle.notifications.actions import enqueue
from socle.notifications.domain.mail import Mail, MailTemplate
from socle.saisines.models import Notice

FOLDER = Path(__file__).parent / "mails"


def _template(name: str, *variables: str) -> MailTemplate:
    return MailTemplate.parse((FOLDER / f"{name}.txt").read_text("utf-8"), frozenset(variables))


STOP = _template("stop", "title", "begins", "ends", "link")
INVITED = _template("invited", "organisation", "until", "link")
TOLD = _template("told", "lines")


def moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{say_date(local.date(), weekday=True)} à {local:%H:%M}"


def tell_stop(address: str, row: Notice, at: datetime) -> None:
    """Tell who manages the services of a partner that the portal will stop."""
    ends = moment(row.ends_at) if row.ends_at else ""
    link = f"{settings.ORIGIN}/saisines/nouvelle/"
    enqueue(
        STOP.render(
            kind="saisine:stop", to=address, title=row.title, begins=moment(row.begins_at), ends=ends, link=link
        ),
        at,
    )


def told(to: str, lines: Sequence[str]) -> Mail:
    """Everything a person has to know of their cases at this hour: how many, until when, a link."""
    return TOLD.render(kind="saisine:told", to=to, lines="\n".join(f"- {line}" for line in lines))


def tell_invited(address: str, organisation: str, link: str, expires_at: datetime, at: datetime) -> None:
    """Give the link to its addressee alone; the question stays on the portal."""
    until = moment(expires_at)
    mail = INVITED.render(
        kind="saisine:invited", to=address, organisation=organisation, until=until, link=link, is_secret=True
    )
    enqueue(mail, at)
