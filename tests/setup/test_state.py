"""What a clone keeps on this machine: narrow modes, one secret, one lock."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from socle.database.cluster import derived_password, file_lock, local_secret, state_dir, write_private
from socle.database.cluster.state import SYSTEM_STATE, clone_dir, state_path


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOCLE_STATE", str(tmp_path / "state"))
    return state_dir()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_its_owner_reads_the_state_folder(state, monkeypatch):
    assert mode(state) & 0o066 == 0


def test_a_folder_that_exists_above_keeps_its_mode(tmp_path, monkeypatch):
    tmp_path.chmod(0o750)
    monkeypatch.setenv("SOCLE_STATE", str(tmp_path / "state"))
    state_dir()
    assert mode(tmp_path) == 0o750


def test_started_as_root_the_state_is_where_an_unprivileged_server_can_reach_it(monkeypatch):
    monkeypatch.delenv("SOCLE_STATE", raising=False)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert state_path().parent == SYSTEM_STATE
    assert len(state_path().name) == 12


def test_otherwise_the_state_is_in_the_clone(monkeypatch):
    monkeypatch.delenv("SOCLE_STATE", raising=False)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert state_path() == clone_dir() / ".run"


def test_the_secret_is_made_once_and_private(state):
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _: local_secret(), range(16)))
    assert len(secrets) == 1
    assert len(secrets.pop()) == 32
    assert mode(state / "secret") == 0o600
    assert [path.name for path in state.iterdir()] == ["secret"]


def test_each_role_has_its_own_password_stable_in_time(state):
    assert derived_password("socle_app") == derived_password("socle_app")
    assert derived_password("socle_app") != derived_password("socle_worker")


def test_a_private_file_is_replaced_whole(state):
    write_private(state / "port", b"20001")
    write_private(state / "port", b"20002")
    assert (state / "port").read_bytes() == b"20002"
    assert mode(state / "port") == 0o600


def test_one_lock_has_one_holder(state):
    with file_lock(state / "lock") as first, file_lock(state / "lock") as second:
        assert first
        assert not second
    with file_lock(state / "lock") as third:
        assert third
