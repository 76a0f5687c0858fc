from __future__ import annotations

import pytest
from django.test import Client

from socle.conventions.models import Convention
from socle.kernel.actor import Actor
from tests import browsing, factories


@pytest.fixture(autouse=True)
def _given_actor(settings) -> None:
    settings.MIDDLEWARE = browsing.middleware(settings.MIDDLEWARE)


@pytest.fixture
def convention(owner) -> Convention:
    with owner():
        return factories.signed()


def member_of(convention: Convention, side: str, *roles: str) -> Actor:
    """Somebody of the caisse or of the partner of a convention, with these roles."""
    party = convention.conventionparty_rows.select_related("party").get(role=side)
    return factories.actor_of(factories.MembershipFactory(organisation=party.party), *roles)


@pytest.fixture
def principal(owner, convention) -> Actor:
    with owner():
        return member_of(convention, "partner", "principal")


@pytest.fixture
def caisse_admin(owner, convention) -> Actor:
    with owner():
        return member_of(convention, "caisse", "caisse_admin")


@pytest.fixture
def browser(principal) -> Client:
    return browsing.browser_of(principal)
