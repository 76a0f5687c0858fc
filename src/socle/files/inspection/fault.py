"""Why a file is refused by what reads it."""

from __future__ import annotations


class Fault(Exception):  # noqa: N818 - a finding about the file, not an error of the program
    """The code of the refusal, and what was found."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail
