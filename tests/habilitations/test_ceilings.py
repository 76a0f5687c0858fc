"""A ceiling lowered below use is allowed and shown: holders stay, nobody new enters (MCP-21, MCP-51, MCP-61)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from socle.conventions.models import Act, Term
from socle.database.constraints import Conflict
from socle.database.transactions import transaction
from socle.habilitations.actions.granting import withdraw
from socle.habilitations.actions.standing_in import Absence, stand_in
from socle.habilitations.models import SeatBucket, SeatHold
from socle.habilitations.queries.seats import seat_lines
from socle.habilitations.room import ROOM
from socle.kernel.decision import Refused
from tests.browsing import browser_of, check_page
from tests.factories import MembershipFactory
from tests.habilitations.bodies import confirmed, give_role, opened, partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(owner):
    with owner():
        return partner(people=5)


@pytest.fixture
def supervisor(commune, owner):
    with owner():
        colleague = MembershipFactory(organisation=commune.convention.organisation)
        return give_role(colleague, "caisse_supervisor", commune.convention)


def amend(convention, maximum: int, at: datetime, profile: str = "T2") -> None:
    """An avenant that changes the number of seats of a profile; call it as the owner."""
    seats = Term.objects.filter(convention=convention, kind="seats", body__service="cdap", body__profile=profile)
    term = seats.order_by("-act_number")[0]
    act = Act.objects.create(
        organisation_id=convention.organisation_id,
        convention=convention,
        number=term.act_number + 1,
        signed_on=at.date(),
        effective_at=at,
        recorded_at=at,
        text="avenant de test",
        sha256="0" * 64,
    )
    Term.objects.create(
        organisation_id=convention.organisation_id,
        convention=convention,
        act=act,
        act_number=act.number,
        term_key=term.term_key,
        kind=term.kind,
        clause="avenant 1, 2",
        says=term.says,
        position=term.position,
        validity=DateTimeTZRange(at, None),
        body={**term.body, "max": maximum, "opened": True},
    )


def open_to(commune, *memberships):
    return [opened(commune, membership) for membership in memberships]


@pytest.fixture
def lowered(commune, owner):
    """Four people hold the first of twelve seats; the avenant that leaves two comes into force."""
    rights = open_to(commune, *commune.people[:4])
    with owner():
        amend(commune.convention, 2, timezone.now() - timedelta(minutes=1))
    return rights


def test_a_lowered_ceiling_keeps_every_holder_and_refuses_the_next(commune, lowered):
    with pytest.raises(Refused, match="abaissé à 2 et 4 sièges sont occupés") as refused:
        open_to(commune, commune.people[4])

    with transaction(commune.principal) as at:
        line = next(line for line in seat_lines(commune.organisation.id, at, profile="T2") if line.maximum)
    assert (line.used, line.maximum, line.is_over, line.free) == (4, 2, True, 0)
    assert str(refused.value.decision.clause) == "avenant 1, 2"
    assert "Retirez 3 habilitations" in refused.value.decision.fix


def test_seats_given_back_under_a_lowered_ceiling_open_again_only_below_it(commune, lowered):
    """The first numbers are free again, and the ceiling is still reached: no third person enters."""
    for right in lowered[:2]:
        with transaction(commune.principal) as at:
            withdraw(right.id, actor=confirmed(commune.principal, at), at=at, cause="essai")

    with pytest.raises(Refused, match="2 sièges"):
        open_to(commune, commune.people[4])
    with transaction(commune.principal) as at:
        withdraw(lowered[2].id, actor=confirmed(commune.principal, at), at=at, cause="essai")

    assert len(open_to(commune, commune.people[4])) == 1


def test_the_database_alone_refuses_a_low_number_above_a_lowered_ceiling(commune, lowered, owner):
    """The negative control: written past the action, the seat is refused by the trigger behind it."""
    with pytest.raises(Refused):
        open_to(commune, commune.people[4])
    with owner():
        hold = SeatHold.objects.filter(organisation=commune.organisation, slot=1).first()
        hold.bucket.max_seats = 2
        hold.bucket.save()
        SeatHold.objects.filter(habilitation_id=lowered[0].id).delete()
    with pytest.raises(Conflict, match="pris par quelqu'un d'autre"), transaction(commune.principal):
        SeatHold.objects.create(
            organisation_id=hold.organisation_id,
            bucket_id=hold.bucket_id,
            habilitation_id=lowered[0].id,
            membership_id=commune.people[4].id,
            slot=1,
            period=(timezone.now(), None),
        )


def test_a_replacement_passes_a_seat_on_even_above_a_lowered_ceiling(commune, lowered, owner):
    """A stand-in takes the seat of the one replaced and gives it back: not one seat more, not one less (MCP-51)."""
    with owner():
        SeatBucket.objects.filter(organisation=commune.organisation, max_seats=12).update(max_seats=2)
    absence = Absence(commune.people[4].person_id, None, timezone.now() + timedelta(days=5), "congé")

    with transaction(commune.principal) as at:
        stand_in(lowered[3].id, absence, actor=confirmed(commune.principal, at), at=at)

    for day in (0, 3, 8):
        with transaction(commune.principal) as at:
            lines = seat_lines(commune.organisation.id, at + timedelta(days=day), profile="T2")
        assert [line.used for line in lines if line.maximum] == [4]


def test_an_avenant_that_raises_the_ceiling_opens_at_once(commune, lowered, owner):
    with owner():
        amend(commune.convention, 5, timezone.now() - timedelta(minutes=1))

    assert len(open_to(commune, commune.people[4])) == 1


def test_the_page_of_seats_shows_the_surplus_and_the_people_concerned(commune, lowered):
    browser = browser_of(commune.principal)

    page = check_page(browser.get("/sieges/"))

    assert "Des sièges sont occupés au-dessus d'un plafond" in page
    assert "2 au-dessus du plafond" in page
    address = page.split('href="/sieges/et-si/?organisme=')[1].split('"')[0]
    asked = check_page(browser.get("/sieges/et-si/?organisme=" + address.replace("&amp;", "&")))
    assert asked.count("Retirer") == 2
    assert "aucune fin connue" in asked


def test_the_partner_and_the_caisse_have_it_among_what_waits(commune, lowered, supervisor):
    with transaction(commune.principal) as at:
        own = [todo.title for todo in ROOM.todos(commune.principal, at)]
    with transaction(supervisor) as at:
        seen = [todo.title for todo in ROOM.todos(supervisor, at)]

    assert "CDAP T2 : 4 sièges occupés pour un plafond de 2" in own
    assert [f"{commune.organisation.legal_name}, CDAP T2 : 4 sièges occupés pour un plafond de 2"] == seen


def test_the_caisse_reads_every_partner_above_a_ceiling_in_one_table(commune, lowered, supervisor, owner):
    with owner():
        partner(people=1)

    page = check_page(browser_of(supervisor).get("/sieges/"))

    assert "Partenaires au-dessus d'un plafond" in page
    assert commune.organisation.legal_name in page
    assert page.count('data-label="De trop"') == 1


def test_what_if_shows_who_would_be_above_and_writes_nothing(commune, owner):
    open_to(commune, *commune.people[:3])
    browser = browser_of(commune.principal)
    with transaction(commune.principal) as at:
        line = next(line for line in seat_lines(commune.organisation.id, at, profile="T2") if line.maximum)
    asked = {"siege": f"{line.convention_id}:{line.term}:", "nombre": "1"}

    page = check_page(browser.get("/sieges/et-si/", asked))

    assert "2 de trop" in page
    assert page.count("Retirer") == 2
    raised = check_page(browser.get("/sieges/et-si/", {**asked, "nombre": "20"}))
    assert "17 encore possibles" in raised
    with transaction(commune.principal) as at:
        kept = [one for one in seat_lines(commune.organisation.id, at, profile="T2") if one.maximum]
    assert kept == [line]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"nombre": "-1", "siege": "x"}, "au moins zéro"),
        ({"nombre": "beaucoup", "siege": "x"}, "nombre entier"),
        ({"nombre": "9" * 30, "siege": "x"}, "au plus"),
        ({"nombre": "3", "siege": "celui-du-voisin"}, "de cet organisme"),
    ],
)
def test_a_number_or_a_ceiling_that_makes_no_sense_is_said_next_to_its_field(commune, asked, says):
    assert says in check_page(browser_of(commune.principal).get("/sieges/et-si/", asked))


def test_the_map_says_figures_and_words_for_places_and_months(commune):
    open_to(commune, *commune.people[:3])

    page = check_page(browser_of(commune.principal).get("/sieges/carte/"))

    assert "Par lieu et par équipement" in page
    assert "Sur douze mois" in page
    assert "<strong>3</strong> sur 12" in page
    assert "peu occupé" in page


def test_the_map_of_a_day_before_anything_is_empty_and_says_the_day(commune):
    open_to(commune, *commune.people[:3])
    yesterday = f"{timezone.localdate() - timedelta(days=1)}"

    page = check_page(browser_of(commune.principal).get("/sieges/carte/", {"as_of": yesterday}))

    assert "Vous lisez un autre jour" in page
    assert "<strong>3</strong>" not in page


def test_the_forecast_is_silent_on_a_young_ledger_and_says_so(commune):
    open_to(commune, *commune.people[:3])

    page = check_page(browser_of(commune.principal).get("/sieges/"))

    assert "On ne sait pas encore : il faut 30 jours" in page
    assert "règle de Socle, MCP-21" in page


@pytest.mark.parametrize("path", ["/sieges/", "/sieges/carte/", "/sieges/et-si/"])
def test_pages_of_seats_take_as_many_statements_for_one_right_as_for_four(commune, path):
    browser = browser_of(commune.principal)
    open_to(commune, commune.people[0])
    with CaptureQueriesContext(connection) as one:
        browser.get(path)
    open_to(commune, *commune.people[1:4])

    with CaptureQueriesContext(connection) as four:
        browser.get(path)

    assert len(four) == len(one)


@pytest.mark.parametrize("path", ["/sieges/carte/", "/sieges/et-si/"])
@pytest.mark.parametrize("as_of", ["", "hier", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_a_day_nobody_can_read_is_today(commune, path, as_of):
    check_page(browser_of(commune.principal).get(path, {"as_of": as_of}))
