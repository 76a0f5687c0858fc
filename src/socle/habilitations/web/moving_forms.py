from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms

from socle.habilitations.actions.granting import Wish
from socle.habilitations.actions.leaving import Departure
from socle.habilitations.actions.moving import Move
from socle.habilitations.models import Habilitation
from socle.habilitations.queries.falls import lasting_rights
from socle.habilitations.queries.offers import Names, Offer, names_of, offers_of
from socle.habilitations.web.pages.moving import Handed
from socle.organismes.domain.funding import TRAITS
from socle.organismes.queries import Membership, scopes_of

KEEP, REMOVE = "garder", "retirer"


class DepartureForm(forms.Form):
    reason = forms.CharField(label="Motif", max_length=200, required=False, help_text="Il sera inscrit au journal.")
    passer = forms.MultipleChoiceField(
        label="Ce que cette personne reprend", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Mapping[str, Any] | None, *, offered: Sequence[Handed]) -> None:
        super().__init__(data, initial={"passer": [line.key for line in offered]})
        if offered:
            self.fields["passer"].choices = [(line.key, line.label) for line in offered]  # type: ignore[attr-defined]
        else:
            del self.fields["passer"]

    def departure(self, membership_id: UUID, successor_id: UUID | None) -> Departure:
        handed = frozenset(UUID(key) for key in self.cleaned_data.get("passer", ()))
        return Departure(membership_id, self.cleaned_data["reason"], successor_id, handed)


class MoveForm(forms.Form):
    """The new function, then each right: kept, removed, or replaced by another."""

    function = forms.CharField(label="Nouvelle fonction", max_length=120)
    service = forms.CharField(label="Nouveau service", max_length=120, required=False)
    service_traits = forms.MultipleChoiceField(
        label="Financement du service",
        required=False,
        choices=tuple(TRAITS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text="Le profil T2 n'est ouvert qu'à ces services (bulletin CDAP, 2).",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        member: Membership,
        rights: Sequence[Habilitation],
        names: Names,
        offers: Sequence[tuple[str, str]],
    ) -> None:
        initial = {"function": member.function, "service": member.service, "service_traits": member.service_traits}
        super().__init__(data, initial=initial)
        self.rights = rights
        choices = [(KEEP, "le garder"), (REMOVE, "le retirer"), ("Le remplacer par", [*offers])]
        for row in rights:
            name = names.profile(row.service, row.profile)
            label = f"{row.service.upper()} {row.profile}, {name} ({names.purpose(row.service, row.purpose)})"
            self.fields[f"droit-{row.id}"] = forms.ChoiceField(
                label=label, choices=choices, initial=KEEP, help_text=names.scope(row.scope_id)
            )

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What the confirmation sends again."""
        several = getattr(self.data, "getlist", lambda name: [self.data.get(name, "")])
        return [(name, value) for name in self.fields for value in several(name) if value]

    def move(self, member: Membership) -> Move:
        said = self.cleaned_data
        answered = {row.id: said[f"droit-{row.id}"] for row in self.rights}
        replaced = {one: said for one, said in answered.items() if said not in {KEEP, REMOVE}}
        return Move(
            membership=member,
            function=said["function"].strip(),
            service=said["service"].strip(),
            service_traits=tuple(said["service_traits"]),
            removed=frozenset(one for one, said in answered.items() if said == REMOVE),
            replaced={one: _wish(said, member.person_id) for one, said in replaced.items()},
        )


def _wish(key: str, person_id: UUID) -> Wish:
    service, profile, purpose, scope = key.split(":")
    return Wish(person_id, service, profile, purpose, UUID(scope) if scope else None)


def move_form(data: Mapping[str, Any] | None, member: Membership, at: datetime) -> MoveForm:
    """The form with the member's rights, in every convention, and what may replace them."""
    offers = [offer for offer in offers_of(member.organisation_id, at) if offer.opening]
    known = scopes_of(member.organisation_id)
    return MoveForm(
        data,
        member=member,
        rights=lasting_rights(member.id, at),
        names=names_of(member.organisation_id, at),
        offers=[choice for offer in offers for choice in _choices(offer, known)],
    )


def _choices(offer: Offer, known: Mapping[str, Sequence[tuple[UUID, str]]]) -> list[tuple[str, str]]:
    places: Sequence[tuple[UUID | str, str]] = offer.places_among(known) if offer.asks_scope else [("", "")]
    return [
        (f"{offer.key}:{purpose.code}:{scope}", f"{offer.title} : {purpose.label}{f', {name}' if name else ''}")
        for purpose in offer.purposes
        for scope, name in places
        if not purpose.is_temporary
    ]
