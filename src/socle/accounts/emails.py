"""The messages of identity: one function each, a value from a text template with a closed list of variables (R17)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from socle.accounts.domain.states import LinkPurpose
from socle.accounts.facts import Invitee
from socle.notifications.domain.mail import Mail, MailTemplate

FOLDER = Path(__file__).parent / "mails"
VARIABLES = frozenset({"name", "organisation", "identifier", "link", "end"})
TEMPLATES = {
    purpose: MailTemplate.parse((FOLDER / f"{purpose.value}.txt").read_text(), VARIABLES) for purpose in LinkPurpose
}


def link_mail(purpose: LinkPurpose, invitee: Invitee, identifier: str, token: str, expires_at: datetime) -> Mail:
    """The one-time link, to the individual address of its user; its body is erased once sent (MCP-24)."""
    local = expires_at.astimezone(ZoneInfo(settings.TIME_ZONE))
    return TEMPLATES[purpose].render(
        kind=f"account:{purpose.value}",
        to=invitee.email,
        is_secret=True,
        name=invitee.name,
        organisation=invitee.organisation_name,
        identifier=identifier,
        link=settings.ORIGIN + reverse("accounts:activation", args=[token]),
        end=f"{local:%d/%m/%Y à %H:%M}",
    )
