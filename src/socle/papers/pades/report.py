"""What verifying a signed paper finds, in sentences: who signed, for whom, in which order, and what changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

TRUST = {
    "": "",
    "expired": "Le certificat n'était pas valable à la date de la signature.",
    "revoked": "Le certificat a été révoqué.",
    "unknown": "Le certificat ne vient d'aucune autorité reconnue ici.",
    "other": "La chaîne du certificat n'est pas recevable.",
}


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature, in the order of the file."""

    rank: int
    field: str
    name: str
    organisation: str
    organisation_id: str
    issuer: str
    reason: str
    at: datetime | None
    is_dated: bool
    is_intact: bool
    is_trusted: bool
    is_fictional: bool
    trust: str
    pages_signed: int
    pages_added: int
    is_followed_by_forbidden_change: bool
    covers_whole_file: bool

    @property
    def holds(self) -> bool:
        """Whether this signature proves what the file says now."""
        return self.is_intact and self.is_trusted and not self.is_followed_by_forbidden_change

    def sentences(self) -> Iterator[str]:
        """What is to be said of it, the worst first."""
        if not self.is_intact:
            yield "Le contenu signé a été modifié depuis la signature, ou la signature est fausse."
        if TRUST[self.trust]:
            yield TRUST[self.trust]
        if self.pages_added:
            yield f"Pages ajoutées après cette signature : {self.pages_added}."
        elif self.is_followed_by_forbidden_change:
            yield "Le document a été modifié après cette signature, autrement que par une signature prévue."
        if self.holds:
            yield "Le contenu est celui qui a été signé."
            yield from self._limits()

    def _limits(self) -> Iterator[str]:
        if self.is_fictional:
            yield "Certificat fictif de la démonstration : sans valeur juridique."
        if not self.is_dated:
            yield "La date est celle que le signataire déclare : aucun horodatage ne la prouve."


@dataclass(frozen=True, slots=True)
class Report:
    """A whole paper."""

    sha256: str
    pages: int
    signatures: tuple[Signed, ...]
    empty_fields: tuple[str, ...] = ()
    problem: str = ""

    @property
    def holds(self) -> bool:
        """Every signature holds, and nothing but signatures came after the last one."""
        return (
            bool(self.signatures) and not self.problem and all(one.holds for one in self.signatures) and self.is_closed
        )

    @property
    def is_closed(self) -> bool:
        return any(one.covers_whole_file for one in self.signatures)

    def sentences(self) -> Iterator[str]:
        """What is to be said of the paper."""
        if self.problem:
            yield self.problem
        elif not self.signatures:
            yield "Ce PDF ne porte aucune signature."
        elif not self.is_closed:
            yield "Le fichier continue après la dernière signature : ce qui suit n'est signé par personne."
        elif self.holds:
            count = len(self.signatures)
            yield f"{count} signatures, toutes valables." if count > 1 else "Une signature, valable."
        else:
            yield "Ce PDF ne vaut pas comme document signé : voyez chaque signature."
        if self.empty_fields:
            yield f"Signatures encore attendues : {len(self.empty_fields)}."

    def said(self) -> dict[str, Any]:
        """As JSON."""
        rows = [
            asdict(one)
            | {"at": one.at.isoformat() if one.at else None, "holds": one.holds, "says": list(one.sentences())}
            for one in self.signatures
        ]
        return {
            "ok": self.holds,
            "sha256": self.sha256,
            "pages": self.pages,
            "says": list(self.sentences()),
            "signatures": rows,
            "empty_fields": list(self.empty_fields),
            "problem": self.problem,
        }


def read_report(said: Mapping[str, Any]) -> Report:
    """A report back from its JSON."""
    names = Signed.__dataclass_fields__
    return Report(
        sha256=said["sha256"],
        pages=said["pages"],
        signatures=tuple(
            Signed(
                **{name: row[name] for name in names if name != "at"},
                at=datetime.fromisoformat(row["at"]) if row["at"] else None,
            )
            for row in said["signatures"]
        ),
        empty_fields=tuple(said["empty_fields"]),
        problem=said["problem"],
    )
