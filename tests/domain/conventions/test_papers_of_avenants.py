"""An avenant brings papers to the tree: a foreseen bulletin is signed, a new piece is added (MCP-02, MCP-05)."""

from __future__ import annotations

from datetime import date

import pytest

from socle.conventions.domain.avenant import read_avenant
from socle.conventions.domain.composing import head_of, with_end
from socle.conventions.domain.opening import OpeningCase, opening
from socle.conventions.domain.signed_text import signed_avenant
from socle.conventions.domain.simulation import simulate
from tests.domain.conventions.texts import signed

TODAY = date(2026, 5, 4)
AFAS = """
[[avenants]]
title = "Adhésion au service AFAS"

[[avenants.documents]]
id = "bulletin-afas"
kind = "bulletin"
parent = "contrat-de-service"
service = "afas"
title = "Bulletin d'adhésion au service AFAS"

[[avenants.documents]]
id = "afas-piece-1"
kind = "piece"
parent = "bulletin-afas"
service = "afas"
title = "Pièce justificative 1 : liste des interlocuteurs, service AFAS"
received_on = 2026-05-01

[[avenants.documents]]
id = "afas-piece-3"
kind = "piece"
parent = "bulletin-afas"
service = "afas"
title = "Pièce justificative 3 : signatures électroniques par service et lieu d'implantation"
received_on = 2026-05-01

[[avenants.documents]]
id = "afas-annexe-equipements"
kind = "annexe"
parent = "bulletin-afas"
title = "Annexe 1 : liste des équipements"

[[avenants.terms]]
id = "service-afas"
kind = "service"
code = "afas"
name = "Aides financières d'action sociale"
summary = "Déclarer l'activité et les comptes des équipements."
bulletin = "bulletin-afas"
offers = ["declare_activity"]
clause = "bulletin AFAS, en-tête"
says = "Le service AFAS est ouvert par son bulletin."

[[avenants.terms]]
id = "sieges-afas-ensemble"
kind = "seats"
service = "afas"
profile = "*"
counts = "people"
max = 40
clause = "bulletin AFAS, 1.1"
says = "Quarante personnes au plus utilisent le service, tous profils ensemble."
"""


def test_the_bulletin_and_its_pieces_join_the_tree_and_the_service_opens():
    before = signed("pajemploi-mcp")
    read = read_avenant(AFAS, before, unsigned_on=TODAY)
    assert read.avenant is not None, read.errors
    assert read.after is not None
    papers = {paper.id: paper for paper in read.after.documents}
    assert [paper.id for paper in read.after.documents if paper not in before.documents] == [
        "bulletin-afas",
        "afas-piece-1",
        "afas-piece-3",
        "afas-annexe-equipements",
    ]
    assert (papers["bulletin-afas"].signed_on, papers["afas-annexe-equipements"].signed_on) == (TODAY, None)
    simulation = simulate(before, read.after, read.avenant)
    assert [paper.id for paper in simulation.papers] == [paper.id for paper in read.avenant.documents]
    cases = (
        OpeningCase(before.parties, before.documents, simulation.before, TODAY),
        OpeningCase(before.parties, read.after.documents, simulation.after, TODAY),
    )
    assert [bool(opening(case, "afas")) for case in cases] == [False, True]


def test_the_signed_text_says_the_day_of_the_bulletin_and_keeps_its_papers():
    text = signed_avenant(with_end(AFAS, "support-afas"), 1, date(2026, 5, 20))
    read = read_avenant(text, signed("pajemploi-mcp"))
    assert read.avenant is not None, read.errors
    days = {paper.id: paper.signed_on for paper in read.avenant.documents}
    assert days["bulletin-afas"] == read.avenant.signed_on == date(2026, 5, 20)
    assert set(days) - {"bulletin-afas"} == {key for key, day in days.items() if day is None}
    assert read.avenant.ends == ("support-afas",)
    assert head_of(text)["number"] == 1


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('id = "bulletin-afas"\nkind', 'id = "bulletin-cdap"\nkind', "déjà signé ou reçu"),
        ('service = "afas"\ntitle = "Bulletin', 'service = "cdap"\ntitle = "Bulletin', "prévu autrement"),
        ('parent = "bulletin-afas"\ntitle = "Annexe', 'parent = "absent"\ntitle = "Annexe', "absent"),
        ('id = "afas-piece-3"', 'id = "afas-piece-1"', "déjà pris"),
    ],
)
def test_what_is_signed_is_not_rewritten_and_the_tree_holds(old, new, what):
    assert old in AFAS
    read = read_avenant(AFAS.replace(old, new), signed("pajemploi-mcp"), unsigned_on=TODAY)
    assert read.avenant is None
    found = next(one for one in read.errors if what in one.what)
    assert found.line > 1
