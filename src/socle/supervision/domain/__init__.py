"""Rules of supervision: what the caisse asks, on which clock, and what may follow an established failure. Pure."""
