"""The palette itself holds WCAG 2.2: 4.5:1 for text, 3:1 for lines that mark a control."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import socle.theme

TOKENS = (Path(socle.theme.__file__).parent / "static/theme/tokens.css").read_text()
PALETTE = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--s-([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", TOKENS)
}
SURFACES = ("bg", "surface", "raised", "sunken", "hover")
TEXT = [(ink, ground) for ink in ("ink", "ink-muted", "accent") for ground in SURFACES]
TEXT += [(tone, f"{tone}-subtle") for tone in ("accent", "success", "warning", "danger", "info")]
TEXT += [("ink", f"{tone}-subtle") for tone in ("accent", "success", "warning", "danger", "info")]
TEXT += [(tone, ground) for tone in ("success", "warning", "danger", "info") for ground in ("bg", "surface")]
TEXT += [
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-danger", "danger"),
    ("on-danger", "danger-strong"),
]
TEXT += [("accent-strong", "accent-subtle")]
LINES = [(line, ground) for line in ("line-strong", "focus", "accent") for ground in SURFACES]


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_is_readable(ink, ground, mode):
    assert contrast(PALETTE[ink][mode], PALETTE[ground][mode]) >= 4.5


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), LINES)
def test_marks_of_controls_are_visible(line, ground, mode):
    assert contrast(PALETTE[line][mode], PALETTE[ground][mode]) >= 3
