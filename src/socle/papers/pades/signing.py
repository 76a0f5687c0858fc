"""Sign a paper: one field per party laid before the first signature, then one increment per signature.

No page is added once somebody has signed: the sheet of signatures belongs to the paper from the start, so that each
signature covers the same pages and any page added later shows. The first signature certifies the paper and lets the
other fields be filled, and nothing else (PDF 2.0, 12.8.2.2, permission 2).
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import Certificate
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment as Align
from pyhanko.pdf_utils.layout import BoxConstraints, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper, TimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from socle.papers.pades.signatory import Credential, Slot

RESERVED = 24_000


class _Shown(PdfContent):
    """A small PDF drawn in the box of a signature, with its own fonts."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self._page = page

    def render(self) -> bytes:
        drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._page)))
        self.resources.xobject["/Shown"] = drawn
        left, bottom, right, top = (float(one) for one in drawn.get_object()["/BBox"])
        self.box = BoxConstraints(width=right - left, height=top - bottom)
        return b"/Shown Do"


@dataclass(frozen=True, slots=True)
class Mark:
    """One signature to make: where, by whom, why, when, and the small PDF shown in its box."""

    slot: Slot
    name: str
    reason: str
    at: datetime
    shown: bytes
    is_first: bool


def with_fields(paper: bytes, labels: Iterable[str]) -> bytes:
    """The paper with an empty field per party on its last page, each with its name for screen readers."""
    writer = IncrementalPdfFileWriter(io.BytesIO(paper))
    last = int(writer.root["/Pages"]["/Count"]) - 1
    for rank, label in enumerate(labels):
        slot = Slot(rank)
        spec = fields.SigFieldSpec(slot.field, on_page=last, box=slot.box, readable_field_name=label)
        fields.append_signature_field(writer, spec)
    return _written(writer)


def sign(paper: bytes, mark: Mark, credential: Credential, timestamper: TimeStamper | None = None) -> bytes:
    """The same bytes, followed by one more signature."""
    writer = IncrementalPdfFileWriter(io.BytesIO(paper))
    meta = signers.PdfSignatureMetadata(
        field_name=mark.slot.field,
        md_algorithm="sha256",
        reason=mark.reason,
        name=mark.name,
        certify=mark.is_first,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    style = StaticStampStyle(
        border_width=0,
        background=_Shown(mark.shown),
        background_opacity=1,
        background_layout=SimpleBoxLayoutRule(
            x_align=Align.ALIGN_MIN,
            y_align=Align.ALIGN_MAX,
            margins=Margins.uniform(0),
            inner_content_scaling=InnerScaling.SHRINK_TO_FIT,
        ),
    )
    made = signers.PdfSigner(meta, _signer(credential), timestamper=timestamper, stamp_style=style)
    signed = made.sign_pdf(writer, bytes_reserved=RESERVED)
    content: bytes = signed.getvalue()
    return content


def own_timestamper(credential: Credential, at: datetime) -> TimeStamper:
    """Dates signatures with a key of ours: for the demonstration only."""
    store = SimpleCertificateStore()
    store.register_multiple([der(one) for one in credential.chain])
    return DummyTimeStamper(der(credential.certificate), _key(credential), certs_to_embed=store, fixed_dt=at)


def der(certificate: Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(Encoding.DER))


def _signer(credential: Credential) -> signers.SimpleSigner:
    store = SimpleCertificateStore()
    store.register_multiple([der(one) for one in credential.chain])
    return signers.SimpleSigner(der(credential.certificate), _key(credential), store)


def _key(credential: Credential) -> keys.PrivateKeyInfo:
    private = credential.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return keys.PrivateKeyInfo.load(private)


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
