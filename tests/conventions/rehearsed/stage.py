"""What the rehearsals of the conventions share: hands that may sign, one round, acts that begin at the same instant."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from socle.conventions.models import Convention, SigningRound
from socle.conventions.queries import signatures as queries
from socle.database.constraints import Conflict
from socle.database.transactions import transaction
from socle.files import store
from socle.files.actions import content_of, sweep
from socle.files.models import StoredFile
from socle.files.queries import file_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision, Refused
from socle.papers.pades.report import Report
from socle.papers.pades.verifying import verify
from tests import factories
from tests.conftest import acting_as

OTHERS = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
Act = Callable[[], object]


@dataclass(frozen=True)
class Hands:
    """A convention, who signs for each of its parties, and a second administrator of each side."""

    convention: Convention
    caisse: Actor
    mayor: Actor
    caisse_again: Actor
    mayor_again: Actor


def hands() -> Hands:
    """A convention of a new partner, as the owner."""
    with acting_as("socle_owner"):
        convention = factories.signed(siret=factories.new_siret())
        return Hands(
            convention, *(_member(convention, side, rank) for rank in (0, 1) for side in ("caisse", "partner"))
        )


def _member(convention: Convention, side: str, rank: int) -> Actor:
    """The representative of a side first, then one more administrator; both have just confirmed who they are."""
    party = convention.conventionparty_rows.select_related("party").get(role=side)
    first, _, last = party.representative.partition(" ")
    person = factories.PersonFactory(first_name=first, last_name=last) if rank == 0 else factories.PersonFactory()
    member = factories.MembershipFactory(organisation=party.party, person=person, function=party.capacity)
    role = "caisse_admin" if side == "caisse" else "principal"
    return replace(factories.actor_of(member, role), step_up_at=timezone.now())


@dataclass(frozen=True)
class Told:
    """How one of the acts ended: done, or a decision that its author read."""

    value: object = None
    decision: Decision | None = None

    @property
    def is_in_french(self) -> bool:
        return self.decision is not None and self.decision.reason.endswith(".") and bool(self.decision.fix)


def outcome(act: Act) -> Told:
    try:
        return Told(act())
    except (Refused, Conflict) as refused:
        return Told(decision=refused.decision)


def together(acts: Sequence[Act]) -> list[Told]:
    """Every act in a connection of its own, let go at the same instant."""
    gate, told = threading.Barrier(len(acts)), [Told()] * len(acts)
    failed: list[BaseException] = []

    def go(rank: int) -> None:
        try:
            connection.ensure_connection()
            gate.wait(30)
            told[rank] = outcome(acts[rank])
        except BaseException as error:  # noqa: BLE001 - raised again by the caller
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(rank,)) for rank in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return told


def round_now(row: SigningRound, actor: Actor) -> queries.Round:
    with transaction(actor):
        found = queries.round_of(row.convention_id, row.id)
    assert found is not None, "a party reads its round"
    return found


def report_on(row: SigningRound, actor: Actor) -> Report:
    """What a stranger's check says of the paper as it stands; a file that is missing or torn raises."""
    found = round_now(row, actor)
    with transaction(actor):
        kept = file_of(found.file_id)
        assert kept is not None, "the paper has its row"
        paper = b"".join(content_of(kept))
    return verify(paper, state=Path(settings.SOCLE_STATE), folder="", at=timezone.now())


def alone(seconds: float = 10.0) -> None:
    """Wait until PostgreSQL has given up the connections of who was killed."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(OTHERS)
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("a killed process still holds a connection")


def unnamed() -> int:
    """The files of the disk that no row names."""
    with acting_as("socle_owner"), transaction(None):
        known = set(StoredFile.objects.exclude(wrapped_key=None).values_list("id", flat=True))
    return len(list(store.orphans(Path(settings.SOCLE_STATE), known, older_than=0)))


def swept() -> int:
    """What `socle files sweep` removes."""
    with acting_as("socle_owner"), transaction(None):
        return sweep(older_than=0)
