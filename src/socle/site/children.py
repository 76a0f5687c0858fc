"""One program of the portal, run as a child: its output tagged, its crashes followed by a later start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from socle.site import leash

FIRST_DELAY = 1.0
LONGEST_DELAY = 30.0
STEADY_SECONDS = 30.0  # a child that lived this long starts again at the first delay


@dataclass(frozen=True, slots=True)
class Program:
    """What to run under which tag."""

    name: str
    command: tuple[str, ...]


def socle_program(name: str, *arguments: str) -> Program:
    """One `socle` command of this very environment."""
    return Program(name, (sys.executable, str(Path(sys.executable).with_name("socle")), *arguments))


@dataclass(slots=True)
class Child:
    """A program, started again after a crash: 1 s later, then 2, 4… up to 30."""

    program: Program
    say: Callable[[str], None]
    show: Callable[[str, str], None]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    next_start: float = 0.0
    delay: float = FIRST_DELAY
    rest: bytes = field(default=b"", repr=False)

    def start(self) -> None:
        command = [sys.executable, "-S", "-E", leash.__file__, str(os.getpid()), *self.program.command]
        self.process = subprocess.Popen(  # noqa: S603 - our own programs, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            start_new_session=True,
        )
        self.started_at = time.monotonic()
        os.set_blocking(self._output, False)

    @property
    def _output(self) -> int:
        return self.process.stdout.fileno() if self.process and self.process.stdout else -1

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def watch(self) -> None:
        """Show what it wrote; when it has died, clear what it left and start it again in its time."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.next_start:
                self.start()
            return
        self.show_output()
        code = self.process.poll()
        if code is None:
            return
        self.signal_group(signal.SIGKILL)
        self._close()
        self.delay = FIRST_DELAY if now - self.started_at > STEADY_SECONDS else self.delay
        self.next_start = now + self.delay
        self.say(f"« {self.program.name} » s'est arrêté (code {code}) ; nouveau départ dans {self.delay:.0f} s")
        self.delay = min(self.delay * 2, LONGEST_DELAY)

    def show_output(self) -> None:
        """Show the whole lines written since the last call."""
        while chunk := self._read():
            *lines, self.rest = (self.rest + chunk).split(b"\n")
            for line in lines:
                self.show(self.program.name, line.decode(errors="replace").rstrip("\r"))

    def _read(self) -> bytes:
        try:
            return os.read(self._output, 65_536)
        except BlockingIOError:
            return b""

    def _close(self) -> None:
        self.show_output()
        if self.rest:
            self.show(self.program.name, self.rest.decode(errors="replace"))
        if self.process and self.process.stdout:
            self.process.stdout.close()
        self.process, self.rest = None, b""

    def signal_group(self, number: int) -> None:
        """Signal the program and all that it started."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except (ProcessLookupError, PermissionError):
                return

    def stop(self, seconds: float, is_hurried: Callable[[], bool]) -> None:
        """SIGTERM, then SIGKILL after `seconds` or when hurried; nothing of its group is left."""
        if self.process is None:
            return
        if self.is_alive:
            os.kill(self.process.pid, signal.SIGTERM)
        deadline = time.monotonic() + seconds
        while self.is_alive and time.monotonic() < deadline and not is_hurried():
            self.show_output()
            time.sleep(0.05)
        self.signal_group(signal.SIGKILL)
        self.process.wait()
        self._close()
