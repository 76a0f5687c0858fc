"""A paper signed by several parties proves who signed, in which order, and shows whatever changed since (PAdES)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject

from socle.papers.pades import signing
from socle.papers.pades.authority import Authority, authority
from socle.papers.pades.checking import report_of
from socle.papers.pades.report import Report, read_report
from socle.papers.pades.signatory import Credential, Signatory, Slot
from socle.papers.pades.verifying import verify
from tests.files.hostile import pdf

AT = datetime.now(UTC).replace(microsecond=0)
PARTIES = (
    Signatory("99913400000010", "Caisse d'allocations familiales (fictif)", "Bertrand Lacaze", "directeur"),
    Signatory("99913401800012", "Commune de Saint-Aubin-sur-Lergue (fictif)", "Mireille Castan", "maire"),
    Signatory("99913512200011", "Urssaf de Valmont-Littoral (fictif)", "Estelle Caumont", "directrice"),
)


@dataclass(frozen=True)
class Desk:
    """Signs papers with the keys of one authority."""

    authority: Authority
    folder: Path

    def prepared(self, count: int) -> bytes:
        return signing.with_fields(pdf(), [one.organisation for one in PARTIES[:count]])

    def signed(
        self, paper: bytes, rank: int, *, first: bool, credential: Credential | None = None, dated=True
    ) -> bytes:
        party = PARTIES[rank]
        mark = signing.Mark(Slot(rank), party.name, f"Pour {party.organisation}", AT, pdf(), first)
        stamper = signing.own_timestamper(self.authority.timestamper(AT), AT) if dated else None
        return signing.sign(paper, mark, credential or self.authority.credential(party, AT), stamper)

    def verified(self, paper: bytes, at: datetime = AT) -> Report:
        return report_of(paper, [], [signing.der(self.authority.certificate)], at)


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Desk:
    folder = tmp_path_factory.mktemp("pki")
    return Desk(authority(folder, AT), folder)


@pytest.fixture(scope="module")
def twice(desk) -> bytes:
    once = desk.signed(desk.prepared(2), 0, first=True)
    return desk.signed(once, 1, first=False)


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 1, 2), (2, 0, 1)], ids=str)
def test_every_party_signs_in_any_order_and_the_earlier_signatures_hold(desk, order):
    paper = desk.prepared(len(order))
    for step, rank in enumerate(order):
        paper = desk.signed(paper, rank, first=step == 0)

    report = desk.verified(paper)
    assert [one.name for one in report.signatures] == [PARTIES[rank].name for rank in order]
    assert [one.organisation for one in report.signatures] == [PARTIES[rank].organisation for rank in order]
    assert all(one.holds and one.is_dated and one.is_fictional for one in report.signatures)
    assert report.holds, list(report.sentences())
    assert not report.empty_fields
    assert read_report(report.said()) == report


def test_a_paper_half_signed_says_who_is_awaited(desk):
    report = desk.verified(desk.signed(desk.prepared(2), 1, first=True))

    assert report.holds
    assert report.empty_fields == ("Signature1",)
    assert "Signatures encore attendues : 1." in list(report.sentences())


def test_one_byte_changed_is_seen(desk, twice):
    altered = twice.replace(b"/MediaBox [0 0 200 200]", b"/MediaBox [0 0 200 201]")
    report = desk.verified(altered)

    assert altered != twice
    assert not report.holds
    assert not any(one.is_intact for one in report.signatures)
    assert "modifié depuis la signature" in " ".join(report.signatures[0].sentences())


def test_a_page_added_after_the_signatures_is_seen(desk, twice):
    writer = IncrementalPdfFileWriter(io.BytesIO(twice))
    content = writer.add_object(generic.StreamObject(stream_data=b""))
    writer.insert_page(PageObject(contents=content, media_box=(0, 0, 200, 200)))
    out = io.BytesIO()
    writer.write(out)

    report = desk.verified(out.getvalue())
    assert not report.holds
    assert [one.pages_added for one in report.signatures] == [1, 1]
    assert "Pages ajoutées après cette signature : 1." in list(report.signatures[0].sentences())
    assert "n'est signé par personne" in " ".join(report.sentences())


def test_what_follows_the_last_signature_is_seen_even_when_it_changes_nothing(desk, twice):
    report = desk.verified(twice + b"\n% de plus\n")

    assert not report.holds
    assert "n'est signé par personne" in " ".join(report.sentences())


def test_a_signature_of_an_unknown_authority_is_seen(desk, tmp_path):
    stranger = Desk(authority(tmp_path, AT, name="Autre autorité"), tmp_path)
    paper = stranger.signed(desk.prepared(1), 0, first=True)

    (found,) = desk.verified(paper).signatures
    assert found.is_intact
    assert not found.holds
    assert found.trust == "unknown"
    assert stranger.verified(paper).holds


def test_an_expired_certificate_is_seen_unless_a_time_stamp_proves_it_was_not(desk):
    made = desk.authority.issue(desk.authority.certificate.subject, AT - timedelta(days=30), AT + timedelta(days=1))
    brief = Credential(*made, chain=(desk.authority.certificate,))
    expired = Credential(
        *desk.authority.issue(desk.authority.certificate.subject, AT - timedelta(days=30), AT - timedelta(days=1)),
        chain=(desk.authority.certificate,),
    )
    later = AT + timedelta(days=10)

    (found,) = desk.verified(desk.signed(desk.prepared(1), 0, first=True, credential=expired)).signatures
    assert found.trust == "expired"
    assert "pas valable à la date" in " ".join(found.sentences())
    (found,) = desk.verified(desk.signed(desk.prepared(1), 0, first=True, credential=brief), later).signatures
    assert found.holds
    undated = desk.signed(desk.prepared(1), 0, first=True, credential=brief, dated=False)
    (found,) = desk.verified(undated, later).signatures
    assert found.trust == "expired"


def test_the_process_apart_says_the_same(desk, twice, tmp_path):
    """The roots of the settings are trusted; without them, a paper of the demonstration is said fictional."""
    assert verify(twice, state=desk.folder, folder="", at=AT) == desk.verified(twice)
    (tmp_path / "racine.pem").write_bytes(desk.authority.certificate.public_bytes(Encoding.PEM))
    trusted = verify(twice, state=tmp_path, folder=str(tmp_path), at=AT)
    assert trusted.holds
    assert not any(one.is_fictional for one in trusted.signatures)
    assert not verify(twice, state=tmp_path, folder="", at=AT).holds


def test_a_paper_without_signature_or_that_is_no_pdf_says_so(desk):
    assert list(desk.verified(pdf()).sentences()) == ["Ce PDF ne porte aucune signature."]
    assert not desk.verified(b"rien").holds
    assert "ne se lit pas" in " ".join(desk.verified(b"rien").sentences())


def test_the_keys_of_the_demonstration_are_private_and_made_once(desk):
    kept = list((desk.folder / "signing").iterdir())

    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}
    again = authority(desk.folder, AT).credential(PARTIES[0], AT)
    assert again.certificate == desk.authority.credential(PARTIES[0], AT).certificate
