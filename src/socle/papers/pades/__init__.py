"""Signatures of papers by several parties: PAdES, made and verified with pyHanko (ETSI EN 319 142-1)."""
