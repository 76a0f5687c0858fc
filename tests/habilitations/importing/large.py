"""A file of five thousand lines, thirty-seven of them faulty, each fault with the cell and the code it must be given."""

from __future__ import annotations

from tests.habilitations.importing.files import right, row

LINES, FAULTS = 5_000, 37
EVERY = 131
FAULTY: tuple[tuple[dict[str, str], str, str], ...] = (
    ({"Courriel": ""}, "import_cell_missing", "C"),
    ({"Courriel": "claire.fictive{rank}"}, "import_cell_unknown", "C"),
    ({"Courriel": "accueil@commune{rank}.example"}, "shared_address", "C"),
    ({"Fonction": ""}, "import_cell_missing", "D"),
    ({"Profil": "CDAP T99"}, "import_cell_unknown", "E"),
    ({"Finalité": "curiosité"}, "import_cell_unknown", "F"),
    ({"Au": "31/02/2027"}, "import_cell_unknown", "H"),
    ({"Au": "31/12/2020"}, "period_past", "H"),
    ({"Nom": "Fictive1"}, "likely_duplicate", "A"),
    ({"Nom": "Fictive2", "Courriel": "claire.fictive2@commune.example"}, "import_row_repeated", "C"),
)


def fault(rank: int) -> tuple[dict[str, str], str, str] | None:
    """The fault of this line, None for a right one."""
    number = rank // EVERY
    return FAULTY[number % len(FAULTY)] if rank % EVERY == 100 and number < FAULTS else None


def large(lines: int = LINES, rights: int = LINES) -> list[tuple[str, ...]]:
    """The lines; the first `rights` ask for a right, as do the faulty ones."""
    found = []
    for rank in range(1, lines + 1):
        wrong = fault(rank)
        make = right if wrong or rank <= rights else row
        said = {name: text.format(rank=rank) for name, text in wrong[0].items()} if wrong else {}
        found.append(make(rank, **said))
    return found


def expected(lines: int = LINES) -> dict[int, tuple[str, str]]:
    """Line number → code and place of its fault."""
    return {
        rank + 1: (wrong[1], f"ligne {rank + 1}, colonne {wrong[2]}")
        for rank in range(1, lines + 1)
        if (wrong := fault(rank))
    }
