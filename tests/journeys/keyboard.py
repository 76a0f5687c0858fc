"""Hands on the keyboard only: each step of the focus is seen, and never lost."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

FOCUS = """() => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  const label = node.labels?.length ? node.labels[0].innerText : node.getAttribute("aria-label");
  const shown = node.closest(".s-choice") ?? node;
  const box = node.getBoundingClientRect();
  const style = getComputedStyle(node);
  const x = box.left + box.width / 2, y = box.top + Math.min(box.height / 2, 20);
  const over = document.elementFromPoint(x, y);
  return {
    name: (label ?? node.innerText ?? node.value ?? "").trim().split("\\n")[0].trim(),
    html: node.outerHTML.slice(0, 160),
    isSeen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && !style.outlineColor.endsWith(", 0)"),
    isCovered: box.width > 1 && over !== null && !node.contains(over) && !over.contains(node) && !shown.contains(over),
    isInside: box.bottom > 0 && box.top < innerHeight,
  };
}"""
LONGEST_WALK = 120


class Keyboard:
    """The keyboard of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def here(self) -> dict[str, Any]:
        found = self.page.evaluate(FOCUS)
        assert found is not None, f"le focus est perdu sur {self.page.url}"
        assert found["isSeen"], f"focus invisible : {found['html']}"
        assert not found["isCovered"], f"focus caché : {found['html']}"
        assert found["isInside"], f"focus hors de l'écran : {found['html']}"
        return dict(found)

    def to(self, name: str) -> None:
        """Tab until the control of this name has the focus."""
        names: list[str] = []
        for _ in range(LONGEST_WALK):
            self.page.keyboard.press("Tab")
            here = self.here()
            names.append(here["name"])
            if here["name"].startswith(name):
                return
        raise AssertionError(f"« {name} » n'est pas atteint au clavier : {names}")

    def down_to(self, name: str) -> None:
        """Arrow down among radio buttons until this one."""
        for _ in range(LONGEST_WALK):
            if self.here()["name"].startswith(name):
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"« {name} » n'est pas atteint aux flèches")

    def write(self, name: str, text: str) -> None:
        self.to(name)
        self.page.keyboard.type(text)

    def enter(self) -> None:
        """Press Enter on what has the focus, and wait for the page it gives."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
