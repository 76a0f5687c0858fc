"""The format as JSON Schema and as a French reference, both drawn from the kinds themselves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from socle.conventions.domain.body import Body
from socle.conventions.domain.convention import AvenantHead, Contact, Document, Head, ModelHead, Party
from socle.conventions.domain.fields import Field, fields_of
from socle.conventions.domain.grammar import Schema, plain
from socle.conventions.domain.kinds import KINDS
from socle.conventions.domain.terms import Common

SCHEMA_PATH = "docs/generated/format-convention.schema.json"
KINDS_PATH = "docs/generated/kinds.md"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SECTIONS: Mapping[str, type] = {
    "[convention]": Head,
    "[model]": ModelHead,
    "[[parties]]": Party,
    "[[documents]]": Document,
    "[[contacts]]": Contact,
    "[[terms]]": Common,
    "[[avenants]]": AvenantHead,
}


def generated() -> dict[str, str]:
    """The generated documents: {path from the root of the project: text}."""
    return {SCHEMA_PATH: _one_line_each(schema()), KINDS_PATH: reference()}


def _one_line_each(whole: Schema) -> str:
    """JSON that a diff reads: one line per key, and per kind of term."""
    lines = []
    for key, value in whole.items():
        if key == "$defs" and isinstance(value, dict):
            kinds = ",\n".join(f'  "{kind}": {_json(term)}' for kind, term in value.items())
            lines.append(f'"{key}": {{\n{kinds}\n}}')
        else:
            lines.append(f'"{key}": {_json(value)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def schema() -> Schema:
    """The JSON Schema of a convention file, its TOML parsed; one that fills a model may leave out what it keeps."""
    papers = _object(fields_of(Document))
    whole: Schema = {
        "terms": {"items": {"required": ["kind"]}},
        "documents": {"items": {"required": papers["required"]}},
    }
    return {
        "$schema": _DRAFT,
        "title": "Convention",
        "type": "object",
        "oneOf": [{"required": ["convention"]}, {"required": ["model"]}],
        "properties": {
            "convention": _object(fields_of(Head)),
            "model": _object(fields_of(ModelHead)),
            "parties": _array(_object(fields_of(Party))),
            "documents": _array({**papers, "required": ["id"]}),
            "contacts": _array(_object(fields_of(Contact))),
            "terms": _array({"$ref": "#/$defs/term"}),
            "avenants": _array({"$ref": "#/$defs/avenant"}),
        },
        "if": {"properties": {"convention": {"required": ["model"]}}, "required": ["convention"]},
        "else": {"properties": whole},
        "additionalProperties": False,
        "$defs": {"avenant": _avenant(), "term": _any_term(), **{kind: _term(body) for kind, body in KINDS.items()}},
    }


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _avenant() -> Schema:
    terms = _array({"$ref": "#/$defs/term", "required": ["kind"]})
    fields = fields_of(AvenantHead)
    papers = _array(_object(fields_of(Document)))
    return {**_object(fields), "properties": {**_properties(fields), "documents": papers, "terms": terms}}


def _any_term() -> Schema:
    """Each kind has its own fields: the kind is read first, so an editor names the field at fault."""
    chosen = [{"if": _is_kind(kind), "then": {"$ref": f"#/$defs/{kind}"}} for kind in KINDS]
    return {"type": "object", "required": ["id"], "properties": {"kind": {"enum": list(KINDS)}}, "allOf": chosen}


def _is_kind(kind: str) -> Schema:
    return {"properties": {"kind": {"const": kind}}, "required": ["kind"]}


def _term(body: type[Body]) -> Schema:
    fields = (*fields_of(Common), *fields_of(body))
    properties = {**_properties(fields), "kind": {"const": body.kind}}
    return {"title": body.title, "description": body.obliges, **_object(fields), "properties": properties}


def _object(fields: Iterable[Field]) -> Schema:
    fields = tuple(fields)
    required = [field.name for field in fields if field.is_required]
    return {
        "type": "object",
        "properties": _properties(fields),
        "required": required,
        "additionalProperties": False,
    }


def _properties(fields: Iterable[Field]) -> Schema:
    return {field.name: {"description": field.says, **field.grammar.schema} for field in fields}


def reference() -> str:
    """The French reference of the sections and kinds, one table each."""
    lines = [
        "# Référence du format : sections et natures de termes",
        "",
        "> Produit par `socle.conventions.domain.schema` à partir du code ; ne pas modifier à la main.",
        "",
        "## Sections",
    ]
    for section, record in _SECTIONS.items():
        lines += ["", f"### `{section}`", "", *_table(fields_of(record))]
    lines += ["", "## Natures de termes", "", f"{len(KINDS)} natures, liste fermée.", ""]
    lines += [f"- [`{kind}`](#{kind}) : {body.title.lower()}" for kind, body in KINDS.items()]
    for kind, body in KINDS.items():
        lines += ["", f"### `{kind}`", "", f"**{body.title}.** {body.obliges}", "", *_table(fields_of(body))]
    return "\n".join(lines) + "\n"


def _table(fields: Iterable[Field]) -> list[str]:
    rows = [f"| `{field.name}` | {_cell(field.says)} | {_grammar(field)} | {_default(field)} |" for field in fields]
    return ["| Champ | Ce qu'il dit | Valeur | S'il est absent |", "|---|---|---|---|", *rows]


def _grammar(field: Field) -> str:
    words = field.grammar.schema.get("enum")
    items = field.grammar.schema.get("items")
    if words is None and isinstance(items, dict):
        words = items.get("enum")
    offered = f" : {', '.join(f'`{word}`' for word in words)}" if isinstance(words, list) else ""
    return _cell(f"{field.grammar.name}{offered}")


def _default(field: Field) -> str:
    if field.is_required:
        return "refusé"
    if field.default is None:
        return "rien"
    value = plain(field.default)
    if isinstance(value, bool):
        return "`true`" if value else "`false`"
    if isinstance(value, list):
        return ", ".join(f"`{item}`" for item in value) or "rien"
    return f"`{value}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
