"""What leaves the server: the groups a profile sees; a hidden group is absent, and the reader is told why (MCP-62)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from socle.dossiers.domain.facts import Contacts
from socle.dossiers.domain.file import File, Json, values
from socle.dossiers.domain.groups import Cell, Group, Level
from socle.dossiers.domain.profile import Profile
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, refuse

RULE = Clause("contrat de service", "2.2.1")


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Ready for JSON: what is shown, group by group, and what is withheld."""

    beneficiary: dict[str, Json]
    groups: dict[str, dict[str, Json]]
    withheld: list[dict[str, str]]

    @property
    def shown(self) -> tuple[str, ...]:
        """The groups to name in the trace."""
        return tuple(self.groups)


def disclose(
    file: File, cells: Mapping[Group, Cell], *, profile: Profile, today: date, contacts: Contacts | None = None
) -> Disclosure:
    """Cut one file along one row of the matrix; a group without a cell is withheld."""
    whom = contacts or Contacts()
    missing = Cell(Level.HIDDEN, profile.clause)
    row = {group: cells.get(group, missing) for group in Group}
    return Disclosure(
        beneficiary={
            "caisse": file.identity.caisse,
            "numero": file.identity.numero,
            "name": file.identity.name,
            "fictional": file.identity.fictional,
        },
        groups={group.value: _group(file, group, cell, today) for group, cell in row.items() if not cell.is_hidden},
        withheld=[_why(group, judge(group, cell, profile, whom)) for group, cell in row.items() if cell.is_hidden],
    )


def _group(file: File, group: Group, cell: Cell, today: date) -> dict[str, Json]:
    fields = file.fields(group, cell, today)
    return {
        "label": group.label,
        "level": cell.level.value,
        "note": cell.note,
        "data": values(fields),
        "fields": [{"code": field.code, "label": field.label, "text": field.text} for field in fields],
    }


def judge(group: Group, cell: Cell, profile: Profile, contacts: Contacts) -> Decision:
    """Whether a profile sees a group at all; otherwise why, and whom to ask."""
    if not cell.is_hidden:
        return allow(cell.clause)
    if cell.removed:
        reason = f"Votre convention retire « {group.label} » au profil {profile.code}."
        fix = f"Adressez-vous à {contacts.caisse} : seul un avenant le rouvre."
        return refuse("group_removed", reason, clause=cell.clause, fix=fix)
    reason = (
        f"La finalité du profil {profile.code}, {profile.title} ({profile.clause}), n'a pas besoin "
        f"de « {group.label} » (matrice des profils, non officielle)."
    )
    fix = f"Si votre mission demande cette donnée, voyez avec {contacts.manager}, s'il vous faut un autre profil."
    return refuse("group_hidden", reason, clause=RULE, fix=fix)


def _why(group: Group, decision: Decision) -> dict[str, str]:
    clause, reason, fix = str(decision.clause), decision.reason, decision.fix
    return {"group": group.value, "label": group.label, "clause": clause, "reason": reason, "fix": fix}
