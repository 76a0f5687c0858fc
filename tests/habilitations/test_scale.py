"""The drawn demonstration: fictional, repeatable, signed like any text, its seats never above the ceilings (MCP-21)."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import pytest
from click.testing import CliRunner
from django.db import connection, transaction
from django.utils import timezone

from socle.accounts import actions as accounts
from socle.accounts.domain.client import Client
from socle.accounts.models import Account, Secret
from socle.conventions.domain.force import projection
from socle.conventions.models import Act, Term
from socle.database.transactions import run
from socle.habilitations.actions.granting import Wish, grant
from socle.habilitations.domain.rights import decide
from socle.habilitations.models import Delegation, Habilitation, SeatBucket, SeatHold
from socle.habilitations.queries.facts import member_in_convention
from socle.kernel.decision import Refused
from socle.organismes.models import Membership, Organisation
from socle.site.cli import socle
from socle.site.demonstration.scale import loading, texts
from socle.site.demonstration.scale.bodies import partners_of
from socle.site.demonstration.scale.invariants import INVARIANTS, broken
from socle.site.demonstration.scale.natures import Size
from tests.factories import OrganisationFactory, actor_of

SIZE = Size(partners=25, people=250, rights=750, seed=7)
UNGUARDED = "alter table habilitations_seathold drop constraint seat_held_once; "
BREAKS = {
    "un siège au-dessus de son plafond": "update habilitations_seatbucket set max_seats = 0",
    "un siège tenu par deux personnes à la fois": UNGUARDED + "update habilitations_seathold set slot = 1",
    "un plafond qui n'est pas celui de la convention": "update habilitations_seatbucket set max_seats = 9999",
    "un compteur qui n'est pas le nombre des sièges tenus": UNGUARDED + "update habilitations_seathold set slot = 1",
    "un droit sans siège": "delete from habilitations_seathold",
    "un siège sans son droit": UNGUARDED
    + "update habilitations_seathold set period = tstzrange('2020-01-01', '2020-02-01')",
    "un droit avant son arrivée dans l'organisme": "update organismes_membership set joined_at = now()",
    "une convention sans terme": "alter table conventions_term disable trigger user; delete from conventions_term",
}


@pytest.fixture
def drawn(owner):
    with owner():
        return loading.load(SIZE, lambda _: None)


def principal_of(organisation: Organisation):
    role = Delegation.objects.select_related("membership__person", "membership__organisation").get(
        organisation=organisation, role="principal"
    )
    return replace(actor_of(role.membership, "principal"), step_up_at=timezone.now())


def test_the_same_seed_draws_the_same_partners():
    first, again, other = (list(partners_of(SIZE, Random(seed))) for seed in (7, 7, 8))

    assert first == again
    assert first != other


def test_everything_asked_is_there_and_marked_fictional(drawn, owner):
    with owner():
        assert (drawn.organisations, drawn.people, drawn.rights) == (26, 253, 750)
        assert Habilitation.objects.count() == 750
        assert not Organisation.objects.filter(is_demonstration=False).exists()
        assert not Organisation.objects.exclude(legal_name__endswith="(fictif)").exists()
        assert not Membership.objects.exclude(email__endswith=".example").exists()
        assert set(Delegation.objects.values_list("role", flat=True)) >= {"principal", "suppleant", "caisse_admin"}


def test_rights_of_every_state_are_drawn(drawn, owner):
    now = timezone.now()
    with owner():
        rows = list(Habilitation.objects.all())

    assert any(row.withdrawn_at for row in rows)
    assert any(row.period.upper and row.period.upper <= now and not row.withdrawn_at for row in rows)
    assert any(row.period.lower > now for row in rows)
    assert any(row.scope_id for row in rows)


def test_a_load_leaves_one_trace_that_says_how_much(drawn, owner):
    with owner(), connection.cursor() as cursor:
        cursor.execute("select payload from traces_staged_trace")
        ((payload,),) = cursor.fetchall()

    said = json.loads(payload) if isinstance(payload, str) else payload
    assert (said["organisations"], said["rights"], said["seats"]) == (26, 750, drawn.seats)


def test_each_drawn_text_is_one_that_signing_would_have_written(drawn, owner):
    """House.md, « Terms at rest »: the terms are the projection of the text kept in the act."""
    with owner():
        for act in Act.objects.all():
            written = {
                (row.term_key, row.kind, row.says, row.clause, json.dumps(row.body, sort_keys=True), row.validity.lower)
                for row in Term.objects.filter(act=act)
            }
            assert written == {
                (
                    row.term_id,
                    row.kind,
                    row.says,
                    row.clause,
                    json.dumps(dict(row.body), sort_keys=True),
                    row.valid_from,
                )
                for row in projection(texts.read_text(act.text))
            }


def test_every_invariant_of_the_ledger_holds(drawn, owner):
    with owner():
        assert broken(timezone.now()) == {}


def test_each_invariant_sees_what_breaks_it(drawn, owner):
    """The negative controls, each undone before the next."""
    assert set(BREAKS) == set(INVARIANTS)
    with owner(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for name, statement in BREAKS.items():
            mark = transaction.savepoint()
            cursor.execute(statement)
            assert broken(timezone.now()).get(name, 0) > 0, name
            transaction.savepoint_rollback(mark)


def test_a_right_in_force_is_one_that_the_rule_allows(drawn, owner):
    now = timezone.now()
    with owner():
        for row in Habilitation.objects.filter(period__contains=now).order_by("id")[:40]:
            member = member_in_convention(row.membership_id, row.service, row.profile, now)
            assert decide(member.facts, now), (row.service, row.profile)


def test_the_principal_goes_on_where_the_draw_stopped(drawn, owner):
    """The next grant takes a free slot; the ceiling refuses the one too many (MCP-21)."""
    with owner():
        bucket = SeatBucket.objects.filter(term_key="sieges-cdap-t2", max_seats=12).first()
        principal = principal_of(bucket.organisation)
        holders = Habilitation.objects.filter(organisation=bucket.organisation, service="cdap", profile="T2")
        newcomer, late = (
            Membership.objects.create(
                organisation=bucket.organisation,
                person_id=other.person_id,
                function="agent",
                email=f"agent{rank}@grandval.example",
                service_traits=["action-sociale-caf"],
                joined_at=other.joined_at,
            )
            for rank, other in enumerate(Membership.objects.exclude(organisation=bucket.organisation)[:2])
        )
        holders_before = holders.count()
    wish = Wish(newcomer.person_id, "cdap", "T2", "tarif-selon-quotient")
    opened = run(principal, lambda at: grant(wish, actor=principal, at=at))
    with owner():
        assert holders.count() == holders_before + 1
        assert SeatHold.objects.get(habilitation=opened, bucket=bucket).slot <= bucket.max_seats
        SeatHold.objects.filter(bucket=bucket).delete()
        SeatHold.objects.bulk_create(
            SeatHold(
                organisation=bucket.organisation, bucket=bucket, habilitation=opened, membership_id=newcomer.id,
                slot=slot, period=opened.period,
            )
            for slot in range(1, bucket.max_seats + 1)
        )  # fmt: skip
    wish = replace(wish, person_id=late.person_id)
    with pytest.raises(Refused, match="sièges"):
        run(principal, lambda at: grant(wish, actor=principal, at=at))


def test_nobody_signs_in_with_a_drawn_account(drawn, owner):
    with owner():
        assert not Secret.objects.exists()
        identifier = Account.objects.filter(state="active").first().identifier
    with pytest.raises(Refused):
        accounts.sign_in(identifier, "", "000000", Client())


def test_a_second_load_is_refused(drawn, owner):
    with owner(), pytest.raises(Refused, match="déjà"):
        loading.load(SIZE, lambda _: None)


def test_a_base_that_holds_other_data_is_refused(owner):
    with owner():
        OrganisationFactory()
        with pytest.raises(Refused, match="pas fictives"):
            loading.load(SIZE, lambda _: None)


def test_the_ceilings_bound_what_is_drawn_not_the_number_asked(owner):
    """One colleague in each of two bodies cannot hold ten thousand rights: the draw stops at the ceilings."""
    with owner():
        loaded = loading.load(Size(partners=2, people=6, rights=2_000), lambda _: None)

    assert 0 < loaded.rights < 2_000


@pytest.mark.parametrize(
    ("arguments", "is_usage", "says"),
    [
        (("--partners", "0"), True, "trois personnes au moins par partenaire"),
        (("--partners", "5", "--people", "14"), True, "trois personnes au moins par partenaire"),
        (("--again", "--database", "autre"), False, "Seule la base"),
    ],
)
def test_the_command_says_what_it_refuses(arguments, is_usage, says):
    done = CliRunner().invoke(socle, ["demo", "scale", *arguments])

    assert says in f"{done.output}{done.exception}"
    assert is_usage == (done.exit_code == 2)
