"""The revue inverse d'habilitations: every right judged once a year, and a proof of it (contrat de service 2.2.2)."""
