"""A late review acts at use, as the convention writes; certified, it lifts its effects at once (MCP-26; ambition 10)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from socle.database.transactions import transaction
from socle.habilitations.actions.granting import withdraw
from socle.habilitations.actions.reviewing.closing import close_review
from socle.habilitations.domain import rights
from socle.habilitations.domain.perimeter import Perimeter
from socle.habilitations.domain.reviewing.lateness import may_open_rights
from socle.habilitations.models import Habilitation
from socle.habilitations.queries.abilities import withdrawals
from socle.habilitations.queries.delegations import known_of
from socle.habilitations.queries.facts import member_in_convention
from socle.habilitations.queries.offers import offers_of
from socle.habilitations.queries.preparing import prepare
from socle.kernel.decision import Refused
from socle.organismes.models import Organisation
from tests.factories import MembershipFactory
from tests.habilitations.bodies import TRAITS, confirmed, give_role
from tests.habilitations.bodies import opened as give
from tests.habilitations.reviewed import answer_all, opened, town

pytestmark = pytest.mark.django_db
NEVER = "P90Y"
PLACE = '[[terms]]\nid = "sieges-cdap-t22"'


@pytest.fixture
def late(owner):
    """A town whose review was due on 8 October 2026, under a text that writes these delays."""

    def make(freeze: str = NEVER, suspend: str = NEVER, hand_back: str = NEVER):
        written = (
            f'[[terms]]\nid = "revue-inverse"\nfreeze_after = "{freeze}"\nsuspend_unused_after = "{suspend}"\n'
            f'hand_back_after = "{hand_back}"\n\n{PLACE}'
        )
        with owner():
            body = town(people=8, replaced={PLACE: written})
            return body, MembershipFactory(organisation=body.organisation, service_traits=TRAITS)

    return make


def of_caisse(body, role):
    caisse = Organisation.objects.get(id=body.convention.organisation_id)
    return give_role(MembershipFactory(organisation=caisse), role, body.convention)


def decide(body, member):
    with transaction(body.principal) as at:
        found = member_in_convention(member.id, "cdap", "T2", at)
        return rights.decide(found.facts, at)


def test_new_rights_are_frozen_after_the_delay_written(late):
    body, newcomer = late("P1D")
    with pytest.raises(Refused, match="aucun nouveau droit ne s'ouvre") as refused:
        give(body, newcomer)
    assert str(refused.value.decision.clause) == "contrat de service, 2.2.2"
    assert refused.value.decision.code == "review_late_frozen"


def test_before_the_delay_nothing_is_frozen(late):
    body, newcomer = late()
    assert give(body, newcomer).profile == "T2"
    assert decide(body, body.people[0])


def test_a_text_without_delay_freezes_nothing_however_late(owner):
    with owner():
        body = town(people=2)
        newcomer = MembershipFactory(organisation=body.organisation, service_traits=TRAITS)
    assert give(body, newcomer).profile == "T2"


def test_sleeping_rights_are_suspended_at_use_and_the_others_are_not(late):
    body, _ = late("P1D", "P2D")
    asleep, awake = body.people[0], body.people[1]

    refused = decide(body, asleep)
    assert refused.code == "review_late_unused"
    assert refused.chain[-1].kind == "review"
    assert decide(body, awake)


def test_management_goes_back_to_the_caisse(late):
    body, newcomer = late("P1D", "P2D", "P3D")
    with pytest.raises(Refused, match="la caisse a repris la gestion"):
        give(body, newcomer)
    actor = confirmed(body.principal)
    with transaction(actor):
        right = Habilitation.objects.filter(membership_id=body.people[0].id).get()
    with pytest.raises(Refused, match="la caisse a repris la gestion"), transaction(actor) as at:
        withdraw(right.id, actor=actor, at=at)


def test_the_caisse_that_has_management_back_changes_rights_and_nobody_else_of_it(late, owner):
    """MCP-25, MCP-26: the effect of a late review stops the partner's managers, never who manages instead."""
    body, _ = late(NEVER, NEVER, "P3D")
    with owner():
        admin, supervisor = (of_caisse(body, role) for role in ("caisse_admin", "caisse_supervisor"))
    with transaction(admin):
        right = Habilitation.objects.filter(membership_id=body.people[0].id).get()
    with pytest.raises(Refused), transaction(supervisor) as at:
        withdraw(right.id, actor=supervisor, at=at)
    with transaction(admin) as at:
        assert withdraw(right.id, actor=admin, at=at, cause="départ").withdrawn_at == at


def test_lists_and_forms_answer_as_the_acts_once_management_went_back(late, owner):
    """The buttons of both sides, the steps of a grant and the naming of a responsable: one answer to « who manages »."""
    body, newcomer = late(NEVER, NEVER, "P3D")
    with owner():
        admin = of_caisse(body, "caisse_admin")
    principal = confirmed(body.principal)
    with transaction(principal) as at:
        right = Habilitation.objects.filter(membership_id=body.people[0].id).select_related("membership__person").get()
        assert withdrawals([right], principal, at)[right.id].code == "review_late_handed_back"
        (offer,) = offers_of(body.organisation.id, at, service="cdap", profile="T2")
        codes = {decision.code for _, decision in prepare(offer, newcomer, principal, at).purposes}
        assert codes == {"review_late_handed_back"}
        perimeter = Perimeter(services=frozenset({"cdap"}))
        assert not known_of(body.organisation.id, at).is_delegated_mode(perimeter)
    with transaction(admin) as at:
        assert withdrawals([right], admin, at)[right.id]


def test_before_management_goes_back_the_caisse_withdraws_nothing(late, owner):
    body, _ = late()
    with owner():
        admin = of_caisse(body, "caisse_admin")
    with transaction(admin):
        right = Habilitation.objects.filter(membership_id=body.people[0].id).get()
    with pytest.raises(Refused), transaction(admin) as at:
        withdraw(right.id, actor=admin, at=at)


def test_the_review_done_lifts_every_effect_at_once(late):
    body, newcomer = late("P1D", "P2D", "P3D")
    campaign = opened(body)
    answer_all(body, campaign, **{str(body.people[1].id): "remove"})
    actor = confirmed(body.principal)
    with transaction(actor) as at:
        close_review(campaign.id, actor=actor, at=at)

    assert give(body, newcomer).profile == "T2"
    assert decide(body, body.people[0])
    assert decide(body, body.people[1]).code == "habilitation_withdrawn"


def test_an_open_review_lifts_nothing(late):
    body, newcomer = late("P1D")
    opened(body)
    with pytest.raises(Refused, match="aucun nouveau droit"):
        give(body, newcomer)


def test_as_of_an_earlier_day_the_review_was_not_late(late):
    body, _ = late("P1D", "P2D")
    then = datetime(2026, 9, 1, 9, tzinfo=UTC)
    with transaction(body.principal):
        found = member_in_convention(body.people[0].id, "cdap", "T2", then)
        assert found
        assert found.facts.review
        assert may_open_rights(found.facts.review)
