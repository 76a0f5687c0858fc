"""Tables written as the TOML that docs/format-convention.md describes, one key per line: what a draft is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

Tables = Mapping[str, object]


def dump(tables: Tables) -> str:
    """The text that `tomllib` reads back as the same tables.

    >>> print(dump({"avenants": [{"number": 1, "ends": ["duree"], "terms": [{"id": "gratuite", "amount": "0"}]}]}))
    [[avenants]]
    number = 1
    ends = ["duree"]
    <BLANKLINE>
    [[avenants.terms]]
    id = "gratuite"
    amount = "0"
    """
    return "\n\n".join("\n".join(block) for block in _blocks(tables, ""))


def _blocks(tables: Tables, path: str) -> Iterator[list[str]]:
    for name, value in tables.items():
        where = f"{path}{name}"
        if isinstance(value, Mapping):
            yield from _table(f"[{where}]", value, where)
        elif _is_array(value):
            for item in value if isinstance(value, (list, tuple)) else ():
                yield from _table(f"[[{where}]]", item, where)


def _table(header: str, table: Tables, where: str) -> Iterator[list[str]]:
    inner = {name: value for name, value in table.items() if isinstance(value, Mapping) or _is_array(value)}
    plain = {name: value for name, value in table.items() if name not in inner and value is not None}
    yield [header, *(f"{name} = {_value(value)}" for name, value in plain.items())]
    yield from _blocks(inner, f"{where}.")


def _is_array(value: object) -> bool:
    return isinstance(value, (list, tuple)) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, date)):
        return value.isoformat() if isinstance(value, date) else str(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_value(item) for item in value)}]"
    return f'"{_escaped(str(value))}"'


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return "".join(letter if letter >= " " and letter != "\x7f" else f"\\u{ord(letter):04x}" for letter in plain)
