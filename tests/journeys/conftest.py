"""One portal and one browser for all the journeys of a worker, whatever their order."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.portal import Portal, running_portal
from tests.journeys.steps import People

CANDIDATES = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def browser_path() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CANDIDATES)), None)
    if found is None:
        said = "aucun Chromium : installez le paquet « chromium », ou donnez son chemin par CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = browser_path()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def portal(browser: Browser) -> Iterator[Portal]:
    with running_portal() as running:
        yield running


@pytest.fixture(scope="session")
def everybody(portal: Portal, browser: Browser) -> People:
    return People(portal, browser)


@pytest.fixture
def people(everybody: People) -> Iterator[People]:
    """Everybody, with the windows of this test closed at its end."""
    yield everybody
    everybody.forget()
