"""MCP-20 to MCP-24, MCP-61: a right is opened by who may, inside its seats, with its trace and its mails."""

from datetime import timedelta
from uuid import uuid4

import pytest

from socle.conventions.models import Act, Term
from socle.database.constraints import Conflict
from socle.database.transactions import transaction
from socle.habilitations.actions.granting import Wish, grant, withdraw
from socle.habilitations.models import Habilitation, SeatHold
from socle.habilitations.queries.seats import seat_lines
from socle.kernel.decision import Refused
from socle.notifications.models import Message
from tests.factories import EquipmentFactory, PlaceFactory, actor_of
from tests.habilitations.bodies import confirmed, give_role, partner
from tests.journal import staged


def wish(membership, **changes) -> Wish:
    return Wish(membership.person_id, "cdap", "T2", "tarif-selon-quotient", **changes)


def opened(body, membership, **changes) -> Habilitation:
    with transaction(body.principal) as at:
        return grant(wish(membership, **changes), actor=confirmed(body.principal, at), at=at)


def refused(body, asked, actor=None):
    with pytest.raises(Refused) as refusal, transaction(actor or body.principal) as at:
        grant(asked, actor=confirmed(actor or body.principal, at), at=at)
    return refusal.value


def used(body, profile="T2") -> int:
    with transaction(body.principal) as at:
        return sum(line.used for line in seat_lines(body.organisation.id, at, service="cdap", profile=profile))


def test_a_right_takes_a_seat_leaves_a_trace_and_invites(owner):
    with owner():
        body = partner(people=1)

    right = opened(body, body.people[0])

    assert right.purpose == "tarif-selon-quotient"
    assert used(body) == 1
    with transaction(body.principal), owner():
        assert staged("habilitation:right:granted") == 1
        assert staged("account:activation:sent") == 1
        kinds = set(Message.objects.filter(recipient=body.people[0].email).values_list("kind", flat=True))
    assert kinds == {"habilitation:granted", "account:activation"}


def test_the_thirteenth_is_refused_with_the_clause_and_who_can_change_it(owner):
    with owner():
        body = partner(people=13)
    for membership in body.people[:12]:
        opened(body, membership)

    refusal = refused(body, wish(body.people[12]))

    assert refusal.decision.code == "seats_exhausted"
    assert str(refusal.decision.clause) == "bulletin CDAP, 2"
    assert "12" in refusal.decision.reason
    assert "caisse" in refusal.decision.fix
    assert refusal.act.tag == "habilitation:right:refused"
    assert used(body) == 12


def test_the_ceiling_is_the_term_of_the_convention(owner):
    with owner():
        body = partner(people=4, replaced={"max = 12": "max = 3"})
    for membership in body.people[:3]:
        opened(body, membership)

    assert refused(body, wish(body.people[3])).decision.code == "seats_exhausted"


def test_a_seat_frees_itself_at_its_end_without_any_job(owner):
    with owner():
        body = partner(people=2, replaced={"max = 12": "max = 1"})
    with transaction(body.principal) as at:
        end = at + timedelta(days=3)
        opened(body, body.people[0], valid_to=end)

    refused(body, wish(body.people[1]))
    later = opened(body, body.people[1], valid_from=end)

    with transaction(body.principal):
        assert later.holds.get().slot == 1


def test_withdrawing_frees_the_seat_at_once_and_keeps_the_history(owner):
    with owner():
        body = partner(people=1)
    right = opened(body, body.people[0])

    with transaction(body.principal) as at:
        withdraw(right.id, actor=confirmed(body.principal, at), at=at, cause="changement de poste")

    assert used(body) == 0
    with transaction(body.principal):
        kept = Habilitation.objects.get(id=right.id)
    assert kept.withdrawn_by_id == body.principal.person_id
    assert kept.cause == "changement de poste"


def test_the_same_right_twice_is_refused(owner):
    with owner():
        body = partner(people=1)
    opened(body, body.people[0])

    assert refused(body, wish(body.people[0])).decision.code == "already_held"


@pytest.mark.parametrize("profile", ["T1", "T18", "T22"])
def test_a_blank_cell_opens_nothing(owner, profile):
    with owner():
        body = partner(people=1)

    asked = Wish(body.people[0].person_id, "cdap", profile, "tarif-selon-quotient")

    assert refused(body, asked).decision.code == "profile_not_opened"


def test_nobody_of_another_body_can_be_given_a_right(owner):
    with owner():
        body, other = partner(people=1), partner(people=1)

    assert refused(body, wish(other.people[0])).decision.code == "not_in_organisation"


def test_a_plain_user_gives_nothing(owner):
    with owner():
        body = partner(people=2)
    user = actor_of(body.people[0])

    assert refused(body, wish(body.people[1]), actor=user).decision.code == "not_manager"


def test_a_delegate_stays_inside_the_perimeter(owner):
    with owner():
        body = partner(people=2)
        delegate = give_role(body.people[0], "delegate", body.convention, service="afas")

    assert refused(body, wish(body.people[1]), actor=delegate).decision.code == "outside_perimeter"


def test_another_organisation_cannot_withdraw(owner):
    with owner():
        body, other = partner(people=1), partner(people=1)
    right = opened(body, body.people[0])

    with pytest.raises(Habilitation.DoesNotExist), transaction(other.principal) as at:
        withdraw(right.id, actor=confirmed(other.principal, at), at=at)


def test_activity_seats_are_counted_by_place_and_by_equipment(owner):
    """MCP-51: two D1 seats a place; the cap of people counts each person once."""
    with owner():
        body = partner(people=3)
        equipment = EquipmentFactory(organisation=body.organisation)
        place = PlaceFactory(organisation=body.organisation, equipment=equipment)

    def d1(member, scope):
        return Wish(member.person_id, "afas", "D1", "declaration-activite", scope_id=scope.id)

    with transaction(body.principal) as at:
        actor = confirmed(body.principal, at)
        for member in body.people[:2]:
            grant(d1(member, place), actor=actor, at=at)
        grant(d1(body.people[0], equipment), actor=actor, at=at)
    refusal = refused(body, d1(body.people[2], place))

    assert refusal.decision.code == "seats_exhausted"
    with transaction(body.principal) as at:
        lines = {
            (line.profile, line.scope_id): line.used for line in seat_lines(body.organisation.id, at, service="afas")
        }
    assert lines["D1", place.id] == 2
    assert lines["D1", equipment.id] == 1
    assert lines["*", None] == 2


def test_a_profile_of_places_asks_which_place(owner):
    with owner():
        body = partner(people=1)

    asked = Wish(body.people[0].person_id, "afas", "D1", "declaration-activite")

    assert refused(body, asked).decision.code == "scope_required"


def test_the_place_of_another_body_is_not_a_scope(owner):
    with owner():
        body, other = partner(people=1), partner(people=0)
        foreign = PlaceFactory(
            organisation=other.organisation, equipment=EquipmentFactory(organisation=other.organisation)
        )

    asked = Wish(body.people[0].person_id, "afas", "D1", "declaration-activite", scope_id=foreign.id)

    assert refused(body, asked).decision.code == "scope_required"


def test_the_database_refuses_a_slot_above_the_ceiling(owner):
    """The constraint behind: what stays true when everything above is wrong."""
    with owner():
        body = partner(people=1)
    right = opened(body, body.people[0])
    hold = SeatHold.objects.none()
    with transaction(body.principal):
        hold = right.holds.get()

    with pytest.raises(Conflict) as refusal, owner(), transaction(None):
        SeatHold.objects.create(
            organisation_id=hold.organisation_id,
            bucket_id=hold.bucket_id,
            habilitation_id=right.id,
            membership_id=body.people[0].id,
            slot=13,
            period=hold.period,
        )
    assert refusal.value.decision.code == "seats_exhausted"


def test_in_centralised_mode_the_partner_neither_gives_nor_withdraws(owner):
    """MCP-20: the mode is a fact of the contrat, changed by avenant."""
    with owner():
        body = partner(people=1)
    right = opened(body, body.people[0])
    with owner():
        central = Term.objects.get(convention=body.convention, kind="management")
        act = Act.objects.create(
            organisation_id=central.organisation_id,
            convention=body.convention,
            number=1,
            signed_on=central.act.signed_on,
            effective_at=central.validity.lower,
            recorded_at=central.validity.lower,
            text="",
            sha256="0" * 64,
        )
        central.pk, central.act, central.act_number, central.body = None, act, 1, {"mode": "centralise"}
        central.id = uuid4()
        central.save(force_insert=True)

    with pytest.raises(Refused) as refusal, transaction(body.principal) as at:
        withdraw(right.id, actor=confirmed(body.principal, at), at=at)

    assert refusal.value.decision.code == "centralised_mode"
