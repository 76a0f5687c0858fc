"""The sitting that authorises a signature: quorum, proxies, latecomers, votes, office (FSV-01)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from socle.conventions import catalogue
from socle.conventions.domain.check import check
from socle.conventions.domain.consistency import findings
from socle.conventions.domain.finding import Severity
from socle.conventions.domain.kinds.authority import Breach
from tests.domain.conventions.texts import body, checked, signed, with_paper, with_party, with_term

ACT = body(signed("valmont-france-services"), "deliberation-du-ccas")
FIVE = ("Martine Escande", "Jean Bessière", "Nadia Ferhat", "Luc Arnal", "Odette Vialle")


def told(**fields):
    return [flaw.what for flaw in replace(ACT, **fields).flaws()]


def test_the_act_of_the_demonstration_adds_up():
    assert told() == []
    assert ACT.sitting.attending == FIVE
    assert ACT.sitting.voices == 7
    assert ACT.sitting.cast == 7


def test_a_latecomer_votes_from_their_item_on():
    later = replace(ACT, item=4, votes_for=8).sitting

    assert later.attending == (*FIVE, "Sami Oulad")
    assert told(item=4, votes_for=8) == []
    assert told(item=4) == ["7 voix comptées pour 8 voix possibles"]


def test_half_of_the_members_is_not_a_quorum_and_proxies_do_not_make_one():
    assert told(in_office=10) == [
        "9 membres sont nommés pour 10 en exercice",
        "le quorum n’est pas atteint : 5 présents sur 10 en exercice",
    ]


def test_who_is_present_gives_no_proxy_and_who_is_absent_holds_none():
    assert "Luc Arnal donne pouvoir et siège" in told(proxies=("Luc Arnal donne pouvoir à Jean Bessière",))
    assert "Hugo Marty tient un pouvoir et ne siège pas" in told(proxies=("Paul Delmas donne pouvoir à Hugo Marty",))


def test_nobody_holds_two_proxies():
    two = ("Paul Delmas donne pouvoir à Jean Bessière", "Rose Cazals donne pouvoir à Jean Bessière")

    assert told(proxies=two) == ["Jean Bessière tient 2 pouvoirs, un seul est permis"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"votes_for": 6}, "6 voix comptées pour 7 voix possibles"),
        ({"votes_for": 6, "abstentions": 1}, "unanimité écrite, avec 1 voix contraires ou abstentions"),
        ({"unanimous": False, "votes_for": 3, "votes_against": 4}, "le vote n’est pas favorable"),
        (
            {"absent": ("Paul Delmas", "Rose Cazals", "Luc Arnal")},
            "Luc Arnal est à la fois présent, absent ou en retard",
        ),
        ({"convened_on": date(2025, 2, 20)}, "les dates de l’acte ne se suivent pas"),
    ],
)
def test_a_figure_that_does_not_add_up_is_told(fields, expected):
    assert expected in told(**fields)


def test_an_act_without_names_says_nothing_of_its_sitting():
    bare = replace(
        ACT, present=(), absent=(), proxies=(), latecomers=(), votes_for=None, votes_against=None, abstentions=None
    )

    assert list(bare.flaws()) == []
    assert bare.sitting.cast is None


def test_who_signs_holds_the_office_that_the_act_authorises():
    convention = signed("valmont-france-services")
    other = with_party(convention, "ccas", capacity="directeur")

    assert "l’acte autorise « présidente » à signer, et signe : directeur" in [one.what for one in findings(other)]
    assert not any("autorise" in one.what for one in findings(convention))


def test_an_avenant_asks_for_an_act_that_covers_it():
    text = '\n[[avenants]]\nnumber = 1\ntitle = "Une salle"\nsigned_on = 2026-01-10\neffective_on = 2026-02-01\n'
    source, model = _texts("valmont-france-services")
    covered = check(source + text, model)
    bare = check(source.replace("avenants_covered = true", "avenants_covered = false") + text, model)

    assert not any("avenants" in one.what for one in covered.findings)
    assert any("l’acte n’autorise pas à signer les avenants" in one.what for one in bare.findings)


def test_the_model_says_whether_an_early_signature_is_flagged_or_refused():
    early = with_paper(signed("valmont-france-services"), "convention", signed_on=date(2025, 2, 20))
    refused = with_term(early, "autorisation-de-signer", on_breach=Breach.REFUSED)

    def severity(convention):
        (found,) = [one for one in findings(convention) if "avant l’acte exécutoire" in one.what]
        return found.severity

    assert severity(early) is Severity.WARNING
    assert severity(refused) is Severity.ERROR


def _texts(slug):
    return catalogue.read(f"demonstration/{slug}"), catalogue.read(
        f"models/{checked(f'demonstration/{slug}').convention.model}"
    )
