import pytest

from socle.accounts.domain.password import Candidate, PasswordCode, context_words, decide

CONTEXT = context_words(["Zoé", "Marchetti", "Commune de Saint-Aubin-sur-Lergue (fictif)"])


def judge(password: str, *, score: int = 4, is_common: bool = False):
    return decide(Candidate(password, score, is_common, CONTEXT))


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("onze-lettre", PasswordCode.SHORT),
        ("é" * 257, PasswordCode.LONG),
        ("Marchetti2026", PasswordCode.CONTEXT),
        ("URSSAF-urssaf", PasswordCode.CONTEXT),
        ("lergue-2026!", PasswordCode.CONTEXT),
    ],
)
def test_refused_with_its_reason(password: str, code: PasswordCode) -> None:
    decision = judge(password)

    assert not decision
    assert decision.code == code
    assert decision.reason.endswith(".")
    assert decision.fix


def test_known_and_weak_passwords_are_refused() -> None:
    assert judge("motdepasse123", is_common=True).code == PasswordCode.COMMON
    assert judge("aaaaaaaaaaaaaaaa", score=2).code == PasswordCode.WEAK


@pytest.mark.parametrize(
    "password", ["girafe paisible corail", "a" * 256, "кошка-на-крыше", "le maire de Lergue chante faux"]
)
def test_no_composition_rule_and_any_alphabet(password: str) -> None:
    assert judge(password)


def test_context_words_lose_accents_and_small_words() -> None:
    assert {"marchetti", "saint", "aubin", "lergue", "caf"} <= set(CONTEXT)
    assert "zoe" not in CONTEXT
    assert "sur" not in CONTEXT
