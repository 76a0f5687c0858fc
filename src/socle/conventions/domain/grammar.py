"""The grammar of each value: how it is read, what is said when it is wrong, its JSON Schema.

The type of a field is its grammar, so a kind cannot say one thing and read another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Union, get_args, get_origin

from socle.conventions.domain import types
from socle.conventions.domain.types import Word
from socle.kernel.ctes import Ctes
from socle.kernel.deadlines import Calendar, Delay, OpeningHours
from socle.kernel.siret import Siret

Schema = dict[str, object]


class Wrong(ValueError):  # noqa: N818 - reads as a sentence: « raise Wrong(what, remedy) »
    """A value that its grammar refuses: what is wrong, and what to write instead."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}. {remedy}.")
        self.what = what
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Grammar:
    """A French name, a JSON Schema, a reader, and what the value refers to when it is a reference."""

    name: str
    schema: Mapping[str, object]
    read: Callable[[object], object]
    refers: str = ""


def _text(raw: object) -> str:
    if not isinstance(raw, str):
        raise Wrong(f"« {raw} » n’est pas un texte", "Écrivez la valeur entre guillemets")
    if not raw.strip():
        raise Wrong("le texte est vide", "Écrivez la valeur, ou retirez la ligne si la convention n’en dit rien")
    return raw.strip()


def _matching(name: str, accepts: Callable[[str], bool], example: str) -> Callable[[object], object]:
    def read(raw: object) -> str:
        text = _text(raw)
        if not accepts(text):
            raise Wrong(f"« {text} » n’est pas {name}", f"Écrivez par exemple « {example} »")
        return text

    return read


def _whole(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise Wrong(f"« {raw} » n’est pas un nombre entier", "Écrivez un nombre sans guillemets, par exemple 12")
    if raw < 0:
        raise Wrong(f"{raw} est négatif", "Écrivez un nombre positif ou nul")
    return raw


def _yes_no(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise Wrong(f"« {raw} » n’est ni oui ni non", "Écrivez true ou false, sans guillemets")
    return raw


def read_date(raw: object) -> date:
    """A TOML date, or the same date in a JSON body."""
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        raise Wrong(f"« {raw} » n’est pas une date", "Écrivez par exemple 2025-10-01, sans guillemets") from None


def _said_by_kernel(parse: Callable[[str], object], remedy: str) -> Callable[[object], object]:
    def read(raw: object) -> str:
        text = _text(raw)
        try:
            parse(text)
        except ValueError as error:
            raise Wrong(str(error), remedy) from None
        return text

    return read


def _is_clause(text: str) -> bool:
    document, separator, article = text.rpartition(",")
    return bool(separator and document.strip() and article.strip())


def _pattern(name: str, pattern: str, example: str, refers: str = "") -> Grammar:
    accepts = re.compile(pattern)
    schema = {"type": "string", "pattern": f"^{pattern}$", "examples": [example]}
    return Grammar(name, schema, _matching(name, lambda text: bool(accepts.fullmatch(text)), example), refers)


def _checked(name: str, accepts: Callable[[str], bool], example: str) -> Grammar:
    return Grammar(name, {"type": "string", "examples": [example]}, _matching(name, accepts, example))


def _kernel(name: str, parse: Callable[[str], object], remedy: str, example: str) -> Grammar:
    return Grammar(name, {"type": "string", "examples": [example]}, _said_by_kernel(parse, remedy))


_CODE = r"[a-z][a-z0-9_]*"
_ID = r"[a-z0-9]+(-[a-z0-9]+)*"

SIMPLE: Mapping[object, Grammar] = {
    str: Grammar("un texte", {"type": "string", "minLength": 1}, _text),
    int: Grammar("un nombre entier", {"type": "integer", "minimum": 0}, _whole),
    bool: Grammar("oui ou non", {"type": "boolean"}, _yes_no),
    date: Grammar("une date", {"type": "string", "format": "date"}, read_date),
    types.SiretText: _kernel(
        "un SIRET", Siret, "Comparez les quatorze chiffres avec le papier signé", "99913401800012"
    ),
    types.Code: _pattern("un code", _CODE, "rsa_within_two_years"),
    types.DelayText: _kernel("un délai", Delay.parse, "Écrivez par exemple « P6M » ou « 10 jours ouvrés »", "P6M"),
    types.HoursText: _kernel(
        "une plage d’ouverture", OpeningHours.parse, "Écrivez par exemple « 09:00-11:30,14:00-16:00 »", "09:00-11:30"
    ),
    types.TimeText: _pattern("une heure", r"([01]\d|2[0-3]):[0-5]\d", "08:30"),
    types.AmountText: _pattern("un montant en euros", r"\d+(\.\d{2})?", "1254.00"),
    types.DecimalText: _pattern("un nombre, deux décimales au plus", r"\d+(\.\d{1,2})?", "15.64"),
    types.ProxyText: _pattern("un pouvoir", r".+ donne pouvoir à .+", "Anne Vidal donne pouvoir à Paul Roux"),
    types.LatecomerText: _pattern(
        "une arrivée en séance", r".+ vote à partir du point [1-9]\d*", "Luc Faure vote à partir du point 4"
    ),
    types.CtesText: _kernel(
        "un identifiant d’acte transmis",
        Ctes.parse,
        "Recopiez-le depuis le tampon de la préfecture",
        "034-999134018-20251001-D2025_10_01_005-DE",
    ),
    types.ClauseText: _checked("une clause", _is_clause, "contrat de service, 5.3.2"),
    types.TerritoryCode: _kernel(
        "un département", Calendar, "Écrivez le code du département, par exemple « 67 »", "67"
    ),
    types.PartyId: _pattern("une partie", _ID, "commune", "party"),
    types.Bearer: _pattern("une partie ou un côté", _ID, "caisse", "bearer"),
    types.ServiceCode: _pattern("un service", _CODE, "cdap", "service"),
    types.ProfileCode: _pattern("un profil", r"[A-Z][A-Z0-9]*|\*", "T2", "profile"),
    types.PurposeCode: _pattern("une finalité", _ID, "tarif-selon-quotient"),
    types.MissionCode: _pattern("une mission", _ID, "travailleurs-sociaux", "mission"),
    types.DocumentId: _pattern("un document", _ID, "contrat-de-service", "document"),
    types.ContactId: _pattern("un contact", _ID, "responsable-mcp", "contact"),
    types.TermId: _pattern("un terme", _ID, "conservation-des-traces", "term"),
}


def grammar_of(annotation: object) -> Grammar:
    """The grammar that a field's type stands for."""
    if annotation in SIMPLE:
        return SIMPLE[annotation]
    arguments = get_args(annotation)
    if isinstance(annotation, UnionType) or get_origin(annotation) is Union:
        return grammar_of(next(part for part in arguments if part is not NoneType))
    if get_origin(annotation) is tuple:
        return _list_of(grammar_of(arguments[0]))
    if isinstance(annotation, type) and issubclass(annotation, Word):
        return _one_of(annotation)
    raise TypeError(f"no grammar for {annotation}")


def _one_of(words: type[Word]) -> Grammar:
    known = {word.value: word for word in words}
    offered = ", ".join(f"« {code} »" for code in known)

    def read(raw: object) -> Word:
        if not isinstance(raw, str) or raw not in known:
            raise Wrong(f"« {raw} » n’est pas un mot connu", f"Écrivez l’un de : {offered}")
        return known[raw]

    return Grammar("un mot de la liste", {"enum": list(known)}, read)


def _list_of(item: Grammar) -> Grammar:
    def read(raw: object) -> tuple[object, ...]:
        if not isinstance(raw, (list, tuple)):
            raise Wrong(f"« {raw} » n’est pas une liste", 'Écrivez la liste entre crochets, par exemple ["a", "b"]')
        values = tuple(item.read(value) for value in raw)
        if len(set(values)) < len(values):
            raise Wrong("la liste répète une valeur", "Retirez la répétition")
        return values

    schema: Schema = {"type": "array", "items": dict(item.schema), "uniqueItems": True}
    return Grammar(f"une liste ({item.name.removeprefix('une ').removeprefix('un ')})", schema, read, item.refers)


def plain(value: object) -> object:
    """A field's value as JSON and TOML write it."""
    if isinstance(value, Word):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value
