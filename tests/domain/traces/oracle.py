"""RFC 6962 §2.1 written as the RFC writes it, remembered by range: independent of the code under test."""

from functools import cache
from hashlib import sha256

DATA = [bytes([n % 256, n // 256]) for n in range(1026)]


def split(size):
    power = 1
    while power * 2 < size:
        power *= 2
    return power


@cache
def mth(start, end):
    if start == end:
        return sha256(b"").digest()
    if end - start == 1:
        return sha256(b"\x00" + DATA[start]).digest()
    k = start + split(end - start)
    return sha256(b"\x01" + mth(start, k) + mth(k, end)).digest()


def path(index, start, end):
    if end - start == 1:
        return []
    k = start + split(end - start)
    if index < k:
        return [*path(index, start, k), mth(k, end)]
    return [*path(index, k, end), mth(start, k)]


def proof(old, start, end, *, is_whole=True):
    if old == end:
        return [] if is_whole else [mth(start, end)]
    k = start + split(end - start)
    if old <= k:
        return [*proof(old, start, k, is_whole=is_whole), mth(k, end)]
    return [*proof(old, k, end, is_whole=False), mth(start, k)]
