"""MCP-62: the shape of what the API answers, group by group, as `docs/api.md` and the pages read it."""

import json
import re
from datetime import date
from functools import cache

import pytest

from socle.dossiers.domain.disclosure import disclose
from socle.dossiers.domain.groups import Group
from socle.dossiers.providers.demonstration import DemonstrationRegistry
from tests.domain.dossiers.builders import CONTACTS, MATRIX, TODAY, file

READ = {
    "identity": {
        "nom_naissance": str,
        "nom_usage": str,
        "prenoms": str,
        "sexe": str,
        "date_naissance": str,
        "commune_naissance": str,
        "caisse": str,
        "numero": str,
        "fictif": bool,
    },
    "address": {
        "voie": str,
        "code_postal": str,
        "commune": str,
        "depuis": str,
        "telephone": str,
        "courriel": type(None),
    },
    "family": {"situation": str, "depuis": str, "conjoint": dict, "enfants": list},
    "resources": {"annee": int, "salaires": str, "total_annuel": str, "trimestre": list, "base_tarifaire": str},
    "quotient_familial": {"valeur": int, "mois": str, "parts": str, "historique": list},
    "rights": {"droits": list, "demandes_cmg": list, "instructeur": str},
    "housing": {"statut": str, "loyer": str, "depuis": str, "bailleur": str, "tiers_payant": bool},
    "debts": {"indus": list, "reste_du": str},
}
MASKED = {
    "address": {"commune": str},
    "family": {"adultes": int, "nombre_enfants": int},
    "resources": {"base_tarifaire": str},
    "quotient_familial": {"tranche": dict},
    "housing": {"statut": str},
    "debts": {"indus_en_cours": bool},
}
ENTRIES = {
    ("family", "enfants"): {"nom_naissance", "prenom", "date_naissance", "garde"},
    ("family", "conjoint"): {"nom", "prenom", "date_naissance"},
    ("resources", "trimestre"): {"mois", "montant"},
    ("quotient_familial", "historique"): {"mois", "valeur"},
    ("rights", "droits"): {"prestation", "debut", "fin", "montant_mensuel"},
    ("debts", "indus"): {"prestation", "constate_le", "montant", "reste_du", "retenue_mensuelle"},
}
REGISTRY = DemonstrationRegistry(date(2026, 11, 1), size=60)
file_of = cache(REGISTRY.file)
NIR = re.compile(r"\b[12]\d{2}(0[1-9]|1[0-2])\d{8}(\d{2})?\b")


def disclosure(code, one=None):
    return disclose(one or file(), MATRIX.shown(code), profile=MATRIX.profiles[code], today=TODAY, contacts=CONTACTS)


def groups_at(level):
    """Each group with a profile that sees it at this level, without narrowing."""
    for group in Group:
        for code in MATRIX.profiles:
            cell = MATRIX.shown(code)[group]
            if cell.level == level and not (cell.only or cell.also or cell.years):
                yield group.value, code
                break


def kinds(data):
    return {name: type(value) for name, value in data.items()}


@pytest.mark.parametrize(("group", "code"), list(groups_at("read")))
def test_a_group_that_is_read_has_these_keys(group, code):
    data = disclosure(code).groups[group]["data"]
    assert kinds(data) == READ[group]
    for (where, name), keys in ENTRIES.items():
        if where == group:
            entries = data[name] if isinstance(data[name], list) else [data[name]]
            assert entries
            assert all(set(entry) == keys for entry in entries)


@pytest.mark.parametrize(("group", "code"), list(groups_at("masked")))
def test_a_group_that_is_masked_has_its_summary_only(group, code):
    data = disclosure(code).groups[group]["data"]
    assert kinds(data) == MASKED.get(group, {}) or (group == "rights" and set(map(type, data.values())) == {bool})


@pytest.mark.parametrize("code", MATRIX.profiles)
def test_a_group_has_a_label_a_level_a_note_data_and_lines(code):
    for name, group in disclosure(code).groups.items():
        assert set(group) == {"label", "level", "note", "data", "fields"}
        assert group["level"] == MATRIX.shown(code)[Group(name)].level
        assert {field["code"] for field in group["fields"]} == set(group["data"])
        assert all(set(field) == {"code", "label", "text"} for field in group["fields"])
        assert group["level"] == "read" or group["note"]


@pytest.mark.parametrize("code", MATRIX.profiles)
def test_every_demonstration_file_is_json_with_texts_to_read_and_no_nir(code):
    for numero in REGISTRY.numeros:
        answer = disclosure(code, file_of(numero))
        whole = {"beneficiary": answer.beneficiary, "groups": answer.groups, "withheld": answer.withheld}
        text = json.dumps(whole, ensure_ascii=False, allow_nan=False)
        assert json.loads(text) == whole
        assert NIR.search(text) is None
        assert all(field["text"] and field["label"] for group in answer.groups.values() for field in group["fields"])
        assert answer.beneficiary["numero"] == str(numero)


def test_amounts_are_texts_with_two_decimals_and_dates_are_iso():
    groups = disclosure("T1").groups
    assert groups["resources"]["data"]["total_annuel"] == "17999.88"
    assert groups["debts"]["data"]["reste_du"] == "123.45"
    assert groups["identity"]["data"]["date_naissance"] == "1990-03-01"
    assert groups["quotient_familial"]["data"]["mois"] == "2026-11"
    assert groups["rights"]["data"]["demandes_cmg"] == ["2021-12-05"]


def test_an_unknown_quotient_is_null_for_machines_and_words_for_people():
    (past,) = disclosure("T1").groups["quotient_familial"]["data"]["historique"]
    assert past == {"mois": "2026-10", "valeur": None}
    lines = {field["label"]: field["text"] for field in disclosure("T2").groups["quotient_familial"]["fields"]}
    assert lines["Quotient familial d'octobre 2026"] == "non connu"


def test_a_right_that_ended_says_its_last_day():
    lines = {field["label"]: field["text"] for field in disclosure("T1").groups["rights"]["fields"]}
    cmg = lines["Complément de libre choix du mode de garde (CMG)"]
    assert cmg.endswith("depuis le 1er janvier 2022, jusqu'au 31 décembre 2023")
    rights = disclosure("T1").groups["rights"]["data"]["droits"]
    assert [right["fin"] for right in rights] == [None, "2023-12-31", None]
