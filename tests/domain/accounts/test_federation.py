"""What an identity provider proves, and for which body (R11, R13, MCP-01, CNIL 2025-019)."""

from __future__ import annotations

from itertools import chain, combinations
from uuid import uuid4

import pytest

from socle.accounts.domain import federation, policy
from socle.accounts.domain.federation import FederationCode, Place, Provider
from socle.accounts.domain.states import AccountState

COMMUNE = Place(uuid4(), uuid4(), "Commune de Saint-Aubin (fictif)", "21340135900012", is_habilitated=True)
ELSEWHERE = Place(uuid4(), uuid4(), "Commune de Belle-Rive (fictif)", "21340136700018", is_habilitated=False)
METHODS = ("pwd", "mail", "totp", "pop", "mfa", "pin", "hwk", "sms", "otp")


def entered(**changes: object) -> str:
    case = {"state": AccountState.ACTIVE, "is_ended": False, "places": [COMMUNE, ELSEWHERE], "siret": COMMUNE.siret}
    decision = federation.enter(**case | changes, name="ProConnect")
    assert decision or (decision.reason and decision.fix and decision.clause)
    return decision.code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "allowed"),
        ({"state": None}, FederationCode.UNKNOWN),
        ({"is_ended": True}, FederationCode.ENDED),
        ({"state": AccountState.INVITED}, "account_disabled"),
        ({"state": AccountState.DISABLED}, "account_disabled"),
        ({"places": []}, FederationCode.NO_MEMBERSHIP),
        ({"siret": ""}, FederationCode.SIRET),
        ({"siret": "21340135900020"}, FederationCode.SIRET),
        ({"siret": COMMUNE.siret[:9]}, FederationCode.SIRET),
        ({"siret": ELSEWHERE.siret}, FederationCode.NOT_HABILITATED),
    ],
)
def test_who_comes_in(changes, code):
    assert entered(**changes) == code


def test_a_closed_account_hides_where_its_person_works():
    decision = federation.enter(AccountState.DISABLED, False, [COMMUNE], "0", "ProConnect")

    assert COMMUNE.organisation_name not in decision.reason


def test_two_factors_need_something_known_and_something_held_or_the_provider_s_word():
    every = chain.from_iterable(combinations(METHODS, size) for size in range(len(METHODS) + 1))
    for held in map(set, every):
        expected = "mfa" in held or bool(held & {"pwd", "pin"} and held & {"totp", "pop", "hwk"})
        assert federation.proves_two_factors("eidas1", held) is expected, held


@pytest.mark.parametrize("acr", ["", "eidas1", "eidas", "EIDAS2", "https://proconnect.gouv.fr/assurance/self-asserted"])
def test_an_ordinary_level_proves_nothing_more(acr):
    assert not federation.proves_two_factors(acr, ())
    assert all(federation.proves_two_factors(level, ()) for level in policy.PROVEN_ACR)


def test_an_identity_is_linked_once_to_the_account_of_a_member_of_its_body():
    def code(siret: str = COMMUNE.siret, is_taken: bool = False, is_linked: bool = False) -> str:
        return federation.link([COMMUNE], siret, is_taken=is_taken, is_linked=is_linked, name="ProConnect").code

    assert (code(), code(is_linked=True)) == ("allowed", FederationCode.LINKED)
    assert code(is_taken=True, siret="autre") == FederationCode.TAKEN
    assert code(siret=ELSEWHERE.siret) == FederationCode.SIRET


def test_a_provider_that_knows_no_pkce_is_told_nothing_of_it():
    provider = Provider("https://agent.example", "socle", "secret", uses_pkce=False)
    said = federation.parameters(provider, state="s", nonce="n", verifier="v", redirect_uri="https://socle.example/r")

    assert not {"code_challenge", "code_challenge_method"} & said.keys()
    assert "secret" not in said.values()
