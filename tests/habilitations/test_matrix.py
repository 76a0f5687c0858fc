"""The matrix person × profile × place: filters, sorts, another day, what may be opened and why not (MCP-20 to MCP-25)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from socle.database.transactions import transaction
from socle.habilitations.actions.granting import withdraw
from socle.habilitations.actions.suspending import suspend
from socle.habilitations.domain.inactivity import HOUSE
from socle.habilitations.domain.matrix import cell_state
from socle.habilitations.models import Group, GroupMember, Habilitation
from socle.habilitations.queries.matrix.people import MatrixFilter, people
from socle.habilitations.queries.matrix.reading import frame_of, narrowed, page_of_matrix, whole_matrix
from tests.browsing import browser_of, check_page
from tests.factories import EquipmentFactory, MembershipFactory, actor_of
from tests.habilitations.bodies import TRAITS, confirmed, give_role, opened, partner

pytestmark = pytest.mark.django_db
PATH = "/habilitations/matrice/"


@pytest.fixture
def commune(owner):
    with owner():
        return partner(people=4)


def in_days(number: int):
    return timezone.now() + timedelta(days=number)


def cells(page: str, name: str) -> str:
    """The line of somebody."""
    return next(line for line in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if name in line)


def test_each_cell_says_its_state_and_leads_to_the_right(browser, commune):
    current, ending, coming, nobody = commune.people
    right = opened(commune, current)
    opened(commune, ending, valid_to=in_days(10))
    opened(commune, coming, valid_from=in_days(5))

    page = check_page(browser.get(PATH))

    assert f'href="/habilitations/{right.id}/"' in cells(page, current.person.name)
    assert "en cours" in cells(page, current.person.name)
    assert "fin proche" in cells(page, ending.person.name)
    assert "jusqu&#x27;au" in cells(page, ending.person.name)
    assert "à venir" in cells(page, coming.person.name)
    assert f"personne={nobody.person_id}" in cells(page, nobody.person.name)


def test_what_cannot_be_opened_says_why(browser, commune):
    """MCP-23: nobody grants to themselves; the reason and its clause stand in the cell."""
    line = cells(check_page(browser.get(PATH)), commune.principal.name)

    assert "nouvelle" not in line
    assert "Personne ne change ses propres droits" in line


def test_a_full_ceiling_says_so_in_each_empty_cell(browser, commune, owner):
    with owner():
        crowd = [MembershipFactory(organisation=commune.organisation, service_traits=TRAITS) for _ in range(12)]
    for membership in crowd:
        opened(commune, membership)

    line = cells(
        check_page(browser.get(PATH, {"q": commune.people[0].person.last_name})), commune.people[0].person.name
    )

    assert "Les 12 sièges" in line


def test_a_past_day_shows_what_was_held_then_and_changes_nothing(browser, commune, owner):
    """« Qui pouvait lire quoi » : withdrawn today, held yesterday; the banner says which day is read."""
    first = commune.people[0]
    right = opened(commune, first)
    with owner():
        started = in_days(-20)
        Habilitation.objects.filter(id=right.id).update(period=(started, None), granted_at=started)
    with transaction(commune.principal) as at:
        withdraw(right.id, actor=confirmed(commune.principal, at), at=at, cause="changement de poste")

    today = check_page(browser.get(PATH))
    then = check_page(browser.get(PATH, {"as_of": f"{timezone.localdate() - timedelta(days=3)}"}))

    assert "en cours" not in cells(today, first.person.name)
    assert "en cours" in cells(then, first.person.name)
    assert "Vous lisez un autre jour" in then
    assert "nouvelle/?profil" not in then


def test_before_the_convention_nothing_could_be_read(browser, commune):
    page = check_page(browser.get(PATH, {"as_of": "2001-01-01"}))

    assert "Aucun profil" in page


def test_a_coming_day_shows_what_is_written_for_it(browser, commune):
    first = commune.people[0]
    opened(commune, first, valid_to=in_days(10))

    page = check_page(browser.get(PATH, {"as_of": f"{timezone.localdate() + timedelta(days=20)}"}))

    assert "fin proche" not in cells(page, first.person.name)
    assert "en cours" not in cells(page, first.person.name)


@pytest.mark.parametrize(
    ("state", "kept"),
    [
        ("held", {0}),
        ("ending", {1}),
        ("coming", {2}),
        ("none", {3}),
        ("suspended", {4, 5}),
        ("stand_in", {6}),
        ("", set(range(7))),
    ],
)
def test_the_filter_of_state_is_the_twin_of_the_rule(commune, owner, state, kept):
    """The list in SQL and the judge in Python agree on everybody (house.md)."""
    with owner():
        crowd = tuple(MembershipFactory(organisation=commune.organisation, service_traits=TRAITS) for _ in range(3))
    commune = replace(commune, people=(*commune.people, *crowd))
    current, ending, coming, _, stopped, idle, stand_in = commune.people
    held = opened(commune, current)
    opened(commune, ending, valid_to=in_days(10))
    opened(commune, coming, valid_from=in_days(5))
    right = opened(commune, stopped)
    with transaction(commune.principal) as at:
        suspend(right.id, actor=confirmed(commune.principal, at), at=at, cause="absence", until=in_days(3))
    unused, lent = opened(commune, idle), opened(commune, stand_in, valid_to=in_days(5))
    with owner():
        long_ago = in_days(-HOUSE.days - 1)
        Habilitation.objects.filter(id=unused.id).update(period=(long_ago, None), granted_at=long_ago)
        Habilitation.objects.filter(id=lent.id).update(stands_in_for_id=held.id)
    wanted = MatrixFilter(commune.organisation.id, state=state)
    colleagues = [membership.id for membership in commune.people]

    with transaction(commune.principal) as at:
        found = {row.id for row in people(wanted, at)} & set(colleagues)
        rows = list(whole_matrix(frame_of(commune.organisation.id, at), MatrixFilter(commune.organisation.id), at))
    judged = {
        row.member.id: {cell_state(one.facts, at).value for cell in row.cells for one in cell} or {"none"}
        for row in rows
    }

    assert found == {colleagues[rank] for rank in kept}
    if state:
        assert found == {one for one in colleagues if state in judged[one]}


@pytest.mark.parametrize("sort", ["nom", "-nom", "unite", "-unite", "droits", "-droits"])
def test_every_order_pages_through_everybody_once(commune, owner, sort):
    opened(commune, commune.people[1])
    with owner():
        for rank in range(30):
            MembershipFactory(organisation=commune.organisation, service=f"service {rank % 3}")
    wanted, seen, after = MatrixFilter(commune.organisation.id, sort=sort), [], None

    with transaction(commune.principal) as at:
        frame = frame_of(commune.organisation.id, at)
        for _ in range(5):
            page = page_of_matrix(frame, wanted, at, after=after, actor=None)
            seen += [row.member.id for row in page.rows]
            after = page.next
            if after is None:
                break
        whole = [row.member.id for row in whole_matrix(frame, wanted, at)]

    assert seen == whole
    assert len(set(seen)) == len(seen) == 35


def test_columns_are_chosen_and_filters_stay_in_the_address(browser, commune, owner):
    with owner():
        EquipmentFactory(organisation=commune.organisation, name="Crèche des Lilas")

    page = check_page(browser.get(PATH, {"colonnes": "cdap:T2:", "tri": "-nom"}))

    heads = page.split("<thead>")[1].split("</thead>")[0]
    assert "CDAP T2" in heads
    assert "AFAS D1" not in heads
    assert "colonnes=cdap%3AT2%3A" in heads
    assert 'aria-sort="descending"' in heads
    every = check_page(browser.get(PATH, {"service": "afas"})).split("<thead>")[1].split("</thead>")[0]
    assert "Crèche des Lilas" in every


def test_a_right_of_a_profile_no_longer_opened_keeps_its_column(commune, owner):
    right = opened(commune, commune.people[0])
    with owner():
        Habilitation.objects.filter(id=right.id).update(profile="T99")

    with transaction(commune.principal) as at:
        frame = frame_of(commune.organisation.id, at)

    assert "cdap:T99:" in [column.key for column in frame.all]


def test_a_group_keeps_its_members_alone(browser, commune, owner):
    inside, outside = commune.people[:2]
    with owner():
        group = Group.objects.create(
            organisation=commune.organisation,
            name="Cantine",
            created_by_id=commune.principal.person_id,
            created_at=in_days(-2),
        )
        GroupMember.objects.create(
            organisation=commune.organisation,
            group=group,
            membership=inside,
            period=(in_days(-2), None),
            added_by_id=commune.principal.person_id,
            added_at=in_days(-2),
        )

    page = check_page(browser.get(PATH, {"groupe": str(group.id)}))

    assert inside.person.name in page
    assert outside.person.name not in page
    assert "Cantine" in page


def test_the_caisse_reads_its_partner_and_opens_nothing(commune, owner):
    opened(commune, commune.people[0])
    with owner():
        colleague = MembershipFactory(organisation=commune.convention.organisation)
        supervisor = give_role(colleague, "caisse_supervisor", commune.convention)

    page = check_page(browser_of(supervisor).get(PATH, {"organisme": str(commune.organisation.id)}))

    assert commune.people[0].person.name in page
    assert "/habilitations/nouvelle/" not in page


def test_a_user_is_refused_and_another_body_sees_nobody_of_this_one(commune, owner):
    with owner():
        other = partner(people=1)
    opened(commune, commune.people[0])

    assert "2.2.2" in check_page(browser_of(actor_of(commune.people[0])).get(PATH), 403)
    elsewhere = check_page(browser_of(other.principal).get(PATH, {"organisme": str(commune.organisation.id)}))
    assert commune.people[0].person.last_name not in elsewhere


def test_as_many_statements_for_one_person_as_for_thirty(browser, commune, owner):
    opened(commune, commune.people[0])
    with CaptureQueriesContext(connection) as few:
        browser.get(PATH)
    with owner():
        crowd = [MembershipFactory(organisation=commune.organisation, service_traits=TRAITS) for _ in range(20)]
    for membership in crowd[:8]:
        opened(commune, membership)

    with CaptureQueriesContext(connection) as many:
        browser.get(PATH)

    assert len(many) == len(few)


@pytest.mark.parametrize(
    "asked",
    [
        {"suite": "n'importe quoi"},
        {"suite": "WyJhIl0"},
        {"lieu": "pas-un-lieu"},
        {"etat": "inconnu"},
        {"etat": "closed"},
        {"tri": "'; drop table"},
        {"tri": "droits", "suite": "WyJhIiwgImIiLCAiYyIsICJkIl0"},
        {"q": "%_'\""},
        {"colonnes": "nulle part"},
        {"service": "x" * 500, "profil": "é"},
        {"as_of": "31/02/2026"},
        {"organisme": "pas-un-organisme"},
    ],
)
def test_a_bad_address_is_never_an_error_of_ours(browser, asked):
    check_page(browser.get(PATH, asked))


def test_the_frame_of_a_page_is_narrowed_not_recomputed(commune):
    with transaction(commune.principal) as at:
        every = frame_of(commune.organisation.id, at)
        frame = narrowed(every, MatrixFilter(commune.organisation.id, profile="T2"))

    assert [column.profile for column in frame.kept] == ["T2"]
    assert frame.all == every.all
