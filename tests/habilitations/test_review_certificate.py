"""The certificate is verified without us, and not one of its bytes may change unseen (MCP-26; ambition 9)."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from functools import cache
from random import Random

import psycopg
import pytest

from socle.database.transactions import transaction
from socle.habilitations.actions.reviewing.closing import close_review
from socle.habilitations.offline import SCRIPT, verify_review
from socle.habilitations.offline.verify_review import Altered, is_signed, verify
from socle.habilitations.queries.reviewing.certificates import attested
from socle.site.databases import superuser_url
from socle.traces.keys import sealing_key
from socle.traces.proving import prove, root_of_tiles
from socle.traces.rows import journal_id
from socle.traces.sealing import Sealer
from tests.browsing import browser_of
from tests.conftest import acting_as
from tests.factories import MembershipFactory
from tests.habilitations.bodies import confirmed, give_role
from tests.habilitations.reviewed import answer_all, opened, town

SAMPLE = 400


MADE: dict[str, tuple] = {}


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    return tmp_path_factory.mktemp("journal")


def seal(database: str, state) -> None:
    with psycopg.connect(superuser_url(), dbname=database) as connection:
        connection.execute("set role socle_sealer")
        connection.commit()
        sealer = Sealer(state, sealing_key(state), journal_id(connection))
        connection.commit()
        while sealer.seal(connection):
            pass


@pytest.fixture
def certificate(committed, committed_database, state, settings):
    """A review of thirty rights closed and sealed, as the caisse of the partner finds it."""
    settings.SOCLE_STATE = state
    if committed_database not in MADE:
        MADE[committed_database] = reviewed(committed_database, state)
    return MADE[committed_database]


def reviewed(database: str, state):
    """Once: its rows stay in the database of the tests that commit."""
    with acting_as("socle_owner"):
        body = town(people=30)
        member = MembershipFactory(organisation=body.convention.organisation)
        caisse = give_role(member, "caisse_admin", body.convention)
    campaign = opened(body)
    answer_all(body, campaign, **{str(body.people[3].id): "remove", str(body.people[4].id): "doubtful"})
    actor = confirmed(body.principal)
    with transaction(actor) as at:
        closed = close_review(campaign.id, actor=actor, at=at)
        assert attested(closed.id).proof is None
    seal(database, state)
    return closed, body, caisse


def found(certificate):
    closed, _, caisse = certificate
    with transaction(caisse):
        return attested(closed.id)


def test_the_certificate_is_verified_by_the_standard_library_alone(certificate, tmp_path):
    shown = found(certificate)
    path = tmp_path / "certificat.json"
    path.write_bytes(shown.file)
    done = subprocess.run(
        [sys.executable, "-I", "-S", SCRIPT, path, "--cle", shown.proof.key],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("Certificat authentique.")
    assert "1 retirés, 1 sans avis" in done.stdout
    assert shown.row.organisation.legal_name in done.stdout
    counts = shown.body["counts"]
    assert (counts["remove"], counts["doubtful"], counts["keep"]) == (1, 1, 28)
    assert len(shown.body["exceptions"]) == 1


def test_every_altered_byte_is_found(certificate, monkeypatch):
    monkeypatch.setattr(verify_review, "is_signed", cache(is_signed))  # the same triple has the same answer
    raw = found(certificate).file
    chance = Random(20261120)
    places = chance.sample(range(len(raw)), SAMPLE)
    proof = raw.index(b'"journal":')
    places += range(proof, len(raw))
    for place in places:
        for wrong in {raw[place] ^ 1, ord("A") if raw[place] != ord("A") else ord("B")}:
            altered = bytearray(raw)
            altered[place] = wrong
            with pytest.raises(Altered):
                verify(bytes(altered))
    assert verify(raw)


CHANGES = {
    "a line removed": lambda body: body["lines"].pop(),
    "a removed right said kept": lambda body: next(one for one in body["lines"] if one["verdict"] == "remove").update(
        verdict="keep"
    ),
    "a name": lambda body: body["lines"][0].update(person="Personne Autre"),
    "the counts": lambda body: body["counts"].update(keep=99),
    "the failed controls": lambda body: body["controls"].update(failed=7),
    "the pace": lambda body: body["pace"].update(quick=0, middle=60),
    "the partner": lambda body: body["partner"].update(name="Commune d'à côté"),
}


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_certificate_that_says_something_else_is_refused(certificate, change):
    said = json.loads(found(certificate).file)
    CHANGES[change](said["body"])
    raw = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    with pytest.raises(Altered):
        verify(raw)


def test_another_key_a_missing_proof_and_noise_are_refused(certificate):
    shown = found(certificate)
    with pytest.raises(Altered, match="clé publique"):
        verify(shown.file, trusted="autre+00000000+AAAA")
    with pytest.raises(Altered, match="pas encore scellé"):
        verify(
            json.dumps(
                {"body": shown.body, "journal": None}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
            ).encode()
        )
    for noise in (b"", b"[]", b"\xff", b'{"body":1,"journal":2}', b"[" * 5000):
        with pytest.raises(Altered):
            verify(noise)


def test_the_signature_check_is_that_of_the_library(state):
    key = sealing_key(state)
    signature = key.sign(b"message")
    assert is_signed(key.public_key, signature, b"message")
    assert not is_signed(key.public_key, signature, b"messagf")
    assert not is_signed(
        key.public_key,
        signature[:32]
        + (int.from_bytes(signature[32:], "little") + 2**252 + 27742317777372353535851937790883648493).to_bytes(
            32, "little"
        ),
        b"message",
    )
    assert not is_signed(bytes(32), signature, b"message")


def test_everything_is_handed_over_in_one_archive(certificate):
    closed, _, caisse = certificate
    answered = browser_of(caisse).get(f"/revues/certificats/{closed.id}/zip/")
    with zipfile.ZipFile(io.BytesIO(answered.content)) as archive:
        names = sorted(archive.namelist())
        paper = next(name for name in names if name.endswith(".pdf"))
        data = next(name for name in names if name.endswith(".json"))
        assert archive.read(paper).startswith(b"%PDF-")
        assert verify(archive.read(data))
        assert archive.read("verify_review.py") == SCRIPT.read_bytes()
    assert "LISEZ-MOI.txt" in names
    page = browser_of(caisse).get(f"/revues/certificats/{closed.id}/").content.decode()
    assert closed.digest in page
    assert found(certificate).proof.key in page
    assert browser_of(caisse).get(f"/revues/certificats/{closed.id}/exe/").status_code == 404


def test_a_proof_is_given_of_ones_own_traces_only(certificate):
    closed, _, _ = certificate
    with acting_as("socle_owner"):
        other = town(people=1)
    with transaction(other.principal):
        assert prove(closed.trace_id, closed.issued_at) is None
        assert attested(closed.id) is None


HALF = 512  # two tiles: of whatever the other tests had sealed before, the half beside the certificate is whole
FILL = """
insert into traces_staged_trace (id, at, log, tag, outcome, payload, salt)
select gen_random_uuid(), now(), 'habilitations', 'demonstration:data:loaded', 'done', '{}', substr(sha256(n::text::bytea), 1, 16)
from generate_series(1, 1100) n
"""


def test_the_proof_takes_whole_tiles_from_the_stored_nodes(certificate, committed_database, state):
    with psycopg.connect(superuser_url(), dbname=committed_database) as connection:
        connection.execute(FILL)
    seal(committed_database, state)
    shown = found(certificate)

    assert shown.proof.size > 1100
    assert verify(shown.file)
    beside = shown.proof.index // HALF ^ 1
    with transaction(certificate[2]):
        assert root_of_tiles("habilitations", beside * HALF, (beside + 1) * HALF) in shown.proof.hashes
