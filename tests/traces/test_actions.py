from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection
from django.utils import timezone

from socle.database.transactions import transaction
from socle.kernel.actor import Actor, Channel, OrganisationKind
from socle.kernel.clause import Clause
from socle.kernel.decision import Act, Refused, refuse
from socle.organismes.models import Membership, Organisation, Person
from socle.traces import actions, queries
from socle.traces.domain.author import Author
from socle.traces.domain.kinds import UnknownTagError
from socle.traces.queries import CursorError, visible_traces

READING = {"profile": "T2", "purpose": "aide à domicile", "groups": ["identity", "rights"]}


def new_actor(siret, kind=OrganisationKind.PARTNER):
    organisation = Organisation.objects.create(
        kind=kind, legal_name=f"Organisme {siret} (fictif)", siret=siret, seat="1 rue Neuve", territory="34"
    )
    person = Person.objects.create(first_name="Inès", last_name="Ferrand")
    membership = Membership.objects.create(
        organisation=organisation,
        person=person,
        function="agent",
        email="ines@organisme.example",
        joined_at=timezone.now() - timedelta(days=1),
    )
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")
    return Actor(
        person_id=person.id,
        membership_id=membership.id,
        organisation_id=organisation.id,
        organisation_kind=kind,
        organisation_name=organisation.legal_name,
        name="Inès Ferrand",
        channel=Channel.API,
        request_id="demande-1",
    )


@pytest.fixture
def partner(owner):
    with owner():
        return new_actor("90000000000011")


@pytest.fixture
def other(owner):
    with owner():
        return new_actor("90000000000029")


@pytest.fixture
def caisse(owner):
    with owner():
        return new_actor("90000000000037", OrganisationKind.CAISSE)


def consult(actor, at, **options):
    return actions.record(
        "dossier:file:consulted", actor=actor, at=at, payload=READING, subject_label="n° 12", **options
    )


def seen(actor, **options):
    with transaction(actor):
        return visible_traces(actor, **options)


def test_a_trace_copies_who_acts(partner):
    with transaction(partner) as at:
        trace_id = consult(partner, at, subject_kind="beneficiary", subject_id="12", clause="bulletin CDAP, 2")

    (line,) = seen(partner).items
    said = line.event
    assert (said.id, said.at, said.log, said.outcome) == (trace_id, at, "traces", "done")
    assert (said.person_id, said.person_name, said.organisation_id) == (
        partner.person_id,
        partner.name,
        partner.organisation_id,
    )
    assert (said.channel, said.request_id, said.clause, said.subject_id) == (
        "api",
        "demande-1",
        "bulletin CDAP, 2",
        "12",
    )
    assert said.payload == READING
    assert not line.sealed
    assert line.sentence.startswith("Inès Ferrand a consulté le dossier n° 12")


def test_the_trace_goes_with_its_act(partner):
    with pytest.raises(ZeroDivisionError), transaction(partner) as at:
        consult(partner, at)
        raise ZeroDivisionError

    assert seen(partner).items == ()


def test_an_undescribed_event_stops_the_act(partner):
    with pytest.raises(UnknownTagError), transaction(partner) as at:
        actions.record("dossier:file:burnt", actor=partner, at=at)
    with pytest.raises(ValueError, match="sealer"), transaction(partner) as at:
        actions.record("log:heartbeat", actor=partner, at=at)


def test_a_failed_sign_in_has_no_actor(partner):
    author = Author(account_id=uuid4(), organisation_id=partner.organisation_id, channel="web")
    with transaction(None) as at:
        actions.record("account:sign_in:failed", actor=author, at=at, outcome="failed", payload={"reason": "code faux"})
        actions.record("account:sign_in:failed", actor=None, at=at, outcome="failed", payload={"reason": "inconnu"})

    (line,) = seen(partner).items
    assert line.sentence == "Une connexion a échoué : code faux."


def test_a_refusal_is_traced_with_its_reason_and_clause(partner, caisse):
    decision = refuse("no_rsa", "Pas de RSA.", clause=Clause("bulletin CDAP", "2"), fix="Demandez à la caisse.")
    act = Act("dossier:file:refused", "beneficiary", "12", "n° 12", caisse.organisation_id, {"profile": "T18"})

    actions.record_refusal(Refused(decision, act), actor=partner)

    (line,) = seen(partner).items
    assert (line.event.outcome, line.event.clause, line.event.caisse_id) == (
        "refused",
        "bulletin CDAP, 2",
        caisse.organisation_id,
    )
    assert line.event.payload == {
        "profile": "T18",
        "code": "no_rsa",
        "reason": "Pas de RSA.",
        "fix": "Demandez à la caisse.",
    }


def test_a_refusal_without_act_is_traced_too(partner):
    actions.record_refusal(Refused(refuse("x", "Non.")), actor=partner)

    assert seen(partner).items[0].sentence == "Inès Ferrand s'est vu refuser une action : Non."


def test_nobody_sees_the_traces_of_another_body(partner, other):
    with transaction(partner) as at:
        consult(partner, at)

    assert seen(other).items == ()
    with transaction(other):
        assert visible_traces(partner).items == ()


def test_the_caisse_sees_the_readings_of_its_data(partner, caisse):
    with transaction(partner) as at:
        consult(partner, at, caisse_id=caisse.organisation_id)
        consult(partner, at)

    assert len(seen(caisse).items) == 1


def test_pages_follow_each_other_newest_first(partner):
    with transaction(partner) as at:
        ids = [consult(partner, at - timedelta(minutes=rank // 2)) for rank in range(7)]

    found, cursor = [], None
    while True:
        page = seen(partner, limit=3, cursor=cursor)
        found += [line.event for line in page.items]
        cursor = page.next
        if cursor is None:
            break

    assert [said.id for said in found] == [
        said.id for said in sorted(found, key=lambda said: (said.at, said.id), reverse=True)
    ]
    assert {said.id for said in found} == set(ids)
    assert len(found) == 7


def test_filters(partner):
    with transaction(partner) as at:
        consult(partner, at - timedelta(hours=1))
        consult(partner, at, subject_id="12")
        actions.record("trace:trace:read", actor=partner, at=at, payload={"count": 3})

    assert len(seen(partner, since=at).items) == 2
    assert len(seen(partner, tag="dossier:file").items) == 2
    assert len(seen(partner, tag="trace:trace:read").items) == 1
    assert len(seen(partner, tag="dossier:fil").items) == 0
    assert len(seen(partner, person=partner.person_id).items) == 3
    assert len(seen(partner, person=uuid4()).items) == 0
    assert len(seen(partner, subject="12").items) == 1


@pytest.mark.parametrize("cursor", ["x", "", "bm9u", "é"])
def test_a_foreign_cursor_is_refused(partner, cursor):
    with pytest.raises(CursorError):
        seen(partner, cursor=cursor)


def test_sealed_and_pending_lines_are_one_list(partner, role):
    with transaction(partner) as at:
        first = consult(partner, at - timedelta(seconds=1))
    with role("socle_sealer"), connection.cursor() as cursor:
        cursor.execute(
            "with moved as (delete from traces_staged_trace where id = %s returning *) "
            f"insert into traces_entry ({queries.COLUMNS}, salt, idx, organisation_seq, leaf) "
            f"select {queries.COLUMNS}, salt, 41, 1, sha256(salt) from moved",
            [first],
        )
    with transaction(partner) as at:
        second = consult(partner, at)

    assert [(line.event.id, line.index, line.sealed) for line in seen(partner).items] == [
        (second, None, False),
        (first, 41, True),
    ]


def test_the_web_role_cannot_forge_an_entry(partner):
    with (
        pytest.raises(ProgrammingError),
        transaction(partner),
        connection.cursor() as cursor,
    ):
        cursor.execute("delete from traces_staged_trace")
