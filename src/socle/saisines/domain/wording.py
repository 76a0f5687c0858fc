"""Templates of answers: words of a body with closed variables, filled from the case and nothing else (MCP-40).

A variable that does not exist is refused when the template is written, never found out in front of somebody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from socle.conventions.domain.types import listed
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, refuse

CLAUSE = Clause.house("MCP-40")
LONGEST, LONGEST_NAME = 4000, 80
VARIABLES: Mapping[str, str] = MappingProxyType(
    {
        "number": "le numéro de la saisine",
        "subject": "son sujet",
        "received": "le jour où elle a été reçue",
        "due": "le jour où la réponse est due",
        "organisation": "l'organisme qui a saisi",
        "holder": "votre organisme",
        "today": "le jour",
    }
)
_BRACES = re.compile(r"\{([^{}]*)\}")


def unknown(text: str) -> tuple[str, ...]:
    """What stands between braces and is no variable, in its order.

    >>> unknown("La saisine {number} de {nom} {}")
    ('nom', '')
    """
    return tuple(dict.fromkeys(name for name in _BRACES.findall(text) if name not in VARIABLES))


def may_word(name: str, text: str) -> Decision:
    """A template has a name, words, and only the variables of the list."""
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        return refuse("name_missing", f"Donnez au modèle un nom de {LONGEST_NAME} caractères au plus.", clause=CLAUSE)
    if not 0 < len(text.strip()) <= LONGEST:
        return refuse("text_missing", f"Écrivez un modèle de {LONGEST} caractères au plus.", clause=CLAUSE)
    if wrong := unknown(text):
        said = listed(tuple(f"{{{one}}}" for one in wrong), "et")
        plural = "ne sont pas des variables" if len(wrong) > 1 else "n'est pas une variable"
        fix = f"Variables : {', '.join(f'{{{one}}}' for one in VARIABLES)}."
        return refuse("variable_unknown", f"{said} {plural}.", clause=CLAUSE, fix=fix)
    return allow(CLAUSE)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The words with their variables; what the case does not say stays blank, never in braces.

    >>> filled("Saisine {number}, due le {due}.", {"number": "S2026-000001"})
    'Saisine S2026-000001, due le .'
    """
    return _BRACES.sub(lambda found: values.get(found.group(1), ""), text)
