"""The official list: every name leads to the present commune, however it is typed (DRT-02)."""

from __future__ import annotations

import pytest

from socle.organismes.domain.communes import code_in, fold, listed

ROWS = (
    {"code": "67004", "nom": "Sommerau", "type": "commune-actuelle", "departement": "67", "codesPostaux": ["67310"]},
    {"code": "67004", "nom": "Allenwiller", "type": "commune-deleguee", "chefLieu": "67004"},
    {"code": "67041", "nom": "Birkenwald", "type": "commune-deleguee", "chefLieu": "67004"},
    {"code": "69381", "nom": "Lyon 1er Arrondissement", "type": "arrondissement-municipal", "commune": "69123"},
)
DISTRICTS = ({"nom": "CC du Pays de Saverne", "membres": [{"code": "67004"}]},)


@pytest.mark.parametrize("typed", ["Saint-Louis", "ST LOUIS", "st-louis", "  Saint  Louis ", "sAINT-LOUÏS"])
def test_a_name_is_compared_without_accent_case_hyphen_nor_abbreviation(typed):
    assert fold(typed) == "saint louis"


def test_former_communes_lead_to_the_present_one():
    (found,) = listed(ROWS, DISTRICTS)

    assert (found.former, found.former_codes) == (("Allenwiller", "Birkenwald"), ("67041",))
    assert found.words == "| sommerau | allenwiller | birkenwald # 67310 "
    assert found.district == "CC du Pays de Saverne"


def test_a_code_is_read_alone_or_at_the_end_of_a_label():
    assert [code_in(one) for one in ("67482", "2a004", "Strasbourg (67482)", "67", "Strasbourg")] == [
        "67482",
        "2A004",
        "67482",
        "",
        "",
    ]
