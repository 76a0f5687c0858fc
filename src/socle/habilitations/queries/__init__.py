"""Reading rights: facts of one decision, lists, seats."""

from socle.habilitations.queries.roles import roles_in_use

__all__ = ["roles_in_use"]
