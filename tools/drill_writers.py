"""Twenty people write one draft over stale versions, and two people say something of one obligation at once; count all.

Writes docs/drills/writers.md. A database of its own, dropped after.

    python tools/drill_writers.py [--seed 20260401] [--storms 3] [--meetings 50]
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from workbench import own_database, own_hands

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "docs" / "drills" / "writers.md"
DATABASE = "socle_drill_writers"
CONTROLS = 3


def played(seed: int, storms: int, meetings: int) -> dict[str, list[object]]:
    """What each kind of meeting showed; the controls last, once their guards are gone."""
    module = import_module("tests.conventions.rehearsed.meeting")
    chance = random.Random(seed)  # noqa: S311 - a drill is replayed from its seed
    found = {"storm": [], "words": []}
    for kind, many, act in (("storm", storms, module.storm), ("words", meetings, module.two_words)):
        for rank in range(many):
            found[kind].append(act(chance))
            if found[kind][-1].broken:
                print(f"  {kind} {rank + 1} : {found[kind][-1].broken}", flush=True)
        print(f"  {kind} : {many} fois", flush=True)
    with module.no_version_check():
        found["storm without version"] = [module.storm(chance) for _ in range(CONTROLS)]
    module.without("conventions_draftversion", "draft_version_once")
    with module.no_lock():
        found["storm without lock"] = [module.storm(chance) for _ in range(CONTROLS)]
    module.without("conventions_obligationentry", "obligation_entry_rank_once")
    found["words without rank"] = [module.two_words(chance) for _ in range(CONTROLS * 3)]
    return found


def verdict(some: list[object]) -> str:
    broken = sum(bool(one.broken) for one in some)
    return f"{broken} sur {len(some)}"


def seen(some: list[object]) -> str:
    return " ; ".join(sorted({part for one in some for part in one.broken.split(" ; ") if part})) or "RIEN DE FAUX"


def refusals(some: list[object]) -> str:
    told = Counter(one.decision.code for met in some for one in met.refusals)
    return ", ".join(f"`{code}` {number} fois" for code, number in told.most_common()) or "aucun"


def report(seed: int, found: dict[str, list[object]], spent: float) -> str:
    """The report in French."""
    storms, words = found["storm"], found["words"]
    return f"""# Exercice : écrire à plusieurs au même instant

Joué par `tools/drill_writers.py` (dans `make drill`), graine {seed}, le {datetime.now(UTC):%d/%m/%Y}, sur \
{platform.system()}
{platform.machine()}, {os.cpu_count()} cœurs partagés, en {spent:.0f} s.

## Vingt personnes sur un projet

Vingt connexions lisent la même version d'un projet puis y ajoutent chacune une ligne, au même instant ; qui est refusé
relit et recommence, jusqu'à ce que chacun ait écrit. Règles : le texte final porte les vingt lignes, chaque version
contient la précédente, vingt et une versions en tout, chaque texte refusé est gardé à part.

- Tempêtes qui contredisent ces règles : **{verdict(storms)}**.
- Refus lus, chacun une phrase en français avec son remède : {refusals(storms)}.
- Témoin, sans la comparaison des versions : {verdict(found["storm without version"])} fausses \
({seen(found["storm without version"])}).
- Témoin, sans le verrou du projet ni l'unicité du numéro : {verdict(found["storm without lock"])} fausses \
({seen(found["storm without lock"])}).

## Deux personnes sur une obligation

Une obligation déclarée tenue ; au même instant, deux administrateurs la contestent, ou la retirent, ou l'un retire ce
que l'autre conteste. Règles : une seule parole est gardée, l'autre est refusée avec sa phrase.

- Rencontres qui contredisent ces règles : **{verdict(words)}**.
- Refus lus, chacun une phrase en français avec son remède : {refusals(words)}.
- Témoin, sans l'unicité du rang : {verdict(found["words without rank"])} fausses ({seen(found["words without rank"])}).
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=20260401)
    parser.add_argument("--storms", type=int, default=3)
    parser.add_argument("--meetings", type=int, default=50)
    asked = parser.parse_args()
    start = time.monotonic()
    with own_database(DATABASE), own_hands(DATABASE):
        found = played(asked.seed, asked.storms, asked.meetings)
    text = report(asked.seed, found, time.monotonic() - start)
    REPORT.write_text(text, encoding="utf-8")
    print(text)
    is_held = not any(one.broken for kind in ("storm", "words") for one in found[kind])
    controls = [some for kind, some in found.items() if "without" in kind]
    return 0 if is_held and all(any(one.broken for one in some) for some in controls) else 1


if __name__ == "__main__":
    sys.exit(main())
