"""The process that opens a file nobody trusts: its content on the input; one line of JSON, then what is kept, out."""

from __future__ import annotations

import json
import resource
import sys

from socle.files.inspection import images, pdf
from socle.files.inspection.fault import Fault

MEMORY = 1_500_000_000
SECONDS = 20


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    kind, content = sys.argv[1], sys.stdin.buffer.read()
    found: dict[str, str] = {}
    try:
        kept = pdf.inspect(content) if kind == "pdf" else images.inspect(content, kind)
    except Fault as fault:
        found, kept = {"code": fault.code, "detail": fault.detail}, b""
    sys.stdout.buffer.write(json.dumps(found).encode() + b"\n" + kept)


if __name__ == "__main__":
    main()
