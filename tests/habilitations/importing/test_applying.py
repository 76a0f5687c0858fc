"""MCP-20 to MCP-24, R07: what was announced is done by the same acts as a page, once, and judged again when it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from socle.database.transactions import transaction
from socle.habilitations.actions.importing import applying
from socle.habilitations.actions.importing.applying import advance
from socle.habilitations.actions.importing.launching import launch
from socle.habilitations.actions.importing.upkeep import erase_old, launcher_of, unfinished
from socle.habilitations.domain.importing.launch import Mode, State
from socle.habilitations.models import Delegation, Habilitation, Import, ImportRow
from socle.habilitations.queries.importing.entitled import entitled
from socle.habilitations.queries.importing.pages import task_of
from socle.kernel.decision import Refused
from socle.organismes.models import Membership
from tests.habilitations.bodies import partner
from tests.habilitations.importing.files import applied, launched, outcomes, right, row, rows_of, sent
from tests.journal import staged


@pytest.fixture
def body(owner):
    with owner():
        return partner(people=1)


def rights_of(body) -> int:
    with transaction(body.principal):
        return Habilitation.objects.filter(organisation_id=body.organisation.id).count()


def people_of(body) -> int:
    with transaction(body.principal):
        return Membership.objects.filter(organisation_id=body.organisation.id).count()


def test_what_was_announced_is_done_by_the_acts_of_a_page(body, owner):
    batch = applied(sent(body.principal, [right(1), row(2)]), body.principal)

    assert batch.state == State.DONE
    assert (rights_of(body), people_of(body)) == (1, 4)
    assert all(one.done_at for one in rows_of(batch, body.principal))
    with owner():
        assert staged("habilitation:right:granted") == 1
        assert staged("organisme:person:created") == 2
        assert staged("account:activation:sent") == 1
        assert staged("habilitation:import:finished") == 1


def test_the_same_file_again_is_wholly_ignored(body):
    rows = [right(1), right(2, Au="31/12/2040"), row(3)]
    applied(sent(body.principal, rows), body.principal)

    again = sent(body.principal, rows)

    assert outcomes(again, body.principal) == ["ignore"] * 3
    with pytest.raises(Refused, match="Aucune ligne"):
        launched(again, body.principal)


def test_a_partial_import_leaves_the_faulty_rows(body):
    batch = applied(sent(body.principal, [right(1), right(2, Profil="T9"), right(3)]), body.principal)

    assert batch.state == State.DONE
    assert rights_of(body) == 2
    assert [one.number for one in rows_of(batch, body.principal) if one.outcome == "error"] == [3]


def test_all_or_nothing_refuses_a_file_with_an_error(body):
    batch = sent(body.principal, [right(1), right(2, Profil="T9")])

    with pytest.raises(Refused, match="1 ligne à corriger"):
        launched(batch, body.principal, Mode.ALL_OR_NOTHING)


def test_all_or_nothing_keeps_nothing_when_a_seat_was_taken_meanwhile(body):
    """R07: the preview promised twelve seats; another file took one of them before this one was applied."""
    batch = sent(body.principal, [right(rank) for rank in range(12)])
    applied(sent(body.principal, [right(99)]), body.principal)

    refused = applied(batch, body.principal, Mode.ALL_OR_NOTHING)

    assert (refused.state, refused.code) == (State.REFUSED, "seats_exhausted")
    assert refused.clause == "bulletin CDAP, 2"
    assert rights_of(body) == 1
    assert [one.number for one in rows_of(batch, body.principal) if one.outcome == "error"] == [13]


def test_all_or_nothing_says_how_far_it_is_before_its_only_commit(body, monkeypatch):
    """MCP-22: the bar of a whole file moves, though nothing of it is written before its end."""
    said = []
    monkeypatch.setattr(applying, "tell", lambda task, done: said.append((task, done)))
    batch = applied(sent(body.principal, [row(rank) for rank in range(60)]), body.principal, Mode.ALL_OR_NOTHING)

    assert batch.state == State.DONE
    assert said == [(task_of(batch), done) for done in (0, 25, 50)]


def test_a_partial_import_judges_each_row_again(body):
    """R07: the thirteenth is refused when it is applied, with the ceiling and its clause."""
    batch = sent(body.principal, [right(rank) for rank in range(12)])
    applied(sent(body.principal, [right(99)]), body.principal)

    applied(batch, body.principal)

    last = rows_of(batch, body.principal)[-1]
    assert (last.outcome, last.code, last.clause) == ("error", "seats_exhausted", "bulletin CDAP, 2")
    assert rights_of(body) == 12
    assert people_of(body) == 2 + 1 + 11


def test_an_import_resumes_where_it_was_killed_without_doing_a_row_twice(body, owner):
    """A worker dies inside a chunk: its transaction leaves nothing; the sweep finds the import and goes on."""
    batch = launched(sent(body.principal, [row(rank) for rank in range(60)]), body.principal)
    launcher = launcher_of(batch)
    assert advance(batch.id, launcher, seconds=0.0) is True

    with pytest.raises(KeyboardInterrupt), transaction(body.principal) as at:
        applying._chunk(batch.id, body.principal, at)
        raise KeyboardInterrupt

    assert people_of(body) == 2 + 25
    with owner():
        assert (batch.id, launcher) not in unfinished()
        ImportRow.objects.filter(batch=batch, done_at__isnull=False).update(
            done_at=timezone.now() - timedelta(minutes=1)
        )
        assert (batch.id, launcher) in unfinished()
    while advance(batch.id, launcher):
        pass
    assert people_of(body) == 2 + 60
    assert [one.done_at is not None for one in rows_of(batch, body.principal)] == [True] * 60


def test_a_launcher_who_is_no_longer_a_manager_stops_the_import(body, owner, role):
    batch = launched(sent(body.principal, [row(1)]), body.principal)
    with owner():
        now = timezone.now()
        Delegation.objects.filter(membership_id=body.principal.membership_id).update(
            period=(now - timedelta(days=1), now - timedelta(hours=1))
        )

    with role("socle_worker"):
        applying._lapse(batch.id)

    assert people_of(body) == 2
    with owner():
        stopped = Import.objects.get(id=batch.id)
        assert (stopped.state, stopped.code) == (State.REFUSED, "import_lapsed")
        assert staged("habilitation:import:refused") == 1


def test_who_lost_the_right_to_import_is_not_acted_for(body, owner):
    batch = launched(sent(body.principal, [row(1)]), body.principal)
    launcher = launcher_of(batch)
    assert entitled(launcher) is not None
    with owner():
        now = timezone.now()
        Delegation.objects.filter(membership_id=body.principal.membership_id).update(
            period=(now - timedelta(days=1), now - timedelta(hours=1))
        )
    assert entitled(launcher) is None


def test_starting_asks_for_an_identity_confirmed_now(body):
    batch = sent(body.principal, [row(1)])

    with pytest.raises(Refused, match="Confirmez votre identité"), transaction(body.principal) as at:
        launch(batch.id, Mode.PARTIAL, actor=replace(body.principal, step_up_at=at - timedelta(minutes=11)), at=at)


def test_an_import_starts_once(body):
    batch = sent(body.principal, [row(1)])
    launched(batch, body.principal)

    with pytest.raises(Refused, match="déjà été lancé"):
        launched(batch, body.principal)


def test_old_imports_are_erased_by_the_worker(body, owner, role):
    kept, old = sent(body.principal, [row(1)]), sent(body.principal, [row(2)])
    with owner():
        Import.objects.filter(id=old.id).update(created_at=timezone.now() - timedelta(days=31))

    with role("socle_worker"):
        assert erase_old() == 1

    with owner():
        assert set(Import.objects.values_list("id", flat=True)) & {kept.id, old.id} == {kept.id}
        assert not ImportRow.objects.filter(batch_id=old.id).exists()
