"""Roles and permissions, for an auditor."""

from __future__ import annotations

from socle.habilitations.domain.roles import ROLES
from socle.kernel.actor import OrganisationKind
from socle.site.generated.markdown import code, page, section, table

SIDES = {None: "les deux", OrganisationKind.CAISSE: "caisse", OrganisationKind.PARTNER: "partenaire"}


def text() -> str:
    permissions = sorted(frozenset().union(*(role.permissions for role in ROLES.values())))
    described = table(
        ("Rôle", "Code", "Côté", "Ce qu'il fait", "Donné par"),
        (
            (role.label, code(role.code), SIDES[role.side], role.description, role.given_by or "–")
            for role in ROLES.values()
        ),
    )
    matrix = table(
        ("Permission", *(role.label for role in ROLES.values())),
        ((code(one), *("oui" if one in role.permissions else "–" for role in ROLES.values())) for one in permissions),
    )
    return page(
        "Rôles et permissions",
        "Un rôle est donné à une personne dans un organisme, pour une période ; chacun a aussi les permissions "
        "d'« Utilisateur ». Une permission ouvre une page : chaque objet est ensuite jugé par sa propre règle.",
        section("Rôles", described),
        section("Permissions", matrix),
    )
