from __future__ import annotations

import pytest

from tests.browsing import middleware
from tests.habilitations.bodies import partner


@pytest.fixture(autouse=True)
def _given_actor(settings) -> None:
    settings.MIDDLEWARE = middleware(settings.MIDDLEWARE)


@pytest.fixture
def commune(owner):
    with owner():
        return partner(people=3)
