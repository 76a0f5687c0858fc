"""Words exist once: identifiers of the glossary, permissions of the roles, rooms of the house (style.md, « Naming »)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from socle.habilitations.domain.roles import ROLES
from socle.site.rooms import ROOMS
from tests.architecture.sources import PRODUCT, ROOT, Source, sources

GLOSSARY = ROOT / "docs" / "glossaire.md"
PERMISSION = re.compile(r"[a-z_]+:[a-z_]+")
RESOURCES = {permission.split(":")[0] for role in ROLES.values() for permission in role.permissions}
AWAITED = {
    "account:manage": "one's own account asks for a sign-in only; the permission names it for the auditor",
}


def identifiers(text: str) -> set[str]:
    """Second column of each table, between backquotes."""
    cells = [line.split("|")[2] for line in text.splitlines() if line.startswith("|") and line.count("|") > 3]
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def unknown(names: Iterable[str]) -> set[str]:
    """Names that no file of the product says as a word."""
    texts = [source.text for source in sources()] + [path.read_text("utf-8") for path in PRODUCT.rglob("*.toml")]
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    return {name for name in names if not set(re.findall(r"\w+", name)) <= words}


def test_the_identifiers_of_the_glossary_exist():
    found = identifiers(GLOSSARY.read_text(encoding="utf-8"))
    assert len(found) > 40
    assert not unknown(found)


def test_a_word_without_code_is_seen():
    found = identifiers("| mot | `never_written_in_code` | définition | source |")
    assert unknown(found) == {"never_written_in_code"}


def asked(found: Iterable[Source]) -> set[str]:
    """Permissions that a rule, a view or an entry of the menu asks: arguments of `can`, `may` and `MenuEntry`."""
    calls = [node for one in found for node in ast.walk(one.tree) if isinstance(node, ast.Call)]
    asking = [call for call in calls if ast.unparse(call.func).split(".")[-1] in {"can", "may", "MenuEntry"}]
    values = [value for call in asking for value in (*call.args, *(keyword.value for keyword in call.keywords))]
    texts = {value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)}
    return {text for text in texts if PERMISSION.fullmatch(text) and text.split(":")[0] in RESOURCES}


def test_permissions_given_are_asked_and_those_asked_are_given():
    given = {permission for role in ROLES.values() for permission in role.permissions}
    assert not asked(sources()) - given
    assert given - asked(sources()) == AWAITED.keys()


def test_a_permission_nobody_gives_is_seen():
    assert asked([Source("x.py", 'actor.can("person:forget")')]) == {"person:forget"}


def test_every_room_plugs_in():
    declared = {path.parent.name for path in PRODUCT.glob("*/room.py")} - {"kernel"}
    assert declared == {room.name for room in ROOMS}
