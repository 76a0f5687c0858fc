import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.traces.domain.event import TraceEvent, canonical_json, check_payload, commitment, document, instant, leaf

SALT = bytes(range(16))
EVENT = TraceEvent(
    id=UUID(int=1),
    at=datetime(2026, 3, 12, 10, 14, 3, tzinfo=UTC),
    log="traces",
    tag="dossier:file:consulted",
    organisation_id=UUID(int=2),
    person_name="Inès Ferrand",
    payload={"profile": "T2", "groups": ["identity", "rights"]},
)


def test_canonical_json_is_sorted_tight_and_in_clear():
    assert canonical_json({"b": [1, None], "a": "é\n"}) == '{"a":"é\\n","b":[1,null]}'.encode()


def test_instant_is_utc_with_microseconds():
    paris = timezone(timedelta(hours=2))

    assert instant(datetime(2026, 7, 1, 9, 0, tzinfo=paris)) == "2026-07-01T07:00:00.000000Z"


def test_commitment_is_the_salted_hash():
    text = json.dumps(document(EVENT, 7), sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    data = sha256(SALT + text.encode()).digest()

    assert commitment(EVENT, 7, SALT) == data
    assert leaf(EVENT, 7, SALT) == sha256(b"\x00" + data).digest()


def test_document_says_every_field():
    assert document(EVENT, 1).keys() - {"organisation_seq", "format"} == set(TraceEvent.__slots__)


@pytest.mark.parametrize("name", [name for name in TraceEvent.__slots__ if name not in ("id", "at", "payload")])
def test_any_changed_field_changes_the_leaf(name):
    changed = replace(
        EVENT, **{name: UUID(int=9) if name.endswith("_id") and name not in ("request_id", "subject_id") else "autre"}
    )

    assert leaf(changed, 1, SALT) != leaf(EVENT, 1, SALT)


def test_rank_salt_instant_and_payload_change_the_leaf():
    before = leaf(EVENT, 1, SALT)

    assert leaf(EVENT, 2, SALT) != before
    assert leaf(EVENT, 1, bytes(16)) != before
    assert leaf(replace(EVENT, at=EVENT.at + timedelta(microseconds=1)), 1, SALT) != before
    assert leaf(replace(EVENT, payload={"profile": "T1"}), 1, SALT) != before


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text('aé€😀"\\/\n\t\x1f\x7f\u2028'),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc_", min_size=1), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abc_", min_size=1), JSON, max_size=4))
def test_what_is_let_in_survives_json(payload):
    check_payload(payload)

    text = canonical_json(payload)

    assert json.loads(text) == payload
    assert canonical_json(json.loads(text)) == text


@pytest.mark.parametrize(
    "value", [1.5, 2**53, "nul\x00", "\ud800", {"é": 1}, {"": 1}, {1: 1}, {"a": [b""]}, {"a": EVENT.at}]
)
def test_what_json_cannot_say_exactly_is_refused(value):
    with pytest.raises(ValueError):
        check_payload(value)
