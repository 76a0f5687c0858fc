"""A partner's directory writes its people: the same actions as the pages, the same refusals (MCP-22, MCP-23, MCP-29).

It acts with the token of a human manager. It never touches an administrator, a peer nor the person who runs it (R02,
R08), and opens no right by itself: rights follow the groups.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID

from socle.habilitations.actions.departing import refuse_change_above
from socle.habilitations.domain.scim.users import Said
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.decision import Act, refuse
from socle.organismes import annuaire
from socle.organismes.actions import PersonCard, create_person, end_membership, update_person
from socle.organismes.annuaire import Known, Sought

ONESELF = refuse(
    "own_sheet",
    "L'annuaire ne modifie pas la fiche de la personne qui le fait agir.",
    clause=Clause.house("MCP-29"),
    fix="Modifiez votre fiche depuis sa page, ou demandez-le à l'autre administrateur.",
)
LEFT = "départ signalé par l'annuaire de l'organisme"


def said_of(known: Known) -> Said:
    """Somebody as the directory would say them."""
    kept = asdict(known)
    names = ("user_name", "external_id", "first_name", "last_name", "function", "email", "service", "phone")
    return {name: kept[name] for name in names} | {"is_active": known.is_present}


def enrol(said: Said, *, actor: Actor, at: datetime) -> UUID:
    """Enrol a person that the directory knows and we do not; their id. A namesake or a known name is a conflict."""
    names = (str(said["user_name"]), str(said["external_id"]))
    card = _card(said)
    for sought in (Sought(user_name=names[0]), Sought(external_id=names[1])):
        found, _ = annuaire.known(sought, actor=actor, at=at)
        if sought != Sought() and found and found[0].is_present:
            annuaire.NAME_TAKEN.or_raise(Act("organisme:person:created", "person", subject_label=card.name))
    membership = create_person(card, actor=actor, at=at)
    annuaire.call(membership.person_id, card.name, *names, actor=actor, at=at)
    return membership.person_id


def change(known: Known, said: Said, *, actor: Actor, at: datetime) -> None:
    """Bring a person to what the directory says; nothing is written, nor traced, when nothing changes."""
    if said == said_of(known):
        return
    keep_apart(known, actor, at)
    names = (str(said["user_name"]), str(said["external_id"]))
    if not known.is_linked or names != (known.user_name, known.external_id):
        annuaire.call(known.person_id, known.name, *names, actor=actor, at=at)
    card = replace(_card(said), diploma=known.diploma, service_traits=list(known.service_traits))
    if said["is_active"] and not known.is_present:
        known = replace(known, membership_id=annuaire.come_back(known.person_id, card, actor=actor, at=at).id)
    if card != known.card:
        update_person(known.membership_id, card, actor=actor, at=at)
    if known.is_present and not said["is_active"]:
        end_membership(known.membership_id, actor=actor, at=at, reason=LEFT)


def remove(known: Known, *, actor: Actor, at: datetime) -> None:
    """A person whom the directory deletes leaves the body, and its directory's name for them is forgotten."""
    keep_apart(known, actor, at)
    if known.is_present:
        end_membership(known.membership_id, actor=actor, at=at, reason=LEFT)
    annuaire.forget(known.person_id, known.name, actor=actor, at=at)


def _card(said: Said) -> PersonCard:
    return PersonCard(
        first_name=str(said["first_name"]),
        last_name=str(said["last_name"]),
        function=str(said["function"]),
        email=str(said["email"]),
        service=str(said["service"]),
        phone=str(said["phone"]),
    )


def keep_apart(known: Known, actor: Actor, at: datetime) -> None:
    """Neither the person who runs the directory, nor an administrator, nor a peer is touched by it."""
    if known.person_id == actor.person_id:
        ONESELF.or_raise(Act("organisme:person:updated", "person", str(known.person_id), known.name))
    refuse_change_above(known.membership_id, actor=actor, at=at)
