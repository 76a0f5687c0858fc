"""Lines of a TOML text: tables of tables, long strings, keys."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from socle.conventions.domain.lines import Lines

TEXT = '''a = 1

[convention]
title = "x"

[[terms]]
id = "un"
says = """
[[terms]]
id = "leurre"
"""

[[terms]]
id = "deux"

[[avenants]]
number = 1

[[avenants.terms]]
id = "trois"

[[avenants]]
number = 2

[[avenants.terms]]
id = "quatre"

[[avenants.terms]]
id = "cinq"
'''


def test_tables_and_keys_have_their_line():
    lines = Lines(TEXT)

    assert lines.of((), "a") == 1
    assert lines.of(("convention",), "title") == 4
    assert lines.of(("terms", 0)) == 6
    assert lines.of(("terms", 1), "id") == 14
    assert lines.of(("avenants", 0, "terms", 0), "id") == 20
    assert lines.of(("avenants", 1, "terms", 1), "id") == 29


def test_an_unwritten_key_is_at_its_table_and_an_unknown_table_at_the_start():
    lines = Lines(TEXT)

    assert lines.of(("terms", 1), "clause") == 13
    assert lines.of(("contacts", 3)) == 1


@given(st.lists(st.integers(min_value=0, max_value=5), min_size=1, max_size=8))
def test_each_table_is_found_whatever_blank_lines_stand_between(gaps):
    text = "".join("\n" * gap + f'[[terms]]\nid = "t{rank}"\n' for rank, gap in enumerate(gaps))
    lines = Lines(text)

    for rank in range(len(gaps)):
        assert text.splitlines()[lines.of(("terms", rank), "id") - 1] == f'id = "t{rank}"'
