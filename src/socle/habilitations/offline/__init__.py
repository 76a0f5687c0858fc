"""What leaves with a certificate so that it is verified without us."""

from pathlib import Path

SCRIPT = Path(__file__).parent / "verify_review.py"
