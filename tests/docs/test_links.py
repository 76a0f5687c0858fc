"""The documents point to what exists: files, pictures, anchors, commands with their options; and to no odd address."""

from __future__ import annotations

import re
import shlex
import unicodedata
from importlib import import_module
from pathlib import Path

import click
import pytest

from socle.site.cli import COMMANDS, function_of

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"^\$ (?:[A-Z_]+=\S+ )*socle (.+)$", re.MULTILINE)
INLINE = re.compile(r"`socle ([^`]+)`")
ADDRESS = re.compile(r"https?://([\w.-]+)")
KNOWN_HOSTS = ("localhost", "127.0.0.1", "keepachangelog.com", "w3.org", "joinup.ec.europa.eu")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|tmp|root|home|Users)/")
PLACEHOLDER = {"…", "a", "b"}


def by_name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def anchor(title: str) -> str:
    """The anchor that forges give to a title."""
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -_")
    return unicodedata.normalize("NFC", kept).strip().replace(" ", "-")


def anchors(page: Path) -> set[str]:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return {anchor(line.lstrip("#").strip()) for line in text.splitlines() if line.startswith("#")}


@pytest.mark.parametrize("page", PAGES, ids=by_name)
def test_every_relative_link_and_picture_exists(page):
    missing = []
    for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        name, _, place = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        if not path.exists() or (place and path.suffix == ".md" and place not in anchors(path)):
            missing.append(target)
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=by_name)
def test_no_address_outside_the_examples_and_no_path_of_a_machine(page):
    text = page.read_text(encoding="utf-8")
    odd = [host for host in ADDRESS.findall(text) if not host.endswith((".example", *KNOWN_HOSTS))]
    assert odd == []
    assert MACHINE_PATH.findall(text) == []


def quoted_commands() -> list[str]:
    found = set()
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        lines = [line.partition(" #")[0] for line in QUOTED.findall(text.replace("$ .venv/bin/socle", "$ socle"))]
        found |= {re.split(r"\s[|<>)]", line)[0].strip() for line in (*lines, *INLINE.findall(text))}
    return sorted(found)


def command_named(words: list[str]) -> click.Command:
    """The command that the first words name, without any database."""
    module = import_module(COMMANDS[words[0]][0])
    command: click.Command = getattr(module, function_of(words[0]))
    for word in words[1:]:
        if not isinstance(command, click.Group) or word.startswith("-") or word in PLACEHOLDER:
            break
        command = command.commands[word]
    return command


@pytest.mark.parametrize("quoted", quoted_commands())
def test_every_quoted_command_exists_with_its_options(quoted):
    words = shlex.split(quoted)
    command = command_named(words)
    known = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
    passes_on = command.context_settings.get("ignore_unknown_options", False)

    unknown = [word for word in words if word.startswith("--") and word not in known | {"--help"}]

    assert passes_on or unknown == []
