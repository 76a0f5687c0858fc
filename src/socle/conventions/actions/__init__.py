"""Writing conventions: signing a text projects it into append-only rows."""
