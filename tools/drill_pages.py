"""Every page, for every role, light and dark, wide and narrow, with axe: the whole of what the journeys sample."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-m", "drill", "tests/journeys"]

if __name__ == "__main__":
    sys.exit(subprocess.run(COMMAND, cwd=ROOT, env=os.environ | {"SOCLE_SCREENSHOTS": "1"}, check=False).returncode)
