"""Consulting a file: the only way its data leaves, with the trace of the reading in the same transaction."""
