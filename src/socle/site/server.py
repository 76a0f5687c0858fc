"""The web server: granian's WSGI processes on the loopback address, static files included (whitenoise)."""

from __future__ import annotations

import os
import socket
import sys
import time
from importlib import import_module

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from socle.site.leash import die_with_parent

LOOPBACK = "127.0.0.1"
STOP_SECONDS = 8


class PortTaken(Exception):  # noqa: N818 - reads as a sentence: « raise PortTaken(port) »
    """Another program answers on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Le port {port} est déjà pris par un autre programme.\n"
            f"À faire : arrêtez ce programme, ou choisissez un autre port : « make run PORT={port + 1} »."
        )


def serve(port: int, workers: int = 2, threads: int | None = None) -> None:
    """Serve until SIGTERM or Ctrl-C; a worker that dies is replaced. SOCLE_BIND and SOCLE_THREADS are settings."""
    address = os.environ.get("SOCLE_BIND", LOOPBACK)
    try:
        wait_free(port, address=address, seconds=0)
    except PortTaken as error:
        sys.exit(str(error))
    load_once()
    Server(
        "socle.site.server:application",
        factory=True,
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads or int(os.environ.get("SOCLE_THREADS", "8")),
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        websockets=False,
        log_level=LogLevels.error,
        log_access=False,
    ).serve()


def load_once() -> None:
    """Load the application before the workers are forked: one load instead of one each, memory shared.

    A connection opened meanwhile is closed: two processes must never share one.
    """
    for module in ("socle.site.wsgi", "socle.site.urls"):
        import_module(module)
    import_module("django.db").connections.close_all()


def application() -> object:
    """The WSGI application of one worker, which ends when the server's main process dies."""
    die_with_parent()
    wsgi: object = import_module("socle.site.wsgi").application
    return wsgi


def wait_free(port: int, *, address: str = LOOPBACK, seconds: float) -> None:
    """Wait until nobody listens on the port; PortTaken after `seconds`.

    granian's listeners share a port (SO_REUSEPORT): two portals would answer in turn without this check.
    """
    deadline = time.monotonic() + seconds
    while not is_free(port, address):
        if time.monotonic() >= deadline:
            raise PortTaken(port)
        time.sleep(0.2)


def is_free(port: int, address: str = LOOPBACK) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        if not sys.platform.startswith("win"):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True
