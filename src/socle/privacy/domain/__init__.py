"""Rules of data protection: who reads which traces. Pure."""
