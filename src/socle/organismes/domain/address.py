"""An account follows a person: the address is « personnelle et individuelle » (contrat de service, annexe 2; MCP-27).

Source of the words: the addresses that French local bodies share between several people. The list is ours: a rule of
the house behind a clause that gives none.
"""

from __future__ import annotations

import re
import unicodedata

from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, refuse

INDIVIDUAL = Clause("contrat de service", "annexe 2")
SHARED = frozenset(
    {
        *("accueil", "admin", "administration", "agence", "asso", "association", "aide", "bonjour", "bureau", "caf"),
        *("ccas", "cias", "cdad", "commune", "communication", "compta", "comptabilite", "contact", "contacts", "cpam"),
        *("creche", "departement", "dg", "dgs", "direction", "drh", "eaje", "enfance", "equipe", "facturation"),
        *("finances", "gestion", "habilitations", "hello", "info", "infos", "informatique", "instruction", "jeunesse"),
        *("mail", "mairie", "mds", "noreply", "ne-pas-repondre", "partenaires", "petite-enfance", "police", "portail"),
        *("postmaster", "rgpd", "dpo", "rh", "rsa", "scolaire", "secretariat", "service", "services", "social"),
        *("standard", "support", "urbanisme", "usagers", "vie-scolaire", "webmaster"),
    }
)
SURNAMES_TOO = frozenset({"bureau", "jeunesse", "police"})
_LINKS = frozenset({"de", "des", "du", "et", "la", "le", "les"})
_WORDS = re.compile(r"[._+\d]+")


def check_individual(email: str) -> Decision:
    """Refuse an address that names a service: several people would share one account.

    >>> bool(check_individual("mairie@commune.example")), bool(check_individual("claire.fictive@commune.example"))
    (False, True)
    """
    local = _plain(email.partition("@")[0])
    words = [word for word in _WORDS.split(local) if word]
    parts = {part for word in words for part in word.split("-")}
    if local in SHARED or (words[:1] and words[0] in SHARED - SURNAMES_TOO) or parts <= SHARED | _LINKS:
        return refuse(
            "shared_address",
            f"« {email} » est l'adresse d'un service : plusieurs personnes la lisent.",
            clause=INDIVIDUAL,
            fix="Donnez l'adresse professionnelle que cette personne est seule à lire ; son compte en dépend.",
        )
    return ALLOWED


def _plain(text: str) -> str:
    without_accents = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return without_accents.strip()
