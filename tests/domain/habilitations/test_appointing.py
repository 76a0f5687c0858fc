"""MCP-20, MCP-27: the caisse alone names administrators, on a complete and signed form, without a gap nor a double."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from socle.conventions.domain.kinds import Appointment as AppointmentTerm
from socle.conventions.domain.kinds import FormSheet
from socle.conventions.domain.kinds.form import Signer
from socle.conventions.domain.words import Role
from socle.habilitations.domain.appointing import (
    Appointment,
    InPlace,
    Sheet,
    decide_appointment,
    decide_removal,
    form_of,
    missing,
    same_person,
)
from socle.kernel.clause import Clause

AT = datetime(2026, 3, 12, 9, tzinfo=UTC)
ITEMS = ("name", "function", "replaced_person", "replaced_email", "phone", "individual_email")
ANNEXE = Clause("contrat de service", "annexe 2")


def term(body, clause=ANNEXE):
    return SimpleNamespace(id=body.kind, clause=clause, says="", body=body)


def terms(items=ITEMS, count=1, signers=(Signer.PARTNER, Signer.ADMINISTRATOR)):
    named = Clause("contrat de service", "2.2.1")
    return (
        term(AppointmentTerm(role=Role.PRINCIPAL, count=count), named),
        term(FormSheet(of="administrator_change", items=items, signed_by=signers)),
    )


SHEET = Sheet(
    name="Claire Fictive",
    function="directrice",
    replaced_person="Paul Ancien",
    replaced_email="paul.ancien@commune.example",
    phones=("04 67 00 00 00",),
    individual_email="claire.fictive@commune.example",
    signed_by_partner_on=date(2026, 3, 10),
    signed_by_administrator_on=date(2026, 3, 11),
)
PAUL = InPlace(UUID(int=7), "Paul Ancien", "paul.ancien@commune.example")
CASE = Appointment(
    terms=terms(),
    role=Role.PRINCIPAL,
    by=Role.CAISSE_ADMIN,
    actor_person_id=UUID(int=1),
    is_own_caisse=True,
    sheet=SHEET,
    in_place=(PAUL,),
    today=date(2026, 3, 12),
    step_up_at=AT,
    at=AT,
)


def asked(**changes):
    return decide_appointment(replace(CASE, **changes))


def sheet(**changes):
    return replace(SHEET, **changes)


def test_a_complete_signed_form_replaces_the_administrator_citing_its_annexe():
    decision = asked()
    assert decision
    assert decision.clause == ANNEXE


@pytest.mark.parametrize(
    ("blank", "label"),
    [
        ({"name": " "}, "nom du nouvel administrateur"),
        ({"function": ""}, "fonction"),
        ({"replaced_person": ""}, "personne remplacée"),
        ({"replaced_email": ""}, "adresse électronique de la personne remplacée"),
        ({"phones": ("  ",)}, "au moins un numéro de téléphone"),
        ({"individual_email": ""}, "adresse électronique individuelle"),
        ({"signed_by_partner_on": None}, "signature du partenaire, avec sa date"),
        ({"signed_by_administrator_on": None}, "signature du nouvel administrateur, avec sa date"),
    ],
)
def test_each_missing_item_is_refused_and_named(blank, label):
    decision = asked(sheet=sheet(**blank))
    assert decision.code == "form_incomplete"
    assert label in decision.reason
    assert decision.clause == ANNEXE


def test_every_missing_item_is_listed_at_once():
    assert len(missing(replace(CASE, sheet=Sheet()))) == 8


def test_the_items_are_the_terms_of_the_convention():
    bare = replace(CASE, sheet=sheet(function="", phones=()), terms=terms(items=("name",)))
    assert decide_appointment(bare)
    assert asked(terms=terms(items=(*ITEMS, "badge_number"))).reason.endswith("mention « badge_number ».")


def test_without_a_form_in_the_text_ours_is_asked_and_says_so():
    items, signers, clause = form_of(terms()[:1])
    assert (items, signers, clause.is_house) == (ITEMS, (Signer.PARTNER, Signer.ADMINISTRATOR), True)


def test_a_form_signed_by_the_caisse_needs_no_other_date():
    unsigned = sheet(signed_by_partner_on=None, signed_by_administrator_on=None)
    assert asked(sheet=unsigned, terms=terms(signers=(Signer.CAISSE,)))


def test_a_first_administrator_replaces_nobody():
    first = sheet(replaced_person="", replaced_email="")
    assert asked(sheet=first, in_place=())
    assert not asked(sheet=first)


def test_a_second_one_beside_the_first_is_refused_unless_the_text_allows_two():
    other = InPlace(UUID(int=8), "Rose Autre", "rose.autre@commune.example")
    assert asked(in_place=(PAUL, other)).code == "already_appointed"
    assert asked(in_place=(PAUL, other), terms=terms(count=2))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"by": Role.USER}, "not_appointing"),
        ({"by": Role.CAISSE_SUPERVISOR}, "not_appointing"),
        ({"is_own_caisse": False}, "not_of_this_caisse"),
        ({"role": Role.SUPPLEANT}, "role_not_appointed"),
        ({"sheet": sheet(replaced_person="Rose Autre")}, "other_person_replaced"),
        ({"sheet": sheet(replaced_email="autre@commune.example")}, "other_person_replaced"),
        ({"sheet": sheet(signed_by_partner_on=date(2026, 3, 13))}, "form_signed_later"),
        ({"sheet": sheet(signed_by_administrator_on=date(2027, 1, 1))}, "form_signed_later"),
        ({"person_id": UUID(int=1)}, "to_oneself"),
        ({"person_id": PAUL.person_id}, "already_in_place"),
        ({"person_id": UUID(int=9), "person_roles": frozenset({"suppleant"})}, "holds_the_other_role"),
        ({"step_up_at": AT - timedelta(minutes=11)}, "step_up_required"),
        ({"step_up_at": None}, "step_up_required"),
    ],
)
def test_what_is_refused(changes, code):
    assert asked(**changes).code == code


def test_a_colleague_already_enrolled_may_be_named():
    assert asked(person_id=UUID(int=9), person_roles=frozenset({"delegate"}))


def test_a_role_ends_on_the_partner_s_signed_request():
    leaving = Sheet(replaced_person="paul  ancien", replaced_email="PAUL.ANCIEN@commune.example")
    asked_on = replace(leaving, signed_by_partner_on=date(2026, 3, 1))
    assert decide_removal(replace(CASE, sheet=asked_on))
    assert decide_removal(replace(CASE, sheet=leaving)).code == "form_incomplete"
    assert decide_removal(replace(CASE, sheet=asked_on, in_place=())).code == "nobody_in_place"
    assert decide_removal(replace(CASE, sheet=asked_on, by=Role.USER)).code == "not_appointing"
    assert decide_removal(replace(CASE, sheet=asked_on, step_up_at=None)).code == "step_up_required"


def test_a_known_address_names_its_own_member():
    assert same_person(SHEET, "CLAIRE fictive", "Claire.Fictive@commune.example")
    assert same_person(SHEET, "Paul Ancien", "paul.ancien@commune.example")
    assert same_person(SHEET, "Paul Ancien", "claire.fictive@commune.example").code == "address_of_another"
