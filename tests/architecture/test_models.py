"""Every table says its personal data and how long it stays; an author never goes without an instant (style.md, 7 and 8)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import models
from django.test.utils import isolate_apps

from socle.site.generated.models import rooms

MODELS = [model for found in rooms().values() for model in found]
ALONE = {
    "ActivationLink.created": "a link that nobody sent: the demonstration, or the person's own request",
    "Delegation.granted": "the first roles of a body have no grantor: the caisse's own system opened them",
}
COMMON_PERSONAL = {"first_name", "last_name", "email", "phone", "person_name", "recipient", "ip_prefix", "nir"}


def silent(model: type[models.Model]) -> Iterator[str]:
    """What the model does not say of its data, or says of a column it does not have."""
    personal, retention = model.__dict__.get("PERSONAL"), model.__dict__.get("RETENTION")
    columns = {field.name for field in model._meta.get_fields()} | {field.attname for field in model._meta.fields}
    if not isinstance(personal, tuple) or not retention:
        yield "no PERSONAL or no RETENTION"
        return
    yield from (f"{name} is not a column" for name in set(personal) - columns)
    yield from (f"{name} is personal" for name in COMMON_PERSONAL & columns - set(personal))


def untied(model: type[models.Model]) -> Iterator[str]:
    """Pairs `x_at`, `x_by` where one may be filled without the other."""
    fields = {field.name: field for field in model._meta.fields}
    for name, author in fields.items():
        stem = name.removesuffix("_id").removesuffix("_by")
        instant = fields.get(f"{stem}_at")
        if not name.removesuffix("_id").endswith("_by") or f"{model.__name__}.{stem}" in ALONE:
            continue
        checks = [repr(one) for one in model._meta.constraints if isinstance(one, models.CheckConstraint)]
        tied = any(f"{stem}_at" in check and f"{stem}_by" in check for check in checks)
        if instant is None or ((author.null or instant.null) and not tied):
            yield f"{name} without {stem}_at"


@pytest.mark.parametrize("law", [silent, untied], ids=lambda law: law.__name__)
def test_every_table_obeys(law):
    assert len(MODELS) > 25
    assert not [f"{model.__name__}: {fault}" for model in MODELS for fault in law(model)]


@isolate_apps("socle.site")
def test_a_silent_or_untied_table_is_seen():
    class Silent(models.Model):
        email = models.EmailField()
        closed_at = models.DateTimeField(null=True)
        closed_by_id = models.UUIDField(null=True)

        class Meta:
            app_label = "site"
            managed = False

    assert list(untied(Silent)) == ["closed_by_id without closed_at"]
    assert list(silent(Silent)) == ["no PERSONAL or no RETENTION"]
    Silent.PERSONAL, Silent.RETENTION = ("name",), "one day"
    assert sorted(silent(Silent)) == ["email is personal", "name is not a column"]
