"""The benefits of a household: periods and monthly amounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from socle.dossiers.domain.file.formats import Field, Fields, Json, amount, day, said, yes
from socle.dossiers.domain.spans import Span
from socle.kernel.money import Money


class Benefit(StrEnum):
    """What a Caf pays or opens."""

    RSA = "RSA"
    PPA = "PPA"
    AF = "AF"
    CF = "CF"
    PAJE = "PAJE"
    CMG = "CMG"
    PREPARE = "PREPARE"
    AJPP = "AJPP"
    ASF = "ASF"
    AEEH = "AEEH"
    AAH = "AAH"
    APL = "APL"
    ALF = "ALF"
    ALS = "ALS"
    ARS = "ARS"
    C2S = "C2S"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Benefit.RSA: "Revenu de solidarité active",
    Benefit.PPA: "Prime d'activité",
    Benefit.AF: "Allocations familiales",
    Benefit.CF: "Complément familial",
    Benefit.PAJE: "Allocation de base de la Paje",
    Benefit.CMG: "Complément de libre choix du mode de garde",
    Benefit.PREPARE: "Prestation partagée d'éducation de l'enfant",
    Benefit.AJPP: "Allocation journalière de présence parentale",
    Benefit.ASF: "Allocation de soutien familial",
    Benefit.AEEH: "Allocation d'éducation de l'enfant handicapé",
    Benefit.AAH: "Allocation aux adultes handicapés",
    Benefit.APL: "Aide personnalisée au logement",
    Benefit.ALF: "Allocation de logement familiale",
    Benefit.ALS: "Allocation de logement sociale",
    Benefit.ARS: "Allocation de rentrée scolaire",
    Benefit.C2S: "Complémentaire santé solidaire",
}


@dataclass(frozen=True, slots=True)
class Right:
    """One benefit over one span of days."""

    benefit: Benefit
    span: Span
    monthly: Money = Money.ZERO

    def field(self) -> Field:
        last = self.span.last
        running = "en cours" if last is None else f"jusqu'au {day(last)}"
        paid = f"{self.monthly} par mois, " if self.monthly else ""
        value: Json = {
            "prestation": self.benefit.value,
            "debut": self.span.start.isoformat(),
            "fin": last.isoformat() if last else None,
            "montant_mensuel": amount(self.monthly),
        }
        text = f"{paid}depuis le {day(self.span.start)}, {running}"
        return Field("droits", f"{self.benefit.label} ({self.benefit})", text, value, many=True)


@dataclass(frozen=True, slots=True)
class Rights:
    """Every right kept in the file, and the trace of requests."""

    items: tuple[Right, ...] = ()
    cmg_requests: tuple[date, ...] = ()
    instructor: str = ""

    def spans(self, *benefits: Benefit) -> tuple[Span, ...]:
        """The spans of these benefits, of all when none is named."""
        return tuple(right.span for right in self.items if not benefits or right.benefit in benefits)

    def fields(self, *, today: date, only: tuple[str, ...] = (), years: int | None = None) -> Fields:
        """The rights, narrowed to some benefits or to the last years."""
        kept = [right for right in self._chosen(only) if years is None or right.span.within_years(today, years)]
        none = Field("droits", "Droits", "aucun", None, many=True)
        return (*([right.field() for right in kept] or [none]), *self._requests(only), *self._instructor(only))

    def masked(self, *, today: date, only: tuple[str, ...] = ()) -> Fields:
        """Yes or no on `today`, benefit by benefit, without amounts or dates."""
        named = [Benefit(code) for code in only] or sorted({right.benefit for right in self.items})
        return tuple(self._yes_or_no(benefit, today) for benefit in named)

    def _chosen(self, only: tuple[str, ...]) -> Iterable[Right]:
        return (right for right in self.items if not only or right.benefit in only)

    def _requests(self, only: tuple[str, ...]) -> Fields:
        if only and Benefit.CMG not in only:
            return ()
        label = "Demande de complément de mode de garde"
        return tuple(
            Field("demandes_cmg", label, f"reçue le {day(on)}", on.isoformat(), many=True) for on in self.cmg_requests
        )

    def _instructor(self, only: tuple[str, ...]) -> Fields:
        if not self.instructor or (only and Benefit.RSA not in only):
            return ()
        return (said("instructeur", "Service instructeur du RSA", self.instructor),)

    def _yes_or_no(self, benefit: Benefit, today: date) -> Field:
        runs = any(span.contains(today) for span in self.spans(benefit))
        return Field(benefit.value.lower(), f"{benefit.label} ({benefit})", yes(runs), runs)
