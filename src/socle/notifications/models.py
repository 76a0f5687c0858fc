"""Outbox: a message is a row of the transaction that causes it, sent later by the worker."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class Message(models.Model):
    """One e-mail to send, once; a line stays after sending as the proof of what was said."""

    PERSONAL = ("recipient", "subject", "body")
    RETENTION = "six months after sending"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=60)
    recipient = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    is_secret = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["next_attempt_at"], condition=models.Q(sent_at=None), name="message_to_send")]
