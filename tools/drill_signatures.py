"""Kill the process that signs a paper, at each stage and at random, and let the two last signatures meet; count all.

Writes docs/drills/signatures.md. A database and a state folder of its own, dropped after.

    python tools/drill_signatures.py [--seed 20260401] [--kills 20] [--meetings 50]
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
REPORT = ROOT / "docs" / "drills" / "signatures.md"
DATABASE = "socle_drill_signatures"


def killed(seed: int, kills: int) -> list[object]:
    """Every stage, then moments drawn at random; what each kill left."""
    module = import_module("tests.conventions.rehearsed.killed")
    left = []
    for one in module.every_stage():
        left.append(one)
        print(f"  tué {one.stage} : {'juste' if one.is_right else f'FAUX {one}'}", flush=True)
    chance, longest = random.Random(seed), 2 * module.whole_time()  # noqa: S311 - a drill is replayed from its seed
    left += [module.anywhere(chance, longest) for _ in range(kills)]
    print(f"  {kills} morts tirées au sort entre 0 et {longest:.1f} s", flush=True)
    return left


def control_of_kills() -> bool:
    """Whether the same judge sees a file written after its row."""
    module = import_module("tests.conventions.rehearsed.killed")
    return not module.at_stage("témoin", module.written_after, 1, 1).is_right


def met(seed: int, meetings: int) -> tuple[list[object], list[object]]:
    """The meetings of two last signatures, then the same without the constraints that serialise them."""
    module = import_module("tests.conventions.rehearsed.meeting")
    chance, found = random.Random(seed), []  # noqa: S311 - a drill is replayed from its seed
    for rank in range(meetings):
        found.append(module.last_signatures(chance))
        if found[-1].broken:
            print(f"  rencontre {rank + 1} : {found[-1].broken}", flush=True)
    module.without("conventions_signingentry", "signing_entry_once", "signing_entry_rank_once")
    return found, [module.last_signatures(chance) for _ in range(5)]


def row(stage: str, some: list[object]) -> str:
    """One line of the table of kills."""
    cells = [len(some), sum(one.has > one.had for one in some), sum(one.is_whole for one in some)]
    cells += [sum(one.orphans for one in some), sum(one.swept for one in some), sum(one.still for one in some)]
    cells += [sum(one.went_on for one in some)]
    return f"| {stage} | {' | '.join(map(str, cells))} |\n"


def report(
    seed: int, left: list[object], control: bool, meetings: tuple[list[object], list[object]], spent: float
) -> str:
    """The report in French."""
    stages = dict.fromkeys(one.stage for one in left)
    table = "".join(row(stage, [one for one in left if one.stage == stage]) for stage in stages)
    found, bare = meetings
    told = Counter(one.decision.code for met in found for one in met.refusals)
    refusals = ", ".join(f"`{code}` {number} fois" for code, number in told.most_common()) or "aucun"
    broken = sum(bool(one.broken) for one in found)
    wrong = sum(bool(one.broken) for one in bare)
    seen = sorted({part for one in bare for part in one.broken.split(" ; ") if part})
    return f"""# Exercice : signer, être tué, signer ensemble

Joué par `tools/drill_signatures.py` (dans `make drill`), graine {seed}, le {datetime.now(UTC):%d/%m/%Y}, sur \
{platform.system()}
{platform.machine()}, {os.cpu_count()} cœurs partagés, en {spent:.0f} s.

## Le processus qui signe est tué (`kill -9`)

La demande de signature passe par tout le produit, du premier intergiciel à la base, dans un processus à part. Il meurt
à l'étape dite, ou à un moment tiré au sort. Puis on compte : le papier porte n ou n + 1 signatures, son PDF est entier
et chaque signature y tient ; les fichiers du disque qu'aucune ligne ne nomme (orphelins) partent tous avec
`socle files sweep` ; le tour va jusqu'au bout, signé de tous. Chaque étape est jouée avec zéro puis une signature déjà
faite.

| Mort | Fois | Signatures gardées | PDF entiers | Orphelins | Balayés | Restés | Tours finis |
|---|---|---|---|---|---|---|---|
{table}
Le témoin, qui doit échouer : un produit qui écrirait le fichier après avoir validé la ligne. \
{"Le juge l'a vu." if control else "**LE JUGE NE L'A PAS VU.**"}

## Les deux dernières signatures au même instant

{len(found)} avenants, chacun signé par ses deux parties au même instant, dans deux connexions ; qui est refusé signe de
nouveau ; puis deux administrateurs de la caisse demandent au même instant d'en faire l'acte. Chaque fois : un seul
acte, le projet signé une fois, les sièges de l'avenant, un PDF qui porte les deux signatures valables.

**{broken} rencontre{"s" * (broken > 1)} sur {len(found)} contredi{"sent" if broken > 1 else "t"} ces règles.** \
Refus lus par les perdants, tous avec leur remède : {refusals}.

Le témoin, qui doit échouer : sans les deux contraintes d'unicité des signatures, {wrong}
rencontres sur {len(bare)} sont fausses ({" ; ".join(seen)}).
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=20260401)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--meetings", type=int, default=50)
    asked = parser.parse_args()
    start = time.monotonic()
    with own_database(DATABASE), own_hands(DATABASE):
        left, control = killed(asked.seed, asked.kills), control_of_kills()
        found, bare = met(asked.seed, asked.meetings)
    text = report(asked.seed, left, control, (found, bare), time.monotonic() - start)
    REPORT.write_text(text, encoding="utf-8")
    print(text)
    is_held = all(one.is_right for one in left) and not any(one.broken for one in found)
    return 0 if is_held and control and any(one.broken for one in bare) else 1


if __name__ == "__main__":
    sys.exit(main())
