"""What the tests of supervision do, step by step: tell a failure, establish it, take a measure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from socle.database.transactions import transaction
from socle.habilitations.domain.rights import decide
from socle.habilitations.queries.facts import member_in_convention
from socle.kernel.decision import Refused
from socle.supervision.actions.failing import Reproach, move, notify
from socle.supervision.actions.measuring import take
from socle.supervision.domain.measures import Reach
from socle.supervision.models import Failure
from socle.supervision.queries.measures import Target
from tests.habilitations.bodies import confirmed

ALL = Target(Reach.ALL)


def notified(body, actor=None, **changes) -> Failure:
    who = actor or body.supervisor
    known = Reproach(
        organisation_id=body.partner.organisation.id,
        convention_id=body.convention.id,
        ground="management_failure",
        facts="Trois droits ouverts sans mission.",
        evidence="Réponses du 12 novembre",
    )
    with transaction(who) as at:
        return notify(replace(known, **changes), actor=who, at=at)


def step(failure, name, actor, **given) -> Failure:
    with transaction(actor) as at:
        return move(failure.id, name, given.pop("text", "Nous contestons."), actor=actor, at=at, **given)


def established(body, actor=None, **changes) -> Failure:
    who = actor or body.supervisor
    return step(notified(body, who, **changes), "establish", who, urgency="Les dossiers sont lus cette nuit.")


def taken(body, failure, kind, target=ALL, actor=None):
    who = actor or body.admin
    with transaction(who) as at:
        return take(failure.id, kind, target, "manquement établi", actor=confirmed(who, at), at=at)


def refused(body, failure, kind, target=ALL, actor=None):
    with pytest.raises(Refused) as refusal:
        taken(body, failure, kind, target, actor)
    return refusal.value


def usable(body, membership) -> str:
    with transaction(body.principal) as at:
        return decide(member_in_convention(membership.id, "cdap", "T2", at).facts, at).code
