"""Tamper matrix on real rows, as the database's superuser with the triggers off (acceptance A3)."""

import shutil
from base64 import b64encode

import pytest

from socle.traces import verification
from socle.traces.domain.event import Log
from socle.traces.domain.merkle import root
from socle.traces.keys import KeyLost, sealing_key

TARGET = 5
SET = "update traces_entry set {} where log = 'traces' and idx = 5"


@pytest.fixture
def sealed(journal):
    for first in (0, 100, 200):
        journal.stage(4, first=first)
        journal.seal()
    journal.stage(3, log="habilitations")
    journal.seal()
    return journal


def broken(journal):
    answer = journal.verify()
    assert not answer["ok"]
    return answer["first_broken"]


def test_untouched_journal_holds(sealed):
    answer = sealed.verify()

    assert (answer["ok"], answer["sealed"], answer["pending"], answer["first_broken"]) == (True, 15, 0, None)
    assert answer["checkpoint"]["traces"]["note"].count("\n— ") == 1


@pytest.mark.parametrize(
    "change",
    [
        "payload = '{\"rank\": 7777}'",
        "payload = payload || '{\"more\": true}'",
        "tag = 'dossier:file:refused'",
        "outcome = 'failed'",
        "at = at + interval '1 microsecond'",
        "at = at + interval '40 days'",
        "id = gen_random_uuid()",
        "organisation_id = gen_random_uuid()",
        "caisse_id = gen_random_uuid()",
        "person_id = gen_random_uuid()",
        "person_name = 'Quelqu''un'",
        "organisation_name = 'Autre'",
        "membership_id = gen_random_uuid()",
        "account_id = gen_random_uuid()",
        "channel = 'api'",
        "request_id = 'x'",
        "subject_kind = 'x'",
        "subject_id = 'x'",
        "subject_label = 'x'",
        "clause = 'x'",
        "salt = substr(sha256('x'), 1, 16)",
        "organisation_seq = organisation_seq + 1",
        "leaf = sha256('x')",
        "payload = '{}', leaf = sha256('x')",
    ],
)
def test_any_edited_column_names_its_entry(sealed, change):
    assert sealed.tamper(SET.format(change)) == 1

    found = broken(sealed)

    row = sealed.connection.execute("select id::text, at from traces_entry where log = 'traces' and idx = 5").fetchone()
    assert (found["log"], found["index"], found["code"]) == ("traces", TARGET, "edited")
    assert (found["id"], found["at"]) == (row[0], row[1].isoformat())


def test_every_column_is_committed(sealed):
    columns = {
        row[0]
        for row in sealed.connection.execute(
            "select column_name from information_schema.columns where table_name = 'traces_entry'"
        )
    }

    assert columns == set(verification.TraceEvent.__slots__) | {"salt", "idx", "organisation_seq", "leaf"}


def test_deleted_row_is_named(sealed):
    sealed.tamper("delete from traces_entry where log = 'traces' and idx = 5")

    assert (broken(sealed)["code"], broken(sealed)["index"]) == ("deleted", TARGET)


def test_deleted_and_renumbered_row_is_named(sealed):
    sealed.tamper("delete from traces_entry where log = 'traces' and idx = 5")
    sealed.tamper("update traces_entry set idx = idx - 1 where log = 'traces' and idx > 5")

    assert (broken(sealed)["code"], broken(sealed)["index"]) == ("deleted", TARGET)


def test_swapped_rows_are_named(sealed):
    sealed.tamper("update traces_entry set idx = 13 - idx where log = 'traces' and idx in (5, 8)")

    assert (broken(sealed)["code"], broken(sealed)["index"]) == ("swapped", TARGET)


def test_cut_tail_is_named(sealed):
    sealed.tamper("delete from traces_entry where log = 'traces' and idx >= 5")

    assert (broken(sealed)["code"], broken(sealed)["index"]) == ("cut", TARGET)


def test_tail_cut_with_its_checkpoints_is_named(sealed):
    sealed.tamper("delete from traces_entry where log = 'traces' and idx >= 8")
    sealed.tamper("delete from traces_checkpoint where log = 'traces' and size > 8")

    assert (broken(sealed)["code"], broken(sealed)["index"]) == ("cut", 8)


def test_emptied_log_is_named(sealed):
    sealed.tamper("delete from traces_entry")
    sealed.tamper("delete from traces_checkpoint")

    assert (broken(sealed)["code"], broken(sealed)["index"]) == ("cut", 0)


def test_backdated_insert_is_named(sealed):
    sealed.tamper(
        "insert into traces_entry (id, at, log, tag, outcome, salt, idx, organisation_seq, leaf) "
        "select gen_random_uuid(), at - interval '1 day', log, tag, outcome, salt, idx, organisation_seq, leaf "
        "from traces_entry where log = 'traces' and idx = 5"
    )

    assert (broken(sealed)["code"], broken(sealed)["index"]) == ("inserted", TARGET)


@pytest.mark.parametrize(
    ("change", "index"),
    [
        ("update traces_checkpoint set root = sha256('x') where log = 'traces' and size = 8", 4),
        ("update traces_checkpoint set leaves = '' where log = 'traces' and size = 8", 4),
        ("update traces_checkpoint set note = replace(note, E'\\n12\\n', E'\\n11\\n') where size = 12", 8),
        ("delete from traces_checkpoint where log = 'traces' and size = 8", 4),
    ],
)
def test_altered_checkpoint_is_named(sealed, change, index):
    assert sealed.tamper(change) == 1

    assert (broken(sealed)["code"], broken(sealed)["index"]) == ("checkpoint", index)


def rewrite(journal, last):
    """Change entry 5 with its hash, and every list, root and note text up to `last`; signatures cannot follow."""
    journal.tamper(SET.format("payload = '{\"rank\": 7777}'"))
    entries = list(verification._entries(journal.connection, Log.TRACES))
    leaves = [entry.actual() for entry in entries]
    journal.tamper(SET.format("leaf = %s"), leaves[TARGET])
    for start, size in ((4, 8), (8, 12)):
        if size <= last:
            found = root(leaves[:size])
            (before,) = journal.connection.execute(
                "select note from traces_checkpoint where log = 'traces' and size = %s", (size,)
            ).fetchone()
            lines = before.split("\n")
            lines[2] = b64encode(found).decode()
            journal.tamper(
                "update traces_checkpoint set root = %s, leaves = %s, note = %s where log = 'traces' and size = %s",
                *(found, b"".join(leaves[start:size]), "\n".join(lines), size),
            )


@pytest.mark.parametrize("last", [8, 12])
def test_rewritten_history_is_located_by_its_first_false_signature(sealed, last):
    rewrite(sealed, last)

    found = broken(sealed)

    assert (found["code"], found["index"]) == ("checkpoint", 4)
    assert "fausse" in found["diagnosis"]


def test_the_other_log_is_verified_too(sealed):
    sealed.tamper("update traces_entry set clause = 'x' where log = 'habilitations' and idx = 2")

    assert (broken(sealed)["log"], broken(sealed)["index"]) == ("habilitations", 2)


def test_altered_node_is_named(journal):
    journal.stage(600)
    journal.seal()
    assert journal.verify()["ok"]
    journal.tamper("update traces_node set hash = sha256('x') where position = 1")

    assert (broken(journal)["code"], broken(journal)["index"]) == ("node", 511)


def test_log_signed_again_with_another_key_is_named(sealed, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    sealing_key(other)
    for name in ("sealer.key", "sealer.pub"):
        shutil.copy(other / name, sealed.state / name)

    found = broken(sealed)

    assert found["code"] == "key"
    assert "remplacée" in found["diagnosis"]


@pytest.mark.parametrize("pattern", ["*.note", "sealer.pub", "*.*"])
def test_missing_second_store_or_key_is_not_ok(sealed, pattern):
    for path in sealed.state.rglob(pattern):
        path.unlink()

    assert broken(sealed)["code"] == "key"


def test_replaced_private_key_is_refused(sealed):
    (sealed.state / "sealer.key").unlink()
    with pytest.raises(KeyLost, match="a disparu"):
        sealing_key(sealed.state)

    pub = (sealed.state / "sealer.pub").read_bytes()
    (sealed.state / "sealer.pub").unlink()
    sealing_key(sealed.state)
    (sealed.state / "sealer.pub").write_bytes(pub)
    with pytest.raises(KeyLost, match="remplacée"):
        sealing_key(sealed.state)


def test_waiting_stops_at_the_limit(journal):
    assert verification.wait_until_sealed(journal.connection, 0)
    journal.stage(1)

    assert not verification.wait_until_sealed(journal.connection, 0)


def test_the_whole_command_on_the_database_of_the_settings(journal):
    answer = verification.verify(wait=True)

    assert (answer["ok"], answer["first_broken"]) == (True, None)
