"""MCP-07, MCP-25: a measure follows an established failure, touches what the preview said, and holds at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from socle.accounts import actions as accounts
from socle.accounts import queries as identities
from socle.accounts.domain.states import TokenScope
from socle.conventions.domain.kinds.sanction import Measure as Written
from socle.database.constraints import Conflict
from socle.database.transactions import transaction
from socle.habilitations.actions.granting import Wish, grant, withdraw
from socle.habilitations.actions.supervising import take_over
from socle.habilitations.models import Delegation, Habilitation, SeatHold, Suspension
from socle.kernel.decision import Refused
from socle.notifications.models import Message
from socle.supervision.actions.measuring import end
from socle.supervision.domain.measures import MeasureKind, Reach
from socle.supervision.models import Measure
from socle.supervision.queries.measures import Target, plan
from tests.habilitations.bodies import confirmed, give_role, opened
from tests.journal import staged
from tests.supervision.acts import ALL, established, notified, refused, taken, usable
from tests.supervision.bodies import CLIENT, account_of, amended, signed_in, supervised

pytestmark = pytest.mark.django_db


def test_no_measure_without_a_failure_established(body):
    opened(body, body.people[0])

    refusal = refused(body, notified(body), MeasureKind.SUSPENSION)

    assert refusal.decision.code == "no_established_failure"
    assert str(refusal.decision.clause) == "contrat de service, 2.2.1"
    assert refusal.act.tag == "supervision:measure:refused"


def test_nothing_above_what_the_convention_writes(body, owner):
    """Changing the term changes the decision (MCP-25)."""
    opened(body, body.people[0])
    failure = established(body)
    with owner():
        amended(body, "sanction", measures=[Written.PASSWORD_RESET.value])

    assert refused(body, failure, MeasureKind.SUSPENSION).decision.code == "measure_unwritten"
    assert refused(body, failure, MeasureKind.TAKEOVER).decision.code == "measure_unwritten"


def test_the_supervisor_establishes_and_the_administrator_decides(body):
    opened(body, body.people[0])
    failure = established(body)

    assert refused(body, failure, MeasureKind.SUSPENSION, actor=body.supervisor).decision.code == "permission_missing"


def test_nobody_takes_the_management_back_alone(body):
    failure = established(body, actor=body.admin)

    assert refused(body, failure, MeasureKind.TAKEOVER).decision.code == "same_hand"
    assert taken(body, failure, MeasureKind.TAKEOVER, actor=body.second_admin).state == "taken"


def test_one_right_one_person_a_service_or_everything(body):
    first = opened(body, body.people[0])
    opened(body, body.people[1])
    failure = established(body)

    with transaction(body.admin) as at:
        sizes = {
            (reach, value): len(plan(failure, MeasureKind.SUSPENSION, Target(reach, value), at).rights)
            for reach, value in (
                (Reach.RIGHT, str(first.id)),
                (Reach.PERSON, str(body.people[1].person_id)),
                (Reach.SERVICE, "cdap"),
                (Reach.SERVICE, "afas"),
                (Reach.ALL, ""),
            )
        }
        nothing = plan(failure, MeasureKind.SUSPENSION, Target(Reach.RIGHT, "n'importe quoi"), at)

    assert sizes == {
        (Reach.RIGHT, str(first.id)): 1,
        (Reach.PERSON, str(body.people[1].person_id)): 1,
        (Reach.SERVICE, "cdap"): 2,
        (Reach.SERVICE, "afas"): 0,
        (Reach.ALL, ""): 2,
    }
    assert nothing.rights == ()
    assert (
        refused(body, failure, MeasureKind.SUSPENSION, Target(Reach.SERVICE, "afas")).decision.code == "nothing_to_lose"
    )


def test_a_suspension_stops_the_right_keeps_the_seat_and_is_given_back(body, owner):
    right = opened(body, body.people[0])
    other = opened(body, body.people[1])
    assert usable(body, body.people[0]) == "allowed"

    measure = taken(body, established(body), MeasureKind.SUSPENSION, Target(Reach.RIGHT, str(right.id)))

    assert usable(body, body.people[0]) == "habilitation_suspended"
    assert usable(body, body.people[1]) == "allowed"
    with transaction(body.principal):
        assert SeatHold.objects.filter(habilitation_id=right.id).exists()
        assert Suspension.objects.get().kind == "precaution"
        assert Habilitation.objects.get(id=other.id).withdrawn_at is None
    with transaction(body.admin) as at:
        ended = end(measure.id, actor=confirmed(body.admin, at), at=at)
    assert ended.state == "ended"
    assert usable(body, body.people[0]) == "allowed"
    assert staged("supervision:measure:taken") == staged("supervision:measure:ended") == 1


def test_what_is_touched_is_what_the_preview_said(body, owner):
    opened(body, body.people[0])
    opened(body, body.people[1])
    with owner():
        login = account_of(body.people[0])
    cookie = signed_in(login)
    token = accounts.create_token(login, TokenScope.READ, client=CLIENT).token
    failure = established(body)

    with transaction(body.admin) as at:
        seen = plan(failure, MeasureKind.SUSPENSION, ALL, at)
    measure = taken(body, failure, MeasureKind.SUSPENSION)

    assert (len(seen.people), len(seen.rights), seen.sign_ins, seen.tokens) == (2, 2, 1, 1)
    assert (len(measure.people), len(measure.rights)) == (2, 2)
    assert (measure.sign_ins, measure.tokens) == (1, 1)
    assert identities.resolve_session(cookie) is None
    assert identities.resolve_token(token) is None
    assert refused(body, failure, MeasureKind.SUSPENSION).decision.code == "nothing_to_lose"


def test_passwords_are_forced_for_everybody_or_one_person(body, owner):
    with owner():
        logins = [account_of(one) for one in body.people[:2]]
    failure = established(body)
    one = Target(Reach.PERSON, str(body.people[0].person_id))

    first = taken(body, failure, MeasureKind.PASSWORD_RESET, one)
    second = taken(body, failure, MeasureKind.PASSWORD_RESET)

    assert first.people == [body.people[0].id]
    assert len(second.people) == 2
    for login in logins:
        with pytest.raises(accounts.PasswordAsked):
            signed_in(login)


def test_withdrawing_the_delegation_ends_the_roles_and_what_was_passed_on(body, owner):
    with owner():
        chief = give_role(body.people[0], "delegate", body.convention)
        give_role(body.people[1], "delegate", body.convention)
        above = Delegation.objects.get(membership=body.people[0])
        Delegation.objects.filter(membership=body.people[1]).update(parent=above)
    failure = established(body)

    measure = taken(body, failure, MeasureKind.DELEGATION_WITHDRAWN, Target(Reach.PERSON, str(chief.person_id)))

    assert len(measure.roles) == 2
    with transaction(body.principal) as at:
        assert not Delegation.objects.filter(membership__in=body.people[:2], period__contains=at).exists()
        assert Delegation.objects.filter(membership_id=body.principal.membership_id, period__contains=at).exists()
    taken(body, failure, MeasureKind.DELEGATION_WITHDRAWN)
    with pytest.raises(Refused) as refusal:
        opened(body, body.people[2])
    assert refusal.value.decision.code == "not_manager"


def test_management_taken_back_is_exercised_by_the_caisse_then_handed_back(body):
    """MCP-20, MCP-25: the mode becomes centralised for the period; seats and rules stay."""
    wish = Wish(
        body.people[0].person_id,
        "cdap",
        "T2",
        "tarif-selon-quotient",
        organisation_id=body.partner.organisation.id,
    )

    def by_caisse():
        with transaction(body.admin) as at:
            return grant(wish, actor=confirmed(body.admin, at), at=at)

    with pytest.raises(Refused) as before:
        by_caisse()
    measure = taken(body, established(body), MeasureKind.TAKEOVER)
    with pytest.raises(Refused) as partner:
        opened(body, body.people[1])
    right = by_caisse()
    with pytest.raises(Refused) as twice:
        by_caisse()
    with transaction(body.admin) as at:
        withdraw(right.id, actor=confirmed(body.admin, at), at=at, cause="fin de mission")
        end(measure.id, actor=confirmed(body.admin, at), at=at)

    assert before.value.decision.code in {"not_manager", "not_in_organisation"}
    assert partner.value.decision.code == "centralised_mode"
    assert twice.value.decision.code == "already_held"
    assert opened(body, body.people[1]).granted_by_id == body.principal.person_id
    with pytest.raises(Refused):
        by_caisse()


def test_the_caisse_grants_under_the_seats_of_the_convention(owner):
    with owner():
        body = supervised(people=2, replaced={"max = 12": "max = 1"})
    opened(body, body.people[0])
    taken(body, established(body), MeasureKind.TAKEOVER)
    wish = Wish(
        body.people[1].person_id,
        "cdap",
        "T2",
        "tarif-selon-quotient",
        organisation_id=body.partner.organisation.id,
    )

    with pytest.raises(Refused) as refusal, transaction(body.admin) as at:
        grant(wish, actor=confirmed(body.admin, at), at=at)

    assert refusal.value.decision.code == "seats_exhausted"


def test_another_caisse_does_not_stand_in_the_partner_s_place(body, owner):
    taken(body, established(body), MeasureKind.TAKEOVER)
    wish = Wish(
        body.people[0].person_id,
        "cdap",
        "T2",
        "tarif-selon-quotient",
        organisation_id=body.partner.organisation.id,
    )

    with pytest.raises(Refused) as refusal, transaction(body.supervisor) as at:
        grant(wish, actor=confirmed(body.supervisor, at), at=at)

    assert refusal.value.decision.code == "not_manager"


def test_the_database_refuses_two_takeovers_at_once(body):
    taken(body, established(body), MeasureKind.TAKEOVER)

    with pytest.raises(Conflict) as refusal, transaction(body.admin) as at:
        take_over(body.convention.id, body.partner.organisation.id, actor=body.admin, at=at, cause="encore")

    assert refusal.value.decision.code == "already_taken_over"


def test_the_partner_is_told_without_any_name(body, owner):
    opened(body, body.people[0])
    taken(body, established(body), MeasureKind.SUSPENSION)

    with owner():
        mail = Message.objects.get(kind="supervision:measure")
    for word in (body.people[0].person.last_name, body.principal.name):
        assert word not in mail.subject + mail.body


def test_only_an_administrator_who_confirmed_ends_a_measure(body):
    opened(body, body.people[0])
    measure = taken(body, established(body), MeasureKind.SUSPENSION)

    with pytest.raises(Measure.DoesNotExist), transaction(body.principal) as at:
        end(measure.id, actor=confirmed(body.principal, at), at=at)
    with pytest.raises(Refused) as refusal, transaction(body.supervisor) as at:
        end(measure.id, actor=confirmed(body.supervisor, at), at=at)
    assert refusal.value.decision.code == "wrong_role"
    with pytest.raises(Refused) as stale, transaction(body.admin) as at:
        end(measure.id, actor=replace(body.admin, step_up_at=None), at=at)
    assert stale.value.decision.code == "step_up_required"
