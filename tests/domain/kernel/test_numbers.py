"""Siren, Siret, Nir and Ctes: what is accepted, what a wrong digit does, what is never shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.kernel.ctes import Ctes, Nature
from socle.kernel.nir import Nir
from socle.kernel.siret import Siren, Siret

ACTS = ["034-213401359-20251001-D2025_10_01_005-DE", "025-262500564-20250219-D00191110-DE"]
NIRS = ["295109912611193", "253072B07300470", "253072A07300443"]
digits = st.sampled_from("0123456789")


def luhn_key(number):
    """The oracle: Luhn's key of a number, doubled from the right."""
    doubled = [int(d) * (2 if index % 2 == 0 else 1) for index, d in enumerate(reversed(number))]
    return str(-sum(sum(divmod(value, 10)) for value in doubled) % 10)


def replaced(text, index, character):
    return text[:index] + character + text[index + 1 :]


@st.composite
def sirets(draw):
    root = draw(st.integers(1, 10**8 - 1).map(lambda number: f"{number:08}"))
    number = root + luhn_key(root) + draw(st.integers(0, 9999).map(lambda number: f"{number:04}"))
    return number + luhn_key(number)


@given(sirets(), st.integers(0, 13), digits)
def test_any_wrong_digit_of_a_siret_is_refused(text, index, digit):
    siret = Siret(text)

    assert Siret(str(siret)) == siret
    assert siret.siren == Siren(text[:9])
    if digit != text[index] and not text.startswith("356000000"):
        with pytest.raises(ValueError, match=r"clé de contrôle|pas attribué"):
            Siret(replaced(text, index, digit))


def test_known_sirets():
    assert str(Siret("21340135900012")) == "213 401 359 00012"
    assert Siret("213.401.359 00012").nic == "00012"
    for la_poste in ("35600000000048", "35600000009075"):
        assert str(Siret(la_poste).siren) == "356 000 000"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "ne contient que des chiffres"),
        ("2134013590001A", "ne contient que des chiffres"),
        ("²1340135900012", "ne contient que des chiffres"),
        ("213401359", "14 chiffres, vous en donnez 9"),
        ("21340135900013", "clé de contrôle"),
        ("35600000009076", "clé de contrôle"),
        ("00000000000000", "pas attribué"),
    ],
)
def test_a_wrong_siret_says_what_to_do(text, why):
    with pytest.raises(ValueError, match=why):
        Siret(text)


def test_a_wrong_siren_says_what_to_do():
    assert str(Siren("213 401 359")) == "213 401 359"
    with pytest.raises(ValueError, match="clé de contrôle"):
        Siren("213401358")
    with pytest.raises(ValueError, match="9 chiffres"):
        Siren("21340135900012")


@st.composite
def nirs(draw):
    body = draw(st.sampled_from("123478")) + "".join(draw(st.lists(digits, min_size=4, max_size=4)))
    department = draw(st.sampled_from(["34", "67", "99", "2A", "2B"]))
    rest = "".join(draw(st.lists(digits, min_size=6, max_size=6)))
    number = int(body + {"2A": "19", "2B": "18"}.get(department, department) + rest)
    return f"{body}{department}{rest}{97 - number % 97:02}"


@given(nirs(), st.integers(0, 14), digits)
def test_any_wrong_digit_of_a_nir_is_refused(text, index, digit):
    assert Nir(text).value == text
    if text[index].isdigit() and digit != text[index]:
        wrong = replaced(text, index, digit)
        with pytest.raises(ValueError, match="numéro de sécurité sociale") as refusal:
            Nir(wrong)
        assert wrong not in str(refusal.value)


@given(nirs())
def test_a_nir_is_never_shown_by_accident(text):
    nir = Nir(text)

    for shown in (str(nir), repr(nir), f"{nir}", f"{[nir]}"):
        assert text[:13] not in shown.replace(" ", "")
        assert sum(character.isdigit() for character in shown) == 2


@pytest.mark.parametrize("text", NIRS)
def test_published_nirs_are_accepted(text):
    assert Nir(f" {text[:1]} {text[1:3]}.{text[3:].lower()}").value == text
    assert not Nir(text).is_temporary


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "15 caractères attendus"),
        ("2951099126111", "15 caractères attendus"),
        ("253072C07300443", "pas à sa place"),
        ("595109912611193", "pas à sa place"),
        ("295109912611194", "clé ne correspond pas"),
    ],
)
def test_a_wrong_nir_says_what_to_do(text, why):
    with pytest.raises(ValueError, match=why):
        Nir(text)


def test_a_number_in_waiting_is_known_as_such():
    assert Nir("795109912611137").is_temporary


@pytest.mark.parametrize("text", ACTS)
def test_published_acts_are_read_and_written_back(text):
    act = Ctes.parse(f" {text} ")

    assert str(act) == text
    assert act.nature is Nature.DELIBERATION


@given(
    st.sampled_from(["034", "02A", "02B", "974"]),
    sirets(),
    st.dates(),
    st.from_regex(r"[A-Za-z0-9_]{1,15}", fullmatch=True),
    st.sampled_from(Nature),
)
def test_any_act_is_written_back(department, siret, signed_on, number, nature):
    text = f"{department}-{siret[:9]}-{signed_on.year:04}{signed_on:%m%d}-{number}-{nature.value}"
    act = Ctes.parse(text)

    assert str(act) == text
    assert (act.signed_on, act.nature) == (signed_on, nature)
    assert act.nature.label


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "illisible"),
        ("34-213401359-20251001-D1-DE", "illisible"),
        ("034-213401359-20251001-TROP_LONG_NUMERO-DE", "illisible"),
        ("034-213401359-20251001-D1-XX", "illisible"),
        ("034-213401359-20250230-D1-DE", "la date 20250230 n'existe pas"),
        ("034-213401358-20251001-D1-DE", "clé de contrôle"),
    ],
)
def test_a_wrong_act_says_which_part(text, why):
    with pytest.raises(ValueError, match=why):
        Ctes.parse(text)
