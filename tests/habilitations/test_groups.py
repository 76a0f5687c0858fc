"""MCP-22, R01: being in a group opens its rights by the same grant as any other, all of them or none."""

from datetime import timedelta

import pytest

from socle.database.constraints import Conflict
from socle.database.transactions import transaction
from socle.habilitations.actions.granting import Wish, grant, purposes_of
from socle.habilitations.actions.groups import add_member, close_group, create_group, give_profile, remove_member
from socle.habilitations.actions.local_profiles import change_local_profile, close_local_profile, create_local_profile
from socle.habilitations.domain.groups import Line
from socle.habilitations.models import Group, GroupMember, Habilitation
from socle.habilitations.queries.facts import member_in_convention
from socle.habilitations.queries.groups import groups_of, members_of
from socle.kernel.decision import Refused
from socle.organismes.actions import end_membership
from tests.habilitations.bodies import give_role, partner

T2 = Line("cdap", "T2", "tarif-selon-quotient")
SOON = timedelta(seconds=1)


@pytest.fixture
def body(db, owner):
    with owner():
        return partner(people=16)


@pytest.fixture
def crew(body):
    with transaction(body.principal) as at:
        local = create_local_profile("Agent de régie", [T2], actor=body.principal, at=at)
        return create_group("Régie", actor=body.principal, at=at, local_profile_id=local.id)


def join(body, crew, person=0, actor=None):
    with transaction(actor or body.principal) as at:
        return add_member(crew.id, body.people[person].person_id, actor=actor or body.principal, at=at)


def rights_of(body, person=0, after=SOON):
    with transaction(body.principal) as at:
        rows = Habilitation.objects.filter(membership=body.people[person], period__contains=at + after)
        return sorted((row.service, row.profile, row.group_id) for row in rows)


def test_joining_opens_the_rights_of_the_group_and_leaving_ends_them(body, crew):
    join(body, crew)
    assert rights_of(body) == [("cdap", "T2", crew.id)]

    with transaction(body.principal) as at:
        remove_member(crew.id, body.people[0].person_id, actor=body.principal, at=at + SOON)

    assert rights_of(body, after=2 * SOON) == []


def test_a_right_given_apart_outlives_the_group(body, crew):
    with transaction(body.principal) as at:
        wish = Wish(body.people[0].person_id, "cdap", "T2", "tarif-selon-quotient")
        grant(wish, actor=body.principal, at=at)
    join(body, crew)

    with transaction(body.principal) as at:
        remove_member(crew.id, body.people[0].person_id, actor=body.principal, at=at + SOON)

    assert rights_of(body, after=2 * SOON) == [("cdap", "T2", None)]


def test_the_thirteenth_member_is_refused_and_nothing_is_half_written(body, crew):
    """MCP-61: twelve seats of T2; the group is no way around the ceiling."""
    for number in range(12):
        join(body, crew, number)
    counts = (GroupMember.objects.count(), Habilitation.objects.count())

    with pytest.raises(Refused) as refused:
        join(body, crew, 12)

    assert refused.value.decision.code == "seats_exhausted"
    assert (GroupMember.objects.count(), Habilitation.objects.count()) == counts


def test_a_group_gives_nothing_that_its_manager_may_not_give(body, crew, owner):
    """R01 (CVE-2025-7784): a responsable for AFAS puts nobody in a group that opens CDAP."""
    with owner():
        delegate = give_role(body.people[1], "delegate", body.convention, service="afas")

    with pytest.raises(Refused) as refused:
        join(body, crew, 2, actor=delegate)

    assert refused.value.decision.code == "outside_perimeter"
    assert rights_of(body, 2) == []


def test_nobody_joins_a_group_by_themselves_nor_puts_a_superior_in_it(body, crew, owner):
    with owner():
        delegate = give_role(body.people[1], "delegate", body.convention)
        give_role(body.people[2], "suppleant", body.convention)

    for person, code in ((1, "to_oneself"), (2, "superior_or_peer")):
        with pytest.raises(Refused) as refused:
            join(body, crew, person, actor=delegate)
        assert refused.value.decision.code == code


def test_a_responsable_of_one_group_does_not_choose_who_is_in_it(body, crew, owner):
    join(body, crew)
    with owner():
        delegate = give_role(body.people[1], "delegate", body.convention, groups=[crew.id])

    with pytest.raises(Refused) as refused:
        join(body, crew, 3, actor=delegate)
    assert refused.value.decision.code == "group_of_own_perimeter"

    with transaction(delegate) as at, pytest.raises(Refused) as outside:
        grant(Wish(body.people[3].person_id, "cdap", "T2", "tarif-selon-quotient"), actor=delegate, at=at)
    assert outside.value.decision.code == "outside_perimeter"


def test_a_changed_local_profile_follows_to_every_member(body, crew):
    for number in range(3):
        join(body, crew, number)
    other = other_purpose(body)

    with transaction(body.principal) as at:
        change_local_profile(crew.local_profile_id, [Line("cdap", "T2", other)], actor=body.principal, at=at + SOON)

    with transaction(body.principal) as at:
        held = Habilitation.objects.filter(group_id=crew.id, period__contains=at + 2 * SOON)
        assert [row.purpose for row in held] == [other] * 3


def other_purpose(body):
    with transaction(body.principal) as at:
        terms = member_in_convention(body.people[0].id, "cdap", "T2", at).terms
        return next(code for code, usable in purposes_of(terms, "T2").items() if usable and code != T2.purpose)


def test_a_changed_local_profile_that_one_member_may_not_have_changes_nothing(body, crew, owner):
    for number in range(3):
        join(body, crew, number)
    with owner():
        give_role(body.people[2], "suppleant", body.convention)

    with pytest.raises(Refused) as refused, transaction(body.principal) as at:
        other = Line("cdap", "T2", other_purpose(body))
        change_local_profile(crew.local_profile_id, [other], actor=body.principal, at=at + SOON)

    assert refused.value.decision.code == "superior_or_peer"
    assert all(rights_of(body, number) == [("cdap", "T2", crew.id)] for number in range(3))


@pytest.mark.parametrize("line", [Line("cdap", "T2", "inconnue"), Line("cdap", "T1", T2.purpose)])
def test_a_local_profile_only_contains_what_the_conventions_open(body, crew, line):
    """MCP-22: the page offers nothing else; neither does any other way in."""
    for act in (
        lambda at: create_local_profile("Autre", [line], actor=body.principal, at=at),
        lambda at: change_local_profile(crew.local_profile_id, [line], actor=body.principal, at=at),
    ):
        with pytest.raises(Refused) as refused, transaction(body.principal) as at:
            act(at)
        assert refused.value.decision.code == "local_profile_not_offered"


def test_a_group_without_its_profile_any_more_gives_nothing(body, crew):
    join(body, crew)

    with transaction(body.principal) as at:
        give_profile(crew.id, None, actor=body.principal, at=at + SOON)

    assert rights_of(body, after=2 * SOON) == []


def test_a_closed_group_ends_everything_and_frees_its_name(body, crew):
    join(body, crew)

    with transaction(body.principal) as at:
        close_group(crew.id, actor=body.principal, at=at + SOON)

    with transaction(body.principal) as at:
        assert members_of(crew.id, at + 2 * SOON) == []
        assert rights_of(body, after=2 * SOON) == []
        assert create_group("Régie", actor=body.principal, at=at)
        assert [card.name for card in groups_of(body.organisation.id, at + 2 * SOON)] == ["Régie"]


def test_two_open_groups_do_not_share_a_name(body, crew):
    with pytest.raises(Conflict) as conflict, transaction(body.principal) as at:
        create_group("Régie", actor=body.principal, at=at)
    assert conflict.value.decision.code == "group_name_taken"


def test_a_local_profile_in_use_is_not_closed(body, crew):
    with pytest.raises(Refused) as refused, transaction(body.principal) as at:
        close_local_profile(crew.local_profile_id, actor=body.principal, at=at)
    assert refused.value.decision.code == "local_profile_used"


def test_whoever_leaves_the_body_is_in_no_group(body, crew):
    join(body, crew)

    with transaction(body.principal) as at:
        end_membership(body.people[0].id, actor=body.principal, at=at + SOON)

    assert rights_of(body, after=2 * SOON) == []
    with transaction(body.principal) as at:
        assert members_of(crew.id, at + 2 * SOON) == []


def test_another_organisation_sees_no_group(body, crew, owner):
    with owner():
        stranger = partner()

    with transaction(stranger.principal):
        assert not Group.objects.filter(id=crew.id).exists()
