"""« À faire aujourd'hui »: what a convention asks of the administrators of its parties."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from socle.conventions.queries.todos import MANY
from socle.conventions.room import ROOM
from socle.database.transactions import transaction
from tests import factories
from tests.conventions.conftest import member_of

pytestmark = pytest.mark.django_db
CALM = datetime(2026, 1, 15, 9, tzinfo=UTC)
NEAR = datetime(2026, 6, 1, 9, tzinfo=UTC)


def titles(actor, at=CALM) -> list[str]:
    assert ROOM.todos
    with transaction(actor):
        return [todo.title for todo in ROOM.todos(actor, at) if "/obligations/" not in todo.url]


def obligations(actor, at=CALM) -> list[str]:
    assert ROOM.todos
    with transaction(actor):
        return [todo.title for todo in ROOM.todos(actor, at) if "/obligations/" in todo.url]


def test_points_to_settle_await_the_administrators_of_both_sides(principal, caisse_admin, convention) -> None:
    assert titles(principal) == ["5 points à trancher entre les parties"]
    assert titles(caisse_admin) == ["5 points à trancher entre les parties"]


def test_what_the_body_owes_is_asked_of_those_who_keep_it_and_a_paper_once(owner, principal, caisse_admin, convention):
    """FSV-10, URS-01: the papers of the tree have their own line."""
    assert "Remettre « dossier de description du service CDAP »" in obligations(caisse_admin)
    assert not any("signatures électroniques" in title for title in obligations(principal))
    with owner():
        assert obligations(member_of(convention, "caisse")) == []


def test_a_user_has_nothing_to_decide(owner, convention) -> None:
    with owner():
        actor = member_of(convention, "partner")
    assert titles(actor) == []


def test_the_last_day_to_object_comes_ninety_days_before(principal) -> None:
    with transaction(principal):
        assert ROOM.todos
        first, *_ = ROOM.todos(principal, NEAR)
    assert first.title.startswith("Décider : laisser la convention se reconduire")
    assert first.due == datetime(2026, 7, 7, 22, tzinfo=UTC)
    assert first.url.endswith("#dates")
    assert first.clause == "convention, 17.2"


def test_each_side_is_asked_for_its_own_formalities_and_papers(owner) -> None:
    with owner():
        convention = factories.signed(
            replaced={
                "formalities_done_on = 2025-09-15\n": "",
                'id = "afas-piece-3"\nreceived_on = 2025-10-08': 'id = "afas-piece-3"',
            }
        )
        principal = member_of(convention, "partner", "principal")
        caisse = member_of(convention, "caisse", "caisse_admin")

    assert "Terminer les formalités de protection des données" in titles(principal)
    assert "Terminer les formalités de protection des données" not in titles(caisse)
    assert any(title.startswith("Envoyer à la caisse : Pièce justificative 3") for title in titles(principal))
    assert any(title.startswith("Enregistrer la réception : Pièce justificative 3") for title in titles(caisse))


def test_what_to_do_takes_as_many_statements_for_one_convention_as_for_three(owner, caisse_admin) -> None:
    with CaptureQueriesContext(connection) as few:
        titles(caisse_admin)
    with owner():
        factories.signed(siret=factories.new_siret())
        factories.signed(siret=factories.new_siret())
    with CaptureQueriesContext(connection) as many:
        assert len(titles(caisse_admin)) == 3
    assert len(many) == len(few)


def test_the_same_thing_in_many_conventions_is_one_line_that_says_how_many(owner, caisse_admin, convention) -> None:
    """A caisse of thousands of partners reads a page, not ten megabytes (issue 2, « Scale »)."""
    with owner():
        for _ in range(MANY):
            factories.signed(siret=factories.new_siret())
    with transaction(caisse_admin):
        assert ROOM.todos
        todo, owed = ROOM.todos(caisse_admin, CALM)

    assert todo.title == "5 points à trancher entre les parties"
    assert todo.detail.startswith(f"{MANY + 1} conventions, dont : ")
    assert todo.url == "/conventions/"
    assert owed.title == f"{4 * (MANY + 1)} obligations à tenir"


def test_a_few_conventions_keep_a_line_each(owner, caisse_admin, convention) -> None:
    with owner():
        for _ in range(MANY - 1):
            factories.signed(siret=factories.new_siret())

    assert titles(caisse_admin) == ["5 points à trancher entre les parties"] * MANY


def test_a_convention_that_is_over_asks_for_nothing(owner, caisse_admin, convention) -> None:
    with owner():
        factories.signed(siret=factories.new_siret())
        type(convention).objects.filter(pk=convention.pk).update(ends_at=CALM)

    assert titles(caisse_admin) == ["5 points à trancher entre les parties"]


def test_texts_that_differ_are_read_apart(owner, caisse_admin, convention) -> None:
    with owner():
        for term in convention.term_rows.filter(kind="gap"):
            term.pk, term.act_number, term.is_end = uuid4(), 1, True
            term.act = convention.act_rows.create(
                organisation_id=convention.organisation_id, number=1, signed_on=CALM.date(), effective_at=CALM,
                recorded_at=CALM, text="avenant de test", sha256="0" * 64,
            )  # fmt: skip
            term.save(force_insert=True)
        factories.signed(siret=factories.new_siret())

    assert len(set(titles(caisse_admin))) == 2
