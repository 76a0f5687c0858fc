"""Pages of groups and local profiles: what they give, who joins, what falls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from socle.habilitations.domain.groups import Line
from socle.habilitations.models import Group, GroupMember, Habilitation, LocalProfile
from socle.habilitations.queries.groups import lines_of, rights_opened
from socle.habilitations.queries.lists import PersonLine, people
from socle.habilitations.queries.offers import Names, names_of, offered_lines
from socle.habilitations.web.acting import ActPage
from socle.habilitations.web.pages.granting import status_of
from socle.habilitations.web.pages.links import Lines
from socle.kernel.identifiers import uuid_of
from socle.organismes.queries import Membership
from socle.theme.asof import Moment

__all__ = [
    "close_page", "group_url", "held_lines", "join_page", "joining", "leave_page", "line_of",
    "member_lines", "new_page", "profile_choices", "profile_page", "right_choices", "right_lines", "rights_of",
    "status_of", "trail",
]  # fmt: skip

CLAUSE = "contrat de service, 2.2.1"
FOUND = 20


def trail(*steps: tuple[str, str], moment: Moment | None = None) -> list[dict[str, str]]:
    """The breadcrumb below the list of groups, on the same day."""
    groups = reverse("habilitations:groups")
    above = (("Groupes", moment.keep(groups) if moment else groups), *steps)
    return [{"label": label, "url": url} for label, url in above]


def group_url(group_id: UUID, moment: Moment) -> str:
    """The sheet of a group, on the same day."""
    return moment.keep(reverse("habilitations:group", args=[group_id]))


def member_lines(members: Sequence[GroupMember], moment: Moment) -> Lines:
    """Who is in a group, each with their sheet on the same day."""
    return [
        {"row": member, "url": moment.keep(reverse("organismes:person", args=[member.membership.person_id]))}
        for member in members
    ]


def rights_of(group: Group, moment: Moment) -> list[str]:
    """What the group gives; on another day, what it had opened: its local profile of that day is not kept."""
    names = names_of(group.organisation_id, moment.at)
    if moment.day is None:
        return right_lines(lines_of(group.local_profile_id), names)
    opened = rights_opened(group.id, moment.at)
    said = right_lines([line for line, _ in opened], names)
    return [f"{right} ({_people(size)})" for right, (_, size) in zip(said, opened, strict=True)]


def _people(size: int) -> str:
    return f"{size} personne{'s' if size > 1 else ''}"


def profile_choices(rows: Sequence[LocalProfile]) -> list[tuple[str, str]]:
    return [(str(row.id), row.name) for row in rows]


def joining(organisation_id: UUID, members: Sequence[GroupMember], words: str, at: datetime) -> list[PersonLine]:
    """Colleagues found by name who are not in the group."""
    inside = {member.membership_id for member in members}
    return [line for line in people(organisation_id, at, search=words, limit=FOUND) if line.membership_id not in inside]


def _said(service: str, profile: str, purpose: str, scope_id: UUID | None, names: Names) -> str:
    place = f", {names.scope(scope_id)}" if scope_id else ""
    title = f"{service.upper()} {profile}, {names.profile(service, profile)}"
    return f"{title}{place} : {names.purpose(service, purpose)}"


def right_lines(lines: Sequence[Line], names: Names) -> list[str]:
    """The rights of a local profile, one sentence each."""
    return [_said(line.service, line.profile, line.purpose, line.scope_id, names) for line in lines]


def held_lines(rows: Sequence[Habilitation], names: Names) -> list[str]:
    return [_said(row.service, row.profile, row.purpose, row.scope_id, names) for row in rows]


def _group_url(group: Group) -> str:
    return reverse("habilitations:group", args=[group.id])


def new_page() -> ActPage:
    return ActPage(
        overline="Groupes",
        title="Créer un groupe",
        lead="Des collègues qui font le même travail, et donc ont les mêmes droits.",
        heading="Un groupe n'ouvre aucun droit par lui-même",
        effects=[
            "Ses membres reçoivent les droits de son profil local, chacun jugé et compté comme s'il était donné seul.",
            "Quitter le groupe retire ces droits ; ceux donnés à part restent.",
        ],
        clause=CLAUSE,
        confirm="Créer le groupe",
        cancel_url=reverse("habilitations:groups"),
        icon="users",
        tone="info",
        asks=False,
        trail=(("Groupes", reverse("habilitations:groups")), ("Créer un groupe", "")),
    )


def _page(group: Group, title: str, lead: str, heading: str, effects: list[str], confirm: str) -> ActPage:
    return ActPage(
        overline=group.name,
        title=title,
        lead=lead,
        heading=heading,
        effects=effects,
        clause=CLAUSE,
        confirm=confirm,
        cancel_url=_group_url(group),
        icon="users",
        trail=(("Groupes", reverse("habilitations:groups")), (group.name, _group_url(group)), (title, "")),
    )


def join_page(group: Group, person: Membership, rights: list[str]) -> ActPage:
    gained = [f"Reçoit {right}." for right in rights] or ["Ne reçoit aucun droit : ce groupe n'a pas de profil local."]
    effects = [*gained, "Ce qu'elle a déjà ne change pas ; si un seul de ces droits est refusé, rien n'est fait."]
    name = person.person.name
    return _page(
        group, f"Ajouter {name}", person.function, f"{name} entre dans le groupe", effects, "Ajouter au groupe"
    )


def leave_page(group: Group, member: GroupMember, falling: list[str]) -> ActPage:
    name = member.membership.person.name
    effects = [f"Perd {right}." for right in falling] or ["Ne perd aucun droit : le groupe ne lui en avait pas ouvert."]
    effects.append("Les droits donnés à part restent.")
    return _page(
        group, f"Sortir {name}", member.membership.function, f"{name} quitte le groupe", effects, "Sortir du groupe"
    )


def profile_page(group: Group, size: int) -> ActPage:
    effects = [
        f"Les {size} membres perdent ce que l'ancien profil seul leur ouvrait, et reçoivent le nouveau.",
        "Si un seul droit est refusé à l'un d'eux, rien n'est fait : la raison est dite.",
    ]
    return _page(group, "Changer de profil local", group.purpose, "Les membres suivent", effects, "Changer le profil")


def close_page(group: Group, members: Sequence[GroupMember]) -> ActPage:
    effects = [f"{member.membership.person.name} perd les droits que ce groupe lui a ouverts." for member in members]
    effects.append("Le groupe reste lisible dans le journal ; son nom peut servir à un autre.")
    return _page(group, "Fermer le groupe", group.purpose, "Ce groupe prend fin", effects, "Fermer le groupe")


def line_of(key: str) -> Line | None:
    """The line that a form names `service|profile|purpose|place`."""
    parts = key.split("|")
    return Line(parts[0], parts[1], parts[2], uuid_of(parts[3])) if len(parts) == len("spfl") else None


def key_of(line: Line) -> str:
    return f"{line.service}|{line.profile}|{line.purpose}|{line.scope_id or ''}"


def right_choices(organisation_id: UUID, at: datetime) -> list[tuple[str, str]]:
    """Every right that a local profile may contain."""
    return [(key_of(one.line), one.title) for one in offered_lines(organisation_id, at)]
