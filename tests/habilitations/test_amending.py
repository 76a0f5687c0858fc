"""An avenant simulated, signed, then true at its instant and not before (MCP-05, MCP-21; issue 3)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from socle.conventions.actions.amending import amend
from socle.conventions.models import Act, Term
from socle.conventions.queries.reading import terms_at
from socle.conventions.queries.simulating import Tried, tried_json, try_avenant
from socle.database.transactions import transaction
from socle.habilitations.actions.granting import Wish, grant
from socle.habilitations.models import Habilitation, SeatBucket, SeatHold
from socle.habilitations.queries.facts import member_in_convention
from socle.kernel.decision import Refused
from tests.domain.conventions.test_simulation import AVENANT
from tests.factories import MembershipFactory
from tests.habilitations.bodies import Partner, caisse_admin, confirmed, opened, partner

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=20)
SOON_TEXT = AVENANT.replace("2026-05-04", TODAY.isoformat()).replace("2026-06-01", SOON.isoformat())
T2_ENDS = f"""
[[avenants]]
number = 1
title = "Fin du profil T2"
signed_on = {TODAY}
effective_on = {SOON}
ends = ["sieges-cdap-t2", "profil-cdap-t2"]
"""


@pytest.fixture
def commune(owner) -> Partner:
    with owner():
        return partner(people=2)


def seat_afas(body: Partner, count: int) -> None:
    """As many people of AFAS, each with a right and a seat of the common ceiling."""
    now = timezone.now()
    members = MembershipFactory.create_batch(count, organisation=body.organisation)
    own = {"organisation_id": body.organisation.id}
    caisse = {"caisse_id": body.convention.organisation_id, "convention": body.convention}
    bucket = SeatBucket.objects.create(**own, **caisse, term_key="sieges-afas-ensemble", max_seats=100)
    rights = Habilitation.objects.bulk_create(
        Habilitation(
            **own,
            **caisse,
            membership=member,
            service="afas",
            profile="D1",
            purpose="declaration-activite",
            period=(now - timedelta(days=1), None),
            granted_by_id=uuid4(),
            granted_at=now,
        )
        for member in members
    )
    SeatHold.objects.bulk_create(
        SeatHold(
            **own, bucket=bucket, habilitation=right, membership_id=right.membership_id, slot=rank, period=right.period
        )
        for rank, right in enumerate(rights, start=1)
    )


def tried(body: Partner, text: str) -> Tried:
    with transaction(None) as at:
        found = try_avenant(body.convention, text, at)
    assert isinstance(found, Tried), found
    return found


def test_a_lower_ceiling_shows_the_people_beyond_it_and_the_shorter_notice(commune, owner) -> None:
    with owner():
        seat_afas(commune, 63)
        answer = tried_json(tried(commune, SOON_TEXT))

    (over,) = answer["seats_over"]
    assert (over["count"], len(over["people"])) == (3, 3)
    assert "63 sièges occupés pour 60 personnes" in over["says"]
    assert over["clause"] == "bulletin AFAS, 1.1"
    (moved,) = answer["dates"]
    assert moved["kind"] == "last_notice"
    assert moved["before"] < moved["after"]
    assert moved["proof_after"]
    assert answer["access_lost"] == []


def test_a_simulation_writes_nothing(commune, owner) -> None:
    with owner():
        before = (Act.objects.count(), Term.objects.count())
        tried(commune, SOON_TEXT)
        assert (Act.objects.count(), Term.objects.count()) == before


def test_a_signed_avenant_is_true_at_its_instant_and_not_before(commune, owner) -> None:
    with owner(), transaction(None) as at:
        act = amend(commune.convention.id, SOON_TEXT, actor=None, at=at)
        turn = act.effective_at

        def most(moment: datetime) -> int:
            (term,) = [term for term in terms_at(commune.convention.id, moment) if term.id == "sieges-afas-ensemble"]
            return term.body.max

        assert (most(turn - timedelta(microseconds=1)), most(turn)) == (100, 60)
        assert turn.astimezone(UTC).date() in {SOON, SOON - timedelta(days=1)}


def test_a_profile_ended_by_an_avenant_is_said_lost_before_and_refused_after(commune, owner) -> None:
    right = opened(commune, commune.people[0])
    with owner():
        (lost,) = [one for one in tried(commune, T2_ENDS).impacts if one.kind == "access_lost"]
        with transaction(None) as at:
            turn = amend(commune.convention.id, T2_ENDS, actor=None, at=at).effective_at
        old = member_in_convention(right.membership_id, "cdap", "T2", turn - timedelta(microseconds=1))
        new = member_in_convention(right.membership_id, "cdap", "T2", turn)

    assert lost.count == 1
    assert lost.people[0].name == commune.people[0].person.name
    assert old.facts.seats == 12
    assert (new.facts.seats, new.facts.profile_clause) == (None, None)


def test_a_purpose_taken_from_a_profile_is_no_longer_offered_to_it(commune, owner) -> None:
    text = f"""
[[avenants]]
number = 1
title = "Fin d'une finalité"
signed_on = {TODAY}
effective_on = {TODAY}
ends = ["{{key}}"]
"""
    with owner(), transaction(None) as at:
        key = Term.objects.get(
            convention=commune.convention, kind="purpose", body__code="tarif-selon-quotient"
        ).term_key
        amend(commune.convention.id, text.format(key=key), actor=None, at=at)
    with pytest.raises(Refused) as refused, transaction(commune.principal) as at:
        wish = Wish(commune.people[0].person_id, "cdap", "T2", "tarif-selon-quotient")
        grant(wish, actor=confirmed(commune.principal, at), at=at)
    assert refused.value.decision.code == "purpose_unknown"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("number = 1", "number = 2", "avenant_number"),
        (f"effective_on = {SOON}", f"effective_on = {TODAY - timedelta(days=1)}", "avenant_back_dated"),
        (f"signed_on = {TODAY}", f"signed_on = {SOON}", "avenant_unsigned"),
        ('"profil-cdap-t2"]', '"inconnu"]', "text_not_sound"),
    ],
)
def test_an_avenant_that_does_not_hold_is_refused_and_writes_nothing(commune, owner, old, new, code) -> None:
    with owner():
        with pytest.raises(Refused) as refused, transaction(None) as at:
            amend(commune.convention.id, T2_ENDS.replace(old, new), actor=None, at=at)
        assert not Act.objects.filter(convention=commune.convention, number__gt=0).exists()
    assert refused.value.decision.code == code
    assert refused.value.decision.fix


def test_the_caisse_records_it_and_the_partner_does_not(commune, owner) -> None:
    with owner():
        admin = caisse_admin(commune.convention)
    with pytest.raises(Refused) as refused, transaction(commune.principal) as at:
        amend(commune.convention.id, T2_ENDS, actor=commune.principal, at=at)
    assert refused.value.decision.code == "amend_not_allowed"
    with transaction(admin) as at:
        assert amend(commune.convention.id, T2_ENDS, actor=admin, at=at).number == 1
    with pytest.raises(Refused) as again, transaction(admin) as at:
        amend(commune.convention.id, T2_ENDS, actor=admin, at=at)
    assert again.value.decision.code in {"avenant_number", "text_not_sound"}


DURATION = f"""
[[avenants]]
number = 1
title = "Deux ans, sans reconduction"
signed_on = {TODAY}
effective_on = {TODAY}
ends = ["reconduction"]

[[avenants.terms]]
id = "duree"
kind = "duration"
ends_on = 2027-12-31
clause = "convention, 17.1"
says = "La convention dure jusqu'à la fin de 2027."
"""


def test_an_avenant_on_the_duration_moves_the_end_of_the_convention(commune, owner) -> None:
    with owner(), transaction(None) as at:
        amend(commune.convention.id, DURATION, actor=None, at=at)
        commune.convention.refresh_from_db()
    assert commune.convention.ends_at.isoformat() == "2027-12-31T23:00:00+00:00"


def test_what_has_ended_is_not_amended(commune, owner) -> None:
    with owner():
        type(commune.convention).objects.filter(id=commune.convention.id).update(
            ends_at=timezone.now() - timedelta(days=1)
        )
        with pytest.raises(Refused) as refused, transaction(None) as at:
            amend(commune.convention.id, T2_ENDS, actor=None, at=at)
    assert refused.value.decision.code == "convention_over"
