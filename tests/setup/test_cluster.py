"""Choosing, addressing and adopting a PostgreSQL server, without starting one."""

import os
from pathlib import Path

import pytest

from socle.database.cluster import Cluster, ClusterError, ensure_started, find
from socle.database.cluster.binaries import NEEDED, Binaries, choose_binaries, system_binaries
from socle.database.cluster.creation import SUPERUSER, made_by
from socle.database.cluster.lockfile import NO_PROCESS, free_stale_lock, read_lock
from socle.database.cluster.programs import explain


def lay_server(root: Path, major: int, *, has_contrib: bool = True) -> None:
    folder = root / "lib" / "postgresql" / str(major) / "bin"
    folder.mkdir(parents=True)
    for name in NEEDED:
        (folder / name).touch()
    if has_contrib:
        extension = root / "share" / "postgresql" / str(major) / "extension"
        extension.mkdir(parents=True)
        (extension / "btree_gist.control").touch()


def write_lock(data: Path, pid: int, recorded: str) -> Path:
    data.mkdir()
    lock = data / "postmaster.pid"
    lock.write_text(f"{pid}\n{recorded}\n1795000000\n20001\n\n127.0.0.1\n  5432001  7\nready   \n")
    return lock


def test_the_newest_complete_server_is_chosen(tmp_path):
    for major in (13, 15, 17):
        lay_server(tmp_path, major)
    lay_server(tmp_path, 18, has_contrib=False)
    root = tmp_path / "lib" / "postgresql"
    assert system_binaries(root=root) == Binaries(root / "17" / "bin")


def test_a_base_keeps_the_server_of_its_major(tmp_path):
    for major in (15, 17):
        lay_server(tmp_path, major)
    root = tmp_path / "lib" / "postgresql"
    assert system_binaries("15", root=root) == Binaries(root / "15" / "bin")


def test_an_old_server_alone_is_not_used(tmp_path):
    lay_server(tmp_path, 14)
    assert system_binaries(root=tmp_path / "lib" / "postgresql") is None


def test_a_base_whose_server_was_removed_says_how_to_go_on():
    with pytest.raises(ClusterError, match="réinstallez PostgreSQL 99"):
        choose_binaries("99")


def test_a_folder_without_a_base_was_made_by_none(tmp_path):
    assert made_by(tmp_path) is None


def test_urls_name_another_user_and_database_on_the_same_server():
    server = Cluster("postgresql://admin:s%40cret@db.example:6432/main?sslmode=require", is_own=False)
    assert server.url("app", "p@ss/word", "other") == (
        "postgresql://app:p%40ss%2Fword@db.example:6432/other?sslmode=require"
    )
    assert server.url("app", "x").endswith("/main?sslmode=require")


def test_a_password_is_never_shown():
    assert "secret" not in repr(Cluster("postgresql://admin:secret@db.example/main", is_own=False))


def test_database_url_wins_and_starts_nothing(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://admin:x@db.example/main")
    assert ensure_started() == find() == Cluster("postgresql://admin:x@db.example/main", is_own=False)
    ensure_started().stop()
    assert ensure_started().is_running()


@pytest.mark.parametrize("url", ["mysql://a@b/c", "postgresql://a@b", "db.sqlite3"])
def test_a_wrong_database_url_is_refused_with_its_form(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ClusterError, match="postgresql://utilisateur"):
        ensure_started()


def test_nothing_is_found_where_nothing_runs(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("SOCLE_STATE", str(tmp_path / "state"))
    assert find() is None
    assert not (tmp_path / "state").exists()


def test_the_lock_of_another_program_that_took_the_number_is_not_ours(tmp_path):
    write_lock(tmp_path / "data", os.getpid(), str(tmp_path / "data"))
    assert read_lock(tmp_path / "data") is None


def test_a_stale_lock_keeps_what_postgresql_checks(tmp_path):
    lock = write_lock(tmp_path / "data", os.getpid(), str(tmp_path / "data"))
    before = lock.read_text().splitlines()
    free_stale_lock(tmp_path / "data")
    assert lock.read_text().splitlines() == [str(NO_PROCESS), *before[1:]]


def test_a_full_disk_is_said_in_french():
    error = explain("FATAL: could not write: No space left on device", "la base ne peut pas être créée")
    assert error.reason == "la base ne peut pas être créée : le disque est plein"
    assert "libérez" in error.fix


def test_the_superuser_is_the_one_every_tool_expects():
    assert SUPERUSER == "postgres"
