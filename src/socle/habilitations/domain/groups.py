"""Groups of colleagues and local profiles, bundles of rights that fit an organisation (MCP-22; contrat 2.2.1, 2.2.2).

Being in a group opens the rights of its local profile, each judged as if it were given alone. Who manages rights only
inside some groups does not choose who is in them: they would widen their own perimeter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from socle.habilitations.domain.granting import DELEGATION_CLAUSE, MANAGERS_CLAUSE, Holder
from socle.habilitations.domain.roles import ADMINISTRATORS, MANAGERS
from socle.kernel.decision import ALLOWED, Decision, allow, refuse


class GroupCode(StrEnum):
    """Why a group or a local profile is refused; traced."""

    NOT_MANAGER = "not_manager"
    OWN_PERIMETER = "group_of_own_perimeter"
    ADMINISTRATORS_ONLY = "local_profile_by_administrator"
    IN_GROUP = "already_in_group"
    CLOSED = "group_closed"
    NAME_TAKEN = "group_name_taken"
    EMPTY = "local_profile_empty"
    NOT_OFFERED = "local_profile_not_offered"
    STILL_USED = "local_profile_used"


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One right of a local profile; a place when the profile asks for one."""

    service: str
    profile: str
    purpose: str
    scope_id: UUID | None = None

    @property
    def key(self) -> tuple[str, str, UUID | None]:
        return (self.service, self.profile, self.scope_id)


@dataclass(frozen=True, slots=True)
class Change:
    """What a new version of a local profile opens and withdraws to each member of its groups."""

    opened: tuple[Line, ...]
    withdrawn: tuple[Line, ...]


def difference(before: Iterable[Line], after: Iterable[Line]) -> Change:
    """The lines to open and to withdraw; another purpose for the same right withdraws it and opens it again."""
    old, new = list(before), list(after)
    return Change(tuple(line for line in new if line not in old), tuple(line for line in old if line not in new))


def may_compose(manager: Holder) -> Decision:
    """Whether the manager chooses who is in a group: every manager but those limited to groups."""
    if not manager.roles & MANAGERS:
        return refuse(
            GroupCode.NOT_MANAGER,
            "Seuls les gestionnaires d'habilitations de l'organisme composent les groupes.",
            clause=MANAGERS_CLAUSE,
            fix="Demandez à l'administrateur principal ou au suppléant de votre organisme.",
        )
    if manager.roles & ADMINISTRATORS or not any(perimeter.groups for perimeter in manager.perimeters):
        return allow(DELEGATION_CLAUSE)
    return refuse(
        GroupCode.OWN_PERIMETER,
        "Votre périmètre est fait de groupes : vous ne choisissez pas qui en fait partie.",
        clause=DELEGATION_CLAUSE,
        fix="Demandez à l'administrateur principal ou au suppléant.",
    )


def may_design(manager: Holder) -> Decision:
    """Whether the manager makes local profiles: the principal and the suppléant, who hold every service."""
    if manager.roles & ADMINISTRATORS:
        return allow(MANAGERS_CLAUSE)
    return refuse(
        GroupCode.ADMINISTRATORS_ONLY,
        "L'administrateur principal et le suppléant composent les profils locaux.",
        clause=MANAGERS_CLAUSE,
        fix="Proposez-leur ce profil.",
    )


def decide_lines(lines: Collection[Line], offered: Collection[Line]) -> Decision:
    """A local profile contains at least one right, each opened by a convention of the body."""
    if not lines:
        return refuse(
            GroupCode.EMPTY,
            "Un profil local contient au moins un droit.",
            clause=MANAGERS_CLAUSE,
            fix="Cochez au moins un profil de vos conventions.",
        )
    unknown = next((line for line in lines if line not in offered), None)
    if unknown is None:
        return ALLOWED
    return refuse(
        GroupCode.NOT_OFFERED,
        f"Vos conventions n'ouvrent pas ce droit : {unknown.service.upper()} {unknown.profile}, pour cette finalité, "
        "à cet endroit.",
        clause=MANAGERS_CLAUSE,
        fix="Choisissez parmi les profils, les finalités et les lieux de vos conventions.",
    )
