"""Rules of habilitations: who may do what, for whom, until when. Pure."""
