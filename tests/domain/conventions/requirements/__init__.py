"""MCP requirements that are terms: (requirement, term, changed field, other value, what is observed).

`docs/exigences-mcp.md` is the same table for readers; `test_requirements.py` holds both together.
"""

from tests.domain.conventions.requirements.convention import THE_CONVENTION
from tests.domain.conventions.requirements.habilitations import HABILITATIONS
from tests.domain.conventions.requirements.security import SECURITY, SUPPORT
from tests.domain.conventions.requirements.services import AFAS, CDAP

ROWS = (*THE_CONVENTION, *HABILITATIONS, *SECURITY, *SUPPORT, *AFAS, *CDAP)
