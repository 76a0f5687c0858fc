"""The acts on rights that the API offers, one router by noun."""

from __future__ import annotations

from socle.habilitations.web.administrators_api import router as administrators
from socle.habilitations.web.bulk_api import router as bulk
from socle.habilitations.web.caisse_roles_api import router as caisse_roles
from socle.habilitations.web.delegations_api import router as delegations
from socle.habilitations.web.groups_api import router as groups
from socle.habilitations.web.imports_api import router as imports
from socle.habilitations.web.local_profiles_api import router as local_profiles
from socle.habilitations.web.matrix_api import router as matrix
from socle.habilitations.web.moves_api import router as moves
from socle.habilitations.web.stand_ins_api import router as stand_ins
from socle.habilitations.web.suspensions_api import router as suspensions

ROUTERS = (
    *(delegations, suspensions, stand_ins, groups, local_profiles, moves, matrix, bulk, imports),
    *(administrators, caisse_roles),
)
