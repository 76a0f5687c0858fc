from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from uuid import UUID, uuid4

import pyotp
import pytest
from django.utils import timezone

from socle.accounts import actions, queries
from socle.accounts.domain.client import Client
from socle.database.transactions import transaction
from socle.kernel.actor import Actor, OrganisationKind
from socle.notifications.models import Message
from socle.organismes.models import Membership, Organisation, Person
from socle.traces import actions as traces

PASSWORD = "girafe-paisible-corail-4"
SECRET = pyotp.random_base32()
NUMBERS = count(10_000_000_000_000)
CLIENT = Client(network="192.0.2.0/24", device="Firefox sur Linux")


def code_at(secret: str, drift: int = 0) -> str:
    """The code of a step by the database's clock, which stands still during a test's transaction."""
    with transaction(None) as at:
        return pyotp.TOTP(secret).at(at + timedelta(seconds=30 * drift))


@dataclass(frozen=True)
class Somebody:
    """A person with an account ready to sign in."""

    identifier: str
    account_id: UUID
    person_id: UUID
    membership_id: UUID
    organisation_id: UUID
    secret: str = SECRET

    def code(self, drift: int = 0) -> str:
        return code_at(self.secret, drift)

    def sign_in(self, client: Client = CLIENT, drift: int = 0) -> actions.Opened:
        return actions.sign_in(self.identifier, PASSWORD, self.code(drift), client)

    def actor(self, opened: actions.Opened, roles: frozenset[str] = frozenset()) -> Actor:
        found = queries.resolve_session(opened.token)
        assert found is not None
        return Actor(
            person_id=found.person_id,
            membership_id=found.membership_id,
            organisation_id=found.organisation_id,
            organisation_kind=OrganisationKind(found.organisation_kind),
            organisation_name=found.organisation_name,
            name=found.person_name,
            account_id=found.account_id,
            roles=roles,
            step_up_at=found.step_up_at,
            sign_in_id=found.sign_in_id,
        )


def sent_token(owner, kind: str = "account:activation") -> str:
    """The token of the last link that was sent."""
    with owner():
        body = Message.objects.filter(kind=kind, sent_at=None).latest("created_at").body
    found = re.search(r"/activation/(\S+)", body)
    assert found
    return found[1]


def stage_a_trace() -> None:
    """Rows arranged by the owner carry no trace: the transaction of the test has one for all."""
    traces.record("demonstration:data:loaded", actor=None, at=timezone.now())


def new_organisation(name: str = "Commune de Saint-Aubin-sur-Lergue (fictif)") -> Organisation:
    siret = str(next(NUMBERS))
    return Organisation.objects.create(
        kind="partner", legal_name=name, siret=siret, seat="1 place de la Mairie", territory="34"
    )


def new_member(organisation: Organisation, person: Person | None = None) -> Membership:
    person = person or Person.objects.create(first_name="Zoé", last_name="Marchetti")
    return Membership.objects.create(
        organisation=organisation,
        person=person,
        function="agent",
        email="zoe@commune.example",
        joined_at=timezone.now() - timedelta(days=1),
    )


def new_somebody(organisation: Organisation) -> Somebody:
    membership = new_member(organisation)
    identifier = f"test{uuid4().hex[:8]}"
    account_id = actions.provision_demonstration(
        membership.person_id, identifier=identifier, password=PASSWORD, totp_secret=SECRET, at=timezone.now()
    )
    return Somebody(identifier, account_id, membership.person_id, membership.id, organisation.id)


@pytest.fixture
def organisation(owner: Callable[[], AbstractContextManager[None]]) -> Organisation:
    stage_a_trace()
    with owner():
        return new_organisation()


@pytest.fixture
def zoe(owner: Callable[[], AbstractContextManager[None]], organisation: Organisation) -> Somebody:
    with owner():
        return new_somebody(organisation)


@pytest.fixture
def manager(owner: Callable[[], AbstractContextManager[None]], organisation: Organisation) -> Iterator[Somebody]:
    with owner():
        yield new_somebody(organisation)


@pytest.fixture(autouse=True)
def _pages_of_this_room(settings, tmp_path) -> None:
    settings.STATIC_ROOT = tmp_path
    templates = deepcopy(settings.TEMPLATES)
    processors = templates[0]["OPTIONS"]["context_processors"]
    processors[processors.index("socle.site.context.page")] = "tests.accounts.context.page"
    settings.TEMPLATES = templates
