"""The demonstration: fictional bodies, the five conventions signed, people, rights and accounts."""
