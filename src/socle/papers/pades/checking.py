"""The process that verifies a signed PDF nobody trusts: a line of JSON, then the PDF; the report comes out.

Each signature is judged at the instant its time-stamp proves, else now. Nothing is fetched: revocation is judged from
what the file carries.
"""

from __future__ import annotations

import io
import json
import logging
import resource
import sys
import warnings
from base64 import b64decode
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import TypeAlias

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from socle.papers.pades.report import Report, Signed

Certificates: TypeAlias = Sequence[x509.Certificate]

MEMORY, SECONDS = 1_500_000_000, 30
UNREADABLE = "Ce fichier ne se lit pas comme un PDF."
PROBLEMS = (PdfError, SignatureValidationError, SigningError, ValueError, KeyError, TypeError, AttributeError)


def report_of(pdf: bytes, roots: Certificates, fictional: Sequence[x509.Certificate], at: datetime) -> Report:
    """Every signature of a PDF against the roots; `fictional` are those of a demonstration."""
    digest = sha256(pdf).hexdigest()
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        pages = int(reader.root["/Pages"]["/Count"])
        embedded = reader.embedded_regular_signatures
        found = tuple(_signed(rank, one, [*roots, *fictional], fictional, at) for rank, one in enumerate(embedded, 1))
        empty = tuple(name for name, value, _ in enumerate_sig_fields(reader) if value is None)
    except (*PROBLEMS, MemoryError, RecursionError):
        return Report(digest, 0, (), problem=UNREADABLE)
    return Report(digest, pages, found, empty)


def _signed(
    rank: int,
    signature: EmbeddedPdfSignature,
    roots: Certificates,
    fictional: Certificates,
    at: datetime,
) -> Signed:
    try:
        status = _judged(signature, roots, at)
    except PROBLEMS:
        return _broken(rank, signature)
    subject = status.signing_cert.subject.native
    path = status.validation_path
    top = path.first if path else None
    dated = status.timestamp_validity
    return Signed(
        rank=rank,
        field=signature.field_name,
        name=_text(subject.get("common_name")),
        organisation=_text(subject.get("organization_name")),
        organisation_id=_text(subject.get("organization_identifier")),
        issuer=_text(status.signing_cert.issuer.native.get("common_name")),
        reason=_text(signature.sig_object.get("/Reason")),
        at=dated.timestamp if dated and dated.valid else status.signer_reported_dt,
        is_dated=bool(dated and dated.valid and dated.intact and dated.trusted),
        is_intact=status.intact and status.valid,
        is_trusted=status.trusted,
        is_fictional=top is not None and top.dump() in {one.dump() for one in fictional},
        trust=_trust(status),
        pages_signed=_pages(signature, signature.signed_revision),
        pages_added=_pages(signature, None) - _pages(signature, signature.signed_revision),
        is_followed_by_forbidden_change=_forbidden(status),
        covers_whole_file=status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
    )


def _judged(signature: EmbeddedPdfSignature, roots: Certificates, at: datetime) -> PdfSignatureStatus:
    """At the instant its time-stamp proves, when the stamp is trusted; else at `at`."""
    status = validate_pdf_signature(signature, _context(roots, at), _context(roots, at))
    dated = status.timestamp_validity
    if status.trusted or not (dated and dated.valid and dated.trusted):
        return status
    return validate_pdf_signature(signature, _context(roots, dated.timestamp), _context(roots, at))


def _context(roots: Certificates, at: datetime) -> ValidationContext:
    return ValidationContext(trust_roots=list(roots), moment=at, allow_fetching=False)


def _forbidden(status: PdfSignatureStatus) -> bool:
    """Whether something else than the fields laid out for signatures changed afterwards."""
    level = status.modification_level
    allowed = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)
    return level not in allowed or status.docmdp_ok is False


def _trust(status: PdfSignatureStatus) -> str:
    if status.trusted:
        return ""
    indication = getattr(status.trust_problem_indic, "name", "")
    if "OUT_OF_BOUNDS" in indication or "EXPIRED" in indication or "NOT_YET" in indication:
        return "expired"
    if "REVOKED" in indication:
        return "revoked"
    return "unknown" if "CHAIN_FOUND" in indication else "other"


def _pages(signature: EmbeddedPdfSignature, revision: int | None) -> int:
    reader = signature.reader
    root = reader.root if revision is None else reader.get_historical_root(revision)
    return int(root["/Pages"]["/Count"])


def _broken(rank: int, signature: EmbeddedPdfSignature) -> Signed:
    """A signature that cannot even be judged."""
    return Signed(
        *(rank, signature.field_name, "", "", "", "", ""),
        at=None,
        is_dated=False,
        is_intact=False,
        is_trusted=False,
        is_fictional=False,
        trust="other",
        pages_signed=0,
        pages_added=0,
        is_followed_by_forbidden_change=True,
        covers_whole_file=False,
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    head, _, pdf = sys.stdin.buffer.read().partition(b"\n")
    asked = json.loads(head)
    roots, fictional = (
        [x509.Certificate.load(b64decode(one)) for one in asked[name]] for name in ("roots", "fictional")
    )
    report = report_of(pdf, roots, fictional, datetime.fromisoformat(asked["at"]))
    sys.stdout.write(json.dumps(report.said()))


if __name__ == "__main__":
    main()
