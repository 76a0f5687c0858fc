"""MCP-63: an exact key or a full identity with exactly one match; never a list, and one answer for none and many."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.dossiers.domain.file import Identity
from socle.dossiers.domain.search import FullIdentity, Key, normalise, only_one
from socle.kernel.clause import Clause
from socle.kernel.decision import Refused

RAW = {"last_name": "Fictif-D'Orbieu", "first_name": "Anne-Laure", "birth_date": "1986-03-08"}


@pytest.mark.parametrize(
    ("caisse", "numero", "key"),
    [
        ("999", "1000001", Key("999", "1000001")),
        (" 999 ", " 1 000 001 ", Key("999", "1000001")),
        ("999", "0000042", Key("999", "42")),
        ("034", "7", Key("034", "7")),
    ],
)
def test_mcp_63_a_key_is_a_caisse_and_up_to_seven_digits(caisse, numero, key):
    assert Key.parse(caisse, numero) == key


@pytest.mark.parametrize(
    ("caisse", "numero"),
    [
        ("", "1000001"),
        ("99", "1000001"),
        ("9999", "1000001"),
        ("999", ""),
        ("999", "10000001"),
        ("999", "1860375115034"),
        ("999", "12a"),
        ("999", "-1"),
        ("999", "١٢٣"),
    ],
)
def test_mcp_63_anything_else_is_refused_and_the_nir_first(caisse, numero):
    with pytest.raises(Refused) as refused:
        Key.parse(caisse, numero)
    assert refused.value.decision.code == "search_incomplete"
    assert refused.value.decision.clause == Clause.house("MCP-63")
    assert "caisse" in refused.value.decision.fix


@pytest.mark.parametrize("missing", RAW)
@pytest.mark.parametrize("value", ["", "  ", "-"])
def test_mcp_63_an_identity_is_complete_or_refused(missing, value):
    with pytest.raises(Refused) as refused:
        FullIdentity.parse(RAW | {missing: value})
    assert refused.value.decision.code == "search_incomplete"


@pytest.mark.parametrize("born", ["08/03/1986", "1986-13-08", "1986"])
def test_mcp_63_a_birth_date_is_a_date(born):
    with pytest.raises(Refused):
        FullIdentity.parse(RAW | {"birth_date": born})


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Œuilly", "oeuilly"),
        ("D'Orbieu", "d orbieu"),
        ("D\u2019ORBIEU", "d orbieu"),
        ("jean–baptiste", "jean baptiste"),
        ("  Noémie\u00a0", "noemie"),
        ("É", "e"),
        ("Ægidius", "aegidius"),
        ("Straße", "strasse"),
    ],
)
def test_mcp_63_case_accents_and_hyphens_do_not_count(text, plain):
    assert normalise(text) == plain


@given(st.text(max_size=30))
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


def somebody(**changes):
    known = {"last_name": "Fictif-D'Orbieu", "first_name": "Anne-Laure", "birth_date": date(1986, 3, 8)}
    rest = {"caisse": "999", "numero": "1", "sex": "F", "birth_commune": "Roquevive", "used_name": "Fictif-Jaur"}
    return Identity(**(known | rest | changes))


@pytest.mark.parametrize(
    ("wanted", "matches"),
    [
        ({}, True),
        ({"last_name": "FICTIF D ORBIEU", "first_name": "anne laure"}, True),
        ({"last_name": "fictif-jaur"}, True),
        ({"birth_commune": "ROQUEVIVE"}, True),
        ({"birth_commune": "Fontvive"}, False),
        ({"first_name": "Anne"}, False),
        ({"last_name": "Orbieu"}, False),
        ({"birth_date": "1986-03-09"}, False),
    ],
)
def test_mcp_63_a_match_is_exact(wanted, matches):
    assert FullIdentity.parse(RAW | wanted).matches(somebody()) is matches


def test_a_person_without_a_used_name_is_not_found_by_an_empty_one():
    assert not FullIdentity("", "anne laure", date(1986, 3, 8)).matches(somebody(used_name="", last_name="X"))


@given(st.lists(st.integers(), max_size=5))
def test_mcp_63_only_a_single_match_is_a_match(found):
    assert only_one(found) == (found[0] if len(found) == 1 else None)
