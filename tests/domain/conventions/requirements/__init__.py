"""Requirements that are terms: (requirement, term, changed field, other value, what is observed), family by family.

`docs/exigences-*.md` are the same tables for readers; `test_requirements.py` holds both together.
"""

from tests.domain.conventions.requirements.acces_aux_droits import ACCES_AUX_DROITS
from tests.domain.conventions.requirements.convention import THE_CONVENTION
from tests.domain.conventions.requirements.family import FamilyTable
from tests.domain.conventions.requirements.france_services import FRANCE_SERVICES
from tests.domain.conventions.requirements.gestion_commune import GESTION_COMMUNE
from tests.domain.conventions.requirements.habilitations import HABILITATIONS
from tests.domain.conventions.requirements.independants import INDEPENDANTS
from tests.domain.conventions.requirements.security import SECURITY, SUPPORT
from tests.domain.conventions.requirements.services import AFAS, CDAP

MCP = (*range(1, 14), *range(20, 30), *range(30, 36), *range(40, 43), *range(50, 54), *range(60, 64))

FAMILIES = (
    FamilyTable(
        "MCP",
        MCP,
        "mon-compte-partenaire",
        "saint-aubin-mcp",
        (*THE_CONVENTION, *HABILITATIONS, *SECURITY, *SUPPORT, *AFAS, *CDAP),
    ),
    FamilyTable("DRT", range(1, 15), "acces-aux-droits", "grand-rhin-droits", ACCES_AUX_DROITS),
    FamilyTable("FSV", range(1, 15), "france-services", "valmont-france-services", FRANCE_SERVICES),
    FamilyTable("URS", range(1, 15), "travailleurs-independants", "valmont-independants", INDEPENDANTS),
    FamilyTable("ISU", range(1, 17), "gestion-commune", "valmont-gestion-commune", GESTION_COMMUNE),
)
