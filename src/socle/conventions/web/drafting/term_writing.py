"""One term of a draft written from the table of the API: the same grammars as the forms, the first flaw refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import Http404

from socle.conventions.catalogue import model, models
from socle.conventions.domain import composing
from socle.conventions.domain.drafting import WRITING, DraftKind
from socle.conventions.domain.entry import Blank, Entry, blanks_of, entry_of, raw_of
from socle.conventions.domain.fields import fields_of, read
from socle.conventions.domain.finding import Flaw, Severity
from socle.conventions.domain.kinds import KINDS
from socle.conventions.domain.terms import read_term
from socle.conventions.models import Draft
from socle.conventions.queries.drafts import text_of
from socle.conventions.web.drafting.picking import table_under
from socle.kernel.decision import Decision, Refused, refuse
from socle.kernel.french import headline

ACTS = ("write", "end", "leave")
MOST_PARTNERS = 2


def asks(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The first page of a convention, in the names of its form."""
    if payload["model"] not in models():
        offered = ", ".join(models())
        raise Refused(_refused("model_unknown", "Ce modèle n'existe pas.", f"Choisissez l'un de : {offered}."))
    partners: Sequence[Mapping[str, str]] = payload["partners"]
    if not 0 < len(partners) <= MOST_PARTNERS:
        raise Refused(_refused("partners_count", "Un projet nomme un ou deux partenaires.", "Nommez-les par SIRET."))
    first, second = partners[0], partners[1] if len(partners) > 1 else {}
    return {
        "modele": payload["model"],
        "titre": payload["title"],
        "territoire": payload["territory"],
        "numero": payload["number"],
        "effet": payload["effective_on"],
        "caisse_par": payload["representative"],
        "caisse_qualite": payload["capacity"],
        **{name: first[key] for name, key in (("siret", "siret"), ("partenaire_par", "representative"))},
        "partenaire_qualite": first["capacity"],
        "siret_2": second.get("siret", ""),
        "partenaire_par_2": second.get("representative", ""),
        "partenaire_qualite_2": second.get("capacity", ""),
    }


def written(draft: Draft, key: str, act: str, fields: Mapping[str, Any]) -> str:
    """The text of the draft with this term written, ended or left as it was; refused at the first flaw."""
    text, of_avenant = text_of(draft), draft.kind == DraftKind.AVENANT
    if act not in ACTS or (act == "end" and not of_avenant):
        raise Refused(_refused("term_act_unknown", "Cet acte n'existe pas ici.", f"Choisissez : {', '.join(ACTS)}."))
    if act == "end":
        return composing.with_end(text, key)
    if act == "leave":
        return composing.without_term(text, key, of_avenant=of_avenant)
    blank = None if of_avenant else _blank(draft, key)
    if blank is not None and set(fields) <= {field.name for field in blank.fields}:
        own = composing.written_term(text, key, of_avenant=False) or {}
        return composing.with_term(text, {**own, **_filled(blank, fields)}, of_avenant=False)
    return composing.with_term(text, _table(draft, text, key, fields), of_avenant=of_avenant)


def _blank(draft: Draft, key: str) -> Blank | None:
    return next((one for one in blanks_of(model(draft.family) or "") if one.id == key), None)


def _filled(blank: Blank, fields: Mapping[str, Any]) -> dict[str, object]:
    own = _days(KINDS[blank.kind], fields)
    _, flaws = read(KINDS[blank.kind], own)
    _sound(flaw for flaw in flaws if flaw.field in own)
    return {"id": blank.id, **own}


def _table(draft: Draft, text: str, key: str, fields: Mapping[str, Any]) -> dict[str, object]:
    under = table_under(draft, text, key) or {}
    kind = str(fields.get("kind", under.get("kind", "")))
    if not under and kind not in KINDS:
        raise Http404
    table = {**under, **fields, "id": key, "kind": kind}
    table = _days(KINDS[kind], table) if kind in KINDS else table
    _, flaws = read_term(table, 0, is_model=False)
    _sound(flaws)
    return table


def _days(kind: type, fields: Mapping[str, Any]) -> dict[str, object]:
    """A day comes as text in JSON, and is written as a day; what is null is not written."""
    days = {field.name: field for field in fields_of(kind) if entry_of(field) is Entry.DAY}
    return {
        name: raw_of(days[name], value) if name in days else value
        for name, value in fields.items()
        if value is not None
    }


def _sound(flaws: Iterable[Flaw]) -> None:
    wrong = next((flaw for flaw in flaws if flaw.severity is Severity.ERROR), None)
    if wrong is not None:
        reason = f"« {wrong.field} » : {wrong.what}."
        raise Refused(_refused("term_not_sound", headline(reason), f"{wrong.remedy}."))


def _refused(code: str, reason: str, fix: str) -> Decision:
    return refuse(code, reason, clause=WRITING, fix=fix)
