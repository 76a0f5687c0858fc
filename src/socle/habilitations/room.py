"""What habilitations offer to the portal: entries of the menu, and what rights ask of people today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from socle.habilitations.domain.granting import DELEGATION_CLAUSE, MANAGERS_CLAUSE
from socle.habilitations.domain.inactivity import HOUSE, Stage, stage, suspended_on
from socle.habilitations.queries.administrators import without_principal
from socle.habilitations.queries.attestations import asked_of
from socle.habilitations.queries.groups import groups_named
from socle.habilitations.queries.surplus import above_ceilings
from socle.habilitations.queries.todos import SOON, ending_soon, nearly_exhausted, not_activated, unused
from socle.habilitations.review_todos import review_todos
from socle.kernel.actor import Actor
from socle.kernel.room import Found, MenuEntry, Room, Todo
from socle.organismes.queries import membership


def todos(actor: Actor, at: datetime) -> Sequence[Todo]:
    """One's own ends for everybody; those of the organisation for who manages its rights."""
    above = list(_above(actor, at)) if actor.can("seat:list") else []
    managed = [*_ends(actor, at), *_seats(actor, at), *_accounts(actor, at)] if actor.can("habilitation:grant") else []
    orphans = _orphans(actor, at) if actor.can("delegation:appoint") else []
    return [
        *orphans,
        *_pledges(actor, at),
        *review_todos(actor, at),
        *_own(actor, at),
        *above,
        *managed,
        *_unused(actor, at),
    ]


def _unused(actor: Actor, at: datetime) -> Iterator[Todo]:
    """Rights that stop by themselves for want of use: one's own, and those of the organisation for who manages."""
    mine = None if actor.can("habilitation:grant") else actor.membership_id
    for right in unused(actor.organisation_id, at, membership_id=mine):
        is_own = right.membership_id == actor.membership_id
        stopped, day = stage(right.active_at, at) is Stage.SUSPENDED, suspended_on(right.active_at)
        whose = "Votre droit" if is_own else f"Le droit de {right.name}"
        yield Todo(
            title=f"{whose} {right.service.upper()} {right.profile} " + ("s'est arrêté" if stopped else "ne sert plus"),
            detail="Sans usage, il s'arrête de lui-même. Si la mission est finie, retirez-le : son siège servira.",
            url=reverse("habilitations:right", args=[right.id]),
            due=None if stopped else day,
            clause=str(HOUSE.clause),
            icon="hourglass",
        )


def _orphans(actor: Actor, at: datetime) -> Iterator[Todo]:
    """Partners that wait for their first administrator, for the caisse that names them."""
    for orphan in without_principal(actor.organisation_id, at):
        yield Todo(
            title=f"{orphan.name} n'a pas d'administrateur principal",
            detail="Enregistrez le formulaire signé : sans administrateur, personne ne gère ses habilitations.",
            url=reverse("habilitations:administrators_partner", args=[orphan.convention_id, orphan.organisation_id]),
            clause=str(DELEGATION_CLAUSE),
            icon="user-shield",
        )


def _pledges(actor: Actor, at: datetime) -> Iterator[Todo]:
    """What my own rights wait for."""
    if actor.is_caisse:
        return
    for asked in asked_of(membership(actor.membership_id), at):
        until = asked.requirement.valid_until
        if asked.decision and until and until - at <= SOON:
            yield Todo(
                title=f"Bientôt plus valable : {asked.requirement.label}",
                detail="Refaites-le avant cette date : ensuite, le droit qui en dépend ne sert plus.",
                url=reverse("habilitations:mine"),
                due=until,
                clause=str(asked.requirement.clause),
                icon="hourglass",
            )
        if not asked.decision and asked.duty.is_condition:
            yield Todo(
                title=f"Un de vos droits attend : {asked.requirement.label}",
                detail=asked.decision.fix,
                url=reverse("habilitations:mine"),
                clause=str(asked.requirement.clause),
                icon="rubber-stamp",
            )


def _own(actor: Actor, at: datetime) -> Iterator[Todo]:
    for row in ending_soon(actor.organisation_id, at, membership_id=actor.membership_id):
        yield Todo(
            title=f"Votre habilitation {row.service.upper()} {row.profile} prend bientôt fin",
            detail="Si votre mission continue, demandez son renouvellement à la personne qui vous l'a accordée.",
            url=reverse("habilitations:right", args=[row.id]),
            due=row.period.upper,
            clause=str(DELEGATION_CLAUSE),
            icon="hourglass",
        )


def _ends(actor: Actor, at: datetime) -> Iterator[Todo]:
    for row in ending_soon(actor.organisation_id, at):
        if row.membership_id != actor.membership_id:
            yield Todo(
                title=f"Le droit {row.service.upper()} {row.profile} de {row.membership.person.name} prend bientôt fin",
                detail="Accordez-en un nouveau si sa mission continue ; sinon, rien à faire : il cessera seul.",
                url=reverse("habilitations:right", args=[row.id]),
                due=row.period.upper,
                clause=str(DELEGATION_CLAUSE),
                icon="hourglass",
            )


def _seats(actor: Actor, at: datetime) -> Iterator[Todo]:
    for line in nearly_exhausted(actor.organisation_id, at):
        if line.is_over:
            continue
        where = f", {line.scope}" if line.scope else ""
        yield Todo(
            title=f"Sièges {line.service.upper()} {line.profile}{where} : {line.used} occupés sur {line.maximum}",
            detail="Retirez les droits devenus inutiles, ou demandez un avenant à la caisse.",
            url=f"{reverse('habilitations:rights')}?{urlencode({'service': line.service, 'profil': line.profile})}",
            clause=str(line.clause),
            icon="armchair",
        )


def _above(actor: Actor, at: datetime) -> Iterator[Todo]:
    for row in above_ceilings(at, None if actor.is_caisse else actor.organisation_id):
        whose = f"{row.organisation}, " if actor.is_caisse else ""
        what = f"{row.service.upper()} {'tous profils' if row.profile == '*' else row.profile}"
        yield Todo(
            title=f"{whose}{what} : {row.used} sièges occupés pour un plafond de {row.maximum}",
            detail="Personne ne perd son droit et aucun nouveau ne s'ouvre : retirez ce qui est devenu inutile.",
            url=f"{reverse('habilitations:seats')}?{urlencode({'organisme': str(row.organisation_id)})}",
            clause=str(row.clause),
            icon="armchair",
        )


def _accounts(actor: Actor, at: datetime) -> Iterator[Todo]:
    for waiting in not_activated(actor.organisation_id, at):
        yield Todo(
            title=f"{waiting.name} n'a pas encore activé son compte",
            detail="Son droit occupe un siège sans servir : renvoyez le lien d'activation, ou retirez le droit.",
            url=reverse("organismes:person", args=[waiting.person_id]),
            clause=str(MANAGERS_CLAUSE),
            icon="mail",
        )


def find(actor: Actor, words: str, at: datetime) -> Sequence[Found]:
    """The groups of one's body, for who manages its rights."""
    if not actor.can("habilitation:grant"):
        return []
    return [
        Found(
            label=row.name,
            section="Groupes",
            url=reverse("habilitations:group", args=[row.id]),
            icon="users",
            detail=row.purpose,
        )
        for row in groups_named(actor.organisation_id, words, at)
    ]


ROOM = Room(
    name="habilitations",
    title="Habilitations",
    menu=(
        MenuEntry("Mes droits", "habilitations:mine", "id", "right:own"),
        MenuEntry("Habilitations", "habilitations:rights", "user-check", "habilitation:list"),
        MenuEntry("Délégations", "habilitations:delegations", "sitemap", "delegation:list"),
        MenuEntry("Rôles de la caisse", "habilitations:caisse_roles", "users", "delegation:appoint"),
        MenuEntry("Administrateurs", "habilitations:administrators", "user-shield", "delegation:appoint"),
        MenuEntry("Formations", "habilitations:trainings", "school", "habilitation:grant"),
        MenuEntry("Groupes", "habilitations:groups", "users", "habilitation:grant"),
        MenuEntry("Sièges", "habilitations:seats", "armchair", "seat:list"),
        MenuEntry("Revues", "habilitations:reviews", "list-check", "review:read"),
    ),
    commands=(
        MenuEntry("Ouvrir un droit", "habilitations:grant", "user-check", "habilitation:grant"),
        MenuEntry("Importer une liste de droits", "habilitations:imports", "file-plus", "delegation:grant"),
        MenuEntry("Créer un groupe", "habilitations:group_new", "users", "habilitation:grant"),
        MenuEntry("Créer un profil local", "habilitations:local_profile_new", "id", "delegation:grant"),
        MenuEntry("Nommer un responsable d'habilitation", "habilitations:delegate", "sitemap", "habilitation:grant"),
        MenuEntry("Voir la matrice des droits", "habilitations:matrix", "list-check", "habilitation:list"),
        MenuEntry("Retrouver une vue enregistrée", "habilitations:views", "filter", "habilitation:list"),
        MenuEntry("Voir la carte des sièges", "habilitations:heat", "armchair", "seat:list"),
        MenuEntry("Simuler un changement de sièges", "habilitations:what_if", "scale", "seat:list"),
    ),
    permissions=(
        "right:own",
        "right:explain",
        "habilitation:list",
        "habilitation:grant",
        "habilitation:withdraw",
        "seat:list",
        "delegation:list",
        "delegation:grant",
        "delegation:appoint",
        "review:run",
        "review:read",
    ),
    todos=todos,
    find=find,
)
