"""MCP-34, DRT-08, ISU-06: a right waits for the pledge and the training of the text; each proof is kept and leaves as a table."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from socle.database.transactions import transaction
from socle.habilitations.actions.attesting import record_training, sign_pledge
from socle.habilitations.actions.granting import Wish, grant
from socle.habilitations.domain import rights
from socle.habilitations.models import Attestation
from socle.habilitations.queries.facts import member_in_convention
from socle.kernel.decision import Refused
from socle.organismes.models import Organisation
from socle.site import panels
from tests.browsing import browser_of, check_page
from tests.factories import MembershipFactory, actor_of, new_siret, signed
from tests.habilitations.bodies import confirmed, give_role

pytestmark = pytest.mark.django_db
PLEDGE, TRAINING, VERSION = "rsa_control_pledge", "rsa_control_training", "2025-11"


@pytest.fixture(autouse=True)
def _panels() -> None:
    panels.hand_in()


@pytest.fixture
def body(owner):
    """A département whose text asks a pledge and a training before T19, and somebody who holds T19."""
    with owner():
        siret = new_siret()
        convention = signed("departement-mcp", siret=siret)
        organisation = Organisation.objects.get(siret=siret)
        principal = give_role(MembershipFactory(organisation=organisation), "principal", convention)
        member = MembershipFactory(organisation=organisation)
    with transaction(principal) as at:
        wish = Wish(member.person_id, "cdap", "T19", "controle-rsa")
        right = grant(wish, actor=confirmed(principal, at), at=at)
    return SimpleNamespace(
        convention=convention,
        organisation=organisation,
        principal=principal,
        member=member,
        actor=actor_of(member),
        right=right,
    )


def decided(body, at=None):
    with transaction(body.principal) as now:
        found = member_in_convention(body.member.id, "cdap", "T19", at or now)
        return rights.decide(found.facts, at or now)


def sign(body, actor=None, code=PLEDGE, **changes):
    said = {"version": VERSION, "is_read": True} | changes
    actor = actor or body.actor
    with transaction(actor) as at:
        return sign_pledge(body.convention.id, code, actor=actor, at=at, **said)


def record(body, actor=None, person=None, **changes):
    said = {"done_on": timezone.localdate(), "proof": "feuille d'émargement"} | changes
    actor = actor or body.principal
    with transaction(actor) as at:
        who = (person or body.member).person_id
        return record_training(who, body.convention.id, TRAINING, actor=actor, at=at, **said)


def refused(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    assert refusal.value.act.tag == "habilitation:attestation:refused"
    return refusal.value.decision.code


def test_the_right_exists_and_does_not_serve_until_both_are_done(body):
    waiting = decided(body)
    assert waiting.code == "requirement_missing"
    assert "engagement" in waiting.reason
    sign(body)
    assert "formation" in decided(body).reason
    record(body)
    decision = decided(body)
    assert decision.allowed
    assert [link.kind for link in decision.chain].count("requirement") == 2


def test_a_profile_the_text_does_not_name_waits_for_nothing(body):
    with transaction(body.principal) as at:
        found = member_in_convention(body.member.id, "cdap", "T18", at)
    assert found.facts.requirements == ()


def test_what_was_not_known_that_day_does_not_count_that_day(body):
    record(body, done_on=timezone.localdate() - timedelta(days=30))
    with transaction(body.principal) as at:
        then = member_in_convention(body.member.id, "cdap", "T19", at - timedelta(seconds=1)).facts.requirements
        now = member_in_convention(body.member.id, "cdap", "T19", at).facts.requirements
    assert [one.done_at is None for one in then] == [True, True]
    assert [one.done_at is None for one in now] == [True, False]


def test_nobody_signs_for_another_nor_a_text_they_did_not_read(body):
    assert refused(sign, body, version="2024-01") == "other_version"
    assert refused(sign, body, is_read=False) == "pledge_unread"
    assert refused(sign, body, code=TRAINING) == "unknown_duty"
    sign(body, actor=body.principal)
    assert decided(body).code == "requirement_missing"


def test_only_a_manager_records_a_training_and_never_their_own(body, owner):
    with owner():
        own = MembershipFactory._meta.model.objects.select_related("person").get(id=body.principal.membership_id)
    assert refused(record, body, actor=body.actor) == "permission_missing"
    assert refused(record, body, person=own) == "attested_by_oneself"
    assert refused(record, body, done_on=timezone.localdate() + timedelta(days=2)) == "done_later"
    assert refused(record, body, proof="") == "proof_missing"


def test_a_proof_is_kept_as_it_was(body):
    row = sign(body)
    assert "Je consulte un dossier" in row.text
    assert (row.version, row.recorded_by_id) == (VERSION, body.member.person_id)
    with pytest.raises(DatabaseError, match="permission denied"), transaction(body.principal):
        Attestation.objects.filter(id=row.id).update(proof="autre")


def test_my_rights_ask_me_to_sign_and_the_page_does_it(body):
    browser = browser_of(body.actor)
    page = check_page(browser.get("/mes-droits/"))
    assert "Lire et signer" in page
    where = f"/mes-droits/engagements/{body.convention.id}/{PLEDGE}/"
    assert "Je consulte un dossier" in check_page(browser.get(where))
    assert browser.post(where, {"version": VERSION}).status_code == 403
    assert browser.post(where, {"version": VERSION, "lu": "on"}).status_code == 302
    assert "Lire et signer" not in check_page(browser.get("/mes-droits/"))
    assert browser.get(where.replace(PLEDGE, TRAINING)).status_code == 404
    assert "Un de vos droits attend" in check_page(browser.get("/"))


def test_the_manager_sees_who_misses_what_and_records_it(body):
    browser = browser_of(body.principal)
    assert "un droit ne sert pas" in check_page(browser.get("/formations/"))
    assert "Engagements et formations" in check_page(browser.get(f"/personnes/{body.member.person_id}/"))
    where = f"/personnes/{body.member.person_id}/formations/"
    check_page(browser.get(where))
    said = {
        "quoi": f"{body.convention.id}:{TRAINING}",
        "le": timezone.localdate().isoformat(),
        "preuve": "attestation 12",
    }
    check_page(browser.post(where, said | {"preuve": ""}))
    assert browser.post(where, said).status_code == 302
    assert "attestation 12" in check_page(browser.get(where))
    assert "CDAP T19" in check_page(browser.get(f"/personnes/{body.member.person_id}/droits/"))


def test_the_proofs_leave_as_a_table(body):
    sign(body)
    record(body)
    browser = browser_of(body.principal)
    check_page(browser.get("/habilitations/exporter/preuves/"))
    answer = browser.post("/habilitations/exporter/preuves/", {"format": "csv"})
    assert answer.status_code == 200
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert any("feuille d'émargement" in line for line in lines)
    assert any(VERSION in line for line in lines)


def test_the_list_of_trainings_costs_the_same_for_more_people(body, owner):
    browser = browser_of(body.principal)
    first = Counting(browser)
    with owner():
        MembershipFactory.create_batch(8, organisation=body.organisation)
    assert Counting(browser).count == first.count


class Counting:
    """How many statements the page takes."""

    def __init__(self, browser) -> None:
        self.count = 0
        with connection.execute_wrapper(self):
            check_page(browser.get("/formations/"))

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)


def test_what_stops_holding_soon_is_said_before(body, owner):
    browser = browser_of(body.actor)
    row = sign(body)
    assert "Bientôt plus valable" not in check_page(browser.get("/"))
    with owner():
        Attestation.objects.filter(id=row.id).update(done_at=row.done_at - timedelta(days=350))
    page = check_page(browser.get("/"))
    assert "Bientôt plus valable" in page
