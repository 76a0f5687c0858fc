"""The worker process: woken by a commit, stopped in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.conf import settings

from socle.database.roles import WORKER
from socle.database.transactions import transaction
from socle.notifications import actions, worker
from socle.notifications.domain.mail import Mail

SCRIPT = (
    f"import django; django.setup(); from {worker.__name__} import run_worker; run_worker(); print('arrêt en ordre')"
)
SECONDS = 90


@pytest.fixture
def process(committed: None) -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "socle.site.settings",
        "SOCLE_DATABASE": settings.DATABASES["default"]["NAME"],
        "SOCLE_PROCESS_ROLE": WORKER,
        "SOCLE_EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-c", SCRIPT]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        guard = threading.Timer(SECONDS, running.kill)
        guard.start()
        yield running
        guard.cancel()
        running.kill()


def test_a_committed_message_is_sent_then_the_worker_stops_when_asked(process: subprocess.Popen[str]) -> None:
    subject = f"Bonjour {uuid4().hex}"
    with transaction(None) as at:
        actions.enqueue(Mail("test", "zoe@commune.example", subject, "Le corps."), at)

    assert process.stdout is not None
    assert any(subject in line for line in process.stdout)
    process.send_signal(signal.SIGTERM)
    assert "arrêt en ordre" in process.stdout.read()
    assert process.wait() == 0
