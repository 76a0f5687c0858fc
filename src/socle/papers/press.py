"""The process that prints: HTML on its input, a tagged PDF on its output, nothing fetched (see `printing`)."""

from __future__ import annotations

import sys
from pathlib import Path

from socle.papers.exits import IS_MISSING

try:
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher
except OSError as missing:
    sys.stderr.write(f"{missing}\n")
    sys.exit(IS_MISSING)

SHEET = Path(__file__).parent / "sheet.css"


def main() -> None:
    page = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=URLFetcher(allowed_protocols=["data"]))
    sheet = CSS(string=SHEET.read_text(encoding="utf-8"))
    sys.stdout.buffer.write(page.write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1", pdf_tags=True))


if __name__ == "__main__":
    main()
