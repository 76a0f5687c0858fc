"""What went wrong with PostgreSQL, said in French with its remedy."""

from __future__ import annotations


class ClusterError(Exception):
    """`reason` says what is wrong, `fix` what to do next."""

    def __init__(self, reason: str, fix: str) -> None:
        super().__init__(f"PostgreSQL : {reason}.\nÀ faire : {fix}.")
        self.reason = reason
        self.fix = fix
