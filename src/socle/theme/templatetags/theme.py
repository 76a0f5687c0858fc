from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.loader import get_template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from socle.kernel.clause import HOUSE, Clause
from socle.theme import french, icons
from socle.theme.fields import field_context

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """The outline icon inlined; decorative unless `label` is given."""
    role = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="s-icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" focusable="false" {}>{}</svg>',
        role,
        icons.shape(name),
    )


@register.simple_tag
def field(bound: BoundField, **options: object) -> str:
    """A form field with its label, hint and errors tied to it; options: hint, autocomplete, css, label."""
    return get_template("theme/components/field.html").render(field_context(bound, options))


class WrapNode(template.Node):
    def __init__(self, name: str, body: NodeList, values: dict[str, FilterExpression]) -> None:
        self.name, self.nodelist, self.values = name, body, values

    def render(self, context: template.Context) -> SafeString:
        values = {key: value.resolve(context) for key, value in self.values.items()}
        values.setdefault("csrf_token", context.get("csrf_token", ""))
        inner = context.template.engine.get_template(f"theme/components/{self.name}.html")  # type: ignore[union-attr]
        with context.push():
            slot = self.nodelist.render(context)
        rendered: SafeString = inner.render(context.new({**values, "slot": slot}))
        return rendered


@register.tag
def wrap(parser: Parser, token: Token) -> WrapNode:
    """`{% wrap "card" title="…" %}body{% endwrap %}`: a component around its `slot`."""
    _, name, *bits = token.split_contents()
    values = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"wrap {name} : « {' '.join(bits)} » n'est pas de la forme clef=valeur")
    body = parser.parse(("endwrap",))
    parser.delete_first_token()
    return WrapNode(name.strip("\"'"), body, values)


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def french_day(value: date | datetime | None) -> str:
    """« jeudi 12 mars 2026 »."""
    return french.day(_local(value)) if value else ""


@register.filter
def french_date(value: date | datetime | None) -> str:
    """« 12 mars 2026 », where the weekday is noise (tables)."""
    return french.day(_local(value), weekday=False) if value else ""


@register.filter
def french_moment(value: date | datetime | None) -> str:
    """« jeudi 12 mars 2026 à 16:00 »; a plain date has no hour."""
    if not value:
        return ""
    local = _local(value)
    return french.moment(local) if isinstance(local, datetime) else french.day(local)


@register.filter
def iso(value: date | datetime | None) -> str:
    """The `datetime` attribute of <time>."""
    if not value:
        return ""
    local = _local(value)
    return local.isoformat(timespec="minutes") if isinstance(local, datetime) else local.isoformat()


@register.filter
def french_period(value: Any) -> str:  # noqa: ANN401 - anything with start and end
    """« du … au … » of a half-open period: the last day said is the one of its last instant."""
    start, end = getattr(value, "start", None), getattr(value, "end", None)
    last = end - timedelta(microseconds=1) if isinstance(end, datetime) else end
    return french.period(_local(start) if start else None, _local(last) if last else None)


@register.filter
def relative(value: datetime | None, now: datetime | None = None) -> str:
    """« dans 2 jours », « il y a 3 heures »; pass the page's `at`."""
    return french.delay(value, now or timezone.now()) if value else ""


@register.filter
def number(value: Decimal | float | str | None) -> str:
    return "" if value in (None, "") else french.number(value)


@register.filter
def euros(value: Decimal | float | str | None) -> str:
    return "" if value in (None, "") else french.euros(value)


@register.filter
def plural(count: int, forms: str = "s") -> str:
    """French plural: 0 and 1 are singular. `{{ n }} siège{{ n|plural }}`, `{{ n|plural:"al,aux" }}`."""
    one, separator, many = forms.partition(",")
    singular, several = (one, many) if separator else ("", one)
    return several if abs(count) > 1 else singular


@register.filter
def share(part: float, whole: float) -> int:
    """Whole percentage between 0 and 100, for drawings; 0 when there is nothing."""
    return max(0, min(100, round(100 * part / whole))) if whole else 0


@register.filter
def minus(left: float, right: float) -> float:
    return left - right


@register.filter
def up_to(count: int) -> range:
    return range(max(0, count))


@register.filter
def is_house(clause: Clause | str) -> bool:
    """Whether the rule is Socle's own, with no clause behind it."""
    return str(clause).startswith(HOUSE)


@register.filter
def part(value: Any, name: str) -> Any:  # noqa: ANN401 - a dict or an object, as templates do
    """A key or attribute that may be absent: « » then, never an undefined variable."""
    found = value.get(name) if isinstance(value, dict) else getattr(value, name, None)
    return "" if found is None else found


@register.filter
def heading(columns: Sequence[object], rank: int) -> str:
    """What heads the column of this rank: each cell repeats it when a narrow table becomes cards."""
    column = columns[rank]
    return str(part(column, "label") or column)


@register.filter
def days_after(due: datetime, now: datetime) -> float:
    """Days between the two instants; negative when `due` is past."""
    return (due - now).total_seconds() / 86400
