"""The check of a text: a convention when nothing is wrong, and every remark with its line and remedy (issue 1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from socle.conventions.domain import consistency
from socle.conventions.domain.convention import (
    Avenant,
    AvenantHead,
    Contact,
    Convention,
    Document,
    Head,
    ModelHead,
    Party,
    Term,
)
from socle.conventions.domain.fields import R, read
from socle.conventions.domain.finding import Finding, Flaw, Place, Severity
from socle.conventions.domain.source import Draft, Source, drafts, laid_over, parse
from socle.conventions.domain.terms import read_term
from socle.conventions.domain.tree import flaw_of, with_papers

_HEADS = frozenset({"convention", "model"})
_SECTIONS = _HEADS | frozenset({"parties", "documents", "contacts", "terms", "avenants"})


@dataclass(frozen=True, slots=True)
class Checked:
    """A convention when no error was found, and the findings in the order of the lines."""

    convention: Convention | None
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        return self.convention is not None

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def model_named(text: str) -> str | None:
    """The model that a text says it fills, without checking anything else."""
    source = parse("convention", text)
    head = source.tables.get("convention") if isinstance(source, Source) else None
    model = head.get("model") if isinstance(head, dict) else None
    return model if isinstance(model, str) else None


def load(name: str, read_text: Callable[[str], str]) -> Checked:
    """Check `name`, asking `read_text` for its text and for its model's (« models/<family> »)."""
    text = read_text(name)
    model = model_named(text)
    return check(text, read_text(f"models/{model}") if model else None)


def check(text: str, model_text: str | None = None) -> Checked:
    """Read a convention or a model; refuse unknown keys and kinds, missing clauses, blanks, wrong references."""
    source = parse("convention", text)
    model = parse("model", model_text) if model_text is not None else None
    broken = tuple(item for item in (source, model) if isinstance(item, Finding))
    if isinstance(source, Finding) or isinstance(model, Finding):
        return Checked(None, broken)
    return Reading(source, model).checked()


class Reading:
    """One pass over the sections; findings gather as it goes."""

    def __init__(self, source: Source, model: Source | None) -> None:
        self.source = source
        self.model = model
        self.findings: list[Finding] = []
        self.places: dict[str, Place] = {}

    def checked(self) -> Checked:
        self._refuse_unknown_sections()
        convention = self._convention()
        if convention:
            self.findings += consistency.findings(convention)
        order = sorted(self.findings, key=lambda finding: (finding.source != "convention", finding.line))
        refused = any(finding.severity is Severity.ERROR for finding in order)
        return Checked(None if refused else convention, tuple(order))

    def _convention(self) -> Convention | None:
        empty = self._head()
        parties = tuple(self._values(Party, "parties"))
        documents = tuple(self._values(Document, "documents"))
        contacts = tuple(self._values(Contact, "contacts"))
        terms = tuple(self._terms(self._section("terms"), 0, {}))
        avenants = tuple(self.avenants(terms, documents))
        for avenant in avenants:
            documents = with_papers(documents, avenant.documents)
        if empty is None or any(finding.severity is Severity.ERROR for finding in self.findings):
            return None
        return replace(
            empty,
            parties=parties,
            documents=documents,
            contacts=contacts,
            terms=terms,
            avenants=avenants,
            places=self.places,
        )

    def _head(self) -> Convention | None:
        for name, record in (("convention", Head), ("model", ModelHead)):
            raw = self.source.tables.get(name)
            if isinstance(raw, dict):
                self.places["[head]"] = Place(self.source.name, self.source.lines.of((name,)))
                value = self._read(record, Draft(raw, raw, (name,), self.source))
                return _empty(value) if isinstance(value, (Head, ModelHead)) and self._has_model(value) else None
        what = "le texte n’a ni « [convention] » ni « [model] »"
        self.findings.append(Finding(Severity.ERROR, 1, what, "Commencez le fichier par « [convention] »"))
        return None

    def _has_model(self, head: Head | ModelHead) -> bool:
        if isinstance(head, ModelHead) or head.model is None or self.model is not None:
            return True
        line = self.source.lines.of(("convention",), "model")
        what = f"le modèle « {head.model.value} » n’est pas au catalogue"
        self.findings.append(Finding(Severity.ERROR, line, what, "Donnez le texte du modèle, ou retirez « model »"))
        return False

    def _section(self, key: str) -> list[Draft]:
        below = drafts(self.model, key) if self.model else []
        return laid_over(drafts(self.source, key), below)

    def _values(self, record: type[R], key: str) -> Iterator[R]:
        seen: set[str] = set()
        for draft in self._section(key):
            value = self._read(record, draft)
            self._refuse_repeated(draft, seen)
            self._place(f"{key}/{draft.id}", draft)
            if value is not None:
                yield value

    def _read(self, record: type[R], draft: Draft) -> R | None:
        value, flaws = read(record, draft.raw, ignored=frozenset({"open"}))
        self.findings += [draft.finding(flaw) for flaw in flaws]
        return value

    def _place(self, name: str, draft: Draft) -> None:
        self.places.setdefault(name, draft.place())
        for field in draft.raw:
            self.places.setdefault(f"{name}#{field}", draft.place(field))

    def _refuse_repeated(self, draft: Draft, seen: set[str]) -> None:
        if draft.id and draft.id in seen:
            flaw = Flaw(
                "id", f"l’identifiant « {draft.id} » est déjà pris", "Donnez un identifiant propre à chaque table"
            )
            self.findings.append(draft.finding(flaw))
        seen.add(draft.id)

    def _terms(self, written: list[Draft], first: int, known: Mapping[str, Term], prefix: str = "") -> Iterator[Term]:
        is_model = "model" in self.source.tables
        seen: set[str] = set()
        for rank, draft in enumerate(written):
            self._refuse_repeated(draft, seen)
            position = known[draft.id].position if draft.id in known else first + rank
            term, flaws = read_term(draft.raw, position, is_model=is_model)
            self.findings += [draft.finding(flaw) for flaw in flaws]
            self._place(f"{prefix}{draft.id}", draft)
            if term:
                yield term

    def avenants(self, terms: tuple[Term, ...], tree: tuple[Document, ...] = ()) -> Iterator[Avenant]:
        """The avenants of the text, over the terms and the papers written before them."""
        known = {term.id: term for term in terms}
        first = len(terms)
        for draft in drafts(self.source, "avenants"):
            own = {key: value for key, value in draft.raw.items() if key not in {"terms", "documents"}}
            head = self._read(AvenantHead, replace(draft, raw=own, own=own))
            prefix = f"avenants/{draft.raw.get('number')}/"
            added = tuple(self._terms(drafts(self.source, "terms", draft.path, draft.raw), first, known, prefix))
            first += len(added)
            known.update((term.id, term) for term in added)
            papers = tuple(self._papers(draft, tree))
            tree = with_papers(tree, papers)
            if head:
                self._place(f"avenants/{head.number}", draft)
                yield Avenant(head.number, head.title, head.signed_on, head.effective_on, added, head.ends, papers)

    def _papers(self, avenant: Draft, tree: tuple[Document, ...]) -> Iterator[Document]:
        """The papers that one avenant brings to the tree."""
        seen: set[str] = set()
        for draft in drafts(self.source, "documents", avenant.path, avenant.raw):
            self._refuse_repeated(draft, seen)
            paper = self._read(Document, draft)
            self.places.update({f"documents/{draft.id}": draft.place()})
            if paper and (flaw := flaw_of(paper, tree)):
                self.findings.append(draft.finding(flaw))
            elif paper:
                yield paper

    def _refuse_unknown_sections(self) -> None:
        for key, value in self.source.tables.items():
            if key not in _SECTIONS:
                offered = ", ".join(sorted(_SECTIONS))
                self._refuse_section(key, f"la section « {key} » n’existe pas", f"Sections attendues : {offered}")
            elif key not in _HEADS and not isinstance(value, list):
                self._refuse_section(key, f"« {key} » n’est pas une suite de tables", f"Écrivez « [[{key}]] »")

    def _refuse_section(self, key: str, what: str, remedy: str) -> None:
        lines = self.source.lines
        line = max(lines.of((key,)), lines.of((key, 0)), lines.of((), key))
        self.findings.append(Finding(Severity.ERROR, line, what, remedy))


def _empty(head: Head | ModelHead) -> Convention:
    if isinstance(head, ModelHead):
        return Convention(head.family, head.title)
    effective_on: date | None = head.effective_on
    return Convention(
        head.family,
        head.title,
        number=head.number,
        rank=head.rank,
        territory=head.territory,
        model=head.model.value if head.model else None,
        effective_on=effective_on,
    )
