"""Signing a text writes it whole, once, with its trace; a text that is not sound writes nothing."""

from __future__ import annotations

import hashlib

import pytest
from django.db import DatabaseError, connection
from django.db import transaction as django_transaction

from socle.conventions import catalogue
from socle.conventions.actions.signing import sign
from socle.conventions.models import Act, Convention, ConventionDocument, Term
from socle.conventions.queries.reading import terms_at
from socle.database.constraints import Conflict
from socle.database.transactions import transaction
from socle.kernel.decision import Refused
from socle.organismes.models import Organisation
from tests import factories

pytestmark = pytest.mark.django_db
SLUG = "saint-aubin-mcp"


def refusal(text: str) -> Refused:
    model = catalogue.read("models/mon-compte-partenaire")
    with pytest.raises(Refused) as caught, transaction(None) as at:
        sign(text, model, slug="essai", actor=None, at=at)
    return caught.value


def test_the_whole_text_is_written_in_its_order(owner, convention) -> None:
    with owner(), transaction(None) as at:
        terms = terms_at(convention.id, at)
        act = Act.objects.get(convention=convention)
        papers = ConventionDocument.objects.filter(convention=convention).order_by("position")
        assert [term.position for term in terms] == sorted(term.position for term in terms)
        assert [paper.key for paper in papers][:2] == ["convention", "contrat-de-service"]
        assert len(terms) == Term.objects.filter(convention=convention).count() > 150
    assert act.sha256 == hashlib.sha256(act.text.encode()).hexdigest()
    assert (convention.number, convention.signed_on.isoformat()) == ("99913401800012", "2025-10-08")
    assert convention.ends_at is None


def test_a_signed_term_is_never_changed(owner, convention) -> None:
    with owner():
        for change in (
            "update conventions_term set says = ''",
            "delete from conventions_act",
            "truncate conventions_term",
        ):
            with pytest.raises(DatabaseError), django_transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)


def test_the_signature_is_traced_with_the_digest_of_the_text(owner, convention) -> None:
    with owner(), connection.cursor() as cursor:
        cursor.execute(
            "select payload ->> 'digest', log from traces_staged_trace where tag = 'convention:convention:signed' and subject_id = %s",
            (str(convention.id),),
        )
        ((digest, log),) = cursor.fetchall()
        assert digest == Act.objects.get(convention=convention).sha256
    assert log == "habilitations"


def test_a_text_with_an_error_is_refused_at_its_line(owner) -> None:
    text = catalogue.read(f"demonstration/{SLUG}").replace('kind = "deliberation"', 'kind = "deliberatoin"')
    with owner():
        decision = refusal(text).decision
        assert not Convention.objects.exists()
    assert decision.code == "text_not_sound"
    assert decision.reason.startswith("Ligne ")
    assert decision.fix


def test_a_text_nobody_signed_is_refused(owner) -> None:
    text = catalogue.read(f"demonstration/{SLUG}").replace("signed_on = 2025-10-08\n", "", 1)
    with owner():
        assert refusal(text).decision.code == "not_signed"


def test_a_party_we_do_not_know_is_refused_by_name(owner) -> None:
    with owner():
        decision = refusal(catalogue.read(f"demonstration/{SLUG}")).decision
        assert not Organisation.objects.exists()
    assert decision.code == "unknown_party"
    assert "Valmont" in decision.reason


def test_one_number_carries_one_convention_of_a_family(owner) -> None:
    with owner():
        factories.signed()
        with pytest.raises(Conflict) as caught:
            factories.signed()
    assert caught.value.decision.code == "convention_exists"
    assert "rank = 2" in caught.value.decision.fix


def test_two_conventions_with_one_partner_do_not_collide(owner) -> None:
    with owner():
        first = factories.signed()
        second = factories.signed(replaced={'number = "99913401800012"': 'number = "99913401800012"\nrank = 2'})
    assert (first.number, second.number) == ("99913401800012", "99913401800012-2")
