"""With what a party signs: the certificates of the settings, else those of the demonstration's authority, else nothing.

The setting names a TOML file beside the keys, one table per party:
    [[certificates]]
    siret = "…"
    file = "caf.p12"
    passphrase_file = "caf.pass"
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from django.conf import settings
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper

from socle.kernel.decision import refuse
from socle.papers.pades.authority import authority
from socle.papers.pades.signatory import Credential, Signatory
from socle.papers.pades.signing import own_timestamper


class SealCode(StrEnum):
    """Why a paper cannot be signed here; traced."""

    NO_CERTIFICATE = "signing_certificate_missing"


NO_CERTIFICATE = refuse(
    SealCode.NO_CERTIFICATE,
    "Ce portail n'a pas de certificat pour signer au nom de votre organisme.",
    fix="L'administrateur du serveur ajoute votre certificat, ou enregistrez la signature du papier avec son scan.",
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where keys are: the state folder, list of certificates, time-stamping service, whether keys may be made."""

    state: Path
    listed: str = ""
    timestamps: str = ""
    is_demonstration: bool = False

    def credential(self, signatory: Signatory, at: datetime) -> Credential:
        """The certificate of a party; Refused when there is none."""
        if self.listed:
            found = _listed(Path(self.listed), signatory.siret)
            if found is not None:
                return found
        elif self.is_demonstration:
            return authority(self.state, at).credential(signatory, at)
        NO_CERTIFICATE.or_raise()
        raise AssertionError("unreachable")

    def timestamper(self, at: datetime) -> TimeStamper | None:
        """What proves the date of a signature; None when nothing does, and the verification says so."""
        if self.timestamps:
            return HTTPTimeStamper(self.timestamps)
        if self.is_demonstration and not self.listed:
            return own_timestamper(authority(self.state, at).timestamper(at), at)
        return None


def desk() -> Desk:
    """The desk of this portal, from its settings."""
    return Desk(
        Path(settings.SOCLE_STATE), settings.SIGNING_CERTIFICATES, settings.TIMESTAMP_URL, settings.DEMONSTRATION
    )


def _listed(path: Path, siret: str) -> Credential | None:
    """The PKCS#12 of a party, opened with the passphrase of its file."""
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("certificates", [])
    row = next((one for one in rows if one["siret"] == siret), None)
    if row is None:
        return None
    passphrase = (path.parent / row["passphrase_file"]).read_bytes().strip()
    opened = load_pkcs12((path.parent / row["file"]).read_bytes(), passphrase)
    if opened.key is None or opened.cert is None:
        return None
    chain = tuple(one.certificate for one in opened.additional_certs)
    return Credential(opened.cert.certificate, opened.key, chain)
