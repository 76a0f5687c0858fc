"""Fictional values that show every component in every state on /composants."""

from socle.theme.web.samples.page import page

__all__ = ["page"]
