"""Browsers, passwords, searches: the security of access (MCP-30, 35, 63; contrat de service, 2.1 and 5.2)."""

from __future__ import annotations

from collections.abc import Iterable

from socle.conventions.domain.kinds import Browser, PasswordPolicy, Search
from socle.conventions.domain.kinds.search import Key
from socle.conventions.domain.reading import AnyTerm, Written, first, of_kind
from socle.kernel.decision import Decision, allow, refuse


def browser_decision(terms: Iterable[AnyTerm], name: str, version: int) -> Decision:
    """A browser older than the oldest one listed is refused, with an explanation; an unlisted one passes."""
    term = first(terms, Browser)
    if term is None:
        return allow()
    oldest = dict(entry.rsplit(" ", 1) for entry in term.body.oldest)
    if name not in oldest or version >= int(oldest[name]):
        return allow(term.clause)
    reason = f"Votre navigateur ({name} {version}) est trop ancien : la version {oldest[name]} au moins est demandée."
    return refuse("browser_obsolete", reason, clause=term.clause, fix="Mettez votre navigateur à jour, puis revenez.")


def password_policy(terms: Iterable[AnyTerm]) -> Written[PasswordPolicy] | None:
    """The policy in force; its clause says whether it is the convention's or ours."""
    return first(terms, PasswordPolicy)


def password_length_decision(terms: Iterable[AnyTerm], length: int) -> Decision:
    """A password is at least as long as the policy in force says."""
    term = password_policy(terms)
    if term is None or length >= term.body.minimum_length:
        return allow(term.clause if term else None)
    reason = f"Le mot de passe a {length} caractères ; il en faut {term.body.minimum_length}."
    return refuse("password_short", reason, clause=term.clause, fix="Choisissez une phrase plus longue.")


def search_decision(terms: Iterable[AnyTerm], service: str, key: Key, found: int) -> Decision:
    """A search opens a file only with an accepted key that finds exactly the written number of people."""
    term = next((term for term in of_kind(terms, Search) if term.body.service == service), None)
    if term is None or (key in term.body.keys and found == term.body.matches):
        return allow(term.clause if term else None)
    if key not in term.body.keys:
        return refuse("key_not_accepted", f"La recherche par {key.label} n’est pas ouverte.", clause=term.clause)
    reason = "La recherche ne désigne pas exactement une personne."
    return refuse("precise_search", reason, clause=term.clause, fix="Précisez votre recherche.")
