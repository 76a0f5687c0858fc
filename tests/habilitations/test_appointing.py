"""MCP-20, MCP-24, MCP-27: administrators change by the caisse alone, on the signed form, without a gap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection

from socle.database.transactions import transaction
from socle.habilitations.actions.appointing import Naming, appoint, remove
from socle.habilitations.domain.appointing import Sheet
from socle.habilitations.models import AppointmentForm, Delegation
from socle.kernel.decision import Refused
from socle.notifications.models import Message
from socle.organismes.models import Membership, Organisation
from tests.browsing import browser_of, check_page
from tests.factories import MembershipFactory, actor_of, new_siret, signed
from tests.habilitations.bodies import caisse_admin, confirmed, give_role, partner
from tests.journal import staged

pytestmark = pytest.mark.django_db
SHEET = Sheet(
    name="Claire Fictive",
    function="directrice des services",
    phones=("04 67 00 00 00",),
    individual_email="claire.fictive@commune.example",
    signed_by_partner_on=date(2026, 3, 10),
    signed_by_administrator_on=date(2026, 3, 11),
)


@pytest.fixture
def fresh(owner):
    """A convention just signed: its partner has no member yet."""
    with owner():
        siret = new_siret()
        convention = signed(siret=siret)
        return convention, Organisation.objects.get(siret=siret), caisse_admin(convention)


def naming(convention, organisation, sheet=SHEET, role="principal", **changes) -> Naming:
    first, last = sheet.name.split(" ", 1)
    return Naming(convention.id, organisation.id, role, sheet, first, last, **changes)


def replacing(row) -> dict[str, str]:
    return {"replaced_person": row.membership.person.name, "replaced_email": row.membership.email}


def named(actor, wanted) -> Delegation:
    with transaction(actor) as at:
        return appoint(wanted, actor=confirmed(actor, at), at=at)


def refused(actor, wanted, *, step_up: bool = True) -> Refused:
    with pytest.raises(Refused) as refusal, transaction(actor) as at:
        appoint(wanted, actor=confirmed(actor, at) if step_up else replace(actor, step_up_at=None), at=at)
    return refusal.value


def test_the_first_person_of_a_new_partner_is_enrolled_and_the_link_reaches_them_directly(fresh, owner):
    convention, organisation, admin = fresh

    role = named(admin, naming(convention, organisation))

    with owner():
        member = Membership.objects.select_related("person").get(organisation=organisation)
        form = AppointmentForm.objects.get(delegation_id=role.id)
        mails = Message.objects.filter(recipient=SHEET.individual_email).values_list("kind", flat=True)
        assert set(mails) == {"habilitation:appointed", "account:activation"}
        assert not Message.objects.exclude(recipient=SHEET.individual_email).filter(kind__startswith="account").exists()
    assert role.membership_id == member.id
    assert (member.person.name, member.function) == ("Claire Fictive", "directrice des services")
    assert (form.signed_by_partner_on, form.phones) == (date(2026, 3, 10), ["04 67 00 00 00"])
    assert staged("habilitation:administrator:appointed") == 1


def test_the_coordinates_of_the_form_serve_nothing_else(fresh, owner):
    convention, organisation, admin = fresh
    named(admin, naming(convention, organisation))
    with owner():
        assert Membership.objects.get(organisation=organisation).phone == ""


def test_one_leaves_at_the_instant_the_other_begins(owner):
    with owner():
        body = partner(people=0)
        admin = caisse_admin(body.convention)
        before = Delegation.objects.select_related("membership__person").get(organisation=body.organisation)
    sheet = replace(SHEET, **replacing(before))

    after = named(admin, naming(body.convention, body.organisation, sheet))

    with owner():
        before.refresh_from_db()
        kept = AppointmentForm.objects.get(delegation_id=after.id)
        gone = Message.objects.filter(recipient=sheet.replaced_email, kind="habilitation:role_ended")
        assert gone.exists()
    assert before.period.upper == after.period.lower
    assert before.withdrawn_by_id == admin.person_id
    assert kept.replaced_delegation_id == before.id


def test_who_the_leaving_one_named_stays(owner):
    with owner():
        body = partner(people=1)
        admin = caisse_admin(body.convention)
        below = give_role(body.people[0], "delegate", body.convention, service="cdap")
        Delegation.objects.filter(role="delegate").update(granted_by_id=body.principal.person_id)
        before = Delegation.objects.get(membership_id=body.principal.membership_id)
        sheet = replace(SHEET, **replacing(before))

    named(admin, naming(body.convention, body.organisation, sheet))

    with owner():
        assert Delegation.objects.filter(membership_id=below.membership_id, period__endswith=None).exists()


def test_a_form_that_lacks_an_item_writes_nothing(fresh, owner):
    convention, organisation, admin = fresh

    refusal = refused(admin, naming(convention, organisation, replace(SHEET, phones=(), signed_by_partner_on=None)))

    assert refusal.decision.code == "form_incomplete"
    assert "téléphone" in refusal.decision.reason
    assert "signature du partenaire" in refusal.decision.reason
    assert refusal.act.tag == "habilitation:administrator:refused"
    with owner():
        assert not Membership.objects.filter(organisation=organisation).exists()


@pytest.mark.parametrize("role", ["caisse_supervisor", "dpo", ""])
def test_nobody_else_of_the_caisse_names(fresh, owner, role):
    convention, organisation, _ = fresh
    with owner():
        other = caisse_admin(convention, role) if role else caisse_admin(convention, "user")
    assert refused(other, naming(convention, organisation)).decision.code == "permission_missing"


def test_neither_the_principal_nor_another_caisse_names(owner):
    with owner():
        body = partner(people=0)
        stranger = caisse_admin(signed("departement-mcp"))
        stranger = replace(stranger, organisation_id=uuid4())
    wanted = naming(body.convention, body.organisation, role="suppleant")
    assert refused(body.principal, wanted).decision.code == "permission_missing"
    with pytest.raises((Refused, Delegation.DoesNotExist)), transaction(stranger) as at:
        appoint(wanted, actor=confirmed(stranger, at), at=at)


def test_naming_asks_for_a_recent_confirmation(fresh):
    convention, organisation, admin = fresh
    assert refused(admin, naming(convention, organisation), step_up=False).decision.code == "step_up_required"


def test_somebody_of_that_name_is_shown_before_a_double_is_made(fresh, owner):
    convention, organisation, admin = fresh
    with owner():
        here = MembershipFactory(organisation=organisation)
        here.person.first_name, here.person.last_name = "Claire", "Fictive"
        here.person.save()
    wanted = naming(convention, organisation)

    assert refused(admin, wanted).decision.code == "likely_duplicate"
    assert named(admin, replace(wanted, is_confirmed=True)).membership_id != here.id


def test_a_member_known_by_the_address_becomes_administrator_without_a_double(fresh, owner):
    convention, organisation, admin = fresh
    with owner():
        here = MembershipFactory(organisation=organisation, email=SHEET.individual_email.upper())
    assert refused(admin, naming(convention, organisation)).decision.code == "address_of_another"
    with owner():
        here.person.first_name, here.person.last_name = "Claire", "Fictive"
        here.person.save()

    assert named(admin, naming(convention, organisation)).membership_id == here.id


@pytest.mark.parametrize("email", ["mairie@commune.example", "contact@commune.example"])
def test_an_address_that_several_read_is_refused(fresh, email):
    convention, organisation, admin = fresh
    wanted = naming(convention, organisation, replace(SHEET, individual_email=email))
    assert refused(admin, wanted).decision.code == "shared_address"


def test_the_caisse_ends_a_role_without_successor_on_a_signed_request(fresh, owner):
    convention, organisation, admin = fresh
    role = named(admin, naming(convention, organisation))
    asked = Sheet(**replacing(role), signed_by_partner_on=date(2026, 4, 1))

    with transaction(admin) as at:
        remove(naming(convention, organisation, replace(asked, name="x y")), actor=admin, at=at, cause="retraite")

    with owner():
        role.refresh_from_db()
        assert AppointmentForm.objects.filter(replaced_delegation_id=role.id, delegation_id=None).exists()
    assert (role.cause, role.withdrawn_by_id) == ("retraite", admin.person_id)
    assert staged("habilitation:administrator:removed") == 1


def test_the_partner_reads_its_forms_and_nobody_changes_one(fresh, owner):
    convention, organisation, admin = fresh
    role = named(admin, naming(convention, organisation))
    with owner():
        principal = actor_of(Membership.objects.get(organisation=organisation), "principal")
    with transaction(principal):
        assert AppointmentForm.objects.filter(delegation_id=role.id).exists()
    with pytest.raises(Exception, match="permission denied"), transaction(admin):
        AppointmentForm.objects.filter(delegation_id=role.id).update(name="autre")


def answers(**changes) -> dict[str, str]:
    said = {
        "first_name": "Claire",
        "last_name": "Fictive",
        "function": SHEET.function,
        "individual_email": SHEET.individual_email,
        "phone": SHEET.phones[0],
        "signed_by_partner_on": "2026-03-10",
        "signed_by_administrator_on": "2026-03-11",
    }
    return said | changes


def test_the_pages_name_in_two_steps(fresh, owner):
    convention, organisation, admin = fresh
    browser = browser_of(admin)
    home = f"/administrateurs/{convention.id}/{organisation.id}/"
    assert organisation.legal_name in check_page(browser.get("/administrateurs/"))
    assert "Personne ne tient ce rôle" in check_page(browser.get(home))
    check_page(browser.get(f"{home}principal/"))

    checked = check_page(browser.post(f"{home}principal/", answers()))
    assert "Ce qui va se passer" in checked
    with owner():
        assert not Membership.objects.filter(organisation=organisation).exists()
    assert browser.post(f"{home}principal/", answers(nommer="1")).status_code == 302

    page = check_page(browser.get(home))
    assert "Claire Fictive devient administrateur principal" in page
    assert SHEET.phones[0] not in page
    assert "Claire Fictive" in check_page(browser.get("/administrateurs/", {"q": organisation.legal_name[:10]}))
    check_page(browser.get(f"{home}principal/retirer/"))
    gone = {"replaced_person": "Claire Fictive", "replaced_email": SHEET.individual_email, "cause": "départ"}
    assert browser.post(f"{home}principal/retirer/", gone).status_code == 403
    assert browser.post(f"{home}principal/retirer/", gone | {"signed_by_partner_on": "2026-04-01"}).status_code == 302


def test_the_check_page_lists_what_is_missing_and_keeps_the_answers(fresh):
    convention, organisation, admin = fresh
    browser = browser_of(admin)
    where = f"/administrateurs/{convention.id}/{organisation.id}/suppleant/"

    page = check_page(browser.post(where, answers(phone="", signed_by_partner_on="")), 409)

    assert "Il manque au formulaire : au moins un numéro de téléphone ; signature du partenaire" in page
    assert 'value="Claire"' in page
    assert 'value="directrice' in check_page(browser.post(where, answers(corriger="1")))
    check_page(browser.post(where, answers(last_name="")))


def test_without_a_recent_confirmation_the_page_asks_for_it(fresh):
    convention, organisation, admin = fresh
    browser = browser_of(replace(admin, step_up_at=None))
    where = f"/administrateurs/{convention.id}/{organisation.id}/principal/"
    assert "Confirmer mon identité" in check_page(browser.get(where))
    assert "Confirmer mon identité" in check_page(browser.post(where, answers(nommer="1")))
    assert browser.get(where.replace("principal", "delegate")).status_code == 404


def test_the_list_costs_the_same_whatever_its_length(fresh, owner):
    _, _, admin = fresh
    browser = browser_of(admin)
    first = Counting()
    with connection.execute_wrapper(first):
        check_page(browser.get("/administrateurs/"))
    with owner():
        for _ in range(3):
            signed(siret=new_siret())
    second = Counting()
    with connection.execute_wrapper(second):
        check_page(browser.get("/administrateurs/"))
    assert first.count == second.count


class Counting:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)


@pytest.mark.parametrize(
    "changes",
    [
        {"individual_email": f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.example"},
        {"first_name": "x" * 81},
        {"phone": "0" * 31},
        {"signed_by_partner_on": "0001-01-01"},
        {"signed_by_partner_on": "demain"},
    ],
)
def test_what_no_column_holds_is_an_error_of_the_form(fresh, changes):
    convention, organisation, admin = fresh
    where = f"/administrateurs/{convention.id}/{organisation.id}/principal/"
    check_page(browser_of(admin).post(where, answers(nommer="1", **changes)))


def test_a_partner_without_principal_is_what_the_caisse_does_today(fresh):
    convention, organisation, admin = fresh
    browser, waits = browser_of(admin), f"{organisation.legal_name} n&#x27;a pas d&#x27;administrateur principal"
    assert waits in check_page(browser.get("/"))
    named(admin, naming(convention, organisation))
    assert waits not in check_page(browser.get("/"))
