"""The project's own server, really started: made whole, adopted, started again after kill -9, stopped."""

import os
import signal
import socket
import tempfile
from pathlib import Path

import psycopg
import pytest

from socle.database.cluster import Cluster, ClusterError, ensure_started, file_lock, find, state_dir
from socle.database.cluster.__main__ import stop_when_idle


@pytest.fixture(scope="module")
def home():
    """A folder that an unprivileged server can reach (pytest's own are closed to it)."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        yield Path(folder) / "state"


@pytest.fixture(scope="module")
def own_server(home: Path):
    before = {name: os.environ.pop(name, None) for name in ("DATABASE_URL", "SOCLE_STATE")}
    os.environ["SOCLE_STATE"] = str(home)
    ensure_started()
    yield
    ensure_started().stop()
    del os.environ["SOCLE_STATE"]
    os.environ.update({name: value for name, value in before.items() if value})


@pytest.fixture
def cluster(own_server) -> Cluster:
    return ensure_started()


def postmaster() -> int:
    return int((state_dir() / "cluster" / "data" / "postmaster.pid").read_text().splitlines()[0])


def test_it_answers_by_url_with_checksums_and_utf8(cluster: Cluster):
    with psycopg.connect(cluster.admin_url, autocommit=True) as connection:
        connection.execute("create extension if not exists btree_gist")
        assert connection.execute("show data_checksums").fetchone() == ("on",)
        assert connection.execute("show server_encoding").fetchone() == ("UTF8",)
        assert connection.execute("select lower('ÉTÉ')").fetchone() == ("été",)


def test_a_wrong_password_is_refused(cluster: Cluster):
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(cluster.url("postgres", "devinette"))


def test_its_data_are_closed_to_others(cluster: Cluster):
    assert (state_dir() / "cluster").stat().st_mode & 0o077 == 0


def test_the_next_call_adopts_it(cluster: Cluster):
    before = postmaster()
    assert ensure_started() == find()
    assert postmaster() == before


def test_killed_it_starts_again_with_what_was_acknowledged(cluster: Cluster):
    with psycopg.connect(cluster.admin_url, autocommit=True) as connection:
        connection.execute("create table kept as select 42 as answer")
    os.kill(postmaster(), signal.SIGKILL)
    again = ensure_started()
    with psycopg.connect(again.admin_url) as connection:
        assert connection.execute("select answer from kept").fetchone() == (42,)


def test_a_port_taken_since_is_replaced(cluster: Cluster):
    cluster.stop()
    taken = int((state_dir() / "port").read_text())
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", taken))
        stranger.listen()
        moved = ensure_started()
    assert str(taken) not in moved.admin_url
    psycopg.connect(moved.admin_url).close()


def test_an_interrupted_creation_leaves_nothing_half_made(cluster: Cluster, monkeypatch):
    folder = Path(os.environ["SOCLE_STATE"]).with_name("interrupted")
    monkeypatch.setenv("SOCLE_STATE", str(folder))
    partial = state_dir() / "cluster" / "data.partial"
    partial.mkdir(parents=True)
    (partial / "PG_VERSION").write_text("15\n")
    own = ensure_started()
    try:
        assert not partial.exists()
        psycopg.connect(own.admin_url).close()
    finally:
        own.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="seul root change d'utilisateur")
def test_a_state_folder_that_the_server_cannot_reach_is_refused(tmp_path, monkeypatch):
    tmp_path.chmod(0o700)
    monkeypatch.setenv("SOCLE_STATE", str(tmp_path / "state"))
    with pytest.raises(ClusterError, match="ne peut pas atteindre"):
        ensure_started()


def test_it_is_stopped_only_when_nobody_uses_it(cluster: Cluster):
    with psycopg.connect(cluster.admin_url):
        stop_when_idle()
        assert cluster.is_running()
    stop_when_idle()
    assert not cluster.is_running()


def test_it_is_not_stopped_under_a_portal(cluster: Cluster):
    with file_lock(state_dir() / "portal.lock"):
        stop_when_idle()
    assert cluster.is_running()
