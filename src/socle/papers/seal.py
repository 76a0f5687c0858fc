"""What ties a paper to the journal: the signed size and root of a log, in words and as a QR code.

Whoever keeps the paper keeps a witness of the log: a history rewritten later no longer continues this root
(reliability.md §1.3, 7).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import segno


@dataclass(frozen=True, slots=True)
class Seal:
    """The last checkpoint of a log when the paper was printed; `root` in base 64, as the signed note writes it."""

    log: str
    size: int
    root: str
    at: datetime

    @property
    def says(self) -> str:
        """What the QR code says: the three lines of a checkpoint, on one."""
        return f"{self.log} {self.size} {self.root}"

    @property
    def qr(self) -> str:
        """The QR code as an image address that needs no network."""
        drawn: str = segno.make(self.says, error="m", micro=False).svg_data_uri(border=2)
        return drawn
