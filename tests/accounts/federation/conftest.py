"""Signing in through an identity provider: a real OpenID Connect server answers on the loopback (R11, R13, R22)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import requests
from django.test import Client as Browser
from django.utils import timezone

from socle.accounts import provider
from socle.accounts.domain.federation import Provider
from socle.accounts.models import IdentityLink
from socle.habilitations.models import Delegation
from socle.traces.models import StagedTrace
from tests.accounts.conftest import Somebody

ROOT = Path(__file__).resolve().parents[3]
SECRET = "un-secret-de-test-assez-long-pour-hs256"


@dataclass(frozen=True)
class Server:
    """The provider as a test meets it."""

    url: str

    def behaves(self, **manners: object) -> None:
        requests.post(f"{self.url}/manners", json=manners, timeout=5)

    def knows(self, subject: str, **claims: object) -> None:
        requests.put(f"{self.url}/users/{subject}", json=claims, timeout=5)

    def proves(self, address: str, subject: str) -> str:
        """Somebody proves who they are there; where their browser is sent back."""
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"


@pytest.fixture(scope="session")
def started() -> Iterator[Server]:
    command = [sys.executable, "-m", "tests.accounts.federation.identity_provider"]
    environment = os.environ | {"PROVIDER_SECRET": SECRET}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        yield Server(f"http://localhost:{process.stdout.readline().strip()}")
        process.terminate()


@pytest.fixture
def server(started: Server, settings) -> Server:
    started.behaves()
    settings.IDENTITY_PROVIDER = Provider(started.url, "socle", SECRET)
    provider.forget_discovered()
    return started


@pytest.fixture
def browser() -> Browser:
    return Browser(enforce_csrf_checks=True, headers={"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})


@pytest.fixture
def habilitated(owner) -> Callable[[Somebody], None]:
    def give(somebody: Somebody) -> None:
        with owner():
            Delegation.objects.create(
                organisation_id=somebody.organisation_id,
                membership_id=somebody.membership_id,
                role="delegate",
                period=(timezone.now() - timedelta(days=1), None),
                granted_at=timezone.now(),
            )

    return give


@pytest.fixture
def subject(server: Server, zoe: Somebody, habilitated, owner, organisation) -> str:
    """Zoé's identity at the provider, linked to her account, with two factors proved there."""
    habilitated(zoe)
    subject = f"agent-{uuid4()}"
    server.knows(
        subject, siret=organisation.siret, amr=["pwd", "totp", "mfa"], given_name="Zoé", usual_name="Marchetti"
    )
    linked(owner, server, subject, zoe)
    return subject


def linked(owner, server: Server, subject: str, somebody: Somebody) -> None:
    with owner():
        IdentityLink.objects.create(
            account_id=somebody.account_id, issuer=server.url, subject=subject, linked_at="2026-11-01T00:00:00Z"
        )


def went(browser: Browser, server: Server, subject: str, start: str = "/connexion/agent?suite=/mon-compte"):
    """The whole way: there, proved, and back."""
    return browser.get(server.proves(browser.get(start)["Location"], subject))


def becomes(browser: Browser, somebody: Somebody, drift: int = 0) -> None:
    """The same browser, with its other cookies, under somebody else's sign-in."""
    browser.cookies["socle"] = somebody.sign_in(drift=drift).token


def failures(owner) -> list[str]:
    with owner():
        rows = StagedTrace.objects.filter(tag="account:sign_in:failed").order_by("at")
        return [row.payload["reason"] for row in rows]


def refused(answer, sentence: str) -> None:
    assert answer.status_code == 403
    assert sentence in answer.content.decode().replace("&#x27;", "'")
    assert "socle" not in answer.cookies


@pytest.fixture
def known(server: Server, organisation) -> str:
    subject = f"agent-{uuid4()}"
    server.knows(subject, siret=organisation.siret, given_name="Zoé", usual_name="Marchetti", amr=["mfa"])
    return subject
