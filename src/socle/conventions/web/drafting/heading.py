"""The first page of a convention, from what its form says: head, parties, each known by its SIRET."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from socle.conventions.actions.drafting import open_convention
from socle.conventions.domain.composing import Table, new_convention
from socle.conventions.domain.drafting import WRITING
from socle.conventions.models import Draft
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused, refuse
from socle.kernel.siret import Siret
from socle.organismes.queries import Organisation, organisation, organisations_by_siret


def opened(data: Mapping[str, Any], actor: Actor, at: datetime) -> Draft:
    """The draft of a convention whose parties are known bodies; refused with the SIRET at fault."""
    own = organisation(actor.organisation_id)
    partners = list(_partners(data))
    known = organisations_by_siret([siret for siret, _, _ in partners])
    for siret, _, _ in partners:
        if siret not in known:
            reason = f"Le SIRET {siret} n'est pas celui d'un organisme connu."
            raise Refused(
                refuse("unknown_party", reason, clause=WRITING, fix="Comparez-le avec le papier, ou inscrivez-le.")
            )
    signers = {own.siret: (own, data["caisse_par"], data["caisse_qualite"])}
    signers |= {siret: (known[siret], who, capacity) for siret, who, capacity in partners}
    text = new_convention(_head(data, partners[0][0]), _parties(signers), ())
    named = {siret: who for siret, (_, who, _) in signers.items()}
    return open_convention(data["modele"], data["titre"], named, text, actor=actor, at=at)


def _partners(data: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for suffix in ("", "_2"):
        if written := data[f"siret{suffix}"].strip():
            yield _siret(written), data[f"partenaire_par{suffix}"], data[f"partenaire_qualite{suffix}"]


def _siret(text: str) -> str:
    try:
        return Siret(text.replace(" ", "")).value
    except ValueError as error:
        raise Refused(
            refuse("siret_unread", f"{error}.", clause=WRITING, fix="Recopiez les quatorze chiffres.")
        ) from None


def _head(data: Mapping[str, Any], siret: str) -> Table:
    return {
        "family": data["modele"],
        "model": data["modele"],
        "title": data["titre"],
        "number": data["numero"].strip() or siret,
        "territory": data["territoire"],
        "effective_on": data["effet"],
    }


def _parties(signers: Mapping[str, tuple[Organisation, str, str]]) -> Iterator[Table]:
    for rank, (siret, (body, who, capacity)) in enumerate(signers.items()):
        yield {
            "id": str(body.kind) if rank <= 1 else f"{body.kind}-{rank}",
            "role": str(body.kind),
            "nature": body.nature or "other",
            "name": body.legal_name,
            "seat": body.seat or "—",
            "representative": who or "—",
            "capacity": capacity or "—",
            "siret": siret,
            "territory": body.territory or None,
            "is_public": body.is_public_body,
        }
