"""The installer: what is stamped is not done again, what is missing is said with its command."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    spec = importlib.util.spec_from_file_location("install", ROOT / "tools" / "install.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, path in {"ROOT": tmp_path, "VENV": tmp_path / ".venv", "STAMPS": tmp_path / ".venv" / ".stamps"}.items():
        monkeypatch.setattr(module, name, path)
    module.STAMPS.mkdir(parents=True)
    return module


def test_a_stamp_holds_until_its_lock_changes(install, tmp_path):
    (tmp_path / "run.lock").write_text("django==5.2.19")
    install.mark_done("run", install.fingerprint("run.lock"))
    assert install.is_done("run", install.fingerprint("run.lock"))
    (tmp_path / "run.lock").write_text("django==5.2.20")
    assert not install.is_done("run", install.fingerprint("run.lock"))


def test_a_moved_clone_is_installed_again(install, tmp_path, monkeypatch):
    before = install.fingerprint()
    monkeypatch.setattr(install, "ROOT", tmp_path / "elsewhere")
    assert install.fingerprint() != before


def test_an_interrupted_lock_is_installed_from_scratch(install, monkeypatch):
    commands = []
    monkeypatch.setattr(install, "run", lambda says, command, remedy: commands.append(command))
    (install.STAMPS / "run.started").touch()
    install.install_lock("run", "bibliothèques")
    install.install_lock("run", "bibliothèques")
    assert ["--force-reinstall" in command for command in commands] == [True]
    assert "--require-hashes" in commands[0]
    assert not (install.STAMPS / "run.started").exists()


def test_a_failure_shows_its_last_lines_and_the_remedy(install, capfd):
    with pytest.raises(SystemExit, match="« essai » a échoué \\(code 3\\)\nÀ faire : vérifiez l'accès réseau"):
        install.run("essai", [sys.executable, "-c", "print('cause'); raise SystemExit(3)"], "vérifiez l'accès réseau")
    assert "cause" in capfd.readouterr().err


def test_without_root_the_command_to_run_is_said(install, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(SystemExit, match="apt-get install -y chromium"):
        install.apt_install("chromium", "les parcours demandent Chromium")


def test_an_old_python_is_refused(install, monkeypatch):
    monkeypatch.setattr(install.sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"Python 3\.9 est trop ancien"):
        install.check_python()


def test_a_wrong_browser_is_refused(install, monkeypatch):
    monkeypatch.setenv("CHROMIUM", "navigateur-absent")
    with pytest.raises(SystemExit, match="CHROMIUM désigne navigateur-absent"):
        install.install_browser()


def test_a_missing_press_is_installed_by_root_and_said_to_others(install, monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(install, "LETTERS", ("libabsente.so.0",))
    monkeypatch.setattr(install.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(install, "apt_install", lambda packages, why: asked.append(packages))
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    install.install_press()
    assert "apt-get install -y libpango-1.0-0" in capsys.readouterr().out
    assert not asked
    monkeypatch.setattr("os.geteuid", lambda: 0)
    install.install_press()
    assert asked == [" ".join(install.PRESS)]


def test_a_press_that_loads_is_left_alone(install, monkeypatch, capsys):
    monkeypatch.setattr(install, "_loads", lambda library: True)
    install.install_press()
    assert capsys.readouterr().out == ""
