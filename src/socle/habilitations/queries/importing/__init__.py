"""Reading for imports: the facts of a whole file at once, and what the pages show of an import."""
