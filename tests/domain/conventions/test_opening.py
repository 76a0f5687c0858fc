"""A service opens when the convention is in effect, everything signed and in (MCP-03, MCP-53)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from socle.conventions.domain.convention import Term
from socle.conventions.domain.kinds import Effect, Gap, Service
from socle.conventions.domain.kinds.effect import Need
from socle.conventions.domain.opening import OpeningCase, opening
from socle.conventions.domain.types import ServiceCode
from socle.kernel.clause import Clause
from tests.domain.conventions.texts import commune, signed, with_paper, with_party, with_term

DAY = date(2026, 3, 2)


def decision(convention, service="cdap", day=DAY):
    return opening(OpeningCase.of(convention, day), service)


def test_the_communes_services_are_open_and_say_why():
    for service in ("cdap", "afas"):
        opened = decision(commune(), service)
        assert opened
        assert str(opened.clause) == "contrat de service, 2.1"
        assert all(link.holds for link in opened.chain)


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (with_paper(commune(), "convention", signed_on=None), "document_unsigned", "Convention d'accès"),
        (with_paper(commune(), "contrat-de-service", signed_on=None), "document_unsigned", "Contrat de service"),
        (with_paper(commune(), "bulletin-cdap", signed_on=None), "document_unsigned", "CDAP"),
        (with_paper(commune(), "bulletin-cdap", signed_on=date(2026, 3, 3)), "document_unsigned", "CDAP"),
        (with_paper(commune(), "bulletin-cdap", ended_on=date(2026, 3, 2)), "document_unsigned", "terminé"),
        (with_party(commune(), "commune", formalities_done_on=None), "formalities_missing", "Saint-Aubin"),
        (with_party(commune(), "caisse", formalities_done_on=None), "formalities_missing", "Valmont"),
        (with_term(commune(), "service-cdap", opened=False), "service_closed", "n’est pas ouvert"),
    ],
)
def test_what_is_missing_is_said_with_its_clause_and_who_mends_it(text, code, said):
    refused = decision(text)

    assert not refused
    assert refused.code == code
    assert said in refused.reason
    assert refused.clause is not None
    assert refused.fix


def test_a_missing_piece_closes_its_own_service_only():
    text = with_paper(commune(), "afas-piece-1", received_on=None)

    assert decision(text, "afas").code == "piece_missing"
    assert decision(text, "cdap")


def test_a_bulletin_can_end_alone():
    text = with_paper(commune(), "bulletin-afas", ended_on=date(2026, 1, 31))

    assert not decision(text, "afas")
    assert decision(text, "cdap")


def test_a_service_that_the_text_ignores_is_refused():
    assert decision(commune(), "saisines").code == "service_unknown"


def test_a_missing_bulletin_is_told():
    papers = tuple(paper for paper in commune().documents if paper.id != "bulletin-cdap")

    assert decision(replace(commune(), documents=papers)).code == "document_missing"


def test_the_departement_has_not_opened_afas():
    assert decision(signed("departement-mcp"), "afas").code == "service_closed"


def test_a_gap_of_the_text_may_close_a_service():
    gap = Term("manque", Clause("convention", "3"), "x", 900, Gap("l’annexe 1", ServiceCode("cdap")))
    text = replace(commune(), terms=(*commune().terms, gap))

    assert decision(text).code == "text_incomplete"
    assert decision(text, "afas")


def test_a_deliberation_may_be_a_condition_of_effect():
    wanted = with_term(commune(), "prise-d-effet", needs=(Need.DELIBERATION,))

    assert decision(wanted)
    assert decision(with_term(wanted, "deliberation-du-conseil-municipal", received_on=None)).code == "not_executory"


def test_every_condition_appears_in_the_chain_even_after_the_first_missing():
    text = with_paper(with_paper(commune(), "convention", signed_on=None), "bulletin-cdap", signed_on=None)

    missing = [link.says for link in decision(text).chain if not link.holds]

    assert len(missing) == 3
    assert sum("Bulletin" in says for says in missing) == 1


def test_a_text_without_conditions_opens_what_it_names():
    service = Term("s", Clause("convention", "1"), "x", 0, Service(ServiceCode("cdap"), "CDAP", "Consulter"))
    case = OpeningCase((), (), (service,), DAY)

    assert opening(case, "cdap")
    assert Effect.kind not in {link.kind for link in opening(case, "cdap").chain}
