"""The convention that an address names."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from socle.conventions.domain.access import may_list
from socle.conventions.models import Convention
from socle.conventions.queries.homes import Home, home_of
from socle.conventions.queries.pages import convention_of
from socle.kernel.actor import Actor


def own_convention(convention_id: UUID, actor: Actor) -> Convention:
    """A convention that the actor's body signed; 404 for any other."""
    may_list(actor).or_raise()
    found = convention_of(convention_id, actor)
    if found is None:
        raise Http404
    return found


def own_home(home_id: UUID, actor: Actor) -> Home:
    """The convention, or the draft of one to come, whose papers the actor's body signs; 404 for any other."""
    may_list(actor).or_raise()
    found = home_of(home_id, actor)
    if found is None:
        raise Http404
    return found
