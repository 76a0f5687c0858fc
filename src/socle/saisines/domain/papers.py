"""A mandate and a copy of an identity card: who brings them, who reads them, who checks them (URS-07, URS-14).

Source: convention with the Urssaf, 4. Who is entrusted with the case is the only one to read what was joined: neither
their colleagues of the queue, nor the colleagues of who brought it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, refuse
from socle.saisines.domain.answering import IDENTITY, MANDATE, PaperForm

CLAUSE = Clause.house("URS-07")
CODES = (MANDATE, IDENTITY)
LONGEST_SCOPE = 200


@dataclass(frozen=True, slots=True)
class Brought:
    """A paper as it is brought: which, in which form, since and until when it is worth, what it covers."""

    code: str
    signed_on: date
    form: PaperForm = PaperForm.PAPER
    ends_on: date | None = None
    scope: str = ""


def may_bring(*, asks: bool, is_open: bool) -> Decision:
    """Who asked brings papers, as long as the case waits for its answer."""
    if not asks:
        return refuse("not_asker", "Seul qui a saisi apporte un mandat ou une pièce d'identité.", clause=CLAUSE)
    if not is_open:
        return refuse("case_answered", "La saisine n'attend plus de pièce.", clause=CLAUSE, fix="Reprenez-la d'abord.")
    return allow(CLAUSE)


def may_serve(paper: Brought, today: date) -> Decision:
    """A paper that is worth something today, and says what it is."""
    if paper.code not in CODES:
        return refuse("paper_unknown", "Apportez un mandat ou la copie d'une pièce d'identité.", clause=CLAUSE)
    if paper.signed_on > today:
        return refuse("paper_to_come", "La date de la pièce est à venir.", clause=CLAUSE, fix="Corrigez la date.")
    if paper.ends_on is not None and paper.ends_on < today:
        said = f"Cette pièce ne vaut plus depuis le {paper.ends_on:%d/%m/%Y}."
        return refuse("paper_over", said, clause=CLAUSE, fix="Demandez-en une nouvelle à la personne.")
    if len(paper.scope) > LONGEST_SCOPE:
        return refuse("scope_too_long", f"La portée tient en {LONGEST_SCOPE} caractères.", clause=CLAUSE)
    return allow(CLAUSE)


def may_read(is_entrusted: bool) -> Decision:
    """Only who answers and is entrusted with the case reads what was joined."""
    if is_entrusted:
        return allow(CLAUSE)
    return refuse(
        "not_entrusted",
        "Seul qui est chargé de la saisine lit et vérifie le mandat et la pièce d'identité.",
        clause=CLAUSE,
        fix="Faites-vous confier la saisine.",
    )


def may_accept(form: str, *, joined: bool, gone: bool, refused: bool) -> Decision:
    """What was not joined was not checked; a word by telephone has nothing to join, and signs nothing."""
    if gone:
        return refuse("paper_shredded", "Cette pièce est détruite.", clause=CLAUSE)
    if refused or joined or form != PaperForm.PAPER:
        return allow(CLAUSE)
    return refuse(
        "paper_not_joined",
        "Aucun fichier n'est joint : rien n'est à vérifier.",
        clause=CLAUSE,
        fix="Demandez la pièce à qui a saisi, ou refusez-la en disant pourquoi.",
    )


def may_end(*, concerned: bool, is_over: bool, is_open: bool) -> Decision:
    """The person takes a mandate back at any time: whichever side learns it says so."""
    if not concerned:
        return refuse("not_concerned", "Cette saisine n'est pas la vôtre.", clause=CLAUSE)
    if is_over:
        return refuse("paper_ended", "Cette pièce ne vaut déjà plus.", clause=CLAUSE)
    if not is_open:
        return refuse("case_answered", "La saisine est répondue : sa fin n'y change plus rien.", clause=CLAUSE)
    return allow(CLAUSE)
