"""How the press says that it could not print."""

IS_MISSING = 3
