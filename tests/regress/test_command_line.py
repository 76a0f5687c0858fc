"""A wrong command line, or a wrong file, is a French sentence and a stable exit code (issue 2, « Interfaces »)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SOCLE = Path(sys.executable).parent / "socle"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([SOCLE, *arguments], capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        ("[convention]\ntitle = 'été'".encode("latin-1"), "UTF-8"),
        (b"a = " + b"[" * 100_000, "emboîtent"),
        (b"a\0b", "syntaxe"),
        (b"", "[convention]"),
    ],
)
def test_a_file_that_is_no_convention_is_a_finding(tmp_path, content, says):
    file = tmp_path / "texte.toml"
    file.write_bytes(content)
    done = run("convention", "check", str(file), "--json")
    assert done.returncode == 1
    assert says in json.dumps(json.loads(done.stdout), ensure_ascii=False)


def test_the_mark_that_some_editors_put_first_is_no_error(tmp_path):
    file = tmp_path / "texte.toml"
    text = (Path(__file__).parents[1] / "domain/conventions/sound.toml").read_bytes()
    file.write_bytes(b"\xef\xbb\xbf" + text)
    assert run("convention", "check", str(file), "--json").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("rien",), "la commande « rien » n'existe pas"),
        (("clock", "compute", "--json"), "il manque l'option « --from »"),
        (("convention", "check"), "il manque l'argument « FILE »"),
        (("convention", "check", "absent.toml"), "donnez un fichier qui existe"),
        (("convention", "list", "--x"), "l'option « --x » n'existe pas"),
        (("run", "--port", "99999999"), "donnez un nombre entier de 1 à 65535"),
        (("run", "--port", "zz"), "donnez un nombre entier de 1 à 65535"),
        (("doctor", "trop"), "argument de trop (trop)"),
        (("clock", "compute", "--from"), "attend une valeur"),
    ],
)
def test_a_wrong_command_line_is_said_in_french(arguments, says):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert says in done.stderr
    assert "--help" in done.stderr
