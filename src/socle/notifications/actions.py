"""Writing to the outbox in the transaction of the act, and sending what waits there."""

from __future__ import annotations

from datetime import datetime

from django.core.mail import EmailMessage
from django.db import connection
from procrastinate.contrib.django import app

from socle.database.transactions import transaction
from socle.notifications.domain import sending
from socle.notifications.domain.mail import Mail
from socle.notifications.models import Message

SEND_TASK = "socle.send_pending"
QUEUE = "mail"
BATCH = 50
LONGEST_ERROR = 300
MESSAGE_DOMAIN = "socle.invalid"


class OutsideTransaction(RuntimeError):  # noqa: N818 - reads as a sentence
    """A message was sent for an act that might not happen."""


def enqueue(mail: Mail, at: datetime) -> Message:
    """Put a message in the outbox of the current transaction and wake the worker; raises outside a transaction."""
    if not connection.in_atomic_block:
        raise OutsideTransaction(f"message {mail.kind} : ouvrez une transaction, l'envoi en fait partie")
    message = Message(
        kind=mail.kind,
        recipient=mail.to,
        subject=mail.subject,
        body=mail.body,
        is_secret=mail.is_secret,
        created_at=at,
        next_attempt_at=at,
    )
    message.save(force_insert=True)
    app.configure_task(SEND_TASK, queue=QUEUE).defer()
    return message


def send_pending() -> int:
    """Send what is due, one transaction per message so that a crash repeats one at most; how many were sent."""
    sent = 0
    for _ in range(BATCH):
        outcome = _send_next()
        if outcome is None:
            break
        sent += outcome
    return sent


def _send_next() -> bool | None:
    with transaction(None) as at:
        due = Message.objects.select_for_update(skip_locked=True).filter(
            sent_at=None, next_attempt_at__lte=at, attempts__lt=sending.MOST_ATTEMPTS
        )
        message = due.order_by("next_attempt_at", "id").first()
        return None if message is None else _send(message, at)


def _send(message: Message, at: datetime) -> bool:
    message.attempts += 1
    try:
        _email(message).send()
    except OSError as error:
        message.error = f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
        message.next_attempt_at = sending.next_attempt(message.attempts, at)
    else:
        message.sent_at, message.error = at, ""
        message.body = "" if message.is_secret else message.body
    message.save(update_fields=["attempts", "error", "next_attempt_at", "sent_at", "body"])
    return message.sent_at is not None


def _email(message: Message) -> EmailMessage:
    """The same Message-ID at each try, so that a repeated message is recognised."""
    identifier = f"<{message.id}@{MESSAGE_DOMAIN}>"
    return EmailMessage(message.subject, message.body, to=[message.recipient], headers={"Message-ID": identifier})
