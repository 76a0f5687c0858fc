"""The body a page shows, chosen among those the actor sees: all of them when they are few, else by words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from socle.kernel.actor import Actor
from socle.kernel.identifiers import uuid_of
from socle.organismes.models import Organisation
from socle.theme.choosing import LONGEST, MOST, NO_CHOICE, Choice

VISIBLE = RawSQL("select unnest((select socle_visible_organisations()))", ())
FIELD, SEARCH = "organisme", "partenaire"
FEW = 8


@dataclass(frozen=True, slots=True)
class Chosen:
    """The body shown, and what its form offers instead; nothing to offer outside a caisse."""

    id: UUID
    name: str
    choices: Choice = NO_CHOICE

    def answers(self, query: Mapping[str, str]) -> dict[str, str]:
        """What the form shows as answered: the query, with the body that was chosen."""
        return {**query, FIELD: str(self.id)}


def chosen_body(actor: Actor, query: Mapping[str, str], *, with_own: bool) -> Chosen:
    """A caisse chooses among its partners, and its own body when `with_own`; anybody else reads their own.

    Without an answer: the caisse's own body, or the first of the list. Three statements whatever their number.
    """
    own = Chosen(actor.organisation_id, actor.organisation_name)
    if not actor.is_caisse:
        return own
    words, wanted = query.get(SEARCH, "").strip()[:LONGEST], uuid_of(query.get(FIELD, ""))
    everything = _seen(actor, with_own=with_own)
    rows = _named(everything, words)
    found, total = list(rows.order_by("legal_name", "id")[: MOST + 1]), rows.count()
    named = rows.filter(id=wanted).first() if wanted else None
    first = found[0] if found and (words or not with_own) else None
    body = named or first
    is_long = bool(words) or total > MOST
    chosen = Chosen(body.id, body.legal_name) if body else own
    return Chosen(chosen.id, chosen.name, Choice(_shown(chosen, found[:MOST]), total, is_long))


def partners_named(actor: Actor, words: str) -> list[Organisation]:
    """The first partners that words or a SIRET name, by name: those whose people the actor may see."""
    return list(_named(_seen(actor, with_own=False), words).order_by("legal_name", "id")[:FEW])


def _seen(actor: Actor, *, with_own: bool) -> QuerySet[Organisation]:
    """The bodies whose people the actor may see."""
    rows = Organisation.objects.filter(id__in=VISIBLE)
    return rows if with_own else rows.exclude(id=actor.organisation_id)


def _named(rows: QuerySet[Organisation], words: str) -> QuerySet[Organisation]:
    for word in words.split():
        rows = rows.filter(Q(legal_name__icontains=word) | Q(siret__startswith=word))
    return rows


def _shown(chosen: Chosen, found: list[Organisation]) -> tuple[tuple[str, str], ...]:
    """What was found, with the body shown first when it is not among them."""
    rows = [(str(row.id), row.legal_name) for row in found]
    here = (str(chosen.id), chosen.name)
    return tuple(rows if here in rows else [here, *rows])
