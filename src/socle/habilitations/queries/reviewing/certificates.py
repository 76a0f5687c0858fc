"""Certificates of reviews: those a body sent or received, each with its proof once the journal has sealed it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from socle.habilitations.reviews import ReviewCertificate
from socle.kernel.actor import Actor
from socle.papers.seal import Seal
from socle.traces.domain.event import canonical_json
from socle.traces.proving import Proof, prove


@dataclass(frozen=True, slots=True)
class Attested:
    """A certificate, what it says, and its proof; None while its seal is awaited."""

    row: ReviewCertificate
    body: dict[str, Any]
    proof: Proof | None

    @property
    def file(self) -> bytes:
        """The file to hand over: the text, and what proves it."""
        journal = self.proof.said() if self.proof else None
        return canonical_json({"body": self.body, "journal": journal})

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"revue-{self.body['partner']['siret']}-{self.row.issued_at:%Y-%m-%d}"

    @property
    def seal(self) -> Seal | None:
        """What the paper prints of the journal."""
        if self.proof is None:
            return None
        root = str(self.proof.note.split("\n")[2])
        return Seal(self.proof.log, self.proof.size, root, self.proof.sealed_at)


def attested(certificate_id: UUID) -> Attested | None:
    """A certificate that the actor's organisation sent or received."""
    row = ReviewCertificate.objects.select_related("organisation", "caisse", "campaign").filter(id=certificate_id)
    found = row.first()
    if found is None:
        return None
    return Attested(found, json.loads(found.body), prove(found.trace_id, found.issued_at))


def certificates(actor: Actor, limit: int = 100) -> list[ReviewCertificate]:
    """Those the actor's organisation sent, or received when it is a caisse, the latest first, without their text."""
    rows = ReviewCertificate.objects.select_related("organisation", "caisse", "campaign").defer("body")
    mine = (
        rows.filter(caisse_id=actor.organisation_id)
        if actor.is_caisse
        else rows.filter(organisation_id=actor.organisation_id)
    )
    return list(mine.order_by("-issued_at", "id")[:limit])


def recipients(convention_id: UUID) -> list[str]:
    """Where the caisse of a convention receives the proof, by a narrow database function."""
    with connection.cursor() as cursor:
        cursor.execute("select socle_review_recipients(%s)", (convention_id,))
        return list(cursor.fetchone()[0])
