"""The list that the database gives and the rule for one convention agree, for everybody on every text."""

from __future__ import annotations

from datetime import timedelta

import pytest

from socle.conventions import catalogue
from socle.conventions.domain.access import may_read
from socle.conventions.models import Convention, ConventionParty, Term
from socle.conventions.queries.portfolio import visible_to
from socle.database.transactions import transaction
from tests import factories

pytestmark = pytest.mark.django_db


def test_lists_rows_and_rule_agree_for_every_body_and_every_convention(owner) -> None:
    with owner():
        conventions = [factories.signed(slug) for slug in catalogue.demonstration()]
        parties = {row.id: list(row.conventionparty_rows.values_list("party_id", flat=True)) for row in conventions}
        bodies = {party for row in conventions for party in row.conventionparty_rows.values_list("party_id", flat=True)}
        members = [factories.MembershipFactory(organisation_id=body) for body in sorted(bodies)]
        actors = [factories.actor_of(member, "dpo") for member in [*members, factories.MembershipFactory()]]

    for actor in actors:
        with transaction(actor):
            listed = set(visible_to(actor).values_list("id", flat=True))
            rows = set(Convention.objects.values_list("id", flat=True))
            terms = set(Term.objects.values_list("convention_id", flat=True))
            signatories = set(ConventionParty.objects.values_list("convention_id", flat=True))
        allowed = {row.id for row in conventions if may_read(actor, parties[row.id])}
        assert listed == rows == terms == signatories == allowed, actor.organisation_name
    assert len(actors) > 8


def test_whoever_left_the_body_sees_nothing_any_more(owner) -> None:
    with owner():
        convention = factories.signed()
        party = convention.conventionparty_rows.get(role="partner").party
        member = factories.MembershipFactory(organisation=party)
        actor = factories.actor_of(member, "principal")
        member.left_at = member.joined_at + timedelta(days=1)
        member.save()
    with transaction(actor):
        assert not visible_to(actor).exists()
