"""A message is a value, written from a text template whose variables are a closed list (R17).

Source: reliability.md R17 (pretix CVE-2026-2415: attributes of objects reached from a mail's placeholders), MCP-24.
A placeholder is a bare name: no attribute, no index, no expression; every value is text.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from string import Template

SUBJECT = "Objet : "
LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Mail:
    """One message to one address; `is_secret` when its body must not outlive its sending."""

    kind: str
    to: str
    subject: str
    body: str
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class MailTemplate:
    """A subject and a body, and the only names they may use."""

    subject: Template
    body: Template
    variables: frozenset[str]

    @classmethod
    def parse(cls, text: str, variables: AbstractSet[str]) -> MailTemplate:
        """Read « Objet : … », a blank line, the body; ValueError for another shape or an unlisted variable."""
        first, _, rest = text.partition("\n")
        if not first.startswith(SUBJECT) or not rest.startswith("\n"):
            raise ValueError(f"modèle de message : commencez par « {SUBJECT}… », puis une ligne vide")
        subject, body = Template(first.removeprefix(SUBJECT)), Template(rest[1:])
        used = set(subject.get_identifiers()) | set(body.get_identifiers())
        if not (subject.is_valid() and body.is_valid()) or used - variables:
            raise ValueError(f"modèle de message : variables permises {sorted(variables)}, trouvées {sorted(used)}")
        return cls(subject, body, frozenset(variables))

    def render(self, *, kind: str, to: str, is_secret: bool = False, **values: str) -> Mail:
        """The message; ValueError unless exactly the listed variables are given. Line breaks leave the subject."""
        if set(values) != self.variables:
            raise ValueError(f"message {kind} : attendu {sorted(self.variables)}, reçu {sorted(values)}")
        subject = " ".join(self.subject.substitute(values).split())[:LONGEST_SUBJECT]
        return Mail(kind, to, subject, self.body.substitute(values), is_secret)
