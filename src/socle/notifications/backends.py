"""E-mail of a machine without a server: one line on the console, one file per message."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class ConsoleAndFileBackend(BaseEmailBackend):
    """Writes each message in `EMAIL_FILE_PATH`, readable by its owner alone, and says so."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            path = folder / f"{timezone.now():%Y%m%d-%H%M%S}-{uuid4().hex[:8]}.eml"
            self._write(path, message.message().as_bytes())
            sys.stdout.write(f"message « {message.subject} » pour {', '.join(message.to)} : {path}\n")
            sys.stdout.flush()
        return len(email_messages)

    @staticmethod
    def _write(path: Path, content: bytes) -> None:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
