from __future__ import annotations

import pytest
from django.test import Client

from socle.kernel.actor import Actor
from socle.organismes.models import Organisation
from tests import browsing, factories


@pytest.fixture(autouse=True)
def _given_actor(settings) -> None:
    settings.MIDDLEWARE = browsing.middleware(settings.MIDDLEWARE)


@pytest.fixture
def commune(owner) -> Organisation:
    with owner():
        return factories.OrganisationFactory()


@pytest.fixture
def principal(owner, commune) -> Actor:
    with owner():
        person = factories.PersonFactory(first_name="Delphine", last_name="Aubrac")
        return factories.actor_of(factories.MembershipFactory(organisation=commune, person=person), "principal")


@pytest.fixture
def browser(principal) -> Client:
    return browsing.browser_of(principal)
