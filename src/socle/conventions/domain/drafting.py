"""A text before it is signed: who writes it, who agrees, what is missing, who must act next (MCP-05, MCP-11).

The caisse that will hold the convention writes the draft; the parties it names read it once it is proposed, comment
it, change it and agree to one version of it: a new version is agreed to again. Sources: convention, 17.1 and 17.3; the
order of the steps is a parameter of the house, in force since 20/11/2026. While a paper of the draft goes round to be
signed, nothing of the draft moves: a party refuses to sign, or the caisse takes the paper back, then the text changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, refuse
from socle.kernel.workflow import Step, Workflow

TITLE = "Projet de convention ou d'avenant"
WRITING = Clause.house("MCP-05")
OWNER, PARTY = "owner", "party"
LONGEST = 4000


class DraftKind(StrEnum):
    """What the draft will become."""

    CONVENTION = "convention"
    AVENANT = "avenant"

    @property
    def label(self) -> str:
        return {"convention": "convention", "avenant": "avenant"}[self.value]


class DraftState(StrEnum):
    """Where a draft is in its life."""

    DRAFTING = "drafting"
    PROPOSED = "proposed"
    AGREED = "agreed"
    SIGNING = "signing"
    SIGNED = "signed"
    REFUSED = "refused"
    ABANDONED = "abandoned"


WRITABLE = frozenset({DraftState.DRAFTING, DraftState.PROPOSED})
OPEN = frozenset({DraftState.DRAFTING, DraftState.PROPOSED, DraftState.AGREED, DraftState.SIGNING})


@dataclass(frozen=True, slots=True)
class Signatory:
    """One proposed party: the version it agreed to, the day it signed."""

    party_id: UUID
    name: str
    is_owner: bool = False
    is_public: bool = False
    agreed_version: int | None = None
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class DraftCase:
    """What the rules need: the version in hand, whether its text is sound, its parties, and who acts."""

    version: int
    is_sound: bool
    signatories: tuple[Signatory, ...]
    party_id: UUID
    first_remark: str = ""
    reason: str = ""
    goes_round: bool = False

    @property
    def all_agreed(self) -> bool:
        return all(one.agreed_version == self.version for one in self.signatories)

    @property
    def all_signed(self) -> bool:
        return all(one.signed_on for one in self.signatories)


def sound(case: DraftCase) -> Decision:
    """A text that the check refuses is not proposed to anybody."""
    if case.is_sound:
        return ALLOWED
    return refuse(
        "draft_not_sound",
        f"Le texte n'est pas complet : {case.first_remark}" if case.first_remark else "Le texte n'est pas complet.",
        clause=WRITING,
        fix="Corrigez les remarques, puis proposez-le.",
    )


def not_yet(case: DraftCase) -> Decision:
    """A party agrees once to a version."""
    if all(one.agreed_version != case.version for one in case.signatories if one.party_id == case.party_id):
        return sound(case)
    reason = f"Votre organisme a déjà accepté la version {case.version}."
    return refuse("already_agreed", reason, clause=WRITING, fix="Il reste aux autres parties à l'accepter.")


def with_reason(case: DraftCase) -> Decision:
    """Who refuses says why, the others read it; a paper already round is refused on its own page."""
    if case.goes_round:
        return ROUND
    if 0 < len(case.reason.strip()) <= LONGEST:
        return ALLOWED
    return refuse(
        "reason_missing", "Dites pourquoi : les autres parties le liront.", clause=WRITING, fix="Écrivez le motif."
    )


def unsigned(case: DraftCase) -> Decision:
    """What a party signed is not written again: the text is taken back before the first signature, or abandoned."""
    if case.goes_round:
        return ROUND
    if not any(one.signed_on for one in case.signatories):
        return ALLOWED
    reason = "Une partie a déjà signé ce texte."
    return refuse(
        "draft_signed", reason, clause=WRITING, fix="Terminez la signature, ou abandonnez ce projet pour un autre."
    )


ROUND = refuse(
    "draft_goes_round",
    "Le papier de ce projet est à la signature.",
    clause=WRITING,
    fix="Refusez de signer sur la page de la signature, ou demandez à la caisse d'en retirer le papier.",
)


def everybody_agreed(case: DraftCase) -> Decision:
    """Nothing is signed that a party has not agreed to."""
    left = [one.name for one in case.signatories if one.agreed_version != case.version]
    if not left:
        return sound(case)
    reason = f"N'ont pas accepté la version {case.version} : {', '.join(left)}."
    return refuse("not_agreed", reason, clause=WRITING, fix="Attendez leur accord, ou reprenez le texte.")


def everybody_signed(case: DraftCase) -> Decision:
    """The last signature makes the act."""
    left = [one.name for one in case.signatories if one.signed_on is None]
    if not left:
        return ALLOWED
    return refuse(
        "signature_missing",
        f"Il manque la signature de : {', '.join(left)}.",
        clause=Clause("convention", "17.1"),
        fix="Enregistrez le jour de chaque signature.",
    )


def _from(*states: DraftState) -> frozenset[DraftState]:
    return frozenset(states)


LABELS: dict[str, str] = {
    "propose": "proposer aux parties",
    "agree": "accepter cette version",
    "decline": "refuser",
    "take_back": "reprendre la rédaction",
    "open_signing": "ouvrir la signature",
    "conclude": "enregistrer l'acte signé",
    "abandon": "abandonner",
    "drafting": "en rédaction",
    "proposed": "proposé aux parties",
    "agreed": "accepté par toutes les parties",
    "signing": "à la signature",
    "signed": "signé",
    "refused": "refusé",
    "abandoned": "abandonné",
    OWNER: "administrateur de la caisse qui rédige",
    PARTY: "administrateur d'une autre partie",
}
D = DraftState
LIFECYCLE: Workflow[DraftState, DraftCase] = Workflow(
    Step("propose", _from(D.DRAFTING), D.PROPOSED, frozenset({OWNER}), sound),
    Step("agree", _from(D.PROPOSED), D.AGREED, frozenset({OWNER, PARTY}), not_yet),
    Step("decline", _from(D.PROPOSED, D.AGREED, D.SIGNING), D.REFUSED, frozenset({PARTY}), with_reason),
    Step("take_back", _from(D.PROPOSED, D.AGREED, D.SIGNING), D.DRAFTING, frozenset({OWNER}), unsigned),
    Step("open_signing", _from(D.AGREED), D.SIGNING, frozenset({OWNER}), everybody_agreed),
    Step("conclude", _from(D.SIGNING), D.SIGNED, frozenset({OWNER}), everybody_signed),
    Step("abandon", OPEN, D.ABANDONED, frozenset({OWNER}), with_reason),
    initial=D.DRAFTING,
    labels=LABELS,
)
TAGS = {
    "propose": "convention:draft:proposed",
    "agree": "convention:draft:agreed",
    "decline": "convention:draft:declined",
    "take_back": "convention:draft:taken_back",
    "open_signing": "convention:draft:opened_to_signature",
    "conclude": "convention:draft:concluded",
    "abandon": "convention:draft:abandoned",
}


def may_write(state: DraftState, roles: Iterable[str]) -> Decision:
    """The caisse writes; once proposed, any party may change the text, and everybody agrees to it again."""
    held = frozenset(roles)
    if (state is DraftState.DRAFTING and OWNER in held) or (state is DraftState.PROPOSED and held & {OWNER, PARTY}):
        return ALLOWED
    if state in WRITABLE:
        reason = "La caisse rédige encore ce texte."
        return refuse("draft_not_yours", reason, clause=WRITING, fix="Attendez qu'elle vous le propose.")
    reason = f"Le texte ne change plus : il est {LABELS[state]}."
    return refuse(
        "draft_closed", reason, clause=WRITING, fix="La caisse peut reprendre la rédaction avant la signature."
    )


def up_to_date(base: int, current: int, who: str) -> Decision:
    """Nobody overwrites a version they have not read; both texts are kept."""
    if base == current:
        return ALLOWED
    return refuse(
        "draft_changed_meanwhile",
        f"{who} a écrit la version {current} pendant que vous changiez la version {base}.",
        clause=WRITING,
        fix="Comparez les deux textes, gardés tous les deux, puis refaites votre changement sur la dernière version.",
    )


@dataclass(frozen=True, slots=True)
class Awaited:
    """Who must act next, and to do what; nobody once the draft is closed."""

    names: tuple[str, ...]
    what: str


def awaited(state: DraftState, version: int, signatories: Iterable[Signatory]) -> Awaited:
    """Who must act next, from the state and what each party already did."""
    found = tuple(signatories)
    owner = tuple(one.name for one in found if one.is_owner)
    if state is DraftState.DRAFTING:
        return Awaited(owner, "compléter le texte et le proposer")
    if state is DraftState.PROPOSED:
        left = tuple(one.name for one in found if one.agreed_version != version)
        return Awaited(left, f"accepter la version {version}, la commenter ou la refuser")
    if state is DraftState.AGREED:
        return Awaited(owner, "ouvrir la signature")
    if state is DraftState.SIGNING:
        left = tuple(one.name for one in found if one.signed_on is None)
        return Awaited(left or owner, "signer" if left else "enregistrer l'acte signé")
    return Awaited((), "")
