"""A signed text as a pure value: its grammar, its check, its terms in force (house.md). No clock, no file."""
