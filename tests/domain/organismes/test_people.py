"""Who enrols people, under which address, and who records a departure."""

from uuid import uuid4

import pytest

from socle.kernel.actor import Actor, OrganisationKind
from socle.organismes.domain.access import may_list_people, may_register_people
from socle.organismes.domain.address import check_individual
from socle.organismes.domain.departure import may_end


def actor(*permissions: str) -> Actor:
    return Actor(
        person_id=uuid4(),
        membership_id=uuid4(),
        organisation_id=uuid4(),
        organisation_kind=OrganisationKind.PARTNER,
        organisation_name="la commune",
        name="Delphine Aubrac",
        permissions=frozenset(permissions),
    )


@pytest.mark.parametrize(
    "email",
    [
        "contact@commune.example",
        "MAIRIE@commune.example",
        "mairie.saintaubin@commune.example",
        "secretariat-ccas@commune.example",
        "service.social@commune.example",
        "petite-enfance@commune.example",
        "accueil2@commune.example",
        "comptabilité@commune.example",
        "direction.des.services@commune.example",
    ],
)
def test_an_address_that_names_a_service_is_refused(email: str) -> None:
    decision = check_individual(email)
    assert (decision.code, str(decision.clause)) == ("shared_address", "contrat de service, annexe 2")
    assert email in decision.reason
    assert decision.fix


@pytest.mark.parametrize(
    "email",
    [
        "claire.montel@commune.example",
        "c.mairie@commune.example",
        "agnes-contact@commune.example",
        "bureau.claire@commune.example",
        "d.police@commune.example",
        "jean-michel.durand@commune.example",
        "x@commune.example",
    ],
)
def test_an_address_that_names_a_person_is_accepted(email: str) -> None:
    assert check_individual(email)


def test_managers_list_people_and_administrators_enrol_them() -> None:
    assert may_list_people(actor("person:list"))
    assert not may_list_people(actor())
    assert may_register_people(actor("person:create"))
    refused = may_register_people(actor("person:list"))
    assert (refused.code, str(refused.clause)) == ("people_not_registered", "contrat de service, 2.2.1")


def test_a_departure_is_recorded_once_by_another_administrator() -> None:
    admin = actor("person:create")
    assert may_end(admin, uuid4(), is_gone=False)
    assert may_end(admin, uuid4(), is_gone=True).code == "already_gone"
    assert may_end(admin, admin.membership_id, is_gone=False).code == "own_departure"
    assert may_end(actor("person:list"), uuid4(), is_gone=False).code == "people_not_registered"
