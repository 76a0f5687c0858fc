"""A page asks the database the same number of questions for one row, fifty or five hundred (issue 2, « Scale »).

The most that each page may ask is in `query_counts.json`, by reader, 0 for who is refused; a page that lists nothing is
named in `ALONE`. After a change that is wanted, write the number that the failure shows.
"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from socle.conventions.models import Convention, ConventionParty
from socle.habilitations.models import Habilitation, SeatBucket, SeatHold
from socle.organismes.models import Equipment, Membership, Organisation, Person
from tests.browsing import browser_of
from tests.factories import MembershipFactory, new_siret
from tests.habilitations.bodies import give_role, partner

ROWS = (1, 50, 500)
ROUTES = Path(__file__).parents[1] / "architecture" / "routes.txt"
TABLE = Path(__file__).parent / "query_counts.json"
# What concerns one account, or shows nothing that grows.
ALONE = re.compile(
    r"^(accessibilite|apparence|changer-|composants|confirmer|connexion|deconnexion|health/|mon-compte|regles|session|api/|scim/)"
)
ANSWERED = re.compile(r"^GET +(\S+) +(.*)$", re.MULTILINE)


def pages() -> set[str]:
    """Every page without an object in its address that the principal or the supervisor may read."""
    found = set()
    for address, answers in ANSWERED.findall(ROUTES.read_text(encoding="utf-8")):
        principal, supervisor = (answers.split()[rank] for rank in (3, 6))
        if "<" not in address and not ALONE.match(address.lstrip("/")) and "200" in {principal, supervisor}:
            found.add(f"/{address.lstrip('/')}")
    return found


def table() -> dict[str, dict[str, int]]:
    return json.loads(TABLE.read_text(encoding="utf-8"))


class Growing:
    """A partner and its caisse whose lists grow: people, rights, seats, équipements, partners, conventions, traces."""

    def __init__(self) -> None:
        self.body = partner(people=0, replaced={"max = 12": "max = 1000"})
        self.organisation, self.convention = self.body.organisation, self.body.convention
        caisse = Organisation.objects.get(id=self.convention.organisation_id)
        self.supervisor = give_role(MembershipFactory(organisation=caisse), "caisse_supervisor", self.convention)
        self.caisse, self.size = caisse, 0
        self.bucket = SeatBucket.objects.create(
            organisation=self.organisation,
            caisse=caisse,
            convention=self.convention,
            term_key="sieges-cdap-t2",
            max_seats=1000,
        )

    def readers(self):
        return {"principal": browser_of(self.body.principal), "supervisor": browser_of(self.supervisor)}

    def grow(self, size: int) -> None:
        for rank in range(self.size, size):
            self._colleague(rank)
            self._partner(rank)
        self.size = size
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into traces_staged_trace (id, at, log, tag, outcome, organisation_id, caisse_id, salt)"
                " select gen_random_uuid(), now(), 'traces', 'convention:convention:viewed', 'done', %s, %s,"
                " decode(md5(n::text), 'hex') from generate_series(1, %s) n",
                [self.organisation.id, self.caisse.id, size],
            )

    def _colleague(self, rank: int) -> None:
        now = timezone.now()
        person = Person.objects.create(first_name="Fictive", last_name=f"Personne {rank:03}")
        member = Membership.objects.create(
            organisation=self.organisation,
            person=person,
            function="agente",
            email=f"agente{rank}@commune.example",
            joined_at=now - timedelta(days=90),
        )
        Equipment.objects.create(organisation=self.organisation, name=f"Crèche {rank:03}", kind="EAJE")
        period = (now - timedelta(days=30), now + timedelta(days=300))
        right = Habilitation.objects.create(
            organisation=self.organisation,
            membership=member,
            caisse=self.caisse,
            convention=self.convention,
            service="cdap",
            profile="T2",
            purpose="tarif-selon-quotient",
            period=period,
            granted_by_id=self.body.principal.person_id,
            granted_at=now - timedelta(days=30, minutes=rank),
        )
        SeatHold.objects.create(
            organisation=self.organisation,
            bucket=self.bucket,
            habilitation=right,
            membership_id=member.id,
            slot=rank + 1,
            period=period,
        )

    def _partner(self, rank: int) -> None:
        siret = new_siret()
        other = Organisation.objects.create(
            kind="partner", legal_name=f"Commune {rank:03} (fictif)", siret=siret, seat="", territory="34"
        )
        MembershipFactory(organisation=other)
        convention = Convention.objects.create(
            id=uuid4(),
            organisation=self.caisse,
            family="mon-compte-partenaire",
            number=siret,
            title=f"Convention {rank:03}",
            slug=siret,
            effective_at=timezone.now() - timedelta(days=400),
        )
        for position, (party, role) in enumerate(((self.caisse, "caisse"), (other, "partner"))):
            ConventionParty.objects.create(
                organisation=self.caisse, convention=convention, party=party, position=position, role=role
            )


def counted(browser, address: str, growing: Growing) -> int:
    """The statements of a page about the partner that grows; 0 when the reader is refused."""
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address, {"organisme": str(growing.organisation.id)})
    return len(asked) if answer.status_code == 200 else 0


def test_every_page_with_rows_is_in_the_table():
    assert set(table()) == pages()


def test_a_page_asks_as_many_questions_for_one_row_as_for_five_hundred(owner):
    found: dict[int, dict[str, dict[str, int]]] = {}
    with owner():
        growing = Growing()
    for size in ROWS:
        with owner(), connection.cursor() as cursor:
            growing.grow(size)
            cursor.execute("analyze")  # as the server does by itself: a plan made for empty tables takes minutes
        readers = growing.readers()
        found[size] = {
            address: {who: counted(browser, address, growing) for who, browser in readers.items()}
            for address in sorted(pages())
        }

    assert found[ROWS[0]] == found[ROWS[1]] == found[ROWS[2]], json.dumps(
        {
            page: [found[size][page] for size in ROWS]
            for page in sorted(pages())
            if len({str(found[s][page]) for s in ROWS}) > 1
        },
        indent=1,
    )
    dearer = {
        page: said
        for page, said in found[ROWS[0]].items()
        for who in said
        if said[who] > table().get(page, {}).get(who, 0)
    }
    assert not dearer, json.dumps(dearer, indent=1)


def test_a_statement_for_each_row_is_seen(owner):
    """The negative control: one statement for each colleague."""
    with owner():
        growing = Growing()
        growing.grow(3)

    def asked() -> int:
        with CaptureQueriesContext(connection) as statements, owner():
            for row in list(Membership.objects.filter(organisation=growing.organisation)):
                str(row.person.name)
        return len(statements)

    before = asked()
    with owner():
        growing.grow(9)
    assert asked() > before
