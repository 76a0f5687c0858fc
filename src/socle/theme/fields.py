from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select, Widget
from django.forms.utils import flatatt

_KINDS: tuple[tuple[type[Widget], str, str], ...] = (
    (RadioSelect, "choices", "form-check-input"),
    (CheckboxSelectMultiple, "choices", "form-check-input"),
    (CheckboxInput, "checkbox", "form-check-input"),
    (Select, "control", "form-select"),
)


def _kind(widget: Widget) -> tuple[str, str]:
    for widget_class, kind, css in _KINDS:
        if isinstance(widget, widget_class):
            return kind, css
    return "control", "form-control"


def _choice(data: Mapping[str, Any]) -> dict[str, object]:
    """One box or button of a group; written here, since a template for each was most of a long form's time."""
    attrs = {"type": data["type"], "name": data["name"], "value": data["value"], **data["attrs"]}
    return {"attrs": flatatt(attrs), "id": data["attrs"].get("id", ""), "label": data["label"]}


def field_context(bound: BoundField, options: Mapping[str, object]) -> dict[str, Any]:
    """What components/field.html needs: ids of hint and error are tied to the control by aria-describedby."""
    kind, css = _kind(bound.field.widget)
    identifier = bound.id_for_label or bound.auto_id
    hint = options.get("hint") or bound.help_text
    described = [f"{identifier}_helptext"] * bool(hint) + [f"{identifier}_error"] * bool(bound.errors)
    attrs: dict[str, Any] = {"class": f"{bound.field.widget.attrs.get('class', '')} {css}".strip()}
    attrs |= {key: options[key] for key in ("autocomplete", "inputmode", "placeholder") if key in options}
    if described and kind != "choices":
        attrs["aria-describedby"] = " ".join(described)
    bound.field.widget.attrs.update(attrs if kind == "choices" else {})
    return {
        "field": bound,
        "kind": kind,
        "is_hidden": bound.is_hidden,
        "identifier": identifier,
        "group_id": bound.auto_id,
        "label": options.get("label") or bound.label,
        "hint": hint,
        "errors": list(bound.errors),
        "described": " ".join(described),
        "is_optional": not bound.field.required,
        "says_required": not options.get("quiet"),
        "control": bound.as_widget(attrs=attrs) if kind != "choices" else "",
        "choices": [_choice(one.data) for one in bound.subwidgets] if kind == "choices" else [],
    }
