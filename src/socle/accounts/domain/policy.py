"""The dated reference of passwords and sessions: our own values, since no convention writes one.

Source: MCP-35 (the contract sends to the contrat de service, which sends to a user guide; no value is written),
CNIL 2022-100 and 2025-019, OWASP ASVS 5.0 chapters 6 and 7, reliability.md §3.1 and §3.2. Every value is `[house]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from socle.kernel.clause import Clause

VERSION = "1"
SINCE = date(2026, 11, 20)
CLAUSE = Clause.house("MCP-35")

MIN_LENGTH = 12
MAX_LENGTH = 256
MIN_SCORE = 3
CONTEXT_WORDS = ("caf", "cpam", "urssaf", "carsat", "cnaf", "socle", "convention")

LINK_LIFE = timedelta(hours=72)
IDLE_END = timedelta(minutes=30)
ABSOLUTE_END = timedelta(hours=10)
STEP_UP_LIFE = timedelta(minutes=10)
TOKEN_LIFE = timedelta(hours=1)
SEEN_EVERY = timedelta(seconds=30)
CHALLENGE_LIFE = timedelta(minutes=5)
DEVICE_LIFE = timedelta(days=365)
PROVIDER_LIFE = timedelta(minutes=10)

RECOVERY_CODES = 10
TOTP_PERIOD = 30
TOTP_DRIFT = 1

ACCOUNT_FREE_FAILURES = 5
NETWORK_FREE_FAILURES = 100
LONGEST_DELAY = timedelta(minutes=15)
FORGET_AFTER = timedelta(hours=24)
NETWORK_FORGET_AFTER = timedelta(hours=1)

PROVEN_ACR = frozenset(
    {
        "eidas0-mfa",
        "eidas1-mfa",
        "eidas2",
        "eidas3",
        "https://proconnect.gouv.fr/assurance/self-asserted-2fa",
        "https://proconnect.gouv.fr/assurance/consistency-checked-2fa",
    }
)
KNOWN = frozenset({"pwd", "pin"})
POSSESSED = frozenset({"totp", "pop", "hwk", "swk", "sc"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """One line of the reference, as it is shown: what, how much, where the value comes from."""

    label: str
    value: str
    source: str
    mark: str = "[house]"


REFERENCE = (
    Parameter("Longueur du mot de passe", f"au moins {MIN_LENGTH} caractères", "CNIL 2022-100"),
    Parameter("Robustesse estimée (zxcvbn)", f"au moins {MIN_SCORE} sur 4", "CNIL 2022-100"),
    Parameter("Mots de passe connus et mots du contexte", "refusés", "ASVS 5.0, 6.1.2 et 6.2.11"),
    Parameter("Changement périodique", "aucun", "CNIL 2022-100"),
    Parameter("Second facteur", "toujours", "CNIL 2025-019"),
    Parameter("Second facteur d'un fournisseur d'identité", "accepté s'il le signe", "CNIL 2025-019"),
    Parameter("Lien d'activation", f"un seul usage, {LINK_LIFE // timedelta(hours=1)} heures", "MCP-24"),
    Parameter("Fin pour inactivité", f"{IDLE_END // timedelta(minutes=1)} minutes", "ASVS 5.0, 7.3.1"),
    Parameter("Durée maximale", f"{ABSOLUTE_END // timedelta(hours=1)} heures", "ASVS 5.0, 7.3.2"),
    Parameter("Confirmation d'identité", f"{STEP_UP_LIFE // timedelta(minutes=1)} minutes", "ASVS 5.0, 7.5.3"),
    Parameter("Jeton d'API", f"{TOKEN_LIFE // timedelta(minutes=1)} minutes au plus", "MCP-29"),
    Parameter("Essais libres avant attente", f"{ACCOUNT_FREE_FAILURES} par compte", "CNIL 2022-100"),
    Parameter("Essais libres par réseau", f"{NETWORK_FREE_FAILURES} par heure", "ASVS 5.0, 6.3.1"),
    Parameter("Attente la plus longue", f"{LONGEST_DELAY // timedelta(minutes=1)} minutes", "ASVS 5.0, 6.1.1"),
)
