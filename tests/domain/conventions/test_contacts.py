"""Interlocutors that each party names, with what the annex gives of them (URS-12, URS-14, DRT-08)."""

from __future__ import annotations

from dataclasses import replace

from socle.conventions.domain.consistency import findings
from tests.domain.conventions.texts import signed, with_term

MAYORS = signed("valmont-independants")


def told(convention):
    return [one.what for one in findings(convention)]


def without(convention, contact):
    return replace(convention, contacts=tuple(one for one in convention.contacts if one.id != contact))


def test_each_of_the_three_parties_names_its_representative():
    assert not any("n’a pas de nom" in what for what in told(MAYORS))
    assert "le rôle « représentant » n’a pas de nom à l’annexe (cpsti)" in told(without(MAYORS, "representant-cpsti"))


def test_a_side_that_answers_for_its_parties_names_one_for_all():
    one_for_all = with_term(MAYORS, "contact-referents-caisses", each_party=False)

    assert not any("référent" in what for what in told(without(one_for_all, "referent-cpsti")))


def test_a_blank_detail_of_the_annex_is_told():
    contacts = tuple(replace(one, phone=None) if one.id == "referent-maires" else one for one in MAYORS.contacts)

    assert "il manque à Alain Trémolet, référent : téléphone" in told(replace(MAYORS, contacts=contacts))
