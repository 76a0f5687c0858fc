"""One more signature on the paper as it stands: proved to be the one expected, drawn in its box, then signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.utils.timezone import localtime

from socle.conventions.actions.signatures.rounds import MEANWHILE
from socle.conventions.domain.signing_round import Expected
from socle.conventions.queries.signatures import Round
from socle.files.actions import content_of
from socle.files.queries import file_of
from socle.kernel.decision import Refused
from socle.papers.pades import signing
from socle.papers.pades.credentials import desk
from socle.papers.pades.signatory import Signatory, Slot
from socle.papers.printing import pdf_of
from socle.papers.typography import typeset


@dataclass(frozen=True, slots=True)
class Marked:
    """The paper signed once more, and the certificate it was signed with."""

    content: bytes
    certificate: str


def marked(found: Round, mine: Expected, name: str, capacity: str, at: datetime) -> Marked:
    """Sign the last state of the paper; refused when it is no longer the one that was read."""
    row = file_of(found.file_id)
    paper = b"".join(content_of(row)) if row else b""
    if sha256(paper).hexdigest() != found.sha256:
        raise Refused(MEANWHILE)
    party = next(one for one in found.signatories if one.party_id == mine.party)
    signatory = Signatory(party.siret, party.body_name, name, capacity)
    keys = desk()
    credential = keys.credential(signatory, at)
    shown = {
        "name": typeset(name),
        "capacity": typeset(capacity),
        "organisation": typeset(party.body_name),
        "at": localtime(at),
        "issuer": credential.issuer,
    }
    mark = signing.Mark(
        slot=Slot(mine.position),
        name=name,
        reason=f"{capacity}, pour {party.body_name}",
        at=at,
        shown=pdf_of("conventions/signature_mark.html", shown, title="Signature"),
        is_first=not found.signed,
    )
    content = signing.sign(paper, mark, credential, keys.timestamper(at))
    certificate = credential.certificate
    return Marked(content, f"{certificate.subject.rfc4514_string()}, n° {certificate.serial_number:x}"[:300])
