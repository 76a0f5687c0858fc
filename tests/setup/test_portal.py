"""The supervisor and the web server's port, with programs that do nothing."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from socle.database.cluster import file_lock, state_dir, write_private
from socle.site import leash
from socle.site.children import FIRST_DELAY, Child, Program
from socle.site.server import PortTaken, is_free, wait_free
from socle.site.supervisor import Portal, answers, programs, run, running_portal


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOCLE_STATE", str(tmp_path / "state"))


@pytest.fixture
def lines() -> list[str]:
    return []


def child_of(lines: list[str], code: str) -> Child:
    program = Program("essai", (sys.executable, "-c", code))
    return Child(program, lines.append, lambda name, line: lines.append(f"{name}: {line}"))


def watch_until(child: Child, lines: list[str], text: str) -> None:
    deadline = time.monotonic() + 10
    while not any(text in line for line in lines):
        assert time.monotonic() < deadline, lines
        child.watch()
        time.sleep(0.02)


def test_the_output_of_a_program_is_tagged(lines):
    child = child_of(lines, "import time; print('bonjour'); time.sleep(60)")
    watch_until(child, lines, "essai: bonjour")
    child.stop(5, is_hurried=lambda: False)
    assert not child.is_alive


def test_a_crash_is_said_and_starts_again_later_each_time(lines):
    child = child_of(lines, "raise SystemExit(3)")
    watch_until(child, lines, "« essai » s'est arrêté (code 3) ; nouveau départ dans 1 s")
    assert child.delay == 2 * FIRST_DELAY
    child.next_start = 0.0
    watch_until(child, lines, "nouveau départ dans 2 s")


def test_a_program_deaf_to_sigterm_is_stopped(lines):
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('sourd'); time.sleep(60)"
    child = child_of(lines, code)
    watch_until(child, lines, "sourd")
    child.stop(0.2, is_hurried=lambda: False)
    assert child.process is None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="PR_SET_PDEATHSIG est propre à Linux")
def test_a_program_ends_when_its_supervisor_is_killed():
    launch = (
        "import os, subprocess, sys, time;"
        "child = subprocess.Popen([sys.executable, '-S', sys.argv[1], str(os.getpid()), sys.executable, '-c',"
        " 'import time; print(\"prêt\", flush=True); time.sleep(60)'], stdout=subprocess.PIPE);"
        "child.stdout.readline(); print(child.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", launch, leash.__file__], stdout=subprocess.PIPE) as supervisor:
        assert supervisor.stdout
        pid = int(supervisor.stdout.readline())
        supervisor.kill()
    assert ends(pid)


def ends(pid: int) -> bool:
    for _ in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    return False


def test_a_taken_port_is_refused_with_another_to_try():
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        port = stranger.getsockname()[1]
        assert not is_free(port)
        with pytest.raises(PortTaken, match=f"make run PORT={port + 1}"):
            wait_free(port, seconds=0)
    assert is_free(port)
    assert not answers(port)


def test_a_second_portal_says_where_the_first_runs(capsys):
    write_private(state_dir() / "portal.json", b'{"url": "http://localhost:8000", "pid": 42}')
    assert running_portal() is None
    with file_lock(state_dir() / "portal.lock") as is_held:
        assert is_held
        assert running_portal() == Portal("http://localhost:8000", 42)
        assert run(8001, prepare=lambda _: None, announce=str) == 1
    assert "le portail tourne déjà : http://localhost:8000 (processus 42)" in capsys.readouterr().out


def test_the_programs_stop_in_this_order():
    assert [program.name for program in programs(8000)] == ["web", "worker", "sealer"]
