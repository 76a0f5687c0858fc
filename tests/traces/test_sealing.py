import stat

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from socle.traces.domain.event import Log
from socle.traces.files import write_once
from socle.traces.keys import KeyLost, public_key, sealing_key
from socle.traces.sealing import seal_batch
from socle.traces.witness import LogRefused


class Killed(Exception):  # noqa: N818
    pass


def test_a_batch_empties_the_queue_in_order(journal):
    ids = journal.stage(10)

    assert journal.seal() == 10

    assert [row[:2] for row in journal.entries()] == list(enumerate(ids))
    assert journal.verify() | {"checkpoint": None} == {
        "ok": True,
        "sealed": 10,
        "pending": 0,
        "checkpoint": None,
        "first_broken": None,
    }


def test_ranks_are_dense_in_each_organisation(journal):
    journal.stage(7)
    journal.seal()
    journal.stage(4, first=50)
    journal.seal()

    assert [row[2] for row in journal.entries()] == [1, 1, 1, 2, 2, 2, 3, 4, 3, 3, 5]


def test_each_log_has_its_own_tree(journal):
    journal.stage(3)
    journal.stage(2, log="habilitations")

    assert journal.seal() == 5

    answer = journal.verify()
    assert answer["ok"]
    assert {log: found["size"] for log, found in answer["checkpoint"].items()} == {"traces": 3, "habilitations": 2}


def test_nothing_to_seal_signs_nothing(journal):
    assert journal.seal() == 0
    assert journal.verify()["checkpoint"] == {}


def test_pending_traces_are_counted(journal):
    journal.stage(3)

    assert (journal.verify()["sealed"], journal.verify()["pending"]) == (0, 3)


def test_the_key_is_private_and_made_once(journal):
    journal.stage(1)
    journal.seal()
    before = (journal.state / "sealer.key").read_bytes()
    journal.stage(1, first=9)
    journal.seal()

    assert (journal.state / "sealer.key").read_bytes() == before
    assert stat.S_IMODE((journal.state / "sealer.key").stat().st_mode) == 0o600


@pytest.mark.parametrize("point", ["moved", "written", "prepared", "committed"])
def test_killed_at_any_point_then_run_again(journal, point):
    journal.stage(5)
    journal.seal()
    ids = journal.stage(300, first=100)

    def kill(step):
        if step == point:
            raise Killed

    with pytest.raises(Killed):
        journal.sealer(kill).seal_log(journal.connection, Log.TRACES)
    journal.stage(2, first=900)
    journal.seal()

    answer = journal.verify()
    assert (answer["ok"], answer["sealed"], answer["pending"]) == (True, 307, 0)
    assert [row[1] for row in journal.entries()][5:305] == ids
    assert not list(journal.state.rglob("*.next"))


def test_negative_control_without_the_second_step_the_store_is_behind(journal):
    journal.stage(5)

    def kill(step):
        if step == "committed":
            raise Killed

    with pytest.raises(Killed):
        journal.sealer(kill).seal_log(journal.connection, Log.TRACES)

    assert len(list(journal.state.rglob("*.next"))) == 1
    assert not list(journal.state.rglob("*.note"))


def test_a_second_sealer_waits_its_turn(journal):
    journal.stage(1)
    with psycopg.connect(journal.connection.info.dsn, password=journal.connection.info.password) as other:
        other.execute("select pg_advisory_xact_lock(7010001)")

        assert journal.seal() == 0

    assert journal.seal() == 1


def refused(journal, words):
    journal.stage(1, first=5000)
    with pytest.raises(LogRefused, match=words), journal.connection.transaction():
        journal.sealer().seal(journal.connection)


def test_restored_backup_is_refused(journal):
    journal.stage(3)
    journal.seal()
    with pytest.raises(Killed), journal.connection.transaction():
        journal.stage(3, first=10)
        journal.seal()
        raise Killed

    refused(journal, "une sauvegarde plus ancienne a été restaurée")


def test_negative_control_the_restored_backup_is_valid_by_itself(journal):
    journal.stage(3)
    journal.seal()
    saved = {path: path.read_bytes() for path in journal.state.rglob("*.note")}
    with pytest.raises(Killed), journal.connection.transaction():
        journal.stage(3, first=10)
        journal.seal()
        raise Killed
    for path, content in saved.items():
        path.write_bytes(content)

    journal.stage(1, first=20)
    assert journal.seal() == 1


def test_forked_history_is_refused(journal):
    journal.stage(3)
    journal.seal()
    with pytest.raises(Killed), journal.connection.transaction():
        journal.stage(1, first=10)
        journal.seal()
        raise Killed
    saved = {path: path.read_bytes() for path in journal.state.rglob("*.note")}
    for path in saved:
        path.unlink()
    journal.tamper("delete from traces_entry")
    journal.tamper("delete from traces_checkpoint")
    journal.stage(4, first=30)
    journal.seal()
    for path, content in saved.items():
        path.write_bytes(content)

    refused(journal, "son histoire a été réécrite")


def test_lost_second_store_is_refused(journal):
    journal.stage(3)
    journal.seal()
    for path in journal.state.rglob("*.note"):
        path.unlink()

    refused(journal, "a disparu")


def test_altered_second_store_is_refused(journal):
    journal.stage(3)
    journal.seal()
    for path in journal.state.rglob("*.note"):
        path.write_text(path.read_text().replace("\n3\n", "\n2\n"))

    refused(journal, "ne tient pas")


def test_second_store_restored_from_an_older_copy_is_accepted(journal):
    journal.stage(3)
    journal.seal()
    (note,) = journal.state.rglob("*.note")
    older = note.read_bytes()
    journal.stage(3, first=10)
    journal.seal()
    note.write_bytes(older)
    journal.stage(1, first=20)

    assert journal.seal() == 1
    assert journal.verify()["ok"]


@pytest.mark.parametrize(
    "statement",
    [
        "update traces_checkpoint set root = sha256('x')",
        "update traces_checkpoint set peaks = leaves",
        "update traces_checkpoint set note = 'x'",
    ],
)
def test_altered_checkpoint_is_refused(journal, statement):
    journal.stage(3)
    journal.seal()
    journal.tamper(statement)

    refused(journal, "dernier point de contrôle")


def test_row_added_by_hand_is_not_adopted(journal):
    journal.stage(3)
    journal.seal()
    journal.tamper(
        "insert into traces_entry (id, at, log, tag, outcome, salt, idx, organisation_seq, leaf) "
        "select gen_random_uuid(), at, log, tag, outcome, salt, 3, 9, leaf from traces_entry limit 1"
    )

    refused(journal, "ajoutées ou retirées")


@pytest.mark.parametrize("table", ["traces_entry", "traces_node", "traces_checkpoint", "traces_journal"])
@pytest.mark.parametrize("change", ["update {} set {} = {}", "delete from {}", "truncate {}"])
@pytest.mark.parametrize("role", ["socle_owner", "postgres"])
def test_the_log_only_grows(journal, table, change, role):
    journal.stage(300)
    journal.seal()
    column = "id" if table == "traces_journal" else "log"
    with (
        journal.acting_as(role),
        pytest.raises(psycopg.Error, match="n'accepte que des ajouts"),
        journal.connection.transaction(),
    ):
        journal.connection.execute(change.format(table, column, column))


def test_a_partition_is_not_emptied_either(journal):
    partitions = journal.connection.execute(
        "select inhrelid::regclass::text from pg_inherits where inhparent = 'traces_entry'::regclass"
    ).fetchall()

    assert len(partitions) >= 5
    for (partition,) in partitions:
        with pytest.raises(psycopg.Error, match="n'accepte que des ajouts"), journal.connection.transaction():
            journal.connection.execute(f"truncate {partition}")


@pytest.mark.parametrize(
    "statement",
    [
        "select * from traces_staged_trace for update",
        "update traces_staged_trace set tag = 'x'",
        "delete from traces_staged_trace",
        "insert into traces_entry default values",
        "delete from traces_entry",
    ],
)
def test_the_web_role_only_adds(journal, statement):
    with (
        journal.acting_as("socle_app"),
        pytest.raises(psycopg.errors.InsufficientPrivilege),
        journal.connection.transaction(),
    ):
        journal.connection.execute(statement)


def test_one_batch_with_the_key_of_the_clone(journal, settings):
    settings.SOCLE_STATE = journal.state
    journal.stage(4)

    assert seal_batch(journal.connection) == 4


def test_traces_that_vanish_during_the_sealing_are_refused(journal):
    journal.stage(4)
    journal.connection.execute(
        "create function keep_one() returns trigger language plpgsql as "
        "$$ begin return case when old.payload ->> 'rank' = '0' then null else old end; end $$"
    )
    journal.connection.execute(
        "create trigger keep_one before delete on traces_staged_trace for each row execute function keep_one()"
    )

    with pytest.raises(LogRefused, match="1 traces en attente"), journal.connection.transaction():
        journal.sealer().seal(journal.connection)


def test_a_key_of_another_kind_is_refused(journal):
    other = generate_private_key(SECP256R1())
    pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (journal.state / "sealer.key").write_bytes(pem)
    with pytest.raises(KeyLost, match="n'est pas une clé Ed25519"):
        sealing_key(journal.state)

    pem = other.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (journal.state / "sealer.pub").write_bytes(pem)
    with pytest.raises(KeyLost, match="n'est pas une clé Ed25519"):
        public_key(journal.state)


def test_a_database_without_journal_is_not_sealed(journal):
    journal.tamper("delete from traces_journal")

    with pytest.raises(LookupError, match="migrations"):
        journal.sealer()


def test_the_first_writer_of_a_key_wins(tmp_path):
    write_once(tmp_path / "key", b"first", mode=0o600)
    write_once(tmp_path / "key", b"second", mode=0o600)

    assert (tmp_path / "key").read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["key"]
