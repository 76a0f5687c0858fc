"""Find a commune among the 35,000 of the official list: what each kind of search takes, under the role of the web.

Exit 1 when the 95th centile takes more than 100 ms (DRT-02). Absolute figures belong to the machine of the day.
"""

from __future__ import annotations

import statistics
import sys
import time
from importlib import import_module

from workbench import as_app, own_database

DATABASE = "socle_bench_directory"
MOST_MS, ROUNDS = 100, 100
TYPED = ("s", "saint", "st-louis", "strasbourg", "l'hay-les-roses", "67500", "67", "67482", "allenwiller", "zzzz")


def measured(text: str) -> tuple[float, float, int]:
    """The median and the 95th centile of the readings in milliseconds, and how many communes were found."""
    search = import_module("socle.organismes.communes").search
    spent, found = [], []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        found = search(text)
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent[1:]), statistics.quantiles(spent[1:], n=20)[-1], len(found)


def main() -> int:
    with own_database(DATABASE):
        began = time.perf_counter()
        count = import_module("socle.organismes.communes_loading").load_communes(lambda _: None)
        print(f"liste officielle : {count} communes en {time.perf_counter() - began:.1f} s", flush=True)
        slow = []
        with as_app():
            for text in TYPED:
                median, high, found = measured(text)
                slow += [text] * (high > MOST_MS)
                figures = f"{found:>2} trouvées  médiane {median:5.1f} ms  95e centile {high:5.1f} ms"
                print(f"« {text} »".ljust(20), figures, flush=True)
    return bool(slow)


if __name__ == "__main__":
    sys.exit(main())
