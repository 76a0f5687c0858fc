"""The messages of conventions: one function each, a value from a template with a closed list of variables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from socle.conventions.models import SigningRound
from socle.notifications.domain.mail import Mail, MailTemplate

FOLDER = Path(__file__).parent / "mails"
NAMES = frozenset({"paper", "convention", "link"})
WHY = NAMES | {"body", "reason"}
ASKED = MailTemplate.parse((FOLDER / "signature_asked.txt").read_text(), NAMES)
COMPLETE = MailTemplate.parse((FOLDER / "signature_complete.txt").read_text(), NAMES)
REFUSED = MailTemplate.parse((FOLDER / "signature_refused.txt").read_text(), WHY)
CANCELLED = MailTemplate.parse((FOLDER / "signature_cancelled.txt").read_text(), WHY)
RECALLED = MailTemplate.parse((FOLDER / "dates_recalled.txt").read_text(), frozenset({"lines"}))


def asked(row: SigningRound, to: str) -> Mail:
    """A paper is ready to be signed."""
    return ASKED.render(kind="signature:asked", to=to, paper=row.title, convention=row.home_title, link=_link(row))


def complete(row: SigningRound, to: str) -> Mail:
    """The last party signed."""
    return COMPLETE.render(
        kind="signature:complete", to=to, paper=row.title, convention=row.home_title, link=_link(row)
    )


def refused(row: SigningRound, to: str, *, reason: str, body: str) -> Mail:
    """A party refused, and why."""
    return _ended(REFUSED, "signature:refused", row, to, reason, body)


def cancelled(row: SigningRound, to: str, *, reason: str, body: str) -> Mail:
    """The paper was taken back, and why."""
    return _ended(CANCELLED, "signature:cancelled", row, to, reason, body)


def recalled(to: str, lines: Sequence[str]) -> Mail:
    """What a person has to keep in time: numbers, days and links, nothing of anybody."""
    return RECALLED.render(kind="obligation:recalled", to=to, lines="\n".join(f"- {line}" for line in lines))


def _ended(template: MailTemplate, kind: str, row: SigningRound, to: str, reason: str, body: str) -> Mail:
    title = row.home_title
    return template.render(
        kind=kind, to=to, reason=reason, body=body, paper=row.title, convention=title, link=_link(row)
    )


def _link(row: SigningRound) -> str:
    return f"{settings.ORIGIN}{reverse('conventions:signature', args=[row.home_id, row.id])}"
