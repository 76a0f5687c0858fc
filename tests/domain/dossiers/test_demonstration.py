"""The demonstration registry: fictional people, the same again from the same seed and month (MCP-63, issue 1)."""

from collections import Counter
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from socle.dossiers.domain.consultation import decide
from socle.dossiers.domain.facts import FileFacts
from socle.dossiers.domain.file import FICTIONAL
from socle.dossiers.domain.search import FullIdentity, Key
from socle.dossiers.providers.demonstration import SIZE, DemonstrationRegistry, registry
from tests.domain.dossiers.builders import facts

ANCHOR = date(2026, 11, 1)
NOW = datetime(2026, 11, 30, 23, 30, tzinfo=ZoneInfo("Europe/Paris"))
SMALL = DemonstrationRegistry(ANCHOR, size=300)
FILES = [SMALL.file(numero) for numero in SMALL.numeros]
WHOLE = registry(ANCHOR)


def allowed(code, numero):
    return decide(facts(code, file=FileFacts.of(SMALL.file(numero))), NOW).code


def identity(numero, **more):
    known = SMALL.file(numero).identity
    raw = {"last_name": known.last_name, "first_name": known.first_name, "birth_date": known.birth_date.isoformat()}
    return FullIdentity.parse(raw | more)


def test_five_thousand_people_with_a_number_each():
    rows = WHOLE.listing()
    assert len({row["numero"] for row in rows}) == len(rows) == SIZE == 5_000
    assert all(len(row["numero"]) <= 7 and row["caisse"] == "999" for row in rows)


def test_the_same_seed_and_month_give_the_same_files():
    again = DemonstrationRegistry(date(2026, 11, 20), size=300)
    assert [again.file(numero) for numero in again.numeros] == FILES
    assert DemonstrationRegistry(ANCHOR, seed="autre", size=300).file(1000100) != FILES[99]


def test_a_file_does_not_depend_on_the_size_or_on_the_order():
    assert WHOLE.file(1000234) == SMALL.file(1000234)


def test_everybody_is_marked_as_fictional():
    for file in FILES:
        assert file.identity.fictional
        assert FICTIONAL in [field.text for field in file.identity.fields()]
        assert "Fictif-" in file.identity.last_name or file.identity.numero == "1000007"
        assert file.address.email.endswith("@courriel.example")
        assert file.address.phone.startswith("06 39 98 ")


def test_shares_are_those_of_the_catalogue():
    drafts = [WHOLE.draft(numero) for numero in WHOLE.numeros]
    now = sum(draft.rsa is not None and draft.rsa.contains(ANCHOR) for draft in drafts)
    assert 0.13 < now / SIZE < 0.17
    assert 0.19 < len(WHOLE.listing("rsa")) / SIZE < 0.23
    assert 0.08 < len(WHOLE.listing("cmg")) / SIZE < 0.12
    assert 0.015 < sum(not draft.quotient_known for draft in drafts) / SIZE < 0.025
    assert set(Counter(len(draft.child_ages) for draft in drafts)) == {0, 1, 2, 3, 4, 5}


def test_the_three_listings_say_what_files_have():
    with_rsa, with_cmg, none = ({row["numero"] for row in SMALL.listing(wanted)} for wanted in ("rsa", "cmg", "none"))
    assert with_rsa | with_cmg | none == {row["numero"] for row in SMALL.listing()}
    assert not none & (with_rsa | with_cmg)
    for numero in map(int, with_rsa):
        assert allowed("T18", numero) == "allowed"
    for numero in map(int, with_cmg):
        assert allowed("T21", numero) == "allowed"
    for numero in map(int, none):
        assert (allowed("T18", numero), allowed("T21", numero)) == ("no_recent_rsa", "no_cmg_request")


def test_an_unknown_listing_is_refused():
    with pytest.raises(ValueError, match="rsa, cmg, none"):
        SMALL.listing("nir")


@pytest.mark.parametrize(
    ("numero", "t18", "t21"),
    [
        (1000001, "allowed", "no_cmg_request"),
        (1000002, "no_recent_rsa", "no_cmg_request"),
        (1000003, "allowed", "no_cmg_request"),
        (1000004, "no_recent_rsa", "no_cmg_request"),
        (1000005, "no_recent_rsa", "allowed"),
    ],
)
def test_known_files_open_as_the_journeys_expect(numero, t18, t21):
    assert (allowed("T18", numero), allowed("T21", numero)) == (t18, t21)


def test_an_unknown_quotient_is_said_and_is_not_zero():
    fields = {field.code: field for field in SMALL.file(1000006).quotient_familial.fields()}
    assert (fields["valeur"].text, fields["valeur"].value) == ("non connu", None)
    assert SMALL.file(1000001).quotient_familial.current.value > 0
    assert len(SMALL.file(1000001).family.children) == 2


def test_mcp_63_a_key_finds_its_file_and_no_other():
    assert SMALL.find(Key("999", "1000042")).identity.numero == "1000042"
    for key in (Key("998", "1000042"), Key("999", "1"), Key("999", "1000301"), Key("999", "1000000")):
        assert SMALL.find(key) is None


def test_mcp_63_an_identity_finds_one_file_or_nothing():
    twins = Counter((file.identity.last_name, file.identity.first_name, file.identity.birth_date) for file in FILES)
    for file in FILES:
        who = file.identity
        found = SMALL.find(identity(int(who.numero)))
        alone = twins[who.last_name, who.first_name, who.birth_date] == 1
        assert found == (file if alone else None)


def test_mcp_63_the_commune_of_birth_parts_some_homonyms_and_not_others():
    assert SMALL.find(identity(1000008)) is None
    assert SMALL.find(identity(1000008, birth_commune="roquevive")).identity.numero == "1000008"
    assert SMALL.find(identity(1000010, birth_commune="La Bastide-Claire")) is None


def test_mcp_63_one_letter_and_accents_are_names():
    assert SMALL.find(FullIdentity.parse({"last_name": "y", "first_name": "e", "birth_date": "1969-12-31"}))
    raw = {"last_name": "FICTIF OEUILLY", "first_name": "theo", "birth_date": "1988-02-29"}
    assert SMALL.find(FullIdentity.parse(raw)).identity.numero == "1000006"


def test_mcp_63_somebody_is_found_by_the_name_they_use():
    file = next(file for file in FILES if file.identity.used_name)
    assert SMALL.find(identity(int(file.identity.numero), last_name=file.identity.used_name)) == file


def test_files_hold_together():
    for file in FILES:
        assert abs(file.resources.tariff_base.cents * 12 - file.resources.yearly.cents) <= 6
        assert all(later.month < sooner.month for sooner, later in pairwise(file.quotient_familial.history))
        assert all(right.monthly.cents >= 0 for right in file.rights.items)
        assert all(child.birth_date <= ANCHOR for child in file.family.children)
        assert all(debt.remaining <= debt.initial for debt in file.debts.items)
        assert file.identity.birth_date.year <= 2009
