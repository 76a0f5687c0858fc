"""Importing people and rights from a table: columns guessed, rows judged like a page, seats counted over the file."""
