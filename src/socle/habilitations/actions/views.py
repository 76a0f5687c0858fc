"""Name the filters of a list, forget them: an act of comfort, traced like the others (MCP-22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import Q

from socle.database.constraints import register
from socle.habilitations.domain.access import may
from socle.habilitations.domain.exporting import LISTS, Listed
from socle.habilitations.domain.views import VIEW_CLAUSE, ViewCode, decide_removal, decide_saving
from socle.habilitations.models import SavedView
from socle.habilitations.queries.views import kept_query
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, first_refusal, refuse
from socle.traces import actions as traces

TAKEN = refuse(
    ViewCode.NAME_TAKEN,
    "Une vue de cette liste porte déjà ce nom.",
    clause=VIEW_CLAUSE,
    fix="Donnez un autre nom, ou supprimez l'ancienne vue.",
)
register("saved_view_once", TAKEN)


@dataclass(frozen=True, slots=True)
class NewView:
    """What is to be kept: the filters of a list, under a name."""

    listed: Listed
    name: str
    query: str
    is_shared: bool


def save_view(wanted: NewView, *, actor: Actor, at: datetime) -> SavedView:
    """Keep the filters under a name, for oneself or for the other managers."""
    mine = Q(membership_id=actor.membership_id)
    seen = SavedView.objects.filter(mine | Q(is_shared=True), organisation_id=actor.organisation_id, list=wanted.listed)
    taken = dict(seen.values_list("name", "membership_id"))
    own = sum(author == actor.membership_id for author in taken.values())
    decision = first_refusal((may(actor, LISTS[wanted.listed].permission), decide_saving(wanted.name, taken, own)))
    decision.or_raise(Act("habilitation:view:saved", subject_label=wanted.name, payload=_payload(wanted.listed)))
    view = SavedView(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        membership_id=actor.membership_id,
        list=wanted.listed,
        name=wanted.name,
        query=kept_query(wanted.listed, wanted.query),
        is_shared=wanted.is_shared,
        created_at=at,
    )
    view.save(force_insert=True)
    _trace("habilitation:view:saved", view, actor, at)
    return view


def remove_view(view_id: UUID, *, actor: Actor, at: datetime) -> SavedView:
    """Forget a view; raises DoesNotExist when the actor does not see it."""
    view = SavedView.objects.get(id=view_id)
    decision = decide_removal(
        view.membership_id,
        actor.membership_id,
        is_shared=view.is_shared,
        is_administrator=actor.can("delegation:grant"),
    )
    decision.or_raise(Act("habilitation:view:removed", "view", str(view.id), view.name, payload=_payload(view.list)))
    _trace("habilitation:view:removed", view, actor, at)
    SavedView.objects.filter(id=view.id).delete()
    return view


def _payload(listed: str) -> dict[str, object]:
    return {"list": LISTS[Listed(listed)].label}


def _trace(tag: str, view: SavedView, actor: Actor, at: datetime) -> None:
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="view",
        subject_id=str(view.id),
        subject_label=view.name,
        clause=str(VIEW_CLAUSE),
        payload={**_payload(view.list), "shared": view.is_shared},
    )
