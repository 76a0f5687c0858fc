"""Every template is shown somewhere, every name leads to one, and every mail is sent (style.md, law 10)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.conf import settings

from tests.architecture.sources import PRODUCT, sources

NAME = re.compile(r"""["']([a-z_0-9]+(?:/[a-z_0-9]+)+\.html)["']""")
WRAPPED = re.compile(r"{% wrap \"([a-z_]+)\"")
AWAITED = {
    "theme/errors/410.html": "an address that served once, beyond the activation link which has its own page",
    "theme/errors/429.html": "rate limits of pages (ambition of issue 8); sign-in says its wait in its own form",
    "theme/errors/503.html": "announced maintenance (reliability.md, O3)",
}


def templates() -> dict[str, str]:
    """Every template by the name it is asked under."""
    folders = [Path(folder) for folder in settings.TEMPLATES[0]["DIRS"]]
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted(folder.rglob("*.html"))
    }


def named(texts: Iterable[str]) -> set[str]:
    found = set()
    for text in texts:
        found |= set(NAME.findall(text))
        found |= {f"theme/components/{name}.html" for name in WRAPPED.findall(text)}
    return found


def asked(present: dict[str, str]) -> set[str]:
    """Names written in the code and in the other templates."""
    inside = {inner for name, text in present.items() for inner in named([text]) if inner != name}
    return named(source.text for source in sources()) | inside


def test_no_template_is_unused():
    present = templates()
    assert len(present) > 60
    assert present.keys() - asked(present) == AWAITED.keys()


def test_no_name_leads_nowhere():
    present = templates()
    assert not asked(present) - present.keys()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{% include "theme/components/nothing.html" %}', "theme/components/nothing.html"),
        ('{% wrap "nothing" %}', "theme/components/nothing.html"),
        ('render(request, "accounts/nothing.html")', "accounts/nothing.html"),
    ],
)
def test_a_name_without_template_is_seen(text, name):
    assert named([text]) == {name}
    assert name not in templates()


def test_a_template_nobody_shows_is_seen():
    present = templates() | {"accounts/forgotten.html": '{% extends "theme/base.html" %}'}
    assert "accounts/forgotten.html" in present.keys() - asked(present)


ROOMS = ("accounts", "conventions", "habilitations", "saisines", "supervision")


def mails() -> set[Path]:
    return set(PRODUCT.glob("*/mails/*.txt"))


def unsent(found: Iterable[Path]) -> list[Path]:
    """Mails that their room names neither as a file nor as a code."""
    said = {room: {text for one in sources(PRODUCT / room) for text in one.strings()} for room in ROOMS}
    return [path for path in found if not {path.name, path.stem} & said[path.parts[-3]]]


def test_every_mail_is_sent():
    assert mails()
    assert not unsent(mails())


def test_a_mail_nobody_sends_is_seen():
    forgotten = PRODUCT / "accounts" / "mails" / "forgotten.txt"
    assert unsent(mails() | {forgotten}) == [forgotten]
