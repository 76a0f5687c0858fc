"""What the papers of a convention print, in the words and with the spaces of French printing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime

from socle.conventions.domain.changes import Change
from socle.conventions.domain.convention import Avenant, Contact, Document, Family
from socle.conventions.domain.kinds import ContactDuty, Purpose, Seats
from socle.conventions.domain.kinds.form import FormSheet
from socle.conventions.domain.paper import Article, Paper
from socle.conventions.domain.reading import AnyTerm
from socle.conventions.domain.types import EVERY
from socle.conventions.domain.words import Level, Side
from socle.conventions.models import Act, ConventionParty
from socle.conventions.queries.papers import Bundle, Print
from socle.conventions.web.labels import SIDES
from socle.kernel.french import headline
from socle.kernel.siret import Siret
from socle.papers.pades.signatory import Slot
from socle.papers.typography import NBSP, typeset
from socle.theme.templatetags.theme import french_date

FAMILIES = {family.value: family.label for family in Family}
CALLED = {"caisse": "la caisse", "partner": "le partenaire"}
FORMS = {"administrator_change": "Changement d’administrateur"}
ITEMS = {
    "name": "Nom et prénom",
    "function": "Fonction",
    "replaced_person": "Personne remplacée",
    "replaced_email": "Courriel de la personne remplacée",
    "phone": "Téléphone (un numéro au moins)",
    "individual_email": "Courriel individuel",
}
SPARE_LINES = 2
MARGIN = 22  # millimetres above the text of a page, as the sheet of papers has it


@dataclass(frozen=True, slots=True)
class Line:
    """One term as a paper prints it; `act` is the avenant that wrote it, empty for the first text."""

    says: str
    reads: str = ""
    act: str = ""


def paper_context(printed: Print) -> dict[str, object]:
    """The paper of one document of the tree."""
    bundle, paper = printed.bundle, printed.paper
    return {
        **_head(bundle),
        "paper": paper,
        "standing": typeset(_standing(printed)),
        "parties": [party_lines(party) for party in bundle.parties] if paper.is_signed else [],
        "articles": [_article(article) for article in paper.articles],
        "house": lines(paper.house),
        "interlocutors": _interlocutors(bundle, paper),
        "forms": [_form(form) for form in paper.forms],
        "signatories": [_signatory(party) for party in bundle.parties] if paper.is_signed else [],
    }


def avenant_context(
    bundle: Bundle, act: Act, found: Sequence[Change], papers: Iterable[Document] = ()
) -> dict[str, object]:
    """The paper of an avenant: what each term said, what it says now."""
    return {
        **_head(bundle),
        "standing": typeset(
            f"Signé le {french_date(act.signed_on)}, en vigueur le {french_date(localtime(act.effective_at).date())}."
        ),
        "parties": [party_lines(party) for party in bundle.parties],
        "papers": [typeset(paper.title) for paper in papers],
        "changes": [_change(change) for change in found],
        "signatories": [_signatory(party) for party in bundle.parties],
    }


def draft_context(bundle: Bundle, version: int, avenant: Avenant | None, found: Sequence[Change]) -> dict[str, object]:
    """The paper of an avenant still to sign: it takes effect on its day, and not before the last signature."""
    day = f"le {french_date(avenant.effective_on)}" if avenant else "à la dernière signature"
    return {
        **_head(bundle),
        "standing": typeset(f"Version {version} ; prend effet {day}, et pas avant la dernière signature."),
        "parties": [party_lines(party) for party in bundle.parties],
        "papers": [typeset(paper.title) for paper in (avenant.documents if avenant else ())],
        "changes": [_change(change) for change in found],
    }


def convention_context(bundle: Bundle, version: int, papers: Iterable[Paper]) -> dict[str, object]:
    """The paper of a new convention: every paper that the parties sign at once, in the order of its tree."""
    shown = tuple(papers)
    return {
        **_head(bundle),
        "standing": typeset(f"Version {version} du projet ; prend effet au plus tôt à la dernière signature."),
        "parties": [party_lines(party) for party in bundle.parties],
        "papers": [_part(bundle, one) for one in shown if one.articles or one.roles],
        "house": [line for one in shown for line in lines(one.house)],
    }


def _part(bundle: Bundle, paper: Paper) -> dict[str, object]:
    return {
        "title": typeset(paper.document.title),
        "articles": [_article(article) for article in paper.articles],
        "interlocutors": _interlocutors(bundle, paper),
    }


def sheet_context(bundle: Bundle, *, is_ordered: bool) -> dict[str, object]:
    """The last page of a paper to sign: a box per party, where `pades.signatory` lays the fields."""
    sheet = [_signatory(party) | {"top": Slot(rank).top - MARGIN} for rank, party in enumerate(bundle.parties)]
    return {"sheet": sheet, "is_ordered": is_ordered, "signatories": []}


def title_of(document: Document) -> str:
    return typeset(document.title)


def avenant_title(number: int) -> str:
    return typeset(f"Avenant n° {number}")


def lines(terms: Iterable[AnyTerm]) -> list[Line]:
    """What the terms say, and how their fields read when that adds something."""
    return [_line(term) for term in terms]


def party_lines(party: ConventionParty) -> dict[str, str]:
    """One of the undersigned (MCP-01)."""
    return {
        "name": typeset(party.party.legal_name),
        "seat": typeset(party.party.seat),
        "siret": str(Siret(party.party.siret)).replace(" ", NBSP),
        "by": typeset(f"{party.representative}, {party.capacity}"),
        "called": CALLED.get(party.role, SIDES.get(party.role, party.role)),
    }


def _head(bundle: Bundle) -> dict[str, object]:
    convention = bundle.convention
    return {
        "sheet": [],
        "is_ordered": False,
        "convention": convention,
        "family": FAMILIES.get(convention.family, convention.family),
        "number": typeset(f"n° {convention.number}"),
        "convention_title": typeset(convention.title),
    }


def _standing(printed: Print) -> str:
    """Which state of the text the paper prints."""
    bundle, document, day = printed.bundle, printed.paper.document, printed.day
    signed = f"signé le {french_date(document.signed_on)}" if document.signed_on else "non daté"
    if printed.as_signed:
        return f"Texte d’origine, {signed}, sans les avenants."
    last = max((act.number for act in bundle.acts if _day(act.effective_at) <= day), default=0)
    folded = "" if last == 0 else f", avenant{'s' if last > 1 else ''} n° 1{f' à {last}' if last > 1 else ''} compris"
    return f"Texte en vigueur le {french_date(day)}{folded}."


def _day(at: datetime) -> date:
    return localtime(at).date()


def _article(article: Article) -> dict[str, object]:
    return {
        "title": typeset(article.title),
        "lines": lines(article.terms),
        "purposes": [_purpose(term.body) for term in article.purposes],
        "seats": [_seat(term.body) for term in article.seats],
    }


def _line(term: AnyTerm) -> Line:
    says = typeset(term.says)
    reads = "" if isinstance(term.body, ContactDuty) else typeset(term.body.sentence())
    number = getattr(term, "act_number", 0)
    return Line(says, "" if _same(says, reads) else reads, avenant_title(number) if number else "")


def _same(one: str, other: str) -> bool:
    return one.strip(" .").casefold() == other.strip(" .").casefold()


def _purpose(purpose: Purpose) -> tuple[str, str]:
    return typeset(purpose.label), ", ".join(purpose.profiles) or "tous"


def _seat(seats: Seats) -> tuple[str, str, str, str]:
    """One row of the table of seats (MCP-21, MCP-61)."""
    profile = "tous profils ensemble" if seats.profile == EVERY else seats.profile
    where = "toute la convention" if seats.per is Level.CONVENTION else f"par {seats.per.label}"
    amount = "non ouvert" if not seats.opened else seats.amount if seats.max is not None else "à écrire"
    return seats.service.upper(), profile, amount, where if seats.opened else "—"


def _interlocutors(bundle: Bundle, paper: Paper) -> list[tuple[str, str, str, str, str]]:
    """Each role to fill with who fills it, and blank lines for those to come (MCP-28, MCP-53)."""
    if not paper.roles:
        return []
    found: list[tuple[str, str, str, str, str]] = []
    for duty in paper.roles:
        named = [
            (
                duty.role.headline,
                bundle.side_of(one).label,
                f"{one.name}, {one.capacity}" if one.capacity else one.name,
                one.email or "",
                _phone(one),
            )
            for one in bundle.contacts
            if one.role is duty.role and duty.side in (bundle.side_of(one), Side.ALL)
        ]
        missing = max(duty.at_least - len(named), 0)
        found += named + [(duty.role.headline, duty.side.label, "", "", "")] * missing
    return [*dict.fromkeys(found), *[("", "", "", "", "")] * SPARE_LINES]


def _phone(contact: Contact) -> str:
    return (contact.phone or "").replace(" ", NBSP)


def _form(form: FormSheet) -> dict[str, object]:
    return {
        "title": FORMS.get(form.of, "Formulaire"),
        "items": [ITEMS.get(item, typeset(item.replace("_", " ").capitalize())) for item in form.items],
        "signed_by": [signer.headline for signer in form.signed_by],
        "only_for": typeset(form.only_for or ""),
    }


def _signatory(party: ConventionParty) -> dict[str, object]:
    return {
        "name": typeset(party.party.legal_name),
        "by": typeset(party.representative),
        "capacity": typeset(party.capacity),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "title": typeset(f"{headline(change.clause.document)}, {change.clause.article}"),
        "says": change.says,
        "before": _line(change.before) if change.before else None,
        "after": _line(change.after) if change.after else None,
    }
