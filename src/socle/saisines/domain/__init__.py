"""Rules of what is brought to a door: routes, clocks, ladders, mandates, who sees what. Pure."""
