"""The authority of the demonstration: a root, a time-stamping key and a certificate per signatory, all fictional.

Made once, in the state folder, never in the repository. In service no key is made: certificates come by setting.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from socle.papers.pades.folder import write_private
from socle.papers.pades.signatory import Credential, Signatory

Key: TypeAlias = EllipticCurvePrivateKey | rsa.RSAPrivateKey

FOLDER = "signing"
NAME = "Autorité fictive de la démonstration de Socle"
YEARS = 10
LIFE = timedelta(days=3 * 365)
BEFORE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Authority:
    """The root of the demonstration."""

    certificate: x509.Certificate
    key: Key
    folder: Path

    def credential(self, signatory: Signatory, at: datetime) -> Credential:
        """The certificate of a signatory, made the first time, and again once it has expired."""
        name = hashlib.sha256(f"{signatory.siret} {signatory.name}".encode()).hexdigest()[:32]
        kept = _kept(self.folder / f"{name}.pem")
        if kept is None or kept[0].not_valid_after_utc <= at:
            kept = self.issue(_subject(signatory), at - BEFORE, at + LIFE)
            _keep(self.folder / f"{name}.pem", *kept)
        return Credential(*kept, chain=(self.certificate,))

    def timestamper(self, at: datetime) -> Credential:
        """The certificate that dates signatures."""
        path = self.folder / "time.pem"
        kept = _kept(path)
        if kept is None or kept[0].not_valid_after_utc <= at:
            kept = self.issue(_named(f"{NAME}, horodatage"), at - BEFORE, at + LIFE, dates=True)
            _keep(path, *kept)
        return Credential(*kept, chain=(self.certificate,))

    def issue(
        self, subject: x509.Name, since: datetime, until: datetime, *, dates: bool = False
    ) -> tuple[x509.Certificate, Key]:
        """A certificate for signing papers, or for dating them."""
        key = rsa.generate_private_key(65537, 2048) if dates else generate_private_key(SECP256R1())
        made = _builder(subject, self.certificate.subject, key, since, until)
        made = made.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        made = made.add_extension(_usage(signs=True), critical=True)
        if dates:
            made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        return made.sign(self.key, SHA256()), key


def authority(state: Path, at: datetime, *, name: str = NAME) -> Authority:
    """The authority of this clone, made the first time."""
    folder = state / FOLDER
    kept = _kept(folder / "root.pem")
    if kept is None:
        key = generate_private_key(SECP256R1())
        subject = _named(name)
        made = _builder(subject, subject, key, at - BEFORE, at + timedelta(days=365 * YEARS))
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        made = made.add_extension(_usage(signs=False), critical=True)
        _keep(folder / "root.pem", made.sign(key, SHA256()), key)
        kept = _kept(folder / "root.pem")
        assert kept is not None, "just written"
    return Authority(*kept, folder=folder)


def root_of(state: Path) -> x509.Certificate | None:
    """The root of this clone's demonstration, None before its first signature."""
    kept = _kept(state / FOLDER / "root.pem")
    return kept[0] if kept else None


def _builder(
    subject: x509.Name, issuer: x509.Name, key: Key, since: datetime, until: datetime
) -> x509.CertificateBuilder:
    public = key.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_cert_sign=not signs,
        crl_sign=not signs,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"), x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _subject(signatory: Signatory) -> x509.Name:
    """Who signs, for which body; the identifier of the body as EN 319 412-1 writes a SIREN."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, signatory.organisation[:64]),
            x509.NameAttribute(NameOID.ORGANIZATION_IDENTIFIER, f"NTRFR-{signatory.siret[:9]}"),
            x509.NameAttribute(NameOID.COMMON_NAME, signatory.name[:64]),
        ]
    )


def _kept(path: Path) -> tuple[x509.Certificate, Key] | None:
    if not path.exists():
        return None
    pem = path.read_bytes()
    key = load_pem_private_key(pem, password=None)
    assert isinstance(key, (EllipticCurvePrivateKey, rsa.RSAPrivateKey))
    return x509.load_pem_x509_certificate(pem), key


def _keep(path: Path, certificate: x509.Certificate, key: Key) -> None:
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_private(path, private + certificate.public_bytes(Encoding.PEM))
