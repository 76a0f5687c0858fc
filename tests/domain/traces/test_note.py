from base64 import b64encode
from hashlib import sha256

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from socle.traces.domain.note import (
    Checkpoint,
    NoteError,
    key_id,
    parse_verifier_key,
    read,
    sign,
    verifier_key,
    verify,
)

ORIGIN = "journal.example/traces"
ROOT = sha256(b"root").digest()


class Key:
    def __init__(self, seed):
        self._key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        self.public_key = self._key.public_key().public_bytes_raw()

    def sign(self, message):
        return self._key.sign(message)

    def verify(self, signature, message):
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, message)
        except InvalidSignature:
            return False
        return True


KEY, OTHER = Key(1), Key(2)
NOTE = sign(Checkpoint(ORIGIN, 12, ROOT), KEY)


def test_a_note_has_the_public_format():
    lines = NOTE.split("\n")

    assert lines[:4] == [ORIGIN, "12", b64encode(ROOT).decode(), ""]
    assert lines[4].startswith(f"— {ORIGIN} ")
    assert NOTE.endswith("\n")


def test_the_published_example_is_read():
    example = (
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "— example.com/behind-the-sofa "
        "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    )

    assert read(example).size == 20852163


def test_key_id_is_the_recommended_one():
    expected = sha256(ORIGIN.encode() + b"\n\x01" + KEY.public_key).digest()[:4]

    assert key_id(ORIGIN, KEY.public_key) == expected


def test_signed_note_is_trusted():
    assert verify(NOTE, ORIGIN, [OTHER, KEY]) == Checkpoint(ORIGIN, 12, ROOT)


def test_unknown_key_is_refused():
    with pytest.raises(NoteError, match="remplacée"):
        verify(NOTE, ORIGIN, [OTHER])


def test_other_log_is_refused():
    with pytest.raises(NoteError, match="pas de"):
        verify(NOTE, "journal.example/habilitations", [KEY])


def test_changed_size_is_refused():
    with pytest.raises(NoteError, match="fausse"):
        verify(NOTE.replace("\n12\n", "\n13\n"), ORIGIN, [KEY])


def test_extra_unknown_signature_is_ignored():
    witnessed = NOTE + f"— temoin.example {b64encode(b'abcd' + bytes(64)).decode()}\n"

    assert verify(witnessed, ORIGIN, [KEY]).size == 12


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bonjour",
        NOTE.rstrip("\n"),
        NOTE.replace("\n12\n", "\n012\n"),
        NOTE.replace("\n12\n", "\n-1\n"),
        NOTE.replace("\n12\n", "\n١٢\n"),
        NOTE.replace("\n12\n", "\n12\nextension\n"),
        NOTE.replace("—", "-"),
        NOTE.replace("12", "12\t"),
        NOTE.replace(b64encode(ROOT).decode(), "AAAA"),
        NOTE.replace(b64encode(ROOT).decode(), "%%%%"),
        f"{ORIGIN}\n1\n{b64encode(ROOT).decode()}\n\n— {ORIGIN} AAAA\n",
        f"{ORIGIN}\n1\n{b64encode(ROOT).decode()}\n\n— a+b AAAAAAAA\n",
        "x" * 100_001,
    ],
)
def test_malformed_note_is_refused(text):
    with pytest.raises(NoteError):
        verify(text, ORIGIN, [KEY])


@given(st.integers(0, len(NOTE) - 1), st.sampled_from("\n +-—019AZaz/=é\x00\x85\u2028"))
def test_any_changed_character_is_refused(position, character):
    changed = NOTE[:position] + character + NOTE[position + 1 :]
    if changed != NOTE:
        with pytest.raises(NoteError):
            verify(changed, ORIGIN, [KEY])


@given(st.text("\n 019A=/+—é\t"))
def test_reading_anything_never_crashes(text):
    with pytest.raises(NoteError):
        verify(text, ORIGIN, [KEY])


def test_name_of_a_key_has_no_space():
    with pytest.raises(NoteError, match="nommer"):
        sign(Checkpoint("mon journal", 1, ROOT), KEY)


def test_verifier_key_round_trip():
    assert parse_verifier_key(verifier_key(ORIGIN, KEY.public_key)) == (ORIGIN, KEY.public_key)


def test_altered_verifier_key_is_refused():
    with pytest.raises(NoteError, match="mal écrite"):
        parse_verifier_key(verifier_key(ORIGIN, KEY.public_key).replace("example", "exemple"))
