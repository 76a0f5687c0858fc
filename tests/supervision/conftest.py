from __future__ import annotations

import pytest

from tests.browsing import middleware
from tests.supervision.bodies import Supervised, supervised


@pytest.fixture(autouse=True)
def _given_actor(settings) -> None:
    settings.MIDDLEWARE = middleware(settings.MIDDLEWARE)


@pytest.fixture
def body(owner) -> Supervised:
    with owner():
        return supervised(people=3)
