"""The processes of the portal: everything in the foreground, or one of them under its own database role."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module

import click

from socle.database.cluster import Cluster
from socle.database.roles import APP, SEALER, WORKER
from socle.site import server, supervisor
from socle.site.cli.preparation import prepare_django
from socle.site.databases import PROCESS_ROLE

DEFAULT_PORT = 8000


PORT = click.IntRange(1, 65_535)


def _port() -> int:
    return int(os.environ.get("PORT", DEFAULT_PORT))


@click.command()
@click.option("--port", default=_port, type=PORT, show_default="8000 ou PORT")
def run(port: int) -> None:
    """Démarre PostgreSQL, le web, le courrier et le scellement ; Ctrl-C arrête tout."""
    os.environ["PORT"] = str(port)
    sys.exit(supervisor.run(port, prepare=_prepare, announce=_announce))


def _socle(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command line, constant arguments
        [sys.executable, "-m", "socle.site.cli", *arguments], check=True, text=True, stdout=subprocess.PIPE
    )


def _prepare(cluster: Cluster) -> None:
    """Migrate, then load the demonstration; each in a process of its own, so that this one stays small."""
    del cluster
    supervisor.say("base de données : mise à jour…")
    _socle("migrate")
    if os.environ.get("SOCLE_DEMONSTRATION", "1") == "1":
        supervisor.say("démonstration : vérification…")
        supervisor.say(_socle("demo", "load").stdout.strip().splitlines()[-1])


def _announce() -> str:
    if os.environ.get("SOCLE_DEMONSTRATION", "1") != "1":
        return ""
    return _socle("demo", "accounts").stdout


@click.command()
@click.option("--port", default=_port, type=PORT)
def serve(port: int) -> None:
    """Sert le portail seul, sous le rôle du web."""
    os.environ[PROCESS_ROLE] = APP
    os.environ["PORT"] = str(port)
    server.serve(port)


@click.command()
def worker() -> None:
    """Envoie le courrier en attente, sous le rôle du courrier."""
    prepare_django(WORKER)
    import_module("socle.notifications.worker").run_worker()


@click.command()
def sealer() -> None:
    """Scelle les traces, sous le rôle du scellement."""
    prepare_django(SEALER)
    import_module("socle.traces.sealer").run_forever()
