"""What is kept is encrypted, opens for the bodies named, and is whole or absent after a kill (reliability.md §3.4, F3-F5)."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import uuid4

import pytest

from socle.database.transactions import transaction
from socle.files import disk, keyring, sealed, store
from socle.files.actions import Handed, examine_again, read, receive, sweep
from socle.files.actions.serving import content_of
from socle.files.domain.findings import Check, Outcome, Verdict, verdict
from socle.files.domain.kinds import PDF, FileCode, FileState
from socle.files.examining import Examined
from socle.files.handing import handed_over
from socle.files.queries import file_of, files_of
from socle.kernel.decision import Refused
from tests import factories
from tests.files import hostile

pytestmark = pytest.mark.django_db
CONTENT = hostile.pdf() * 400
CLEAN = Examined(verdict([Check("content", Outcome.PASSED)]), PDF, CONTENT)
WAITS = Examined(verdict([Check("antivirus", Outcome.UNAVAILABLE)]), PDF, CONTENT)
REFUSED = Examined(verdict([Check("content", Outcome.FAILED, FileCode.ACTIVE, "JavaScript")]), PDF, b"")


@pytest.fixture(autouse=True)
def state(settings, tmp_path) -> Path:
    settings.SOCLE_STATE = tmp_path
    return tmp_path


@pytest.fixture
def people(owner):
    with owner():
        return [factories.actor_of(factories.MembershipFactory(), "principal") for _ in range(3)]


def given(actor, examined=CLEAN, *, shared_with=(), subject=None):
    handed = Handed("scan signé.pdf", CONTENT, "signature", subject or uuid4(), shared_with)
    with transaction(actor) as at:
        return receive(handed, examined, actor=actor, at=at)


def as_app(actor, query):
    """What a query says under row security."""
    with transaction(actor):
        return query()


def test_a_file_is_encrypted_and_opens_for_its_body_and_those_it_is_shared_with(people, state):
    mine, other, stranger = people
    row = given(mine, shared_with=[other.organisation_id])

    kept = store.path_of(state, row.id).read_bytes()
    assert b"%PDF" not in kept
    assert store.path_of(state, row.id).stat().st_mode & 0o777 == 0o600
    assert as_app(other, lambda: file_of(row.id)) == row
    assert as_app(stranger, lambda: file_of(row.id)) is None
    assert as_app(other, lambda: files_of("signature", row.subject_id)) == [row]
    with transaction(other) as at:
        assert b"".join(read(row, actor=other, at=at)) == CONTENT


def test_it_is_handed_over_as_a_file_that_never_runs(people):
    answer = handed_over(given(people[0]), iter([b"x"]))

    assert answer["Content-Disposition"].startswith('attachment; filename="scan sign.pdf"; filename*=UTF-8')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["Cache-Control"] == "no-store"


def test_a_refused_file_keeps_its_reason_and_no_content(people, state):
    row = given(people[0], REFUSED)

    assert row.code == FileCode.ACTIVE
    assert "JavaScript" in row.reason
    assert not store.path_of(state, row.id).exists()
    with transaction(people[0]) as at, pytest.raises(Refused):
        read(row, actor=people[0], at=at)


def test_a_file_in_quarantine_is_not_served_until_it_is_examined(people, settings, owner):
    settings.CLAMD_SOCKET = "/nowhere/clamd.ctl"
    row = given(people[0], WAITS)
    with transaction(people[0]) as at, pytest.raises(Refused) as refused:
        read(row, actor=people[0], at=at)
    assert refused.value.decision.code == FileCode.WAITING

    with owner(), transaction(None) as at:
        assert examine_again(at) == 0
        settings.CLAMD_SOCKET = ""
        assert examine_again(at) == 1
        assert file_of(row.id).state == FileState.CLEAN


def test_two_ciphertexts_swapped_and_one_byte_changed_do_not_open(people, state):
    one, two = given(people[0]), given(people[0])
    first, second = store.path_of(state, one.id), store.path_of(state, two.id)
    shutil.copy(second, first)
    with pytest.raises(sealed.AlteredError):
        b"".join(content_of(one))

    whole = bytearray(second.read_bytes())
    whole[100] ^= 1
    second.write_bytes(whole)
    with pytest.raises(sealed.AlteredError):
        b"".join(content_of(two))


def test_a_file_cut_at_a_chunk_does_not_open():
    key, big = bytes(32), bytes(sealed.CHUNK * 2 + 5)
    written = sealed.seal(big, key, b"x")

    assert b"".join(sealed.opened(written, key, b"x")) == big
    cut = written[: len(sealed.MAGIC) + 2 * (sealed.CHUNK + sealed.TAG)]
    with pytest.raises(sealed.AlteredError):
        list(sealed.opened(cut, key, b"x"))


def test_the_ring_turns_and_the_older_keys_still_open(people, state):
    row = given(people[0])
    turned = keyring.rotate(state)

    assert row.key_id != turned.current
    assert b"".join(content_of(row)) == CONTENT
    assert given(people[0]).key_id == turned.current
    without = keyring.KeyRing(turned.current, {turned.current: turned.keys[turned.current]})
    with pytest.raises(keyring.KeyLostError, match="restaurez"):
        without.unwrap(row.key_id, bytes(row.wrapped_key), b"")


def test_an_upload_killed_before_its_commit_leaves_nothing(people, state, owner):
    """The file precedes its row: without the row it is swept, once no upload can still be under way."""
    kept, lost = given(people[0]), uuid4()
    store.put(state, lost, b"orphelin")
    (state / "files" / lost.hex[:2] / f"{disk.UNFINISHED}abc").write_bytes(b"moitie")

    with transaction(None), pytest.raises(PermissionError):
        sweep(older_than=0)
    with owner():
        assert sweep() == 0
        assert sweep(older_than=0) == 2
    assert not store.path_of(state, lost).exists()
    assert b"".join(content_of(kept)) == CONTENT


def test_a_check_that_fails_wins_over_one_that_waits():
    both = verdict([Check("a", Outcome.UNAVAILABLE), Check("b", Outcome.FAILED, FileCode.VIRUS)])

    assert isinstance(both, Verdict)
    assert both.state is FileState.REFUSED
