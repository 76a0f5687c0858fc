"""Find a commune by its name, a former name, a postcode or its code: a tenth of a second at most (DRT-02)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from socle.organismes.domain.communes import code_in, fold
from socle.organismes.models import Commune

__all__ = ["Commune", "Met", "by_codes", "in_departement", "pick", "present", "search"]

MOST = 20
SEARCH = """
select * from organismes_commune
where words like '%% ' || %(q)s || '%%'
order by words not like '| ' || %(q)s || ' |%%' and words not like '| ' || %(q)s || ' #%%',
         words not like '| ' || %(q)s || '%%', words not like '%%| ' || %(q)s || '%%', population desc, name, code
limit %(most)s
"""
BY_POSTCODE = """
select * from organismes_commune
where words like '%%# ' || %(q)s || '%%' order by population desc, name, code limit %(most)s
"""


@dataclass(frozen=True, slots=True)
class Met:
    """A commune that was looked for, and the former name by which it was met."""

    commune: Commune
    former: str = ""

    @property
    def label(self) -> str:
        return f"{self.commune.label}, anciennement {self.former}" if self.former else self.commune.label


def search(text: str, most: int = MOST) -> list[Met]:
    """The communes whose name, postcode or code begins so, the exact name first, then the most peopled."""
    sought = fold(text)
    if not sought:
        return []
    if code := code_in(text):
        found = _by_code(code, most)
        if found or not text.strip().isdigit():
            return found
    if sought.isdigit():
        return [Met(one) for one in _by_postcode(sought, most)]
    rows = Commune.objects.raw(SEARCH, {"q": sought, "most": most})
    return [Met(one, _former_met(one, sought)) for one in rows]


def _by_code(code: str, most: int) -> list[Met]:
    """Five digits are a postcode or a code: whoever types one means either."""
    found = [Met(one) for one in _by_postcode(code, most)]
    here = present(code)
    if here is not None and all(one.commune.code != here.code for one in found):
        found.append(Met(here))
    return found


def _by_postcode(digits: str, most: int) -> list[Commune]:
    return list(Commune.objects.raw(BY_POSTCODE, {"q": digits, "most": most}))


def _former_met(commune: Commune, sought: str) -> str:
    if f" {sought}" in f" {fold(commune.name)}":
        return ""
    return next((name for name in commune.former if f" {sought}" in f" {fold(name)}"), "")


def present(code: str) -> Commune | None:
    """The present commune of a code, be it the one of a commune that was merged into it."""
    return Commune.objects.filter(code=code).first() or Commune.objects.filter(former_codes__contains=[code]).first()


def pick(text: str) -> list[Met]:
    """What somebody who typed this may mean: one when the name is a single commune's, or when it is a code."""
    code = code_in(text)
    here = present(code) if code else None
    if here is not None and code != text.strip():
        return [Met(here)]
    found = search(text)
    exact = [one for one in found if fold(one.commune.name) == fold(text)]
    return exact if len(exact) == 1 else found


def by_codes(codes: Iterable[str]) -> Mapping[str, Commune]:
    return {one.code: one for one in Commune.objects.filter(code__in=set(codes))}


def in_departement(departement: str) -> list[Commune]:
    """The communes of a département, by intercommunalité then by name."""
    return list(Commune.objects.filter(departement=departement).order_by("district", "name", "code"))
