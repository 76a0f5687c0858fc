"""A grant in preparation: answers kept in the address from step to step, and in hidden fields for the last one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from socle.habilitations.actions.granting import Wish
from socle.habilitations.web.forms import after, midnight
from socle.kernel.identifiers import uuid_of

STEPS = ("droit", "details", "verifier")
LABELS = ("La personne et le profil", "La finalité et les dates", "Vérifier et confirmer")
ANSWERS = ("profil", "personne", "finalite", "lieu", "du", "au")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Draft:
    """What the manager has answered so far."""

    profil: str = ""
    personne: str = ""
    finalite: str = ""
    lieu: str = ""
    du: str = ""
    au: str = ""
    etape: str = "droit"
    words: str = ""

    @classmethod
    def of(cls, data: Mapping[str, str]) -> Draft:
        """The answers of a request; an unknown step is the first one."""
        answers = {name: data.get(name, "").strip()[:80] for name in ANSWERS}
        etape = data.get("etape", "")
        return cls(**answers, etape=etape if etape in STEPS else "droit", words=data.get("q", "").strip()[:80])

    @property
    def person_id(self) -> UUID | None:
        return uuid_of(self.personne)

    @property
    def answers(self) -> dict[str, str]:
        return {name: value for name in ANSWERS if (value := getattr(self, name))}

    def address(self, etape: str) -> str:
        """The query string of a step, answers kept."""
        return f"?{urlencode({**self.answers, 'etape': etape})}"

    @property
    def later(self) -> dict[str, str]:
        """The answers of the steps to come, kept while the first one changes."""
        return {name: value for name, value in self.answers.items() if name not in {"profil", "personne"}}

    @property
    def first_address(self) -> str:
        return self.address("droit")

    @property
    def details_address(self) -> str:
        return self.address("details")

    def wish(self, at: datetime) -> Wish | None:
        """The right asked for; None while the person is not chosen."""
        service, _, profile = self.profil.partition(":")
        person_id, start = self.person_id, midnight(_day(self.du))
        if person_id is None:
            return None
        return Wish(
            person_id=person_id,
            service=service,
            profile=profile,
            purpose=self.finalite,
            scope_id=uuid_of(self.lieu),
            valid_from=start if start and start > at else None,
            valid_to=after(_day(self.au)),
        )

    def steps(self) -> list[dict[str, str]]:
        """For the stepper: done, current, to do."""
        here = STEPS.index(self.etape)
        states = ["done" if rank < here else "current" if rank == here else "todo" for rank in range(len(STEPS))]
        return [
            {"label": label, "state": state, "url": self.address(step)}
            for step, label, state in zip(STEPS, LABELS, states, strict=True)
        ]
