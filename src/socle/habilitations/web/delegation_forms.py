from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from socle.habilitations.actions.delegating import DelegationWish
from socle.habilitations.domain.perimeter import WHOLE, Perimeter
from socle.habilitations.domain.roles import ADMINISTRATORS
from socle.habilitations.queries.delegations import Delegation, known_of, lattice_of, open_groups
from socle.habilitations.queries.offers import names_of
from socle.habilitations.queries.roles import actor_holder
from socle.habilitations.web.forms import after, midnight
from socle.kernel.actor import Actor
from socle.organismes.queries import scopes_of
from socle.theme.days import DayField

Choices = Sequence[tuple[str, str]]
NONE_TICKED = "Rien de coché : tout ce que vous pouvez confier."


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What the grantor may confide, as choices; `own` completes what is left blank, `may_pass_on` says if anything."""

    services: Choices
    profiles: Choices
    scopes: Choices
    groups: Choices
    own: Perimeter = WHOLE


def _many(label: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, help_text=NONE_TICKED
    )


class PerimeterForm(forms.Form):
    """How far a responsable may go, and until when."""

    services = _many("Services")
    profils = _many("Profils")
    lieux = _many("Lieux et équipements")
    groupes = _many("Groupes")
    transmet = forms.BooleanField(
        label="Peut nommer à son tour un responsable, dans ce périmètre",
        required=False,
        help_text="Sans cette case, cette personne gère des droits et ne confie rien à d'autres.",
    )
    du = DayField(label="À partir du", required=False)
    au = DayField(
        label="Jusqu'au",
        required=False,
        help_text="Dernier jour compris. Sans date, jusqu'à ce que quelqu'un la reprenne.",
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, ceiling: Ceiling, initial: Mapping[str, object], is_change: bool
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.ceiling = ceiling
        offered = {"services": ceiling.services, "profils": ceiling.profiles}
        offered |= {"lieux": ceiling.scopes, "groupes": ceiling.groups}
        for name, choices in offered.items():
            if choices:
                self.fields[name].choices = list(choices)  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        if is_change:
            del self.fields["du"]

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What the confirmation sends again: each ticked box by itself."""
        return [(name, value) for name in self.fields for value in _said(self.data, name) if value]

    def wish(self, person_id: UUID) -> DelegationWish:
        said = self.cleaned_data
        own = self.ceiling.own
        blank = frozenset() if said.get("profils") else own.services
        return DelegationWish(
            person_id=person_id,
            perimeter=Perimeter(
                services=frozenset(said.get("services", ())) or blank,
                profiles=frozenset(said.get("profils", ())) or own.profiles,
                scopes=frozenset(map(UUID, said.get("lieux", ()))) or own.scopes,
                groups=frozenset(map(UUID, said.get("groupes", ()))) or own.groups,
            ),
            may_pass_on=said["transmet"],
            valid_from=midnight(said.get("du")),
            valid_to=after(said["au"]),
        )


def _said(data: Mapping[str, Any], name: str) -> Iterable[str]:
    several = getattr(data, "getlist", None)
    return several(name) if several else [str(data.get(name, ""))]


def perimeter_form(
    data: Mapping[str, Any] | None, actor: Actor, at: datetime, *, initial: Delegation | None = None
) -> PerimeterForm:
    """The form with the choices that the actor may confide."""
    start = _initial(initial) if initial else {}
    return PerimeterForm(data, ceiling=_ceiling(actor, at), initial=start, is_change=initial is not None)


def _initial(row: Delegation) -> dict[str, object]:
    last: date | None = None
    if row.period.upper:
        last = timezone.localtime(row.period.upper - timedelta(microseconds=1)).date()
    return {
        "services": row.services,
        "profils": row.profiles,
        "lieux": [str(one) for one in row.scopes],
        "groupes": [str(one) for one in row.groups],
        "transmet": row.may_pass_on,
        "au": last,
    }


def _ceiling(actor: Actor, at: datetime) -> Ceiling:
    known, names = known_of(actor.organisation_id, at), names_of(actor.organisation_id, at)
    own = _own(actor, at)
    services = sorted({service for one in known.conventions for service in one.services})
    profiles = sorted({profile for one in known.conventions for profile in one.profiles})
    places = [place for level in scopes_of(actor.organisation_id).values() for place in level]
    groups = open_groups(actor.organisation_id, at)
    return Ceiling(
        services=[(code, code.upper()) for code in services if own.covers_service(code)],
        profiles=[(key, _profile(key, names.profile(*key.split(":")))) for key in profiles if _covers(own, key)],
        scopes=[(str(one), name) for one, name in places if not own.scopes or one in own.scopes],
        groups=[(str(one), name) for one, name in groups if not own.groups or one in own.groups],
        own=own,
    )


def _profile(key: str, name: str) -> str:
    service, _, profile = key.partition(":")
    return f"{service.upper()} {profile}, {name}"


def _covers(own: Perimeter, key: str) -> bool:
    return own.covers_service(key.partition(":")[0]) and (not own.profiles or key in own.profiles)


def _own(actor: Actor, at: datetime) -> Perimeter:
    """An administrator confides everything; a responsable, the first delegation that they may pass on."""
    if actor_holder(actor, at).roles & ADMINISTRATORS:
        return WHOLE
    passing = [held for held in lattice_of(actor.organisation_id, at).held_by(actor.membership_id) if held.may_pass_on]
    return passing[0].perimeter if passing else WHOLE
