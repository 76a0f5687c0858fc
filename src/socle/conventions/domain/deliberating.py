"""Whether the sitting that authorised a signature counts: members, proxies, latecomers, votes (FSV-01).

Sources: délibération, D; the majority of members in office and one proxy each are the law's (CGCT L2121-17, L2121-20;
the CASF says the same of the board of a CCAS), not terms. Nothing is corrected: a figure that does not add up is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from socle.conventions.domain.finding import Flaw, Severity

GIVES = " donne pouvoir à "
FROM_ITEM = " vote à partir du point "


@dataclass(frozen=True, slots=True)
class Sitting:
    """What the act says of the sitting; a blank figure is None, a blank list is empty."""

    item: int | None
    in_office: int | None
    present: tuple[str, ...]
    absent: tuple[str, ...]
    proxies: tuple[str, ...]
    latecomers: tuple[str, ...]
    unanimous: bool | None
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None

    @property
    def attending(self) -> tuple[str, ...]:
        """Who sits for this item: the present, and the latecomers already there."""
        return self.present + tuple(name for name, first in arrivals(self) if self.item is None or first <= self.item)

    @property
    def voices(self) -> int:
        """Votes that can be cast: one for each person attending, one for each proxy that one of them holds."""
        attending = set(self.attending)
        return len(attending) + sum(holder in attending for _, holder in mandates(self))

    @property
    def cast(self) -> int | None:
        """Votes and abstentions as counted; None when no count is written."""
        counts = (self.votes_for, self.votes_against, self.abstentions)
        return None if counts == (None, None, None) else sum(count or 0 for count in counts)


def mandates(sitting: Sitting) -> Iterator[tuple[str, str]]:
    """Who votes for whom: (absent member, holder)."""
    for line in sitting.proxies:
        giver, _, holder = line.partition(GIVES)
        yield giver, holder


def arrivals(sitting: Sitting) -> Iterator[tuple[str, int]]:
    """Latecomers, each with the first item they vote."""
    for line in sitting.latecomers:
        name, _, item = line.partition(FROM_ITEM)
        yield name, int(item)


def flaws(sitting: Sitting) -> Iterator[Flaw]:
    """What does not add up in the act, field by field."""
    if not sitting.present:
        return
    yield from _members(sitting)
    yield from _mandates(sitting)
    yield from _votes(sitting)


def _members(sitting: Sitting) -> Iterator[Flaw]:
    late = tuple(name for name, _ in arrivals(sitting))
    everyone = sitting.present + sitting.absent + late
    for name in sorted(name for name, count in Counter(everyone).items() if count > 1):
        yield _warning("present", f"{name} est à la fois présent, absent ou en retard", "Relisez la liste des membres")
    if sitting.in_office is None:
        return
    if len(everyone) != sitting.in_office:
        what = f"{len(everyone)} membres sont nommés pour {sitting.in_office} en exercice"
        yield _warning("in_office", what, "Relisez les présents, les absents et les retards")
    if 2 * len(sitting.attending) <= sitting.in_office:
        what = f"le quorum n’est pas atteint : {len(sitting.attending)} présents sur {sitting.in_office} en exercice"
        yield _warning("present", what, "Vérifiez la feuille de présence ; sans quorum l’acte n’autorise rien")


def _mandates(sitting: Sitting) -> Iterator[Flaw]:
    held = Counter(holder for _, holder in mandates(sitting))
    for giver, holder in mandates(sitting):
        if giver in sitting.attending:
            yield _warning("proxies", f"{giver} donne pouvoir et siège", "Retirez le pouvoir de qui est présent")
        if holder not in sitting.attending:
            yield _warning("proxies", f"{holder} tient un pouvoir et ne siège pas", "Ce pouvoir ne compte pas de voix")
    for holder in sorted(name for name, count in held.items() if count > 1):
        yield _warning("proxies", f"{holder} tient {held[holder]} pouvoirs, un seul est permis", "Relisez les pouvoirs")


def _votes(sitting: Sitting) -> Iterator[Flaw]:
    contrary = (sitting.votes_against or 0) + (sitting.abstentions or 0)
    if sitting.unanimous and contrary:
        yield _warning(
            "unanimous", f"unanimité écrite, avec {contrary} voix contraires ou abstentions", "Relisez le vote"
        )
    if sitting.cast is not None and sitting.cast != sitting.voices:
        what = f"{sitting.cast} voix comptées pour {sitting.voices} voix possibles"
        yield _warning("votes_for", what, "Relisez le compte des voix, les pouvoirs et les retards")
    if sitting.votes_for is not None and sitting.votes_for <= (sitting.votes_against or 0):
        yield _warning("votes_for", "le vote n’est pas favorable", "Sans majorité l’acte n’autorise rien")


def _warning(field: str, what: str, remedy: str) -> Flaw:
    return Flaw(field, what, remedy, Severity.WARNING)
