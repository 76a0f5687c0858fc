"""A message is a row of its transaction, sent by the worker, once (reliability.md §4.3)."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail as sent
from django.core.mail import EmailMessage
from django.db import ProgrammingError
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from socle.database.roles import WORKER
from socle.database.transactions import transaction
from socle.notifications import actions, tasks
from socle.notifications.backends import ConsoleAndFileBackend
from socle.notifications.domain.mail import Mail
from socle.notifications.models import Message

pytestmark = pytest.mark.django_db
PLAIN = Mail("test", "zoe@commune.example", "Bonjour", "Le corps.")
SECRET = Mail("test", "zoe@commune.example", "Votre lien", "https://socle.example/activation/x", is_secret=True)


def enqueue(mail: Mail) -> Message:
    with transaction(None) as at:
        return actions.enqueue(mail, at)


def test_worker_sends_what_the_web_role_wrote(role, owner) -> None:
    message = enqueue(PLAIN)

    with role(WORKER):
        assert actions.send_pending() == 1
        assert actions.send_pending() == 0

    assert [(one.subject, one.to, one.body) for one in sent.outbox] == [
        ("Bonjour", ["zoe@commune.example"], "Le corps.")
    ]
    assert sent.outbox[0].extra_headers["Message-ID"] == f"<{message.id}@socle.invalid>"
    with owner():
        row = Message.objects.get(id=message.id)
        assert (row.body, row.attempts) == ("Le corps.", 1)
        assert row.sent_at is not None


def test_secret_body_does_not_outlive_its_sending(role, owner) -> None:
    message = enqueue(SECRET)

    with role(WORKER):
        actions.send_pending()

    assert "activation/x" in sent.outbox[0].body
    with owner():
        assert Message.objects.get(id=message.id).body == ""


def test_a_failure_waits_and_keeps_the_message(role, owner, settings) -> None:
    settings.EMAIL_BACKEND = "tests.notifications.backends.Broken"
    message = enqueue(SECRET)

    with role(WORKER):
        assert actions.send_pending() == 0

    with owner():
        row = Message.objects.get(id=message.id)
        assert row.error == "ConnectionRefusedError: serveur absent"
        assert row.next_attempt_at > timezone.now() + timedelta(seconds=20)
        assert row.body == SECRET.body
        row.next_attempt_at = timezone.now() - timedelta(seconds=1)
        row.save()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with role(WORKER):
        assert actions.send_pending() == 1


def test_a_rolled_back_act_sends_nothing(role) -> None:
    with pytest.raises(ZeroDivisionError), transaction(None) as at:
        actions.enqueue(PLAIN, at)
        _ = 1 / 0

    with role(WORKER):
        assert actions.send_pending() == 0
        assert not ProcrastinateJob.objects.filter(task_name=actions.SEND_TASK).exists()


def test_the_worker_is_woken_in_the_same_transaction(role) -> None:
    enqueue(PLAIN)

    with role(WORKER):
        assert ProcrastinateJob.objects.filter(task_name=actions.SEND_TASK, status="todo").count() == 1


def test_the_web_role_reads_no_message() -> None:
    enqueue(SECRET)

    with pytest.raises(ProgrammingError, match="permission denied"):
        Message.objects.count()


def test_tasks_only_call_the_action(role) -> None:
    enqueue(PLAIN)

    with role(WORKER):
        tasks.send_pending.func()
        tasks.sweep_outbox.func(0)

    assert len(sent.outbox) == 1


def test_files_are_for_their_owner_alone(settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings.EMAIL_FILE_PATH = tmp_path / "mails"

    ConsoleAndFileBackend().send_messages([EmailMessage("Bonjour", "Le corps.", to=["zoe@commune.example"])])

    [file] = (tmp_path / "mails").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"Le corps." in file.read_bytes()
    assert capsys.readouterr().out == f"message « Bonjour » pour zoe@commune.example : {file}\n"
