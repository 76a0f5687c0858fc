"""Who may import, and when an import may start or go on (MCP-20 to MCP-23; contrat de service 2.2.1).

An import does nothing that a page would not do; it is started by somebody who has just confirmed their identity, and
goes on only while they may still do it.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from socle.habilitations.domain.access import ASK
from socle.habilitations.domain.granting import DELEGATION_CLAUSE, MANAGERS_CLAUSE
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, first_refusal, refuse

KEPT = timedelta(days=30)  # dated parameter of the house: rows are erased thirty days after the import
HOUSE = Clause.house("MCP-22")
NEEDED = {"person:create": "inscrire des personnes", "habilitation:grant": "ouvrir des droits"}


class State(StrEnum):
    """Where an import is."""

    PREVIEW = "preview"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"


class Mode(StrEnum):
    """Whether one row that fails stops the others."""

    ALL_OR_NOTHING = "all_or_nothing"
    PARTIAL = "partial"


ACTIVE = frozenset({State.QUEUED, State.RUNNING})


class ImportCode(StrEnum):
    """Why an import is refused, or one of its rows; traced."""

    PERMISSION = "import_permission"
    STARTED = "import_started"
    ERRORS = "import_errors"
    NOTHING = "import_nothing"
    COLUMNS = "import_columns"
    LAPSED = "import_lapsed"
    MISSING = "import_cell_missing"
    UNKNOWN = "import_cell_unknown"
    REPEATED = "import_row_repeated"
    AMBIGUOUS = "import_cell_ambiguous"


def may_import(actor: Actor) -> Decision:
    """Whoever may both enrol people and open rights."""
    for permission, says in NEEDED.items():
        if not actor.can(permission):
            return refuse(
                ImportCode.PERMISSION,
                f"Importer un fichier demande de pouvoir {says}, ce que votre rôle ne permet pas.",
                clause=MANAGERS_CLAUSE,
                fix=ASK,
            )
    return allow(MANAGERS_CLAUSE)


def may_launch(state: State, mode: Mode, *, errors: int, doable: int) -> Decision:
    """A previewed import starts once; « tout ou rien » asks for a file without an error."""
    return first_refusal((_not_started(state), _something(doable), _faultless(mode, errors)))


def _not_started(state: State) -> Decision:
    if state is State.PREVIEW:
        return allow(DELEGATION_CLAUSE)
    return refuse(
        ImportCode.STARTED,
        "Cet import a déjà été lancé.",
        clause=HOUSE,
        fix="Suivez son avancement, ou envoyez de nouveau le fichier : ce qui est déjà fait sera ignoré.",
    )


def _something(doable: int) -> Decision:
    if doable:
        return allow(DELEGATION_CLAUSE)
    return refuse(
        ImportCode.NOTHING,
        "Aucune ligne de ce fichier n'est à appliquer.",
        clause=HOUSE,
        fix="Corrigez les lignes en erreur, s'il y en a, puis envoyez le fichier corrigé.",
    )


def _faultless(mode: Mode, errors: int) -> Decision:
    if mode is Mode.PARTIAL or not errors:
        return allow(DELEGATION_CLAUSE)
    return refuse(
        ImportCode.ERRORS,
        f"« Tout ou rien » demande un fichier sans erreur : {errors} ligne{'s' if errors > 1 else ''} à corriger.",
        clause=HOUSE,
        fix="Corrigez ces lignes, ou choisissez d'appliquer les seules lignes sans erreur.",
    )


def may_discard(state: State) -> Decision:
    """An import at work is not erased under the worker's hands."""
    if state not in ACTIVE:
        return allow(HOUSE)
    return refuse(
        ImportCode.STARTED,
        "Cet import est en cours : il ne peut pas être effacé maintenant.",
        clause=HOUSE,
        fix="Attendez qu'il soit terminé.",
    )


def lapsed(name: str) -> Decision:
    """The person who started the import may not do it any more."""
    return refuse(
        ImportCode.LAPSED,
        f"{name or 'La personne qui a lancé cet import'} n'a plus le droit de gérer ces personnes et ces droits.",
        clause=DELEGATION_CLAUSE,
        fix="Une personne qui gère les habilitations peut envoyer de nouveau le fichier : ce qui est fait sera ignoré.",
    )
