"""A convention of each family through its whole life: drafted, agreed, signed, in force, amended, ended.

MCP-03 to 05, DRT-12, DRT-13, FSV-03, FSV-13, URS-13, ISU-15: each step by who may do it, each date from its evidence.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from socle.conventions import catalogue
from socle.conventions.actions.concluding import record_signature
from socle.conventions.actions.drafting import move, open_avenant, open_convention
from socle.conventions.actions.ending import Announcement, announce
from socle.conventions.actions.letters import NewDate, NewLetter, date_letter, record_letter
from socle.conventions.actions.readings import move as agree
from socle.conventions.actions.readings import propose
from socle.conventions.domain.agenda import state_at
from socle.conventions.domain.check import check, model_named
from socle.conventions.domain.kinds import Meeting
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.letters import About, Happened
from socle.conventions.domain.life import State
from socle.conventions.domain.readings import FATES, Proposal
from socle.conventions.models import Convention, Draft, DraftParty
from socle.conventions.queries.obligations import duties_of
from socle.conventions.queries.reading import terms_at
from socle.conventions.queries.readings import register_of
from socle.database.transactions import run, transaction
from socle.kernel.actor import OrganisationKind
from socle.kernel.decision import Refused
from socle.organismes.models import Organisation
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
FAMILIES = (
    "saint-aubin-mcp",
    "grand-rhin-droits",
    "valmont-france-services",
    "valmont-independants",
    "valmont-gestion-commune",
)
DATES = re.compile(r"^(signed_on|printed_on|effective_on|received_on|ended_on) = .*\n", re.MULTILINE)
MORE = """
[[avenants]]
title = "Une rencontre de plus"

[[avenants.terms]]
id = "rencontre-de-plus"
kind = "meeting"
name = "Rencontre de suivi"
every = "P6M"
clause = "avenant, 1"
says = "Les parties se rencontrent une fois de plus chaque semestre."
"""


def unsigned(slug: str) -> str:
    """The text of the demonstration before anybody signed, from today on."""
    text = catalogue.read(f"demonstration/{slug}").split("[[avenants]]")[0]
    assert "signed_on" in DATES.findall(text)
    bodies, rest = text.split("[[terms]]", 1) if "[[terms]]" in text else (text, "")
    text = DATES.sub("", bodies) + ("[[terms]]" + rest if rest else "")
    moved = {"2025-04-01": TODAY, "2025-03-31": TODAY - timedelta(days=1), "2017-12-31": TODAY + timedelta(days=900)}
    for old, new in moved.items():
        text = text.replace(old, new.isoformat())
    return text


class Life:
    """The parties of a family, one administrator each, and the steps they take."""

    def __init__(self, slug: str, owner) -> None:
        self.text = unsigned(slug)
        model = model_named(self.text)
        read = check(self.text, catalogue.model(model)).convention
        assert read, check(self.text, catalogue.model(model)).errors
        self.read = read
        with owner():
            bodies = [self._body(party) for party in read.parties]
            roles = {"caisse": "caisse_admin", "partner": "principal"}
            self.actors = [
                factories.actor_of(factories.MembershipFactory(organisation=body), roles[body.kind]) for body in bodies
            ]
        self.caisse = next(actor for actor in self.actors if actor.is_caisse)

    def _body(self, party) -> Organisation:
        named = {"kind": OrganisationKind(party.role.value), "legal_name": party.name, "seat": party.seat}
        return Organisation.objects.create(
            siret=party.siret, territory=party.territory or "34", is_public_body=party.is_public, **named
        )

    def draft(self) -> Draft:
        signers = {party.siret: party.representative for party in self.read.parties}
        family, title = self.read.family.value, self.read.title
        return run(
            self.caisse,
            lambda at: open_convention(family, title, signers, self.text, actor=self.caisse, at=at),
        )

    def concluded(self, draft: Draft) -> Convention:
        """Proposed, agreed by each party, signed by each: the last signature makes the act."""
        run(self.caisse, lambda at: move(draft.id, "propose", actor=self.caisse, at=at))
        for actor in self.actors:
            with transaction(actor):
                row = DraftParty.objects.get(draft=draft, party_id=actor.organisation_id)
            if row.agreed_version is None:
                run(actor, lambda at, actor=actor: move(draft.id, "agree", actor=actor, at=at))
        run(self.caisse, lambda at: move(draft.id, "open_signing", actor=self.caisse, at=at))
        for actor in self.actors:
            run(
                self.caisse,
                lambda at, actor=actor: record_signature(
                    draft.id, actor.organisation_id, TODAY, "original reçu", actor=self.caisse, at=at
                ),
            )
        with transaction(self.caisse):
            found = Draft.objects.get(id=draft.id)
            assert found.state == "signed"
            return Convention.objects.select_related("organisation").get(id=found.result_id)


@pytest.mark.parametrize("slug", FAMILIES)
def test_a_convention_is_drafted_signed_amended_and_ended_by_its_parties(owner, slug):
    life = Life(slug, owner)
    convention = life.concluded(life.draft())
    with transaction(life.caisse) as at:
        assert state_at(convention.effective_at, convention.ends_at, at) is State.IN_FORCE
        assert duties_of(convention, at)

    avenant = run(life.caisse, lambda at: open_avenant(convention.id, "Rencontre", actor=life.caisse, at=at, text=MORE))
    amended = life.concluded(avenant)
    with transaction(life.caisse) as at:
        assert "Rencontre de suivi" in {term.body.name for term in terms_at(convention.id, at).of(Meeting)}
        before = convention.effective_at - timedelta(seconds=1)
        assert not len(terms_at(convention.id, before))

    if slug == "valmont-gestion-commune":
        with pytest.raises(Refused) as caught:
            end(life, amended)
        assert caught.value.decision.code == "ground_unwritten"
    else:
        end(life, amended)
    with transaction(life.caisse):
        over = Convention.objects.get(id=convention.id)
    assert over.ends_at is not None
    assert state_at(over.effective_at, over.ends_at, over.ends_at - timedelta(seconds=1)) is State.IN_FORCE
    assert state_at(over.effective_at, over.ends_at, over.ends_at) is State.OVER


def settle_the_fate(life: Life, convention: Convention) -> None:
    """URS-13: what becomes of the two other parties is asked, and the three of them agree on it."""
    author = life.actors[-1]
    with transaction(author) as at:
        points = register_of(convention, at).points
    point = next(one for one in points if ("ends_for_all", FATES[0][1]) in one.meanings)
    proposal = Proposal(point.point.term_id, "La convention finit pour toutes les parties.", "ends_for_all")
    reading = run(author, lambda at: propose(convention.id, proposal, actor=author, at=at))
    for other in life.actors[:-1]:
        run(other, lambda at, other=other: agree(convention.id, reading.id, "agree", actor=other, at=at))
    run(life.caisse, lambda at: agree(convention.id, reading.id, "settle", actor=life.caisse, at=at))


def end(life: Life, convention: Convention) -> None:
    """A party ends it on the first ground that its text gives: by letters received, or by agreement of all."""
    author = life.actors[-1]
    if len(life.actors) > 2:
        settle_the_fate(life, convention)
    with transaction(author) as at:
        written = {term.body.ground for term in terms_at(convention.id, at) if term.kind == "termination"}
    ground = Ground.WILL if Ground.WILL in written or not written else Ground.GENERAL_INTEREST
    announced = run(
        author, lambda at: announce(convention.id, Announcement(ground, "Fin voulue."), actor=author, at=at)
    )
    for rank, other in enumerate(life.actors[:-1]):
        letter = run(
            author,
            lambda at, other=other, rank=rank: record_letter(
                convention.id,
                NewLetter(other.organisation_id, About.TERMINATION, f"1A {rank}", announced.id),
                actor=author,
                at=at,
            ),
        )
        for what in (Happened.SENT, Happened.PRESENTED, Happened.RECEIVED):
            run(
                author,
                lambda at, letter=letter, what=what: date_letter(
                    letter.id, NewDate(what, TODAY, "avis de réception"), actor=author, at=at
                ),
            )
