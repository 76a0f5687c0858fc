"""What people are asked to add to their factors.

Source: CNIL 2025-019 and reliability.md §3.1 (a security key is demanded of those who open rights to others).
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from socle.kernel.clause import Clause

CLAUSE = Clause.house("MCP-35")
KEY_HOLDERS = frozenset({"caisse_admin", "principal", "suppleant"})
FEWEST_CODES = 2


def needs_key(roles: AbstractSet[str], keys: int) -> bool:
    """Whoever opens rights to others should hold a security key."""
    return keys == 0 and bool(roles & KEY_HOLDERS)


def needs_codes(left: int) -> bool:
    """Two recovery codes or fewer are too few."""
    return left <= FEWEST_CODES
