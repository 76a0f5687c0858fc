import re
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from socle.traces.domain.event import Log, TraceEvent
from socle.traces.domain.kinds import ERASURE_SAYS, NOBODY, Catalogue, DataClass, Erasure, Kind, UnknownTagError
from socle.traces.domain.table import CATALOGUE

KINDS = list(CATALOGUE)
EVENT = TraceEvent(
    id=UUID(int=1),
    at=datetime(2026, 3, 12, tzinfo=UTC),
    log="traces",
    tag="dossier:file:consulted",
    person_name="Inès Ferrand",
    subject_label="n° ••••123",
    payload={"profile": "T2", "purpose": "aide à domicile", "groups": ["identity", "rights"]},
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.tag)
def test_every_kind_is_complete(kind):
    assert re.fullmatch(r"[a-z_]+(:[a-z_]+){1,2}", kind.tag)
    assert kind.sentence[0].isupper() or kind.sentence[0] == "{"
    assert kind.erasure in ERASURE_SAYS
    assert kind.log in (None, *Log)


def test_the_habilitations_log_keeps_what_is_kept_six_years():
    kept = {kind.tag for kind in KINDS if kind.log is Log.HABILITATIONS}

    assert {"habilitation:right:granted", "habilitation:right:withdrawn", "habilitation:delegation:granted"} <= kept
    assert "dossier:file:consulted" not in kept


def test_sentence_reads_in_french():
    assert CATALOGUE.sentence(EVENT) == (
        "Inès Ferrand a consulté le dossier n° ••••123 avec le profil T2, pour « aide à domicile » : identity, rights."
    )


def test_sentence_says_what_is_missing():
    anonymous = replace(EVENT, person_name="", payload={"profile": "T2", "purpose": None, "groups": True})

    said = CATALOGUE.sentence(anonymous)

    assert said.startswith(NOBODY)
    assert "« non précisé » : oui." in said


def test_unknown_tag_is_refused():
    with pytest.raises(UnknownTagError, match="add its sentence"):
        CATALOGUE.check("dossier:file:burnt", {})


def test_missing_and_unknown_fields_are_refused():
    with pytest.raises(ValueError, match=r"missing fields \['groups', 'purpose'\], unknown fields \['nir'\]"):
        CATALOGUE.check("dossier:file:consulted", {"profile": "T2", "nir": "1"})


def test_inexact_value_is_refused():
    with pytest.raises(ValueError, match="float"):
        CATALOGUE.check("trace:trace:read", {"count": 1.5})


def test_complete_payload_gives_its_kind():
    assert CATALOGUE.check(EVENT.tag, EVENT.payload).log is Log.TRACES
    assert "log:heartbeat" in CATALOGUE


def test_the_table_refuses_a_sentence_without_its_field():
    with pytest.raises(ValueError, match="names"):
        Catalogue([Kind("a:b:c", "{person} {colour}", Log.TRACES)])


def test_the_table_refuses_two_lines_for_one_tag():
    kind = Kind("a:b:c", "{person}", Log.TRACES)

    with pytest.raises(ValueError, match="twice"):
        Catalogue([kind], [kind])


@pytest.mark.parametrize(
    ("data", "erasure"), [(DataClass.STAFF, Erasure.NOT_NEEDED), (DataClass.NONE, Erasure.WITH_SALT)]
)
def test_the_table_refuses_data_without_its_erasure(data, erasure):
    with pytest.raises(ValueError, match="erased"):
        Catalogue([Kind("a:b:c", "{person}", Log.TRACES, (), data, erasure)])


def test_what_was_refused_may_lack_fields_and_says_so():
    refused = replace(EVENT, tag="organisme:person:created", outcome="refused", payload={"reason": "Trop tôt."})

    CATALOGUE.check(EVENT.tag, {"profile": "T2", "code": "x"}, "refused")
    assert CATALOGUE.sentence(refused) == "Refusé : Inès Ferrand a inscrit n° ••••123."
