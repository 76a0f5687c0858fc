"""The notice before calling a service provider (MCP-09)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Code, DelayText
from socle.conventions.domain.words import Form, Side, Start


@dataclass(frozen=True, slots=True)
class ProviderNotice(Body):
    kind: ClassVar[str] = "provider_notice"
    title: ClassVar[str] = "Recours à un prestataire"
    obliges: ClassVar[str] = "Aucun prestataire n’intervient avant la fin du préavis, ni avec une mention manquante."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    notice: Annotated[DelayText, "préavis minimal"]
    form: Annotated[Form, "forme de l’annonce"]
    items: Annotated[tuple[Code, ...], "mentions obligatoires"]
    duties: Annotated[tuple[Code, ...], "engagements que le prestataire souscrit"] = ()
    starts: Annotated[Start, "fait qui fait courir le préavis"] = Start.RECEIPT
    guarantees_outside_eu: Annotated[bool, "garanties communiquées hors de l’Union"] = True
    observed_by: Annotated[Side | None, "qui peut répondre par des observations pendant le préavis"] = None

    def sentence(self) -> str:
        form, items = self.form.label, len(self.items)
        observed = f" ; {self.observed_by.label} peut répondre" if self.observed_by else ""
        return f"Un prestataire s’annonce {spoken(self.notice)} avant, par {form}, avec {items} mentions{observed}."

    def owed(self) -> Iterator[Duty]:
        what = f"annoncer un prestataire {spoken(self.notice)} avant, par {self.form.label}"
        yield Duty("annonce", what, Side.PARTNER, Side.CAISSE, starts=Start.ACTION, proof="la lettre et son avis")
