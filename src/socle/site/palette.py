"""« Aller à… »: what the actor may reach, and what words keep of it (experience.md 6.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from socle.habilitations.domain.importing.words import plain
from socle.kernel.actor import Actor
from socle.kernel.room import Found, MenuEntry
from socle.site.rooms import ROOMS, menu_of, opened_to

LONGEST, SHORTEST = 80, 2
HOME = MenuEntry("À faire aujourd'hui", "home", "home")
HELP = (
    MenuEntry("Règles de connexion", "accounts:reference", "help-circle"),
    MenuEntry("Vérifier le journal scellé", "privacy:verify", "shield-check"),
    MenuEntry("Déclaration d'accessibilité", "accessibility", "info-circle"),
)


@dataclass(frozen=True, slots=True)
class Section:
    """Places of one kind."""

    title: str
    found: tuple[Found, ...]


def sections_of(actor: Actor, words: str, at: datetime) -> list[Section]:
    """The pages, acts and objects that the actor may reach, among those that words name; no object without words.

    Each room says what it offers and asks its own permission first; row-level security hides the rest.
    """
    sections: dict[str, list[Found]] = {}
    for found in (*_entries(actor, words), *_objects(actor, words, at)):
        sections.setdefault(found.section, []).append(found)
    return [Section(title, tuple(rows)) for title, rows in sections.items()]


def _objects(actor: Actor, words: str, at: datetime) -> Iterator[Found]:
    if len(words) >= SHORTEST:
        for room in ROOMS:
            yield from room.find(actor, words, at) if room.find else ()


def _entries(actor: Actor, words: str) -> Iterator[Found]:
    """Acts before pages: « droit » first offers to open one."""
    commands = opened_to(actor, (entry for room in ROOMS for entry in room.commands))
    yield from _named("Actions", commands, words)
    yield from _named("Pages", (HOME, *menu_of(actor)), words)
    yield from _named("Aide", HELP, words)


def _named(section: str, entries: Iterable[MenuEntry], words: str) -> Iterator[Found]:
    asked = plain(words).split()
    if words and not asked:
        return
    for entry in entries:
        label = plain(entry.label)
        if all(word in label for word in asked):
            yield Found(entry.label, section, reverse(entry.route), entry.icon)
