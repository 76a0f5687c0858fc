"""Making the data folder: initdb with checksums, UTF-8 and passwords, whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

from socle.database.cluster.binaries import Binaries
from socle.database.cluster.programs import DISK_FULL, User, explain, make_folder, run_program
from socle.database.cluster.state import derived_password, write_private

SUPERUSER = "postgres"
FREE_BYTES = 400 * 1024 * 1024
LOCALES = ("C.UTF-8", "C")  # the same order on every machine; French order is asked by collation where it shows
SETTINGS = """
# Written once by Socle.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = '128MB'
wal_compression = on
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
logging_collector = on
log_directory = '../log'
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
log_rotation_age = '1d'
log_line_prefix = '%m [%p] %u@%d '
"""


def made_by(data: Path) -> str | None:
    """The major version that made this data folder, or None when there is none yet."""
    version = data / "PG_VERSION"
    return version.read_text().strip() if version.exists() else None


def make_data(data: Path, binaries: Binaries, user: User | None) -> None:
    """Initdb beside, then rename: an interruption leaves nothing half made."""
    if shutil.disk_usage(data.parent).free < FREE_BYTES:
        raise explain(DISK_FULL[0], "la base ne peut pas être créée")
    partial = data.with_name("data.partial")
    output = ""
    for locale in LOCALES:
        shutil.rmtree(partial, ignore_errors=True)
        make_folder(partial, user)
        is_made, output = _initdb(partial, binaries, user, locale)
        if is_made:
            with (partial / "postgresql.conf").open("a") as file:
                file.write(SETTINGS)
            partial.rename(data)
            return
    raise explain(output, "la base ne peut pas être créée")


def _initdb(data: Path, binaries: Binaries, user: User | None, locale: str) -> tuple[bool, str]:
    password = data.with_name("password.partial")
    write_private(password, derived_password(SUPERUSER).encode(), owner=(user.uid, user.gid) if user else None)
    done = run_program(
        [
            *(binaries.program("initdb"), "-D", str(data), "-U", SUPERUSER, "--encoding=UTF8", f"--locale={locale}"),
            *("--data-checksums", "--auth=scram-sha-256", f"--pwfile={password}"),
        ],
        user,
    )
    password.unlink(missing_ok=True)
    return done.returncode == 0, done.stdout
